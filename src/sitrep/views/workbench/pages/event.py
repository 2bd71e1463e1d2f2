"""Event: one event with every figure side by side, who said it, and the words themselves; another rule may choose what is shown."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

import msgspec

from sitrep.merge.accounts import shown_by, shown_over_time
from sitrep.merge.reconciliation import LATEST, ONE_SIDE, RULES, check_rule
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event, EventFigure
from sitrep.model.figures import Figure, Item, Measure
from sitrep.model.texts import Document
from sitrep.store import surveys
from sitrep.views.accounts import event_facts, said_of, said_words
from sitrep.views.explaining import figure_words
from sitrep.views.showing import Earlier, earlier_of
from sitrep.views.translating import gettext, told
from sitrep.views.words import kind_words, quoted, review_words, rule_words, service_words, speaker_words
from sitrep.views.workbench.lifelines import Lifeline, Statement, lifeline
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit

Shown = Mapping[tuple[Measure, Item], Sequence[tuple[dt.datetime, Bounds]]]
MOST_DRAWN = 60  # claims: what was shown after each report is worked out anew for each


class Said(msgspec.Struct, frozen=True):
    """One row of an account: what was said, by whom, where and when, in which words."""

    claim: Claim
    said: str
    speaker: str
    outlet: str
    published: str | None
    words: str
    review: str
    language: str | None


class Told(msgspec.Struct, frozen=True):
    """One count of the event: the figure, all that was said of it, and how that grew."""

    figure: EventFigure
    rows: tuple[Said, ...]
    life: Lifeline | None


class RuleChoice(msgspec.Struct, frozen=True):
    """A rule by which the figures may be shown."""

    words: str
    link: str
    is_chosen: bool


class EventView(msgspec.Struct, frozen=True):
    """An event with everything that was said of it."""

    event: Event
    facts: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]
    services: tuple[Said, ...]
    others: tuple[Said, ...]
    earlier: tuple[Said, ...]
    documents: tuple[Document, ...]
    rules: tuple[RuleChoice, ...]
    whole: Event | None
    reviewed: int
    claims: int

    @property
    def known_days(self) -> list[str]:
        """The days on which something was published of it, at the end of each of which it may be looked at as it was known."""
        return sorted({document.published[:10] for document in self.documents if document.published})


def look(visit: Visit) -> EventView:
    """Returns what the page shows.

    Raises: NotFound; WrongUsage for an unknown rule.
    """
    event = event_of(visit)
    rule = visit.asked.get("rule", LATEST)
    check_rule(rule)
    claims = visit.record.claims_by_id(list(dict.fromkeys((*event.claims, *event.conditions))))
    documents = visit.record.ask(lambda connection: surveys.documents_by_id(connection, [claim.document for claim in claims]))
    shown = event if rule == LATEST else shown_by(event, claims, list(documents.values()), rule)
    rows = Rows(documents, shown_over_time(event, claims, list(documents.values()), rule) if len(claims) <= MOST_DRAWN else {})
    bare = [claim for claim in claims if not claim.figures and not claim.services]
    return EventView(
        shown,
        tuple((name, value) for name, value in event_facts(shown) if value and name != gettext("Part of")),
        tuple(rows.told(figure, claims) for figure in shown.figures),
        tuple(rows.services(claims)),
        tuple(rows.said(claim, kind_words(claim.type, claim.mode, claim.status), None) for claim in bare),
        tuple(rows.earlier(earlier_of(visit.record, claims))),
        tuple(documents.values()),
        tuple(rule_choices(visit, claims, rule)),
        visit.record.event(event.part_of) if event.part_of else None,
        sum(claim.review is not None for claim in claims),
        len(claims),
    )


def event_of(visit: Visit) -> Event:
    """Returns the event whose id stands in the address; an id that was merged away leads to the one it went into.

    Raises: NotFound.
    """
    identifier = visit.request.path_params["identifier"]
    event = visit.record.event(identifier)
    if event is None:
        raise NotFound(told("no event of {record} has the id {id}", record=visit.record_name, id=repr(identifier)))
    return event


def rule_choices(visit: Visit, claims: Iterable[Claim], chosen: str) -> Iterator[RuleChoice]:
    """Yields the rules, with one for each side that speaks."""
    sides = sorted({claim.source.side for claim in claims if claim.source and claim.source.side and claim.figures})
    for rule in dict.fromkeys((*RULES, *(f"{ONE_SIDE}{side}" for side in sides), chosen)):
        link = visit.path if rule == LATEST else f"{visit.path}?rule={quote(rule)}"
        yield RuleChoice(rule_words(rule), link, rule == chosen)


class Rows:
    """Makes rows of claims whose documents (without texts, by id) are known; `shown` is what was shown of each figure over time."""

    def __init__(self, documents: Mapping[str, Document], shown: Shown = MappingProxyType({})) -> None:
        self._documents = documents
        self._shown = shown

    def told(self, figure: EventFigure, claims: Sequence[Claim]) -> Told:
        """Returns one count with all that was said of it."""
        pairs = list(said_of(figure, claims))
        rows = tuple(self.said(claim, said_words(figure, claim, stated), stated) for claim, stated in pairs)
        dated = [Statement(claim, stated, row.published, row.speaker) for (claim, stated), row in zip(pairs, rows, strict=True)]
        return Told(figure, rows, lifeline(dated, self._shown.get((figure.measure, figure.item), ())))

    def services(self, claims: Iterable[Claim]) -> Iterator[Said]:
        """Yields what is said of public services."""
        return (self.said(claim, service_words(each), None) for claim in claims for each in claim.services)

    def earlier(self, found: Iterable[Earlier]) -> Iterator[Said]:
        """Yields what earlier revisions of reports said."""
        for each in found:
            for claim in each.claims:
                row = self.said(
                    claim, "; ".join(map(figure_words, claim.figures)) or kind_words(claim.type, claim.mode, claim.status), None
                )
                yield msgspec.structs.replace(
                    row,
                    outlet=each.document.publisher or gettext("unknown"),
                    published=each.document.published,
                    language=each.document.language,
                )

    def said(self, claim: Claim, said: str, stated: Figure | None) -> Said:
        """Returns what one claim says."""
        document = self._documents.get(claim.document)
        outlet = document.publisher if document else None
        words = quoted(stated.text) if stated else quoted(" … ".join(span.text for span in claim.evidence))
        published = document.published if document else None
        speaker = speaker_words(claim.source, outlet)
        return Said(
            claim,
            said,
            speaker,
            outlet or gettext("unknown"),
            published,
            words,
            review_words(claim.review),
            document.language if document else None,
        )


PAGE = Page("/events/{identifier}", "Event", "event.html", look, in_menu=False)
