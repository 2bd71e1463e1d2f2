"""Addresses: which URLs may be fetched, and which machines may be reached."""

import ipaddress
import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import msgspec

from sitrep.errors import UnreadableSource, WrongUsage

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

SCHEMES = ("http", "https")
PORTS = {"http": 80, "https": 443}
LONGEST = 4096
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
LEFT_AS_THEY_ARE = "%/?:@!$&'()*+,;=~-._[]"
LOOKS_LIKE_ONE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: the last four bytes are an IPv4 address


class Allowance(msgspec.Struct, frozen=True):
    """Which machines may be reached beyond the public ones: host names, and networks of addresses."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[IpNetwork, ...] = ()

    def admits(self, host: str, address: IpAddress) -> bool:
        """Whether a machine may be reached at `address` under the name `host`."""
        return is_public(address) or host in self.hosts or any(address in network for network in self.networks)


PUBLIC_ONLY = Allowance()


def read_allowance(names: tuple[str, ...]) -> Allowance:
    """Returns the allowance that names, addresses and networks give.

    Raises: WrongUsage for one that is none of them.

    >>> read_allowance(("10.0.0.0/8", "desk.example")).admits("desk.example", ipaddress.ip_address("127.0.0.1"))
    True
    """
    hosts, networks = set(), []
    for name in names:
        try:
            networks.append(ipaddress.ip_network(name, strict=False))
        except ValueError:
            if not re.fullmatch(r"[\w.-]+", name):
                raise WrongUsage(f"{name!r}: a host name, an address or a network such as 10.0.0.0/8 is expected") from None
            hosts.add(name.lower().rstrip("."))
    return Allowance(frozenset(hosts), tuple(networks))


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the open network: not private, loopback, link-local, reserved or for many.

    An IPv6 address that carries an IPv4 address is as public as that one.

    >>> [is_public(ipaddress.ip_address(each)) for each in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe")]
    [True, False, False, False]
    """
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in TRANSLATED:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return not address.is_site_local and all(is_public(each) for each in carried if each is not None)


def is_url(source: str) -> bool:
    """Whether a source that a user names is an address of any scheme, and no file.

    >>> is_url("https://example.org/feed"), is_url("reports/today.html")
    (True, False)
    """
    return LOOKS_LIKE_ONE.match(source) is not None


def checked_url(url: str) -> str:
    """Returns a URL as it may be asked for: in ASCII, with the host in lower case, and without its fragment.

    Raises: UnreadableSource where it is not of http or https, or is no proper URL.

    >>> checked_url("HTTP://News.Example/Today?page=2#top"), checked_url("http://bücher.example/на фронте")
    ('http://news.example/Today?page=2', 'http://xn--bcher-kva.example/%D0%BD%D0%B0%20%D1%84%D1%80%D0%BE%D0%BD%D1%82%D0%B5')
    """
    parts = _split(url)
    if parts.scheme not in SCHEMES:
        raise UnreadableSource(f"is an address of {parts.scheme or 'no scheme'}; only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise UnreadableSource("holds a user name or a password, which are not sent; leave them out")
    if not parts.hostname:
        raise UnreadableSource("names no host")
    try:
        host = parts.hostname if ":" in parts.hostname else parts.hostname.rstrip(".").encode("idna").decode("ascii")
        port = parts.port
    except (UnicodeError, ValueError) as error:
        raise UnreadableSource("names no proper host or port") from error
    named = f"[{host}]" if ":" in host else host
    place = named if port in (None, PORTS[parts.scheme]) else f"{named}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path, LEFT_AS_THEY_ARE) or "/", quote(parts.query, LEFT_AS_THEY_ARE), ""))


def host_of(url: str) -> str:
    """Returns the host of a URL, "" where it has none.

    >>> host_of("http://news.example:8000/today"), host_of("http://[broken")
    ('news.example', '')
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def origin_of(url: str) -> str:
    """Returns scheme, host and port of a checked URL.

    >>> origin_of("http://news.example:8000/today")
    'http://news.example:8000'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def joined(url: str, link: str) -> str:
    """Returns a link of the page at `url` as a URL of its own, whatever stands in it.

    >>> joined("http://news.example/a/b", "../c")
    'http://news.example/c'
    """
    try:
        return urljoin(url, link.strip())
    except ValueError:
        return link


def _split(url: str) -> SplitResult:
    """Returns the parts of a URL.

    Raises: UnreadableSource where it has none.
    """
    if len(url) > LONGEST:
        raise UnreadableSource(f"is an address of {len(url)} characters; at most {LONGEST} are taken")
    if UNFIT.search(url):
        raise UnreadableSource("is an address with control characters or backslashes in it")
    try:
        return urlsplit(url.strip())
    except ValueError as error:
        raise UnreadableSource("is no proper address") from error
