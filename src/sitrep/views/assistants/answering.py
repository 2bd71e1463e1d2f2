"""Answering: questions to an open record, each answered with the words that the answer rests on."""

from collections.abc import Iterable, Sequence

from sitrep.model.claims import Claim
from sitrep.model.events import Event, EventFigure, Row, Total
from sitrep.model.texts import Document
from sitrep.store.filters import Filters, Page
from sitrep.store.records import Record
from sitrep.views.assistants.answers import (
    ChangeAnswer,
    CountAnswer,
    EventAnswer,
    Evidence,
    FoundChanges,
    FoundEvents,
    FoundEvidence,
    FoundSums,
    StatedTotal,
    SumAnswer,
)
from sitrep.views.identifiers import whole_id
from sitrep.views.quotes import Quote, quote_words, quotes_in
from sitrep.views.summing import sum_record
from sitrep.views.trending.command import trends_of
from sitrep.views.trending.gathering import Asked
from sitrep.views.trending.sentences import change_words, coverage_words

MOST_EVIDENCE = 6  # pieces beside one sum or change
MOST_SUMS = 40


def search(record: Record, words: str, limit: int, after: str | None) -> FoundEvidence:
    """Returns what was claimed in words, the last added first. Raises: WrongUsage where no word is asked for."""
    hits = record.search_claims(words, Page(limit, after))
    return FoundEvidence(evidence=evidence_of(record, [claim.id for claim in hits.found]), next=hits.next)


def find_events(record: Record, filters: Filters, limit: int, after: str | None) -> FoundEvents:
    """Returns the events that pass the filters, a page of them. Raises: WrongUsage for an `after` that is none."""
    events, following = record.event_page(filters, Page(limit, after))
    return FoundEvents(events=[event_answer(record, event) for event in events], next=following)


def one_event(record: Record, identifier: str) -> EventAnswer | None:
    """Returns the event whose id is, or alone begins with, what is given; None where nothing is left of it. Raises: WrongUsage."""
    event = record.event(whole_id(record, identifier, "e"))
    return event_answer(record, event) if event else None


def quotes(record: Record, identifier: str, limit: int) -> FoundEvidence:
    """Returns everything that was said of an event, or in a claim, the earliest first. Raises: WrongUsage."""
    whole = whole_id(record, identifier)
    event = record.event(whole)
    found = evidence_of(record, [*event.claims, *event.conditions] if event else [whole])
    return FoundEvidence(evidence=found[:limit], left_out=max(0, len(found) - limit))


def totals(record: Record, filters: Filters, by: Sequence[str], measures: Sequence[str]) -> FoundSums:
    """Returns sums over the incidents that pass, each with what its first events rest on, and the totals stated for the same."""
    rows, _ = sum_record(record, filters, by, measures)
    return FoundSums(sums=[sum_answer(record, row) for row in rows[:MOST_SUMS]], left_out=max(0, len(rows) - MOST_SUMS))


def changes(record: Record, filters: Filters, days: int, asked: Asked) -> FoundChanges:
    """Returns what the last week (or day) changed, with what its first events rest on. Raises: WrongUsage in a record without dates."""
    found = trends_of(record, filters, days, asked).changes
    return FoundChanges(
        coverage=coverage_words(found[0]) if found else "There are no figures and no events in this time.",
        changes=[
            ChangeAnswer(sentence=change_words(each), verdict=each.verdict, events=[*each.events], evidence=some, left_out=left_out)
            for each in found
            for some, left_out in [counted_evidence(record, each.events, each.subject.measure, each.subject.item)]
        ],
    )


def event_answer(record: Record, event: Event) -> EventAnswer:
    """Returns an event with everything that was said of it."""
    claims = {claim.id: claim for claim in record.claims_by_id([*event.claims, *event.conditions])}
    known = documents_of(record, claims.values())
    counting = {key for figure in event.figures for key in figure.claims}
    return EventAnswer(
        id=event.id,
        type=event.type,
        mode=event.mode,
        status=event.status,
        start=event.when.start,
        end=event.when.end,
        places=[*dict.fromkeys(place.name for place in event.places)],
        country=next((place.country for place in event.places if place.country), None),
        actor=event.actor.name if event.actor else None,
        target=event.target.name if event.target else None,
        services=[f"{each.service} {each.status}" for each in event.services],
        independent_sources=event.independent_sources,
        counts=[count_answer(figure, claims, known) for figure in event.figures],
        evidence=[evidence(quote) for key, claim in claims.items() if key not in counting for quote in quotes_in(claim, known)],
    )


