"""Doubts: figures of one event that cannot all be right, told and not mended."""

from collections.abc import Iterable, Iterator, Sequence

from sitrep.merge.settings import merging
from sitrep.merge.wordings import count_words
from sitrep.model.events import EventFigure
from sitrep.model.figures import Item, Measure
from sitrep.model.issues import Issue

ACCOUNTED: tuple[Measure, ...] = ("intercepted", "lost", "hit")
PEOPLE: tuple[Item, ...] = ("child", "soldier")


def doubts(figures: Sequence[EventFigure]) -> tuple[Issue, ...]:
    """Returns what the figures that are shown leave in doubt: more munitions shot down than launched, or a part greater than its whole."""
    return (*munition_doubts(figures), *part_doubts(figures))


def munition_doubts(figures: Sequence[EventFigure]) -> Iterator[Issue]:
    """Yields the munitions of which more were intercepted, lost or hit a target than were launched."""
    for launched in shown(figures, "launched"):
        if launched.item not in (*merging().figures.kinds["munition"], "munition") or launched.best.high is None:
            continue
        parts = [each for measure in ACCOUNTED for each in shown(figures, measure) if each.item == launched.item]
        least = sum(each.best.low or 0 for each in parts)
        if least > launched.best.high:
            yield doubt((words(each) for each in parts), words(launched))


def part_doubts(figures: Sequence[EventFigure]) -> Iterator[Issue]:
    """Yields the children and soldiers who are more than all people of whom the same is told."""
    for whole in figures:
        for part in shown(figures, whole.measure):
            if whole.item == "person" and part.item in PEOPLE and whole.best.high is not None and (part.best.low or 0) > whole.best.high:
                yield doubt([words(part)], words(whole))


def shown(figures: Iterable[EventFigure], measure: Measure) -> list[EventFigure]:
    """Returns the figures of a measure that show a number."""
    return [each for each in figures if each.measure == measure and (each.best.low, each.best.high) != (None, None)]


def words(figure: EventFigure) -> str:
    """Returns the number that a figure shows in words."""
    return count_words(figure.measure, figure.item, figure.best.low, figure.best.high)


def doubt(parts: Iterable[str], whole: str) -> Issue:
    """Returns a doubt as a plain sentence."""
    return Issue("algebra", f"The numbers cannot all be right: {' and '.join(parts)}, but {whole}.")
