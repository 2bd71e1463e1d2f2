"""Login: in and out."""

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from sitrep.views.translating import told
from sitrep.views.words import counted
from sitrep.views.workbench.doors import address_of
from sitrep.views.workbench.routes import Action, Form, Page
from sitrep.views.workbench.sessions import COOKIE, LASTS_SECONDS
from sitrep.views.workbench.visits import Visit
from sitrep.views.workbench.ways import own_way


class LoginView(msgspec.Struct, frozen=True):
    """Where somebody wants to go, and whether a try has failed."""

    to: str
    has_failed: bool


def look(visit: Visit) -> LoginView | Response:
    """Returns what the page shows; who is in already, or needs no login, goes on."""
    to = own_way(visit.asked.get("to")) or "/"
    if visit.door.user(visit.request) is not None or not visit.door.has_login:
        return RedirectResponse(to, 303)
    return LoginView(to, "failed" in visit.asked)


def log_in(visit: Visit, form: Form) -> Response:
    """Lets somebody in; who has failed too often waits."""
    name, to = form.get("name", "").strip(), own_way(form.get("to")) or "/"
    keys = (f"name {name}", f"address {address_of(visit.request)}")
    wait = visit.door.tries.wait(*keys)
    if wait:
        raise HTTPException(429, told("too many tries; wait {seconds}", seconds=counted(wait, "second")), {"Retry-After": str(wait)})
    visit.door.tries.failed(*keys)  # counts until it is known to be right, so that many at once are no way around
    user = visit.door.login(name, form.get("password", "")) if visit.door.has_login else None
    visit.door.sessions.note(name, address_of(visit.request), is_in=user is not None)
    if user is None:
        return RedirectResponse(visit.link("/login", to=to, failed="1"), 303)
    visit.door.tries.passed(*keys)
    answer = RedirectResponse(to, 303)
    secure = visit.bench.settings.is_https
    answer.set_cookie(COOKIE, visit.door.sessions.begin(user), LASTS_SECONDS, httponly=True, secure=secure, samesite="lax")
    return answer


def log_out(visit: Visit, form: Form) -> Response:
    """Ends somebody's session."""
    visit.door.sessions.end(visit.request.cookies.get(COOKIE))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


PAGE = Page("/login", "Log in", "login.html", look, in_menu=False, is_open=True)
ACTIONS = (Action("/login", log_in, "reader"), Action("/logout", log_out, "reader"))
