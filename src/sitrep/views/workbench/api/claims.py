"""Claims, documents, totals and searches over HTTP."""

from functools import partial

from starlette.responses import Response

from sitrep.merge.differences import differences
from sitrep.merge.groupings import GROUPINGS
from sitrep.merge.reconciliation import LATEST, check_rule
from sitrep.merge.sums import MEASURES
from sitrep.model.texts import Document
from sitrep.store import surveys
from sitrep.store.filters import Page
from sitrep.views.coverages import coverages_in
from sitrep.views.listing import read_values
from sitrep.views.masks import masked_claim
from sitrep.views.searching import FoundClaims, FoundDocuments, found_document
from sitrep.views.summing import coverage_beside, sum_record, sums_json
from sitrep.views.workbench.api.answers import tag_of, told
from sitrep.views.workbench.visits import NotFound, Visit

A_PAGE = 50


def list_claims(visit: Visit) -> Response:
    """Returns claims: with `q` those that have words, with `document` or `speaker` one's own, with filters those of the events that pass.

    Without any of these they come as they were added, the last one first.
    """
    state = visit.bench.state()
    page = visit.page(A_PAGE, latest_first=False)
    found = _found(visit, page)
    claims = [masked_claim(claim) for claim in found.claims] if visit.masks else found.claims
    return told(FoundClaims(claims, found.next), tag_of(state, visit.user.name))


def _found(visit: Visit, page: Page) -> FoundClaims:
    """Returns the claims that were asked for."""
    asked = visit.asked
    if "q" in asked:
        hits = visit.record.search_claims(asked["q"], page)
        return FoundClaims(visit.record.claims_by_id([claim.id for claim in hits.found]), hits.next)
    if "document" in asked:
        return FoundClaims(visit.record.claims_of(asked["document"]), None)
    if "speaker" in asked:
        return FoundClaims(*visit.record.ask(partial(surveys.claims_by, speaker=asked["speaker"], page=page)))
    if "event" in asked:
        event = visit.record.event(asked["event"])
        return FoundClaims(visit.record.claims_by_id(event.claims) if event else [], None)
    if visit.is_filtered:
        events, following = visit.record.event_page(visit.filters, page)
        return FoundClaims(visit.record.claims_by_id(list(dict.fromkeys(key for event in events for key in event.claims))), following)
    keys, after = visit.record.ask(partial(surveys.page_of_claims, page=page))
    return FoundClaims(visit.record.claims_by_id(keys), after)


def show_claim(visit: Visit) -> Response:
    """Returns one claim as people left it."""
    identifier = visit.request.path_params["identifier"]
    claim = visit.record.claim(identifier)
    if claim is None:
        raise NotFound(f"no claim of {visit.record_name} has the id {identifier!r}")
    return told({"claim": masked_claim(claim) if visit.masks else claim}, tag_of(visit.bench.state(), visit.user.name))


def show_document(visit: Visit) -> Response:
    """Returns a report with its text and its claims, as `extract --format jsonl` prints them."""
    identifier = visit.request.path_params["identifier"]
    document = visit.record.document(identifier)
    if document is None:
        raise NotFound(f"no document of {visit.record_name} has the id {identifier!r}")
    return told({"document": document, "claims": visit.record.claims_of(identifier)}, tag_of(visit.bench.state(), visit.user.name))


def list_documents(visit: Visit) -> Response:
    """Returns reports without their texts: with `q` those that have words, else the last ones that came."""
    page = visit.page(A_PAGE, latest_first=False)
    tag = tag_of(visit.bench.state(), visit.user.name)
    if "q" in visit.asked:
        hits = visit.record.search_documents(visit.asked["q"], page)
        return told(FoundDocuments([found_document(each, visit.asked["q"]) for each in hits.found], hits.next), tag)
    latest: list[Document] = visit.record.ask(partial(surveys.latest_documents, limit=page.limit or A_PAGE))
    return told(FoundDocuments([found_document(each, "") for each in latest], None), tag)


def list_totals(visit: Visit) -> Response:
    """Returns sums as `totals --format json` prints them."""
    state = visit.bench.state()
    groupings = read_values("by", visit.asked.get("by"), list(GROUPINGS))
    measures = read_values("measure", visit.asked.get("measure"), MEASURES)
    rule = visit.asked.get("rule", LATEST)
    check_rule(rule)
    name = visit.link("", after=None)
    rows, stated = visit.bench.once_in_turn(f"totals {name}", lambda: sum_record(visit.record, visit.filters, groupings, measures, rule))
    grown = [each for each in differences(stated) if not measures or each.measure in measures] if "differences" in visit.asked else None
    beside = coverage_beside(partial(coverages_in, visit.record), visit.filters, rows)
    return told(sums_json(rows, beside, grown), tag_of(state, visit.user.name))
