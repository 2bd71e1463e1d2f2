"""Each claim is at home in one block, and is sent along to all that it may concern."""

import datetime as dt

import pytest
from msgspec.structs import replace

from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.scale.blocks import block_names, blocks_of, windows
from tests.store.samples import claim, document

BORDER = dt.date.fromordinal(13_207 * 56)  # the first day of a window
REPORT = document(published="2025-12-02")
UA, RU = (Place(0, 0, "", name, country=name) for name in ("UA", "RU"))


def days(first: int, last: int | None = None) -> When:
    """Returns days counted from the border."""
    start, end = (BORDER + dt.timedelta(days=each) for each in (first, first if last is None else last))
    return When(str(start), str(end), "day")


@pytest.mark.parametrize(
    ("when", "numbers"),
    [
        (days(20), ["13207"]),
        (days(0), ["13207", "13206"]),
        (days(3), ["13207"]),
        (days(2), ["13207", "13206"]),
        (days(-1), ["13206", "13207"]),
        (days(-5, 10), ["13206", "13207"]),
        (days(-5, 300), ["13206"]),
        (When(), ["13182"]),
    ],
)
def test_windows_overlap(when: When, numbers: list[str]) -> None:
    """What happened near a border is looked at on both sides; a day that nobody tells is that of the report."""
    assert windows().window_days == 56
    reported = str(dt.date.fromordinal(13_182 * 56 + 20))
    assert [name.split(" ")[1] for name in block_names(claim(when=when), document(published=reported), None)] == numbers


def test_undated_claims_of_undated_reports_have_a_block_of_their_own() -> None:
    """No day is no reason to lose a claim."""
    assert block_names(claim(when=When()), document(published=None), "UA") == ["UA undated"]


def test_countries_have_blocks_of_their_own() -> None:
    """A claim of two countries is at home in the first; one of none in that of its actors, else of its report."""
    bare = claim(places=(), actor=None, when=days(20))
    assert block_names(claim(places=(UA, RU), when=days(20)), REPORT, None) == ["UA 13207", "RU 13207"]
    assert block_names(replace(bare, actor=claim().actor), REPORT, "UA") == ["RU 13207"]
    assert block_names(bare, REPORT, "UA") == ["UA 13207"]
    assert block_names(bare, REPORT, None) == ["nowhere 13207"]


def test_talks_come_together_wherever_they_are_held() -> None:
    """One outlet names the city and another does not; conditions hang on talks of their report."""
    talks = [claim("a", type="CONSULT", places=(UA,)), claim("b", type="AGREE", places=()), claim("c", type="REQUEST", mode="condition")]
    assert {block_names(each, REPORT, None)[0].split(" ")[0] for each in talks} == {"talks"}


def test_every_claim_is_at_home_once() -> None:
    """Each claim is written once; blocks that only look at it never write it."""
    claims = [claim(f"c{number}", when=days(number), places=(UA, RU)[: 1 + number % 2]) for number in range(-6, 7)]
    blocks = blocks_of(claims, Document("a", ""))
    home = [sent.claim.id for held in blocks.values() for sent in held if sent.at_home]
    assert sorted(home) == sorted(one.id for one in claims)
    several = {one.id for one in claims if len(block_names(one, REPORT, None)) > 1}
    assert {sent.claim.id for held in blocks.values() for sent in held if sent.shared} == several
