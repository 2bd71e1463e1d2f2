"""Tables: reports, claims, figures and events as rows, for spreadsheets and data frames."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.figures import Item, Measure
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.packs.loader import load
from sitrep.views.exporting.cells import Cell
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.words import actor_words, place_words

Kind = Literal["text", "integer", "number", "flag", "day", "json", "report"]
Values = Mapping[str, Cell]
BETWEEN = "; "
OF_DATASETS = ("issues", "copies")
WORDS_BETWEEN = " … "


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table: what a row is, and its columns in order, each with the kind of its cells and what it says."""

    about: str
    columns: dict[str, tuple[Kind, str]]

    def row(self, values: Values) -> list[Cell]:
        """Returns values in the order of the columns, each bound by its name.

        Raises: KeyError where a column has no value.
        """
        return [values[name] for name in self.columns]

    def flat(self) -> "Table":
        """Returns the table without what does not fit into a cell of a spreadsheet."""
        return Table(self.about, {name: each for name, each in self.columns.items() if each[0] not in ("json", "report")})


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All tables, and the counts that stand in `events` by name: measure and item."""

    documents: Table
    claims: Table
    figures: Table
    events: Table
    event_figures: Table
    issues: Table
    copies: Table
    wide: dict[str, tuple[Measure, Item]]


def tables() -> dict[str, Table]:
    """Returns the tables of an export by name, without those that datasets alone have."""
    return {name: table for name, table in all_tables().items() if name not in OF_DATASETS}


@functools.cache
def all_tables() -> dict[str, Table]:
    """Returns all tables by name, `events` with two columns for each count that stands in it."""
    read: Tables = load("exports/tables.toml", Tables)
    counts: dict[str, tuple[Kind, str]] = {
        f"{name}_{end}": ("integer", f"{item} {measure}, the number shown: {word}")
        for name, (measure, item) in read.wide.items()
        for end, word in (("low", "the least"), ("high", "the most"))
    }
    events = Table(read.events.about, {**read.events.columns, **counts})
    return {
        "events": events,
        "event_figures": read.event_figures,
        "claims": read.claims,
        "figures": read.figures,
        "documents": read.documents,
        "issues": read.issues,
        "copies": read.copies,
    }


def all_rows(selection: Selection) -> Iterator[tuple[str, Values]]:
    """Yields every row with the name of its table; each report comes before what stands in it but where all of a record is wanted."""
    seen: set[str] = set()
    if selection.is_all:
        yield from (("documents", document_row(document)) for document in selection.all_documents())
    for told in selection.told():
        if not selection.is_all:
            yield from _new_documents(told.documents.values(), seen)
        yield "events", event_row(told)
        yield from (("event_figures", values) for values in event_figure_rows(told.event))
        for claim in told.claims:
            yield from claim_rows(claim, told.documents.get(claim.document), told.event.id)
    for claim, document in selection.loose():
        if not selection.is_all:
            yield from _new_documents((document,), seen)
        yield from claim_rows(claim, document, None)


def _new_documents(documents: Iterable[Document], seen: set[str]) -> Iterator[tuple[str, Values]]:
    """Yields the rows of reports that were not seen before."""
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield "documents", document_row(document)


def document_row(document: Document) -> Values:
    """Returns the row of a report."""
    return {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "byline": document.byline,
        "agency": document.agency,
        "published": document.published,
        "published_day": day_of(document.published),
        "updated": document.updated,
        "language": document.language,
        "issues": issue_words(document.issues),
        "text": document.text or None,
    }


def claim_rows(claim: Claim, document: Document | None, event: str | None) -> Iterator[tuple[str, Values]]:
    """Yields the row of a claim and those of its figures."""
    yield "claims", claim_row(claim, event)
    place = best_place(claim.places)
    for position, figure in enumerate(claim.figures):
        yield (
            "figures",
            {
                "claim": claim.id,
                "event": event,
                "document": claim.document,
                "position": position,
                "measure": figure.measure,
                "item": figure.item,
                "low": figure.low,
                "high": figure.high,
                "approx": figure.approx,
                "words": figure.text,
                "start": figure.start,
                "end": figure.end,
                "part_of": figure.part_of,
                "scope": claim.scope,
                "first_day": claim.when.first_day,
                "last_day": claim.when.last_day,
                "place": place.name if place else None,
                "speaker": claim.source.name if claim.source else None,
                "publisher": document.publisher if document else None,
            },
        )


def claim_row(claim: Claim, event: str | None) -> Values:
    """Returns the row of a claim that tells of an event (id)."""
    source = claim.source
    return {
        "id": claim.id,
        "document": claim.document,
        "event": event,
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        "scope": claim.scope,
        **_time_cells(claim.when),
        "time_words": claim.when.text,
        "time_basis": claim.when.basis,
        **_place_cells(claim.places),
        **_actor_cells("actor", claim.actor),
        **_actor_cells("target", claim.target),
        "participants": actor_words(claim.participants) or None,
        "weapons": joined(weapon.name for weapon in claim.weapons),
        "services": joined(f"{each.service} {each.status}" for each in claim.services),
        "speaker": source.name if source else None,
        "speaker_role": source.role if source else None,
        "speaker_side": source.side if source else None,
        "cites": source.cites if source else None,
        "quoted": source.quoted if source else None,
        "evidence": WORDS_BETWEEN.join(span.text for span in claim.evidence),
        "evidence_start": min((span.start for span in claim.evidence), default=None),
        "evidence_end": max((span.end for span in claim.evidence), default=None),
        "confidence": claim.confidence,
        "verdict": claim.review.verdict if claim.review else None,
        "reviewer": claim.review.author if claim.review else None,
        "issues": issue_words(claim.issues),
        "whole": msgspec.json.encode(claim).decode(),
    }


def event_row(told: Told) -> Values:
    """Returns the row of an event."""
    event = told.event
    documents = [told.documents[key] for key in event.documents if key in told.documents]
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        **_time_cells(event.when),
        **_place_cells(event.places),
        **_actor_cells("actor", event.actor),
        **_actor_cells("target", event.target),
        "participants": actor_words(event.participants) or None,
        "services": joined(f"{each.service} {each.status}" for each in event.services),
        "state": event.state,
        "part_of": event.part_of,
        "claims": len(event.claims),
        "reports": len(event.documents),
        "independent_sources": event.independent_sources,
        "speakers": joined(claim.source.name for claim in told.claims if claim.source),
        "publishers": joined(document.publisher for document in documents),
        "urls": " ".join(dict.fromkeys(document.url for document in documents if document.url)) or None,
        "issues": issue_words(event.issues),
        "whole": msgspec.json.encode(event).decode(),
        **_counts(event),
    }


def _counts(event: Event) -> Values:
    """Returns the cells of the counts that stand beside an event."""
    wide = load("exports/tables.toml", Tables).wide
    shown = {(figure.measure, figure.item): figure.best for figure in event.figures}
    cells: dict[str, Cell] = {}
    for name, (measure, item) in wide.items():
        best = shown.get((measure, item))
        cells[f"{name}_low"] = best.low if best else None
        cells[f"{name}_high"] = best.high if best else None
    return cells


def event_figure_rows(event: Event) -> Iterator[Values]:
    """Yields the row of each count of an event."""
    place = best_place(event.places)
    for figure in event.figures:
        yield {
            "event": event.id,
            "measure": figure.measure,
            "item": figure.item,
            "best_low": figure.best.low,
            "best_high": figure.best.high,
            "low": figure.low,
            "high": figure.high,
            "agreement": figure.agreement,
            "rule": figure.rule,
            "claims": " ".join(figure.claims),
            "first_day": event.when.first_day,
            "last_day": event.when.last_day,
            "place": place.name if place else None,
            "part_of": event.part_of,
        }


def _time_cells(when: When) -> Values:
    """Returns the cells of a time."""
    return {"start": when.start, "end": when.end, "first_day": when.first_day, "last_day": when.last_day, "time_precision": when.precision}


def _place_cells(places: tuple[Place, ...]) -> Values:
    """Returns the cells of places."""
    best = best_place(places)
    return {
        "place": best.name if best else None,
        "geonames": best.geonames if best else None,
        "latitude": best.latitude if best else None,
        "longitude": best.longitude if best else None,
        "country": best.country if best else None,
        "admin1": best.admin1 if best else None,
        "place_precision": best.precision if best else None,
        "places": place_words(places) or None,
    }


def _actor_cells(role: str, actor: Actor | None) -> Values:
    """Returns the cells of an actor or target."""
    return {
        role: actor.name if actor else None,
        f"{role}_kind": actor.kind if actor else None,
        f"{role}_country": actor.country if actor else None,
    }


def best_place(places: Iterable[Place]) -> Place | None:
    """Returns the first, which is the most precise, place on the map, else the first one named; None where there is none."""
    named = tuple(places)
    return next((place for place in named if place.latitude is not None and place.longitude is not None), named[0] if named else None)


def issue_words(issues: Iterable[Issue]) -> str | None:
    """Returns issues in words, None where there are none."""
    return " ".join(issue.message for issue in issues) or None


def joined(words: Iterable[str | None]) -> str | None:
    """Returns words in a row, each once; None where there are none."""
    return BETWEEN.join(dict.fromkeys(each for each in words if each)) or None


def day_of(published: str | None) -> dt.date | None:
    """Returns the day that a date or date-time names, in its own zone; None where it names none.

    >>> day_of("2025-12-07T23:30:00-05:00")
    datetime.date(2025, 12, 7)
    """
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
