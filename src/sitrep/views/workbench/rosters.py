"""`sitrep users`: the users file, written and listed."""

import getpass
import sys
from pathlib import Path

from sitrep.errors import WrongUsage
from sitrep.views.messages import Messages
from sitrep.views.output import write
from sitrep.views.workbench.users import Role, new_entry, read_users, write_users


def typed_password(from_stdin: bool, without: bool) -> str | None:
    """Returns the password that is typed, twice at a terminal, or comes on standard input; None where none is wanted.

    Raises: WrongUsage where the two differ.
    """
    if without:
        return None
    if from_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise WrongUsage("the two passwords differ; nothing was changed")
    return password


def add_user(path: str, name: str, role: Role, password: str | None, messages: Messages) -> int:
    """Adds a user or puts another in place of one, and returns the exit code.

    Raises: WrongUsage for a name or password that will not do, or a file that cannot be written.
    """
    if not name.strip() or name != name.strip() or not name.isprintable():
        raise WrongUsage(f"{name!r}: a name of visible characters is needed")
    known = dict(read_users(path)) if Path(path).exists() else {}
    done = "changed" if name in known else "added"
    known[name] = new_entry(role, password)
    write_users(path, known)
    messages.note(f"{path}: {name} {done}, as {role}")
    return 0


def remove_user(path: str, name: str, messages: Messages) -> int:
    """Takes a user out, and returns the exit code.

    Raises: WrongUsage for one that there is not.
    """
    known = dict(read_users(path))
    if name not in known:
        raise WrongUsage(f"{name!r}: not in {path}; there are {', '.join(known) or 'none'}")
    del known[name]
    write_users(path, known)
    messages.note(f"{path}: {name} removed")
    return 0


def list_users(path: str) -> int:
    """Prints the users by name, and returns the exit code."""
    for name, entry in sorted(read_users(path).items()):
        write(f"{entry.role:<9} {name}{'' if entry.password else '  (by proxy)'}\n".encode())
    return 0
