"""Routes of the API: each with what it takes and gives, from which its description (OpenAPI) is made."""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

import sitrep
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.views.listing import EventPage
from sitrep.views.searching import FoundClaims, FoundDocuments
from sitrep.views.workbench.api import changes, claims, events, feeds
from sitrep.views.workbench.api.answers import ENCODER, answer, told
from sitrep.views.workbench.api.citations import CitedAccount, Licence, licence
from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.doors import Door
from sitrep.views.workbench.visits import Visit

FILTERS: Mapping[str, str] = {
    "since": "From this day on, inclusive (ISO date).",
    "until": "Up to this day, inclusive (ISO date).",
    "type": "Of these types; of several values with commas between them one must fit, as for all filters.",
    "mode": "Of these modes.",
    "place": "In a place, region or country, by name or code.",
    "actor": "By or with an actor.",
    "munition": "With a munition, by class or model.",
    "source": "Told by a speaker, role, body or outlet.",
    "status": "Of these statuses.",
    "scope": "With a claim of this scope.",
}
PAGED: Mapping[str, str] = {"limit": "At most so many; 50 unless told, 1,000 at most.", "after": "The `next` of the page before."}
RULED: Mapping[str, str] = {
    "rule": "Which of several numbers is shown: latest-by-independent-source, best-low-high, conservative, one-side:XX."
}
MASKED: Mapping[str, str] = {"mask-persons": "Anything: leaves out the names of private people."}


class DocumentAnswer(msgspec.Struct, frozen=True):
    """A report with its claims."""

    document: Document
    claims: list[Claim]


class ClaimAnswer(msgspec.Struct, frozen=True):
    """One claim."""

    claim: Claim


class TotalsAnswer(msgspec.Struct, frozen=True):
    """Sums, each with its keys by name, and what is stated beside; with `differences` the growth of running totals."""

    rows: list[dict[str, Any]]


def show_licence(visit: Visit) -> Response:
    """Returns under which terms each part may be passed on."""
    return told(licence(visit.bench.settings.licence))


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the API: what answers it, its query, and the shape of its JSON (None: another form)."""

    path: str
    look: Callable[[Visit], Response | Awaitable[Response]]
    query: Mapping[str, str]
    shape: type[msgspec.Struct] | None


FORM = {"format": "json, jsonl, csv or geojson.", "sort": "newest for the latest first.", "limit": "At most so many, or `all`, as a file."}
ROUTES = (
    Route("/api/events", events.list_events, {**FILTERS, **PAGED, **FORM, **RULED, **MASKED}, EventPage),
    Route("/api/events/{identifier}", events.show_event, {**RULED, **MASKED}, CitedAccount),
    Route(
        "/api/claims",
        claims.list_claims,
        {"q": "Words.", "document": "A document's id.", "event": "An event's id.", "speaker": "A name.", **FILTERS, **PAGED, **MASKED},
        FoundClaims,
    ),
    Route("/api/claims/{identifier}", claims.show_claim, MASKED, ClaimAnswer),
    Route("/api/documents", claims.list_documents, {"q": "Words.", **PAGED}, FoundDocuments),
    Route("/api/documents/{identifier:path}", claims.show_document, {}, DocumentAnswer),
    Route(
        "/api/totals",
        claims.list_totals,
        {
            "by": "Groupings, such as week,munition.",
            "measure": "Measures.",
            "differences": "Anything: differences too.",
            **FILTERS,
            **RULED,
        },
        TotalsAnswer,
    ),
    Route("/api/changes", changes.list_changes, {"since": "The `next` of the answer before, or `now`."}, changes.ChangesAnswer),
    Route("/api/feed.atom", feeds.feed, {**FILTERS, "limit": PAGED["limit"]}, None),
    Route("/api/licence", show_licence, {}, Licence),
)


def register(app: FastAPI, bench: Bench, door: Door) -> None:
    """Adds the API and its description to the app; the routes are bare, as each check of FastAPI's own costs a part of the query."""
    for route in ROUTES:
        app.add_route(route.path, _endpoint(route, bench, door), include_in_schema=False)
    described = ENCODER.encode(description())

    async def describe(request: Request) -> Response:
        return answer(described)

    app.add_route("/api/openapi.json", describe, include_in_schema=False)


def _endpoint(route: Route, bench: Bench, door: Door) -> Callable[[Request], Awaitable[Response]]:
    """Returns what answers a request: at once where it is quick by itself (a coroutine), else in a thread."""

    async def endpoint(request: Request) -> Response:
        user = door.user(request)
        if user is None:
            raise HTTPException(401, "log in first", {"WWW-Authenticate": 'Basic realm="sitrep", charset="UTF-8"'})
        visit = Visit(request, bench, user, door)
        if inspect.iscoroutinefunction(route.look):
            found: Response = await route.look(visit)
            return found
        return cast(Response, await run_in_threadpool(route.look, visit))

    return endpoint


def description() -> dict[str, Any]:
    """Returns the description of the API (OpenAPI), with the shapes of the record."""
    shapes = [route.shape for route in ROUTES if route.shape]
    _, components = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {"title": "sitrep", "version": sitrep.__version__, "description": "A record of what reports claim, and who says so."},
        "paths": {route.path.replace(":path", ""): {"get": _described(route)} for route in ROUTES},
        "components": {"schemas": components},
    }


def _described(route: Route) -> dict[str, Any]:
    """Returns the description of one route: its query and its answer."""
    query = [{"name": name, "in": "query", "description": words, "schema": {"type": "string"}} for name, words in route.query.items()]
    named = [
        {"name": name.removesuffix(":path"), "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{([^}]+)}", route.path)
    ]
    schema = {"$ref": f"#/components/schemas/{route.shape.__name__}"} if route.shape else {"type": "string"}
    content = {"application/json" if route.shape else "application/atom+xml": {"schema": schema}}
    failures = {"400": {"description": "Not understood"}, "404": {"description": "Not there"}}
    return {
        "summary": inspect.getdoc(route.look),
        "parameters": [*named, *query],
        "responses": {"200": {"description": "Done", "content": content}, **failures},
    }
