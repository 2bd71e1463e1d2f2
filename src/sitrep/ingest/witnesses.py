"""Witnesses: who hears what happens while sources are read."""

from sitrep.model.texts import Document


class Witness:
    """Hears what happens while sources are read, in its order; this one lets it pass."""

    def begins(self, source: str, key: str | None) -> int:
        """Hears that a file is opened, and returns where to begin in it; `key` tells a web archive from others by its beginning."""
        del source, key
        return 0

    def reaches(self, source: str, taken: int, position: int | None) -> None:
        """Hears how many bytes of a file are taken, and where in it one can go on with what comes now."""

    def reads(self, document: Document, source: bytes) -> None:
        """Hears of a document and the bytes that it was read from."""

    def passes_over(self, source: str, reason: str) -> None:
        """Hears of what is rightly left."""

    def ends(self, source: str, taken: int) -> None:
        """Hears that a file was read to its end, so many bytes."""
