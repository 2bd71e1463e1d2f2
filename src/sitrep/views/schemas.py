"""`sitrep schema`: the JSON Schema of the record."""

import msgspec

from sitrep.model.events import Extraction
from sitrep.views.output import write_json


def print_schema() -> None:
    """Prints the schema of what `sitrep extract --format json` prints."""
    write_json(msgspec.json.schema(Extraction))
