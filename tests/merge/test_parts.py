"""Numbers that count a part stand beside the whole, and never in its place."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitrep.merge.events import merge_claims
from sitrep.model.claims import Claim
from sitrep.model.events import EventFigure
from sitrep.model.figures import Figure, Item
from sitrep.model.texts import Span

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

RULES = ("latest-by-independent-source", "best-low-high", "conservative")


def told(build: "Builder", document: str, sentence: str, *counts: str, **fields: object) -> Claim:
    """Returns a claim whose evidence is a sentence, with a count of killed for each of some of its words, led by a digit or an article."""
    figures = tuple(figure(sentence, words) for words in counts)
    return build.claim(document, evidence=(Span(0, len(sentence), sentence),), figures=figures, **fields)  # type: ignore[arg-type]


def figure(sentence: str, words: str) -> Figure:
    """Returns some words of a sentence as a count of the dead; children are an item of their own."""
    start = sentence.index(words)
    number = int(words.split(maxsplit=1)[0]) if words[0].isdigit() else 1
    item: Item = "child" if "child" in words else "person"
    return Figure(start, start + len(words), words, item, "killed", number, number)


def merged(build: "Builder", *claims: Claim, rule: str = RULES[0], item: str = "person") -> EventFigure:
    """Returns the figure of one event that claims make, each a day after the one before."""
    documents = [build.document(claim.document, f"2025-12-0{7 + at % 3}") for at, claim in enumerate(claims)]
    (event,) = merge_claims(claims, documents, rule).events
    return next(each for each in event.figures if each.item == item)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("sentence", "count", "place"),
    [
        ("Two doctors were killed", "2 doctors", "kyiv"),
        ("Among the dead were 2 of the firemen", "2 of the firemen", "kyiv"),
        ("They said 2 people were killed at the hospital", "2 people", "kyiv"),
        ("They said 2 people were killed in this building", "2 people", "kyiv"),
        ("They said 2 people were killed", "2 people", "podil"),
    ],
)
def test_a_part_is_never_shown_for_the_whole(build: "Builder", rule: str, sentence: str, count: str, place: str) -> None:
    """A late report that counts some of the dead must not make fewer of them, by whatever rule."""
    sentence = sentence.replace("Two", "2")
    whole = told(build, "a", "They said 22 people were killed", "22 people")
    shown = merged(build, whole, told(build, "b", sentence, count, places=(getattr(build, place),)), rule=rule)
    assert (shown.best.low, shown.low, shown.high, shown.agreement) == (22, 22, 22, "agreed")
    assert (shown.claims, shown.parts) == (("a-0", "b-0"), ("b-0",))


def test_the_toll_of_the_only_place_is_the_whole(build: "Builder") -> None:
    """What nobody exceeds is no part: a district may be all that was hit, and a toll may grow there."""
    first = told(build, "a", "They said 3 people were killed", "3 people")
    shown = merged(build, first, told(build, "b", "They said 5 people were killed", "5 people", places=(build.podil,)))
    assert (shown.best.low, shown.parts) == (5, ())


def test_a_region_is_where_the_town_is(build: "Builder") -> None:
    """A bombing that one report tells of the region is that of its town: a lower number from there is an earlier one, no part."""
    fields = {"mode": "explosives", "actor": None}
    first = told(build, "a", "They said 5 people were killed", "5 people", places=(build.sumy_region,), **fields)
    shown = merged(build, first, told(build, "b", "They said 3 people were killed", "3 people", places=(build.sumy,), **fields))
    assert (shown.best.low, shown.parts) == (3, ())


def test_a_correction_is_no_part(build: "Builder") -> None:
    """A lower number of the same people in the same place takes the place of the higher one."""
    first = told(build, "a", "They said 7 people were killed", "7 people")
    shown = merged(build, first, told(build, "b", "They said 6 people were killed", "6 people"))
    assert (shown.best.low, shown.parts) == (6, ())


def test_people_whom_a_claim_lists_add_up(build: "Builder") -> None:
    """A man, two women and a child are four people, and one child."""
    sentence = "A man, 2 women and 1 child were killed"
    claim = told(build, "a", sentence, "A man", "2 women", "1 child")
    assert merged(build, claim).best.low == 4
    assert merged(build, claim, item="child").best.low == 1


def test_a_total_that_is_told_is_not_added_to(build: "Builder") -> None:
    """Who is told of after the number is among it, and who is told of twice is one."""
    both = "They said 3 people were killed, A man and 2 women"
    assert merged(build, told(build, "a", both, "3 people", "A man", "2 women")).best.low == 3
    twice = told(build, "a", "A man was killed; a man of 30 was killed", "A man", "a man of 30")
    assert merged(build, twice).best.low == 1


def test_a_killer_is_counted_with_his_victims(build: "Builder") -> None:
    """Who kills others and himself is dead beside them."""
    claim = told(build, "a", "He killed 3 people and then himself", "3 people", "himself")
    assert merged(build, claim).best.low == 4


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(("people", "doctors", "of the victims")), st.booleans()), min_size=1, max_size=5)
)
def test_parts_stay_parts(build: "Builder", choices: list[tuple[int, str, bool]]) -> None:
    """Whatever parts are told of besides, the whole is what it is without them, and none of them is lost."""
    parts = [
        told(build, f"p{at}", f"They said {number} {words} died", f"{number} {words}", places=(build.podil if district else build.kyiv,))
        for at, (number, words, district) in enumerate(choices)
    ]
    parts = [part for part, (_, words, district) in zip(parts, choices, strict=True) if district or words != "people"]
    wholes = [told(build, name, f"They said {number} people died", f"{number} people") for name, number in (("w1", 20), ("w2", 22))]
    shown = merged(build, *wholes, *parts)
    alone = merged(build, *wholes)
    assert replace(shown, claims=(), parts=()) == replace(alone, claims=(), parts=())
    assert sorted(shown.parts) == sorted(part.id for part in parts)
    assert set(shown.claims) == {claim.id for claim in (*wholes, *parts)}


def test_who_counts_a_part_of_the_dead_counts_a_part_of_the_injured(build: "Builder") -> None:
    """ "2 adults were killed and 16 others injured" is told of one place among many, however its second number reads."""
    hurt = {name: build.figure("injured", "person", number) for name, number in (("a", 160), ("b", 16))}
    whole = told(build, "a", "They said 43 people were killed", "43 people")
    part = told(build, "b", "They said 2 adults were killed", "2 adults")
    claims = [replace(whole, figures=(*whole.figures, hurt["a"])), replace(part, figures=(*part.figures, hurt["b"]))]
    (event,) = merge_claims(claims, [build.document("a", "2025-12-07"), build.document("b", "2025-12-08")]).events
    assert [(figure.best.low, figure.parts) for figure in event.figures] == [(43, ("b-0",)), (160, ("b-0",))]
    assert merged(build, told(build, "c", "They said 2 adults were killed", "2 adults")).parts == ()


def test_what_stands_between_does_not_hide_where_it_was(build: "Builder") -> None:
    """ "16 people, including 7 children, had been injured in the hospital strike": the hospital bounds the first number."""
    whole = told(build, "a", "They said 43 people were killed", "43 people")
    sentence = "They said 16 people, including some children, were killed in the hospital strike"
    assert merged(build, whole, told(build, "b", sentence, "16 people")).parts == ("b-0",)
