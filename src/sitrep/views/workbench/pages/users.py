"""Users: who may use the workbench, kept by admins, and who has come in lately."""

import threading
from typing import get_args

import msgspec
from starlette.responses import RedirectResponse, Response

from sitrep.errors import WrongUsage
from sitrep.views.translating import gettext, told
from sitrep.views.workbench.routes import Action, Form, Page
from sitrep.views.workbench.sessions import SignIn
from sitrep.views.workbench.users import ROLES, Entry, Role, new_entry, read_users, write_users
from sitrep.views.workbench.visits import Visit

LOCK = threading.Lock()  # between reading the file and writing it nobody else writes


class Member(msgspec.Struct, frozen=True):
    """A user: the role, whether a password is kept, and in how many browsers they are in now."""

    name: str
    role: Role
    has_password: bool
    sessions: int


class UsersView(msgspec.Struct, frozen=True):
    """The users by name, None where nobody logs in, and the last sign-ins since the start, the last one first."""

    members: tuple[Member, ...] | None
    roles: tuple[Role, ...]
    sign_ins: tuple[SignIn, ...]


def look(visit: Visit) -> UsersView:
    """Returns what the page shows."""
    path = visit.bench.settings.users
    if path is None:
        return UsersView(None, ROLES, ())
    within = visit.door.sessions.names()
    found = (Member(name, each.role, each.password is not None, within.count(name)) for name, each in sorted(read_users(path).items()))
    return UsersView(tuple(found), ROLES, tuple(visit.door.sessions.sign_ins()))


def save(visit: Visit, form: Form) -> Response:
    """Adds a user, or gives one another role or password; without a new password the old one stays.

    Raises: WrongUsage for a name, role or password that will not do, and where no admin would be left.
    """
    name, password = form.get("name", "").strip(), form.get("password", "")
    role = next((each for each in get_args(Role) if each == form.get("role")), None)
    if not name or not name.isprintable():
        raise WrongUsage(gettext("a name of visible characters is needed"))
    if role is None:
        raise WrongUsage(f"role {form.get('role')!r}: known are {', '.join(ROLES)}")
    with LOCK:
        path, known = users_of(visit)
        before = known.get(name)
        if before is None and not password and visit.bench.settings.proxy is None:
            raise WrongUsage(gettext("a new user needs a password"))
        known[name] = new_entry(role, password) if password else Entry(role, before.password if before else None)
        keep(path, known)
    if password:
        visit.door.sessions.end_all(name)
    return RedirectResponse("/users", 303)


def remove(visit: Visit, form: Form) -> Response:
    """Takes a user out, who is out at once.

    Raises: WrongUsage for one that there is not, and where no admin would be left.
    """
    name = form.get("name", "")
    with LOCK:
        path, known = users_of(visit)
        if known.pop(name, None) is None:
            raise WrongUsage(told("{name}: there is no such user", name=name))
        keep(path, known)
    visit.door.sessions.end_all(name)
    return RedirectResponse("/users", 303)


def users_of(visit: Visit) -> tuple[str, dict[str, Entry]]:
    """Returns the users file and who is in it.

    Raises: WrongUsage where nobody logs in.
    """
    path = visit.bench.settings.users
    if path is None:
        raise WrongUsage(gettext("nobody logs in here: `sitrep serve --users FILE` asks for a login"))
    return path, dict(read_users(path))


def keep(path: str, users: dict[str, Entry]) -> None:
    """Writes the users, among whom an admin must stay.

    Raises: WrongUsage.
    """
    if not any(each.role == "admin" for each in users.values()):
        raise WrongUsage(gettext("no admin would be left; make somebody else one first"))
    write_users(path, users)


PAGE = Page("/users", "Users", "users.html", look, in_menu=False, role="admin")
ACTIONS = (Action("/users/save", save, "admin"), Action("/users/remove", remove, "admin"))
