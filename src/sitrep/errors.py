"""What can go wrong, by whose fault it is."""


class SitrepError(Exception):
    """The root of all errors that the program raises on purpose; the message names the thing, its value and the way out."""


class UnreadableSource(SitrepError):
    """An input that cannot be read as a report: missing, empty, binary, too large, of a wrong form."""


class WrongUsage(SitrepError):
    """A wish that cannot be understood: a date that is none, an unknown pack, format, type or language."""


class InvalidPack(SitrepError):
    """A knowledge file that does not say what its kind must say."""


class MissingEvidence(SitrepError):
    """A value that does not stand in its text: a defect of the program, never of the report."""


class StoreUnavailable(SitrepError):
    """A record that cannot be opened, read or written: locked, read-only, full, of another version."""
