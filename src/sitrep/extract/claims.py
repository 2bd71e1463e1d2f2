"""Claims of one reading."""

from sitrep.model.claims import Claim
from sitrep.model.readings import Reading


def extract_claims(reading: Reading) -> tuple[Claim, ...]:
    """Returns what the report claims, in text order."""
    return ()
