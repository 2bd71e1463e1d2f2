"""Statements: what each claim of an event says of a number."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sitrep.merge.reconciliation import counted, whole
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event, EventFigure
from sitrep.model.figures import Figure
from sitrep.views.reporting.style import style

ORDER = ("killed", "injured", "missing", "detained", "displaced", "rescued", "launched", "intercepted", "lost", "hit")


class Said(msgspec.Struct, frozen=True):
    """A number as one claim states it, for one count of an event."""

    claim: Claim
    figure: Figure

    @property
    def bounds(self) -> Bounds:
        """The number."""
        return Bounds(self.figure.low, self.figure.high)


def shown(event_figure: EventFigure, claims: Iterable[Claim]) -> Said | None:
    """Returns the last statement of the number that an event shows; None where that is a sum or stands in no single figure."""
    found = [said for said in statements(event_figure, claims) if said.bounds == event_figure.best]
    return found[-1] if found else None


def statements(event_figure: EventFigure, claims: Iterable[Claim]) -> list[Said]:
    """Returns what each claim states of a count of an event, in the order in which it was said: its whole number, not parts of it."""
    by_id = {claim.id: claim for claim in claims}
    found = []
    for claim in (by_id[key] for key in event_figure.claims if key in by_id and key not in event_figure.parts):
        figures = counted(claim.figures).get((event_figure.measure, event_figure.item), [])
        total = whole(event_figure.measure, figures) if figures else Bounds()
        found += [Said(claim, figure) for figure in figures if Bounds(figure.low, figure.high) == total][:1]
    return found


def by_claim(event: Event, claims: Sequence[Claim]) -> Iterator[tuple[Claim, list[Said]]]:
    """Yields the claims that state the numbers shown, each with those that it states, tolls first."""
    found: dict[str, list[Said]] = {}
    figures = sorted(event.figures, key=place)
    for figure in figures:
        said = shown(figure, claims) if figure.measure in style().measures else None
        if said is not None:
            found.setdefault(said.claim.id, []).append(said)
    for group in found.values():
        yield group[0].claim, group


def place(figure: EventFigure) -> tuple[int, bool]:
    """Returns where a figure stands among those of an event: tolls first, of all people before those of children."""
    return ORDER.index(figure.measure) if figure.measure in ORDER else len(ORDER), figure.item != "person"


def size(said: Said) -> tuple[int, int]:
    """Returns the order of statements by their numbers."""
    return said.figure.low or 0, said.figure.high or said.figure.low or 0
