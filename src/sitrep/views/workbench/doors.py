"""Doors: who somebody is that asks, and the token without which nothing is changed."""

import base64
import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Mapping
from typing import cast

from starlette.requests import Request

from sitrep.views.authors import author_name
from sitrep.views.workbench.sessions import COOKIE, Session, Sessions, Tries
from sitrep.views.workbench.settings import Proxy, Settings
from sitrep.views.workbench.users import Entry, Role, User, checked_user, read_users


class Door:
    """Tells who asks: on loopback without login the person at the machine, else whoever logged in, here or at the proxy."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own_token = secrets.token_urlsafe(32)
        self._owner = None if settings.has_login else User(author_name(None), "admin")
        self.sessions = Sessions()
        self.tries = Tries()
        self._proven: set[str] = set()
        self._users: Callable[[], Mapping[str, Entry]] = lambda: read_users(settings.users) if settings.users else {}
        self._users()  # a file that cannot be read is told of at the start

    @property
    def has_login(self) -> bool:
        """Whether there is a page to log in at."""
        return self._settings.users is not None and self._settings.proxy is None

    def user(self, request: Request) -> User | None:
        """Returns who asks, None where they must log in first."""
        if self._owner is not None:
            return self._owner
        if self._settings.proxy is not None:
            return self._proxied(request, self._settings.proxy)
        session = self._session(request)
        if session is None:
            return self._by_password(request) if request.url.path.startswith("/api/") else None
        entry = self._users().get(session.user.name)  # who was taken out of the file, or has another role, has so at once
        return User(session.user.name, entry.role) if entry else None

    def token(self, request: Request) -> str:
        """Returns the token that the forms of somebody bear."""
        session = self._session(request)
        return session.token if session else self._own_token

    def is_own_form(self, request: Request, token: str | None) -> bool:
        """Whether a form comes from a page that this workbench gave to the same person."""
        return secrets.compare_digest((token or "").encode(), self.token(request).encode())

    def login(self, name: str, password: str) -> User | None:
        """Returns the user of that name and password, None where there is none."""
        return checked_user(self._users(), name, password)

    def _by_password(self, request: Request) -> User | None:
        """Returns the user whom a program names with each request (HTTP Basic); what was right once is right until the file changes."""
        scheme, _, packed = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() != "basic":
            return None
        name, _, password = unpacked(packed).partition(":")
        keys = (f"name {name}", f"address {address_of(request)}")
        entry = self._users().get(name)
        proof = hashlib.sha256(f"{packed} {entry.password if entry else ''}".encode()).hexdigest()
        if entry and proof in self._proven:
            return User(name, entry.role)
        if self.tries.wait(*keys):
            return None
        user = self.login(name, password)
        if user is None:
            self.tries.failed(*keys)
        else:
            self._proven.add(proof)
        return user

    def _session(self, request: Request) -> Session | None:
        """Returns the session of the cookie."""
        return self.sessions.find(request.cookies.get(COOKIE))

    def _proxied(self, request: Request, proxy: Proxy) -> User | None:
        """Returns the user whom a trusted proxy names."""
        name = request.headers.get(proxy.header, "").strip()
        if not name or not is_among(address_of(request), proxy.addresses):
            return None
        entry = self._users().get(name)
        role = entry.role if entry else proxy.role
        return User(name, cast(Role, role)) if role else None


def unpacked(packed: str) -> str:
    """Returns what stands in base64, "" where nothing does.

    >>> unpacked("b2xlbmE6c2VjcmV0"), unpacked("?")
    ('olena:secret', '')
    """
    try:
        return base64.b64decode(packed, validate=True).decode()
    except (ValueError, UnicodeDecodeError):
        return ""


def address_of(request: Request) -> str:
    """Returns the address that a request comes from."""
    return request.client.host if request.client else ""


def is_among(address: str, trusted: tuple[str, ...]) -> bool:
    """Whether an address is one of some addresses or networks.

    >>> is_among("10.0.0.7", ("10.0.0.0/24",)), is_among("10.1.0.7", ("10.0.0.0/24", "::1"))
    (True, False)
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in ipaddress.ip_network(each, strict=False) for each in trusted)
