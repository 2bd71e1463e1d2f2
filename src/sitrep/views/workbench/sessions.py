"""Sessions: who is logged in, and whose next try must wait; kept in memory, so that a restart ends them all."""

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

import msgspec

from sitrep.model.times import this_moment
from sitrep.views.workbench.users import User

COOKIE = "sitrep_session"
LASTS_SECONDS = 12 * 3600
TRIES = 5
TRIES_AN_ADDRESS = 20  # many people may come from one, behind a proxy or an office's line
TRIES_SECONDS = 60
MOST_SESSIONS = 10_000
MOST_SIGN_INS = 200
LONGEST_NAME = 80


class Session(msgspec.Struct, frozen=True):
    """One person's stay: who it is, the token that their forms bear, and when it ends (seconds of the clock)."""

    user: User
    token: str
    ends: float


class SignIn(msgspec.Struct, frozen=True):
    """A try to come in: when (UTC), under which name, from which address, and whether it was let in."""

    at: str
    name: str
    address: str
    is_in: bool


class Sessions:
    """The sessions that last, by their secret keys, and the last sign-ins."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._signed: deque[SignIn] = deque(maxlen=MOST_SIGN_INS)
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, user: User) -> str:
        """Returns the secret key of a new session."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._sessions = {each: found for each, found in self._sessions.items() if found.ends > now}
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[key] = Session(user, secrets.token_urlsafe(32), now + LASTS_SECONDS)
        return key

    def find(self, key: str | None) -> Session | None:
        """Returns the session of a key, None where it never was or is over."""
        found = self._sessions.get(key or "")
        return found if found is not None and found.ends > self._clock() else None

    def end(self, key: str | None) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(key or "", None)

    def end_all(self, name: str) -> None:
        """Ends all sessions of somebody."""
        with self._lock:
            self._sessions = {key: each for key, each in self._sessions.items() if each.user.name != name}

    def names(self) -> list[str]:
        """Returns whose sessions last, a name for each."""
        with self._lock:
            return [each.user.name for each in self._sessions.values() if each.ends > self._clock()]

    def note(self, name: str, address: str, *, is_in: bool) -> None:
        """Notes a try to come in."""
        self._signed.append(SignIn(this_moment(), name[:LONGEST_NAME], address, is_in))

    def sign_ins(self) -> list[SignIn]:
        """Returns the last tries to come in, the last one first."""
        return list(self._signed)[::-1]


class Tries:
    """Failed logins by name and by address; who has failed too often waits."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, *keys: str) -> int:
        """Returns for how many seconds none of these may try, 0 where they may."""
        with self._lock:
            now = self._clock()
            recent = {key: [at for at in failed if at > now - TRIES_SECONDS] for key, failed in self._failed.items()}
            self._failed = {key: failed for key, failed in recent.items() if failed}
            full = [(self._failed[key], most) for key in keys if len(self._failed.get(key, ())) >= (most := most_of(key))]
            waits = [failed[-most] + TRIES_SECONDS - now for failed, most in full]
        return int(max(waits, default=-1.0)) + 1

    def failed(self, *keys: str) -> None:
        """Notes a failure."""
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, []).append(self._clock())

    def passed(self, *keys: str) -> None:
        """Forgets the failures of somebody who is let in."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)


def most_of(key: str) -> int:
    """Returns after how many failures a name or an address ("address …") waits."""
    return TRIES_AN_ADDRESS if key.startswith("address ") else TRIES
