"""Users: who may read, who may judge, who may do all; names, roles and passwords in a file."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sitrep.errors import WrongUsage

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST_PASSWORD = 10
HASHER = PasswordHasher()
NO_HASH = HASHER.hash("nobody has this password")  # so that an unknown name takes as long as a wrong password


class User(msgspec.Struct, frozen=True):
    """Somebody who may use a workbench, under the name that judgements bear."""

    name: str
    role: Role = "reader"

    @property
    def may_judge(self) -> bool:
        """Whether they may judge claims and events."""
        return self.role != "reader"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One user in the file; without a password they come through a proxy alone."""

    role: Role
    password: str | None = None


class Users(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds: users by name."""

    users: dict[str, Entry] = {}


def read_users(path: str) -> Mapping[str, Entry]:
    """Returns the users in a file by name.

    Raises: WrongUsage where it cannot be read.
    """
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=Users).users
    except OSError as error:
        raise WrongUsage(
            f"users file {path}: cannot be read ({error.strerror}); `sitrep users add NAME --users {path}` makes it"
        ) from error
    except msgspec.DecodeError as error:
        raise WrongUsage(f"users file {path}: {error}") from error


def write_users(path: str, users: Mapping[str, Entry]) -> None:
    """Writes a users file whole or not at all, for its owner alone to read.

    Raises: WrongUsage where it cannot be written.
    """
    part = Path(f"{path}.part")
    content = msgspec.json.format(msgspec.json.encode(Users(dict(users))), indent=2)
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content + b"\n")
        part.replace(path)
    except OSError as error:
        raise WrongUsage(f"users file {path}: cannot be written ({error.strerror})") from error


def new_entry(role: Role, password: str | None) -> Entry:
    """Returns a user's entry with the password as argon2 keeps it.

    Raises: WrongUsage for a password that is too short.
    """
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise WrongUsage(f"the password has {len(password)} characters; at least {SHORTEST_PASSWORD} are needed")
    return Entry(role, None if password is None else HASHER.hash(password))


def checked_user(users: Mapping[str, Entry], name: str, password: str) -> User | None:
    """Returns the user of that name and password, None where there is none."""
    entry = users.get(name)
    stored = entry.password if entry and entry.password else NO_HASH
    try:
        HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return None
    return User(name, entry.role) if entry and entry.password else None
