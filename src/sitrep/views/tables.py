"""Tables of claims and events for people to read."""

from sitrep.model.events import Extraction


def print_extraction(extraction: Extraction) -> None:
    """Prints the claims of each document, then the events and totals that they merge into."""
