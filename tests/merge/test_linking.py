"""Reports that name the same people tell of one happening, even where one of them was read wrong."""

from typing import TYPE_CHECKING

from sitrep.merge.events import merge_claims
from sitrep.merge.stories import names_of
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.texts import Document

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

FIRST = "Police found Marta Quill, 41, in a car on Larch Avenue. Neighbours heard Tobias Renn call for help, Sergeant Ida Voss said."
SECOND = (
    "The man accused of shooting Marta Quill stood before Judge Brandt. Sergeant Ida Voss said how Tobias Renn was found on Larch Avenue."
)
OTHER = "A clerk was shot on Elm Row. Inspector Paul Odd said that Lena Fisk saw two men run to Mill Gate."


def events(build: "Builder", texts: list[str], *bonds: Bond, published: str = "2025-12-09", **fields: object) -> list[tuple[str, ...]]:
    """Returns the claims of each event of shootings, one a report, each told of another town."""
    towns = (build.kyiv, build.sumy, build.okhtyrka)
    claims: list[Claim] = []
    documents: list[Document] = []
    for number, (text, town) in enumerate(zip(texts, towns, strict=False)):
        values: dict[str, object] = {"mode": "firearms", "places": (town,), "actor": None}
        claims.append(build.claim("abc"[number], 0, **(values | fields)))
        documents.append(build.document("abc"[number], "2025-12-07" if number == 0 else published, text))
    return [event.claims for event in merge_claims(claims, documents, bonds=bonds).events]


def test_reports_told_alike_share_their_main_event(build: "Builder") -> None:
    """The same victim, witness, officer and street: a town that was read wrong does not part the reports."""
    assert events(build, [FIRST, SECOND, OTHER]) == [("a-0", "b-0"), ("c-0",)]


def test_reports_of_other_times_are_not_compared(build: "Builder") -> None:
    """Years later the same officer speaks of another case."""
    assert len(events(build, [FIRST, SECOND], published="2026-12-09")) == 2


def test_waves_are_not_told_apart_by_names(build: "Builder") -> None:
    """The same mayors speak after each night of drones: names do not make two towns' attacks one."""
    assert len(events(build, [FIRST, SECOND], mode="drone")) == 2


def test_a_person_may_keep_them_apart(build: "Builder") -> None:
    """Who knows that two cases only share their witnesses is obeyed."""
    assert len(events(build, [FIRST, SECOND], Bond(("a-0", "b-0"), together=False))) == 2


def test_reports_without_a_name_in_common_are_parted(build: "Builder") -> None:
    """Two shootings of one day in one city have other victims; one toll in both, or few names, leave them together."""
    kyiv = (build.kyiv,)
    assert events(build, [FIRST, OTHER], places=kyiv) == [("a-0",), ("b-0",)]
    assert events(build, [FIRST, SECOND], places=kyiv) == [("a-0", "b-0")]
    assert events(build, [FIRST, "A clerk was shot, said Paul Odd."], places=kyiv) == [("a-0", "b-0")]
    assert events(build, [FIRST, OTHER], places=kyiv, figures=(build.figure("killed", "person", 9),)) == [("a-0", "b-0")]
    assert events(build, [FIRST, OTHER], places=kyiv, mode="drone") == [("a-0", "b-0")]


def test_only_main_events_are_linked(build: "Builder") -> None:
    """What a report also mentions is not made one with what another one is about."""
    main = [build.claim("a", i, mode="firearms", actor=None, when=build.when("2025-12-06")) for i in (1, 2)]
    aside = build.claim("a", 9, mode="firearms", actor=None, when=build.when("2025-12-06"), places=(build.sumy,))
    other = build.claim("b", 1, mode="firearms", actor=None, when=build.when("2025-12-06"), places=(build.okhtyrka,))
    documents = [build.document("a", "2025-12-07", FIRST), build.document("b", "2025-12-08", SECOND)]
    assert [event.claims for event in merge_claims([*main, aside, other], documents).events] == [("a-1", "a-2", "b-1"), ("a-9",)]


def test_headlines_name_nobody() -> None:
    """A line without a full stop is in capitals for its looks."""
    assert names_of("Big Fire Destroys Old Mill\nThe mill of Hans Orr burnt down.") == {"hans": 1, "orr": 1}
