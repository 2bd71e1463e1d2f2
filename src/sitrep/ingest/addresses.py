"""Addresses: one form of the many in which a report's address is passed on."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from sitrep.packs.loader import load

PORTS = {"http": 80, "https": 443}


class Addresses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters that are no part of an address; one that ends with * stands for all that begin so."""

    tracking: tuple[str, ...]


def own_address(address: str) -> str | None:
    """Returns a web address without scheme, "www.", fragment and tracking, None where it is none or leads to a front page.

    >>> own_address("https://WWW.Example.org:443/izmail/?utm_source=x&id=5#top")
    'example.org/izmail?id=5'
    >>> own_address("https://example.org/"), own_address("mid:17@example.org"), own_address("http://[broken")
    (None, None, None)
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(key)])
    if parts.scheme not in PORTS or not host or not (path or query):
        return None
    place = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    return f"{place}{path}?{query}" if query else f"{place}{path}"


def _is_tracking(key: str) -> bool:
    """Whether a parameter tells only how a reader came."""
    names = load("ingest/addresses.toml", Addresses).tracking
    return any(key.lower().startswith(name[:-1]) if name.endswith("*") else key.lower() == name for name in names)
