"""Pieces: parts of a sentence that tell of one thing each."""

import itertools
from collections.abc import Iterator, Sequence

from sitrep.extract.shallow.scenes import Scene
from sitrep.model.figures import Figure
from sitrep.model.outlines import Sentence
from sitrep.model.places import Place

SIZES = ("settlement", "district", "region", "facility", "water", "unresolved")


def pieces(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yields the pieces of a sentence: parted by semicolons, by words behind which another happening is told, and by counts in parallel."""
    cuts = {sentence.first, sentence.last}
    words = scene.outline.words
    splits = scene.hits("splits", sentence.first, sentence.last)
    cuts |= {hit.first for hit in splits}
    cuts |= {at for hit in splits if (at := resumed(scene, hit.last, sentence.last)) is not None}
    for first, last in paired(sorted(cuts)):
        yield from parallel(scene, first, last) if words else ()


def resumed(scene: Scene, first: int, last: int) -> int | None:
    """Returns where a sentence goes on after another happening that it opens with ("in answer to the raid on X | today Y was struck").

    It is at the last comma or time between the word for that and the next word for an attack; None where no other attack follows.
    """
    triggers = [hit for hit in scene.triggers_in(first, last) if hit.value.type == "ASSAULT"]
    later = next((hit for hit in triggers[1:] if hit.first >= triggers[0].last), None)
    if later is None:
        return None
    times = [scene.outline.word_at(each.start) for each in scene.times(triggers[0].last, later.first)]
    commas = [at + 1 for at in range(triggers[0].last, later.first) if scene.outline.words[at].text == ","]
    return max((*times, *commas), default=None)


def paired(cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yields neighbours, each with the next."""
    return ((one, other) for one, other in itertools.pairwise(cuts) if other > one)


def parallel(scene: Scene, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yields the parts of a piece in which each count has a place of its own: "26 над Ростовской областью, 12 над Курской"."""
    figures = [each for each in scene.figures(first, last) if each.measure]
    places = [each for each in scene.places(first, last) if each.precision in SIZES]
    behind = [(figure.start, place) for figure in figures if (place := place_behind(figure, figures, places))]
    ahead = [(place.start, place) for figure in figures if (place := place_ahead(figure, figures, places))]
    parts = {each.start for each in figures if each.part_of is not None}
    whole = bool(behind) and any(each.end < behind[0][0] for each in figures)
    of_whole = whole and behind[0][0] in parts
    owned = behind if of_whole or (are_apart(behind) and len(behind) >= len(ahead)) else ahead
    if not are_apart(owned) and not of_whole:
        yield first, last
        return
    starts = [scene.outline.word_at(start) for start, _ in owned]
    bounds = [first, *[backed(scene, start, first) for start in starts[0 if whole and owned is behind else 1 :]], last]
    yield from paired(sorted(set(bounds)))


def are_apart(owned: Sequence[tuple[int, Place]]) -> bool:
    """Whether at least two counts have places, and different ones."""
    return len({place.name for _, place in owned}) > 1


def place_ahead(figure: Figure, figures: Sequence[Figure], places: Sequence[Place]) -> Place | None:
    """Returns the place that stands between the count before and a count: "у Києві загинули 12 людей, а в Одесі – двоє"."""
    start = max((each.end for each in figures if each.start < figure.start), default=0)
    return next((each for each in places if start <= each.start and each.end <= figure.start), None)


def place_behind(figure: Figure, figures: Sequence[Figure], places: Sequence[Place]) -> Place | None:
    """Returns the place that stands between a count and the next one of its kind."""
    following = [each.start for each in figures if each.start > figure.start]
    limit = min(following, default=10**9)
    return next((each for each in places if figure.end <= each.start < limit), None)


def backed(scene: Scene, start: int, first: int) -> int:
    """Returns where a part begins: behind the mark or word before its count."""
    at = start
    grammar = scene.tongue.grammar
    joining = grammar.joints | grammar.continuers | scene.tongue.toponyms.prepositions
    while at > first and (scene.outline.words[at - 1].text == "," or scene.outline.plains[at - 1] in joining):
        at -= 1
    of_them = (scene.tongue.of_them.at(scene.outline.plains, begin) for begin in range(max(first, at - 3), at))
    return next((hit.first for hit in of_them if hit is not None and hit.last == at), max(at, first))
