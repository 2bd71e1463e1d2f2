"""`sitrep schema`: the JSON Schema of the record."""

import sys

import msgspec

from sitrep.model.events import Extraction


def print_schema() -> None:
    """Prints the schema of what `sitrep extract --format json` prints."""
    schema = msgspec.json.schema(Extraction)
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
