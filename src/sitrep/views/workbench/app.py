"""The app: pages, actions and the API behind one guard."""

import gc
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from urllib.parse import quote

import msgspec
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.staticfiles import StaticFiles

import sitrep
from sitrep.errors import SitrepError, StoreUnavailable, WrongUsage
from sitrep.views.translating import LANGUAGES, gettext, term, told
from sitrep.views.workbench.api.routes import register
from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.doors import Door
from sitrep.views.workbench.guards import Guard
from sitrep.views.workbench.interpreting import Interpreter
from sitrep.views.workbench.lanes import Lane
from sitrep.views.workbench.layouts import STATIC, environment, flowing, rendered, surroundings
from sitrep.views.workbench.picture_files import FILES, ROUTE, packed_file, picture_file
from sitrep.views.workbench.registry import ACTIONS, ANSWERS, PAGES
from sitrep.views.workbench.routes import Action, Page
from sitrep.views.workbench.users import ROLES, Role, User
from sitrep.views.workbench.visits import KNOWN, NotFound, Visit

MENU = tuple(page for page in PAGES if page.in_menu)
NOBODY = User("", "reader")
MOST_SENT, MOST_TYPED = 200_000_000, 1_000_000  # bytes that a form may hold, with files and without


class Failed(msgspec.Struct, frozen=True):
    """What a page of a failure shows."""

    title: str
    message: str


FAILURE = Page("/failure", "Not done", "failure.html", lambda visit: Failed("", str(visit.path)), in_menu=False)


def make_app(bench: Bench) -> Guard:
    """Returns the app over an open bench, which it closes in the end.

    Raises: WrongUsage for a users file that cannot be read.
    """
    door = Door(bench.settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        bench.start()
        threading.Thread(target=warm_up, name="warm", daemon=True).start()
        yield
        await run_in_threadpool(bench.close)

    app = FastAPI(title="sitrep", version=sitrep.__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    register(app, bench, door)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    lane = Lane()
    for page, way in (*((page, lane) for page in PAGES), *((answer, None) for answer in ANSWERS)):
        app.add_api_route(page.path, _page_endpoint(page, bench, door, way), include_in_schema=False, response_class=HTMLResponse)
    for action in ACTIONS:
        app.add_api_route(action.path, _action_endpoint(action, bench, door), methods=["POST"], include_in_schema=False)
    app.add_api_route(ROUTE, picture_file, include_in_schema=False)
    _add_failures(app, bench, door)
    return Guard(Interpreter(app, bench.settings.language), bench.settings)


def warm_up() -> None:
    """Makes ready what is made once, so that the first reader does not wait for it; the collector of cycles need not look at it again."""
    for language in LANGUAGES:
        made = environment(language)
        for name in made.list_templates(extensions=["html"]):
            made.get_template(name)
    for name in FILES:
        packed_file(name)
    gc.freeze()


def _page_endpoint(page: Page, bench: Bench, door: Door, lane: Lane | None) -> Callable[[Request], Awaitable[Response]]:
    """Returns what answers a request for a page, in a thread.

    Pages come one after another in the lane, for all at once would be ready together, each as late as the last one. What may wait long is
    apart from it: pages of the past, those that flow, and what pages fetch (None).
    """

    def answer(request: Request) -> Response:
        user = door.user(request)
        if user is None and not page.is_open:
            return _to_login(request, door)
        visit = Visit(request, bench, user or NOBODY, door)
        if not _may(visit.user, page.role):
            raise HTTPException(403, told("this page is for a {role}; you are a {own}", role=term(page.role), own=term(visit.user.role)))
        visit = visit.as_known()
        view = page.look(visit)
        return view if isinstance(view, Response) else _answer(page, visit, view, door)

    async def endpoint(request: Request) -> Response:
        if lane is None or page.flows or KNOWN in request.query_params:
            return await run_in_threadpool(answer, request)
        return await lane.run(answer, request)

    return endpoint


def _action_endpoint(action: Action, bench: Bench, door: Door) -> Callable[[Request], Awaitable[Response]]:
    """Returns what answers a form that was sent."""

    async def endpoint(request: Request) -> Response:
        user = door.user(request) if action.path != "/login" else NOBODY
        if user is None or not _may(user, action.role):
            raise HTTPException(
                403,
                told(
                    "this is for a {role}; you are {own}", role=term(action.role), own=term(user.role) if user else gettext("not logged in")
                ),
            )
        most = MOST_SENT if user.may_judge else MOST_TYPED
        if int(request.headers.get("content-length", most + 1)) > most:
            raise HTTPException(413, told("more than {number} MB at once; `sitrep add` takes more", number=most // 1_000_000))
        async with request.form() as sent:
            form = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
            files = [(value.filename, value.file) for _, value in sent.multi_items() if isinstance(value, UploadFile) and value.filename]
            if not door.is_own_form(request, request.headers.get("x-csrf-token") or form.get("token")):
                raise HTTPException(403, gettext("the form is too old or not ours; load the page again and repeat what you did"))
            return await run_in_threadpool(action.act, Visit(request, bench, user, door, files), form)

    return endpoint


def _may(user: User, role: Role) -> bool:
    """Whether somebody has a role, or one above it."""
    return ROLES.index(user.role) >= ROLES.index(role)


def _to_login(request: Request, door: Door) -> Response:
    """Returns the way to the page on which one logs in; without one, the refusal."""
    if not door.has_login:
        raise HTTPException(403, gettext("the proxy in front of this workbench has named nobody who may use it"))
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?to={quote(target, safe='')}", 303)


def _answer(page: Page, visit: Visit, view: msgspec.Struct, door: Door, status: int = 200) -> Response:
    """Returns a page filled in."""
    around = surroundings(MENU, visit, door.token(visit.request), can_log_out=door.has_login and bool(visit.user.name))
    headers = {"Cache-Control": "no-store" if visit.bench.settings.has_login else "no-cache", "Vary": "Accept-Language, Cookie"}
    if page.flows:
        return StreamingResponse(flowing(page, visit, view, around), status, headers, "text/html")
    return HTMLResponse(rendered(page, visit, view, around), status, headers)


def _add_failures(app: FastAPI, bench: Bench, door: Door) -> None:
    """Makes failures into pages, or into JSON under /api."""

    def fail(request: Request, status: int, title: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api") or "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"error": message}, status, headers)
        user = door.user(request)
        if user is None and door.has_login and status == 404:
            return _to_login(request, door)
        page = _answer(FAILURE, Visit(request, bench, user or NOBODY, door), Failed(title, message), door, status)
        page.headers.update(headers or {})
        return page

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        title = gettext("Not found") if error.status_code == 404 else gettext("Not done")
        message = error.detail if error.detail != "Not Found" else told("there is nothing at {path}", path=request.url.path)
        return fail(request, error.status_code, title, message, error.headers)

    @app.exception_handler(Exception)
    async def _defect(request: Request, error: Exception) -> Response:
        message = told("the program has a defect ({name}); the terminal that it runs in shows where", name=type(error).__name__)
        return JSONResponse({"error": message}, 500) if request.url.path.startswith("/api") else PlainTextResponse(message, 500)

    @app.exception_handler(NotFound)
    async def _absent(request: Request, error: NotFound) -> Response:
        return fail(request, 404, gettext("Not found"), str(error))

    @app.exception_handler(SitrepError)
    async def _own(request: Request, error: SitrepError) -> Response:
        status = 400 if isinstance(error, WrongUsage) else 503 if isinstance(error, StoreUnavailable) else 500
        return fail(request, status, gettext("Not understood") if status == 400 else gettext("Not done"), str(error).removeprefix("--"))
