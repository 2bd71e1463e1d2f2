"""Settings: how a workbench is served, and to whom."""

import ipaddress

import msgspec

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Proxy(msgspec.Struct, frozen=True):
    """A reverse proxy that names its user in a header; believed from its own addresses alone.

    `role` is that of users whom the users file does not list, None where they are refused.
    """

    header: str
    addresses: tuple[str, ...]
    role: str | None = None


class Settings(msgspec.Struct, frozen=True):
    """What `sitrep serve` was asked for; `users` is the path of the users file, None where nobody logs in.

    `hosts` are further names under which it may be asked for; `tiles` is the address of an online tile layer for the map, None for none;
    `licence` is that under which the record is passed on, None where nobody says;
    `language` is that of the pages, None for what browsers ask for.
    """

    database: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    users: str | None = None
    proxy: Proxy | None = None
    hosts: tuple[str, ...] = ()
    tiles: str | None = None
    is_https: bool = False
    licence: str | None = None
    language: str | None = None

    @property
    def has_login(self) -> bool:
        """Whether people log in, here or at a proxy."""
        return self.users is not None or self.proxy is not None

    @property
    def names(self) -> frozenset[str]:
        """The names by which browsers may ask for it, in small letters and without a port."""
        own = {self.host, f"[{self.host}]"} if not is_wildcard(self.host) else set()
        return frozenset(name.casefold() for name in (*LOOPBACK_NAMES, *own, *self.hosts))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address.

    >>> is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_wildcard(host: str) -> bool:
    """Whether an address stands for all addresses of this machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
