"""Information gaps and coverage: how many reports were read of which outlets, and what they leave open."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sitrep.model.claims import Claim
from sitrep.model.feeds import Standing
from sitrep.model.texts import Document
from sitrep.views.reporting.contacts import announcement
from sitrep.views.reporting.counting import count_events, count_reports
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.periods import A_DAY
from sitrep.views.reporting.phrasing import distinct, fill, joined, plain, sentence, with_marks
from sitrep.views.reporting.reports import Block, Bullets, Piece, Pieces, Section, Subheading, Table
from sitrep.views.reporting.scenes import day, span
from sitrep.views.reporting.style import style, template

WIDTHS = (50, 25, 25)


def gaps(desk: Desk) -> Section:
    """Returns the reports by outlet, and what is missing or rests on one source."""
    blocks: list[Block] = [coverage(desk)] if desk.material.published or desk.material.published_before else []
    blocks.append(Bullets(tuple(missing(desk))))
    passed = [event for event in desk.material.ahead if event.when.last_day and event.when.last_day <= desk.material.period.last]
    if passed:
        told = distinct(announcement(desk, event) for event in passed[: style().limits.quotes])
        blocks += [Subheading(plain(template("unconfirmed"))), Bullets(told)]
    return Section("gaps", style().sections["gaps"], tuple(blocks))


def coverage(desk: Desk) -> Table:
    """Returns how many reports of each outlet were published in the period and in the one before."""
    now, before = desk.material.published, desk.material.published_before
    outlets = sorted(
        {each.publisher or "" for each in (*now, *before)}, key=lambda name: (-sum(each.publisher == name for each in now), name)
    )
    rows = tuple(coverage_row(desk, name, now, before) for name in outlets)
    return Table(template("coverage_caption"), (template("head_outlet"), template("head_now"), template("head_before")), rows, WIDTHS)


def coverage_row(desk: Desk, outlet: str, now: Sequence[Document], before: Sequence[Document]) -> tuple[Pieces, ...]:
    """Returns one outlet's numbers of reports."""
    own = [[each for each in documents if (each.publisher or "") == outlet] for documents in (now, before)]
    name = (Piece(outlet, "name"),) if outlet else plain(template("no_outlet"))
    return (name, *(with_marks(count_reports(desk, documents)) if documents else plain(template("none")) for documents in own))


def missing(desk: Desk) -> Iterator[Pieces]:
    """Yields a sentence for each kind of gap."""
    material = desk.material
    silent = silent_days(desk)
    if silent:
        yield sentence(fill(template("silent_days"), {"days": joined(silent, style().and_)}))
    yield from unheard(desk)
    events = [event for event in material.incidents if event.type in style().types["hostilities"]]
    alone = [event for event in events if event.independent_sources < 2]
    forms = (template("incident"), template("incidents"))
    if alone:
        yield sentence(
            fill(template("one_source"), {"alone": count_events(desk, alone, ("", "")), "all": count_events(desk, events, forms)})
        )
    unplaced = [event for event in events if not any(place.geonames or place.latitude is not None for place in event.places)]
    if unplaced:
        yield sentence(fill(template("unplaced"), {"number": count_events(desk, unplaced, forms)}))
    without = [event for event in events if not event.figures]
    if without:
        yield sentence(fill(template("without_numbers"), {"number": count_events(desk, without, forms)}))
    nameless = [event for event in events if event.actor is None]
    if nameless:
        yield sentence(fill(template("nameless"), {"number": count_events(desk, nameless, forms)}))
    yield from unread(desk)
    doubtful = [event for event in (*material.incidents, *material.outages) if event.issues]
    if doubtful:
        yield sentence(fill(template("doubtful"), {"number": count_events(desk, doubtful, (template("event"), template("events")))}))
    unchecked = [event for event in material.events if not any(is_checked(claim) for claim in material.claims_of(event))]
    yield sentence(
        fill(
            template("unchecked" if unchecked else "all_checked"),
            {"number": count_events(desk, unchecked, (template("event"), template("events")))},
        )
    )


def unheard(desk: Desk) -> Iterator[Pieces]:
    """Yields which feeds fell silent, could not be heard, or published less than usual: what they would have told is no peace."""
    standings: tuple[Standing, ...] = ("quiet", "unheard", "fewer")
    for standing in standings:
        names = desk.material.coverage.named(standing) if desk.material.coverage else ()
        if names:
            told: list[Pieces] = [(Piece(name, "name"),) for name in names]
            yield sentence(fill(template(f"feeds_{standing}"), {"names": joined(told, style().and_)}))


def unread(desk: Desk) -> Iterator[Pieces]:
    """Yields that reports were in a language that is not read."""
    found = [document for document in desk.material.published if any(issue.code == "unsupported-language" for issue in document.issues)]
    if found:
        yield sentence(fill(template("unread_language"), {"reports": count_reports(desk, found)}))


def is_checked(claim: Claim) -> bool:
    """Whether a person accepted or corrected a claim."""
    return claim.review is not None and claim.review.verdict in ("accepted", "corrected")


def silent_days(desk: Desk) -> list[Pieces]:
    """Returns the days of the period on which no report of the record was published, those in a row as a span."""
    published = {dt.date.fromisoformat(document.published[:10]) for document in desk.material.published if document.published}
    period = desk.material.period
    silent = [each for each in (period.first + A_DAY * index for index in range(period.days)) if each not in published]
    runs: list[list[dt.date]] = []
    for each in silent:
        if runs and each - runs[-1][-1] == A_DAY:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [(day(run[0], desk.year) if len(run) == 1 else span(run[0], run[-1], desk.year),) for run in runs]
