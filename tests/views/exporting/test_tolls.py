"""The dead of an event are counted once, and told apart where the reports do."""

import pytest

from sitrep.model.figures import Figure
from sitrep.views.exporting.tolls import Toll, plain_toll, toll
from tests.views.exporting.conftest import strike

VAGUE = {"several": 10, "dozens": 12}


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ((("six people", "person", 6, 6),), (6, 0, 0, 6)),
        ((("six civilians", "person", 6, 6),), (6, 6, 0, 0)),
        ((("at least 20 soldiers", "soldier", 20, None),), (20, 0, 20, 0)),
        ((("six people", "person", 6, 6), ("two children", "child", 2, 2)), (6, 2, 0, 4)),
        ((("two children", "child", 2, 2),), (2, 2, 0, 0)),
        ((("ten people", "person", 10, 10), ("four soldiers", "soldier", 4, 4)), (10, 0, 4, 6)),
        ((("up to 15 people", "person", None, 15),), (15, 0, 0, 15)),
        ((("троє цивільних", "person", 3, 3),), (3, 3, 0, 0)),
        ((("four militants", "person", 4, 4),), (4, 0, 4, 0)),
        ((), (None, 0, 0, 0)),
    ],
)
def test_dead_are_told_apart(words: tuple[tuple[str, str, int | None, int | None], ...], counted: tuple[int | None, int, int, int]) -> None:
    """Civilians and combatants are what coders ask for first; who is not told is neither."""
    dead = toll(strike(*words), VAGUE)
    assert (dead.shown, dead.civilians, dead.combatants, dead.unknown) == counted


def test_words_that_name_no_number_are_coded_as_the_codebook_says() -> None:
    """Dozens are twelve to ACLED and at least 24 to us; a stated number goes before the word."""
    assert toll(strike(("dozens of people", "person", 24, None)), VAGUE) == Toll(12, 12, 24, vague="dozens")
    assert toll(strike(("dozens of people", "person", 24, None)), {}).shown == 24
    assert toll(strike(("at least 24 people", "person", 24, None)), VAGUE).shown == 24


def test_soldiers_counted_beside_others_are_added() -> None:
    """Five civilians and two soldiers are seven dead, where one report counts both and none as part of the other."""
    told = strike(("five people", "person", 5, 5), ("two soldiers", "soldier", 2, 2))
    first, second = told.claims
    both = type(first)(**{**{name: getattr(first, name) for name in first.__struct_fields__}, "figures": (*first.figures, *second.figures)})
    together = type(told)(told.event, (both, second), (), told.documents)
    assert toll(together, {}).shown == 7
    part = Figure(0, 12, "two soldiers", "soldier", "killed", 2, 2, part_of=0)
    within = type(first)(**{**{name: getattr(first, name) for name in first.__struct_fields__}, "figures": (*first.figures, part)})
    assert toll(type(told)(told.event, (within, second), (), told.documents), {}).shown == 5


def test_event_alone_has_the_same_dead() -> None:
    """What parts tell is taken from the larger event without reading their claims."""
    assert plain_toll(strike(("six people", "person", 6, 6), ("two children", "child", 2, 2)).event) == 6
    assert plain_toll(strike().event) == 0
