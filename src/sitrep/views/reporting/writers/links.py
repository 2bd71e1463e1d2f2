"""Links: which addresses of reports a reader may be led to."""

from urllib.parse import urlsplit

LINKED = ("http", "https")


def safe_link(address: str | None) -> str | None:
    """Returns an address of the web; None for any other, which a report may bring along.

    >>> safe_link("https://example.org/1"), safe_link("javascript:alert(1)")
    ('https://example.org/1', None)
    """
    try:
        return address if address and urlsplit(address).scheme in LINKED else None
    except ValueError:
        return None