def count_answer(figure: EventFigure, claims: dict[str, Claim], known: dict[str, Document]) -> CountAnswer:
    """Returns one count with all that was said of it."""
    told = [quote for key in figure.claims if key in claims for quote in quotes_in(claims[key], known)]
    return CountAnswer(
        measure=figure.measure,
        item=figure.item,
        low=figure.best.low,
        high=figure.best.high,
        least=figure.low,
        most=figure.high,
        agreement=figure.agreement,
        rule=figure.rule,
        evidence=[evidence(quote) for quote in about(told, figure.measure, figure.item)],
    )


def sum_answer(record: Record, row: Row) -> SumAnswer:
    """Returns a sum with what its first events rest on."""
    some, left_out = counted_evidence(record, row.events, row.measure, row.item)
    return SumAnswer(
        groups=dict(row.keys),
        measure=row.measure,
        item=row.item,
        low=row.low,
        high=row.high,
        least=row.least,
        most=row.most,
        events=[*row.events],
        evidence=some,
        left_out=left_out,
        stated=[stated(record, total) for total in row.stated],
    )


def stated(record: Record, total: Total) -> StatedTotal:
    """Returns a stated total with who stated it."""
    claims = record.claims_by_id(total.claims)
    known = documents_of(record, claims)
    told = about([quote for claim in claims for quote in quotes_in(claim, known)], total.measure, total.item)
    return StatedTotal(
        low=total.low, high=total.high, start=total.when.start, end=total.when.end, evidence=[evidence(each) for each in told]
    )


def counted_evidence(record: Record, events: Sequence[str], measure: str, item: str) -> tuple[list[Evidence], int]:
    """Returns what events (ids) rest on that are counted, the first pieces of it, and how many more there are at least."""
    found: list[Quote] = []
    for position, key in enumerate(events):
        if len(found) >= MOST_EVIDENCE:
            return [evidence(quote) for quote in found[:MOST_EVIDENCE]], len(found) - MOST_EVIDENCE + len(events) - position
        event = record.event(key)
        claims = record.claims_by_id(event.claims) if event else []
        known = documents_of(record, claims)
        found += about([quote for claim in claims for quote in quotes_in(claim, known)], measure, item)
    return [evidence(quote) for quote in found[:MOST_EVIDENCE]], max(0, len(found) - MOST_EVIDENCE)


def about(told: Sequence[Quote], measure: str, item: str) -> list[Quote]:
    """Returns the quotes that give a count: of the item, else of its measure (as "missiles" add up from their kinds), else all."""
    of_measure = [quote for quote in told if quote.measure == measure]
    return [quote for quote in of_measure if quote.item == item] or of_measure or [*told]


def evidence_of(record: Record, claims: Sequence[str]) -> list[Evidence]:
    """Returns what claims (ids) rest on."""
    found = record.claims_by_id(claims)
    known = documents_of(record, found)
    return [evidence(quote) for claim in found for quote in quotes_in(claim, known)]


def documents_of(record: Record, claims: Iterable[Claim]) -> dict[str, Document]:
    """Returns the reports that claims stand in, by id."""
    wanted = [*dict.fromkeys(claim.document for claim in claims)]
    return {document.id: document for document in record.documents_by_id(wanted)}


def evidence(quote: Quote) -> Evidence:
    """Returns a quote as assistants get it."""
    return Evidence(
        claim=quote.claim,
        document=quote.document,
        says=quote_words(quote),
        words=quote.words,
        context=quote.context,
        speaker=quote.speaker,
        side=quote.side,
        outlet=quote.outlet,
        published=quote.published,
        title=quote.title,
        url=quote.url,
        rejected=quote.verdict == "rejected",
    )
