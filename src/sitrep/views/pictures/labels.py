"""Labels: names on a map, each where it covers nothing, or nowhere."""

from collections.abc import Iterable, Iterator

import msgspec

from sitrep.views.pictures.frames import Pixel

Rectangle = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""
WIDTH_OF_LETTER = 0.56
GAP = 3


class Label(msgspec.Struct, frozen=True):
    """A name for what lies at `at` and is drawn with this radius; one that is `centred` stands upon it, else beside it."""

    text: str
    at: Pixel
    size: float
    radius: float = 0
    centred: bool = False


class Placed(msgspec.Struct, frozen=True):
    """A label and where its text begins, ends or has its middle (by `anchor`), on its base line."""

    label: Label
    x: float
    y: float
    anchor: str


def place_labels(labels: Iterable[Label], size: tuple[float, float], taken: Iterable[Rectangle] = ()) -> Iterator[Placed]:
    """Yields the labels for which there is room, the first ones first and each text once; `taken` is where symbols stand."""
    used, told = list(taken), set[str]()
    for label in labels:
        for placed in _choices(label) if label.text not in told else ():
            there = _rectangle(placed)
            if _is_inside(there, size) and not any(_meet(there, other) for other in used):
                used.append(there)
                told.add(label.text)
                yield placed
                break


def width_of(label: Label) -> float:
    """Returns about how wide a label is, in pixels."""
    return len(label.text) * label.size * WIDTH_OF_LETTER


def _choices(label: Label) -> Iterator[Placed]:
    """Yields where a label may stand, the best place first."""
    (x, y), half, away = label.at, label.size * 0.35, label.radius + GAP
    if label.centred:
        yield Placed(label, x, y + half, "middle")
        return
    yield Placed(label, x + away, y + half, "start")
    yield Placed(label, x - away, y + half, "end")
    yield Placed(label, x, y - away - 1, "middle")
    yield Placed(label, x, y + away + label.size * 0.8, "middle")


def _rectangle(placed: Placed) -> Rectangle:
    """Returns what a label covers."""
    width = width_of(placed.label)
    left = placed.x - {"start": 0, "middle": width / 2, "end": width}[placed.anchor]
    return left, placed.y - placed.label.size * 0.85, left + width, placed.y + placed.label.size * 0.25


def _is_inside(there: Rectangle, size: tuple[float, float]) -> bool:
    """Whether a rectangle lies on the map."""
    return there[0] >= 2 and there[1] >= 2 and there[2] <= size[0] - 2 and there[3] <= size[1] - 2


def _meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
