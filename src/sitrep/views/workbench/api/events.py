"""Events over HTTP: pages of them in four forms, one with its citations, and all that pass a filter as a file."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sitrep.errors import WrongUsage
from sitrep.merge.accounts import shown_by
from sitrep.merge.reconciliation import LATEST, check_rule
from sitrep.model.events import Event
from sitrep.store import surveys
from sitrep.store.filters import Page
from sitrep.views.coverages import coverage_json
from sitrep.views.features import feature_collection
from sitrep.views.listing import EventPage, csv_sheet
from sitrep.views.masks import masked_event
from sitrep.views.showing import account_of, masked_account
from sitrep.views.workbench.api.answers import ENCODER, answer, is_known, stream, tag_of, told, unchanged
from sitrep.views.workbench.api.citations import CitedAccount, citations, licence
from sitrep.views.workbench.api.sheets import neutral
from sitrep.views.workbench.visits import NotFound, Visit

A_PAGE = 50
PART = 1000
FORMS = ("json", "jsonl", "csv", "geojson")
NAME_SIGNS = re.compile(r"[^A-Za-z0-9]+")


async def list_events(visit: Visit) -> Response:
    """Returns a page of events in the order of time, or with `sort=newest` the latest first; with `limit=all` all of them, as a file."""
    form = visit.asked.get("format", "json")
    if form not in FORMS:
        raise WrongUsage(f"format {form!r}: known are {', '.join(FORMS)}")
    latest_first = visit.asked.get("sort") == "newest"
    if visit.asked.get("limit") == "all":
        return stream(all_events(visit, form, latest_first=latest_first), form, file_name(visit, form))
    page = visit.page(A_PAGE, latest_first=latest_first)
    if form != "json" or "rule" in visit.asked or visit.masks:
        return await run_in_threadpool(_shaped_events, visit, page, form)
    found = visit.record.quick_page(visit.filters, page)
    tag = tag_of(found.state, visit.user.name)
    if is_known(visit.request, tag):
        return unchanged(tag)
    coverage = ENCODER.encode(coverage_json(visit.bench.coverage(visit.filters.since, visit.filters.until)))
    rest = b'],"next":' + ENCODER.encode(found.next) + b',"coverage":' + coverage + b"}"
    return answer(b'{"events":[' + b",".join(found.bodies) + rest, tag)


async def show_event(visit: Visit) -> Response:
    """Returns one event with its claims, their documents, and a citation of every figure."""
    return await run_in_threadpool(_event, visit)


def _event(visit: Visit) -> Response:
    """Returns one event."""
    identifier = visit.request.path_params["identifier"]
    state = visit.bench.state()
    account = account_of(visit.record, identifier)
    if account.event is None:
        raise NotFound(f"no event of {visit.record_name} has the id {identifier!r}")
    account = msgspec.structs.replace(account, event=ruled(visit, [account.event])[0])
    account = masked_account(account) if visit.masks else account
    assert account.event is not None
    cited = citations(visit.record_name, account.event, account.claims, account.documents)
    terms = licence(visit.bench.settings.licence)
    shown = CitedAccount(account.event, account.claims, account.documents, account.earlier, citations=cited, licence=terms)
    return told(shown, tag_of(state, visit.user.name))


def _shaped_events(visit: Visit, page: Page, form: str) -> Response:
    """Returns a page of events in another form than the record keeps them in."""
    state = visit.bench.state()
    events, following = visit.record.event_page(visit.filters, page)
    shown = shaped(visit, events)
    tag = tag_of(state, visit.user.name)
    if form == "json":
        coverage = coverage_json(visit.bench.coverage(visit.filters.since, visit.filters.until))
        return told(EventPage(shown, following, coverage), tag)
    return answer(formed(shown, form), tag, form, file_name(visit, form))


def shaped(visit: Visit, events: Sequence[Event]) -> list[Event]:
    """Returns events as they were asked for: by another rule, without the names of private people."""
    shown = ruled(visit, events)
    return [masked_event(event) for event in shown] if visit.masks else list(shown)


def ruled(visit: Visit, events: Sequence[Event]) -> Sequence[Event]:
    """Returns events with the figures that the rule which was asked for shows.

    Raises: WrongUsage for an unknown rule.
    """
    rule = visit.asked.get("rule", LATEST)
    check_rule(rule)
    if rule == LATEST:
        return events
    claims = visit.record.claims_by_id(list(dict.fromkeys(claim for event in events for claim in event.claims)))
    documents = visit.record.ask(partial(surveys.documents_by_id, identifiers=list({claim.document for claim in claims})))
    return [shown_by(event, claims, list(documents.values()), rule) for event in events]


def formed(events: Sequence[Event], form: str) -> bytes:
    """Returns events as the content of a file."""
    if form == "csv":
        return csv_sheet(events, neutral)
    if form == "geojson":
        return ENCODER.encode(feature_collection(events))
    return b"".join(ENCODER.encode(event) + b"\n" for event in events)


def all_events(visit: Visit, form: str, *, latest_first: bool) -> Iterator[bytes]:
    """Yields all events that pass the filters, as the content of a file, a part at a time."""
    after, is_first = visit.asked.get("after"), True
    opening = {"json": b'{"events":[', "geojson": b'{"type":"FeatureCollection","features":['}.get(form, b"")
    yield opening
    while is_first or after:
        found, after = visit.record.event_page(visit.filters, Page(PART, after, latest_first))
        events = shaped(visit, found)
        if form == "csv":
            sheet = csv_sheet(events, neutral)
            yield sheet if is_first else sheet.partition(b"\r\n")[2]
        elif form == "jsonl":
            yield formed(events, form)
        elif events:
            values = events if form == "json" else feature_collection(events)["features"]
            yield (b"" if is_first else b",") + ENCODER.encode(values)[1:-1]
        is_first = False
    yield {"json": b'],"next":null}', "geojson": b"]}"}.get(form, b"")


def file_name(visit: Visit, form: str) -> str:
    """Returns a name for the file, which tells the filters."""
    named = NAME_SIGNS.sub("-", " ".join(value for value in vars_of(visit) if value)).strip("-")[:80]
    return f"events{f'-{named}' if named else ''}.{form}"


def vars_of(visit: Visit) -> Iterator[str | None]:
    """Yields the values of the filters."""
    return (getattr(visit.wishes, name) for name in visit.wishes.__struct_fields__)
