"""Deaths: people whom early reports tell of as injured and later ones as dead, counted once."""

from collections.abc import Iterable, Sequence

from sitrep.merge.settings import merging
from sitrep.merge.tellings import Telling
from sitrep.merge.wordings import count_words
from sitrep.model.events import EventFigure
from sitrep.model.issues import Issue


def without_died(figures: Sequence[EventFigure], told: Sequence[Telling]) -> tuple[tuple[EventFigure, ...], tuple[Issue, ...]]:
    """Returns the figures without the injured who are the dead of later reports, and an issue for each that is left out.

    It looks at attacks on a few people alone: where no report counts both, the later ones count dead only, and no fewer than the earlier
    ones count injured, it is the injured who died.
    """
    modes = {one.claim.mode for one in told} - {None}
    if not modes & merging().stories.modes or modes & merging().modes.campaign:
        return tuple(figures), ()
    dead = [figure for figure in figures if figure.measure == "killed"]
    died = [figure for figure in figures if figure.measure == "injured" and have_died(figure, dead, told)]
    return tuple(figure for figure in figures if figure not in died), tuple(map(issue_of, died))


def have_died(injured: EventFigure, dead: Sequence[EventFigure], told: Sequence[Telling]) -> bool:
    """Returns whether those who are injured by one figure are dead by later reports."""
    number = injured.best.low
    deaths = max((figure.best.low or 0 for figure in dead), default=0)
    if number is None or not 0 < number <= min(deaths, merging().limits.small_count):
        return False
    hurt, killed = reports_of([injured], told), reports_of(dead, told)
    apart = {one.claim.document for one in hurt}.isdisjoint(one.claim.document for one in killed)
    return apart and max(one.published for one in hurt) <= max(one.published for one in killed)


def reports_of(figures: Iterable[EventFigure], told: Iterable[Telling]) -> list[Telling]:
    """Returns the claims that state some figures."""
    claims = {claim for figure in figures for claim in figure.claims}
    return [one for one in told if one.claim.id in claims]


def issue_of(figure: EventFigure) -> Issue:
    """Returns why a figure is not shown."""
    number = count_words(figure.measure, figure.item, figure.best.low, figure.best.high)
    return Issue("died-since", f"Early reports tell of {number}; later ones count them among the dead.")
