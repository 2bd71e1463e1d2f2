"""Language: the pages read in another one from now on, by a cookie."""

from starlette.responses import RedirectResponse, Response

from sitrep.views.translating import LANGUAGES, told
from sitrep.views.workbench.interpreting import COOKIE, LASTS_SECONDS
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit
from sitrep.views.workbench.ways import own_way


def look(visit: Visit) -> Response:
    """Returns the way back, with the language kept.

    Raises: NotFound for a language that there is none of.
    """
    code = visit.request.path_params["code"]
    if code not in LANGUAGES:
        raise NotFound(told("there is nothing at {path}", path=visit.path))
    answer = RedirectResponse(own_way(visit.asked.get("back")) or "/", 303)
    answer.set_cookie(COOKIE, code, LASTS_SECONDS, httponly=True, secure=visit.bench.settings.is_https, samesite="lax")
    return answer


PAGE = Page("/language/{code}", "Language", "", look, in_menu=False, is_open=True)
