"""Against the periods before: which counts rose or fell beyond chance, or why that cannot be told."""

from collections.abc import Iterable, Sequence

from sitrep.model.events import Bounds
from sitrep.trends.changes import Change
from sitrep.trends.coverage import Shift
from sitrep.trends.series import INCIDENTS
from sitrep.views.reporting.adding import add_up, number
from sitrep.views.reporting.counting import count_events
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import Value, fill, joined, plain, sentence
from sitrep.views.reporting.reports import Block, Bullets, Piece, Pieces, Subheading
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import count_name
from sitrep.views.trending.sentences import number as ratio_words
from sitrep.views.trending.sentences import number_words


def against_before(desk: Desk) -> list[Block]:
    """Returns a heading, a sentence for each count that changed, one for all others, and one for each reason why nothing is told."""
    changes = desk.material.changes
    told = [changed(desk, each) for each in changes if each.verdict in ("rose", "fell")]
    if steady := [each for each in changes if each.verdict == "steady"]:
        told.append(fill(template("trend_steady"), {"what": subjects(steady)}))
    unsaid: dict[Pieces, list[Change]] = {}
    for each in changes:
        if each.verdict in ("sources-changed", "too-little"):
            unsaid.setdefault(reasons(each.shifts), []).append(each)
    told += [fill(template("trend_unsaid"), {"reasons": why, "what": subjects(them)}) for why, them in unsaid.items()]
    return [Subheading(plain(template("trend_title"))), Bullets(tuple(told))] if told else []


def changed(desk: Desk, each: Change) -> Pieces:
    """Returns what rose or fell, by how much, and between which bounds chance leaves that."""
    note = desk.ledger.computation("trend", plain(template("trend_of")))
    usual = "–".join(dict.fromkeys(map(number_words, each.usual or ())))
    values: dict[str, Value] = {
        "what": plain(subject(each)),
        "now": now(desk, each),
        "usual": computed(usual, note),
        "ratio": computed(ratio_words(each.ratio), note) if each.ratio is not None else None,
        "low": computed(ratio_words(each.low), note),
        "high": computed(ratio_words(each.high), note) if each.high is not None else None,
    }
    return sentence(fill(template(f"trend_{each.verdict}"), values))


def computed(text: str, note: int) -> Pieces:
    """Returns a number of the test under its footnote."""
    return (Piece(text, "number", (note,), bounds=Bounds()),)


def now(desk: Desk, each: Change) -> Pieces:
    """Returns the count of this period, under the footnotes of what it is made of."""
    by_id = {event.id: event for event in desk.material.incidents}
    events = [by_id[key] for key in each.events if key in by_id]
    if each.subject.measure == INCIDENTS:
        return count_events(desk, events, ("", ""))
    if not events:
        return plain(template("none"))
    return (number(desk, add_up(desk, events, each.subject.measure, each.subject.item)),)  # type: ignore[arg-type]


def subjects(changes: Iterable[Change]) -> Pieces:
    """Returns what some changes are of, as a list."""
    return joined([plain(subject(each)) for each in changes], style().and_)


def subject(each: Change) -> str:
    """Returns what a change is of."""
    if each.subject.measure == INCIDENTS:
        return style().type_names[each.subject.item][1]
    return count_name(each.subject.measure, each.subject.item)


def reasons(shifts: Sequence[Shift]) -> Pieces:
    """Returns in which ways the sources are not those of before."""
    parts = [
        fill(template(f"shift_{shift.kind}"), {"outlets": (Piece(", ".join(shift.outlets), "name"),) if shift.outlets else ()})
        for shift in shifts
    ]
    return joined(parts, "; ", "; ")
