"""Sums over incidents, by what the user asks for."""

from typing import TYPE_CHECKING

from sitrep.merge.accounts import by_speakers
from sitrep.merge.events import merge_claims
from sitrep.merge.groupings import Account
from sitrep.merge.sums import sum_incidents
from sitrep.model.claims import Claim
from sitrep.model.events import Row

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def rows(build: "Builder", claims: list[Claim], *by: str, measures: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """Returns the sums of the events of some claims."""
    merged = merge_claims(claims, build.documents(claims))
    return sum_incidents([Account(event) for event in merged.events], merged.totals, by, measures)


def drones(build: "Builder", document: str, day: str, launched: int, **fields: object) -> Claim:
    """Returns a claim of drones launched on a day."""
    values: dict[str, object] = {"when": build.when(day), "figures": (build.figure("launched", "drone", launched),)}
    return build.claim(document, 0, **(values | fields))


def test_incidents_are_summed_by_week(build: "Builder") -> None:
    """Weeks are ISO weeks; each says of how many events and reports its sum is made."""
    claims = [drones(build, "a", "2025-12-01", 100), drones(build, "b", "2025-12-03", 40), drones(build, "c", "2025-12-08", 7)]
    found = [(row.keys, row.low, row.high, len(row.events), len(row.documents)) for row in rows(build, claims, "week")]
    assert found == [((("week", "2025-W49"),), 140, 140, 2, 2), ((("week", "2025-W50"),), 7, 7, 1, 1)]


def test_a_night_counts_on_its_morning(build: "Builder") -> None:
    """The night from Sunday to Monday belongs to the week that begins."""
    figures = (build.figure("launched", "drone", 9),)
    night = build.claim("a", when=build.night("2025-12-07", "2025-12-08"), figures=figures)
    assert [row.keys for row in rows(build, [night], "week", "day")] == [(("week", "2025-W50"), ("day", "2025-12-08"))]


def test_a_period_total_is_never_added(build: "Builder") -> None:
    """What is stated for a week stands beside the nights of that week, and of no other."""
    span = build.when("2025-12-01", "2025-12-07")
    total = drones(build, "t", "", 1600, scope="period_total", places=(build.ukraine,), when=span)
    claims = [total, drones(build, "a", "2025-12-03", 240, places=(build.ukraine,)), drones(build, "b", "2025-12-09", 5)]
    first, second = rows(build, claims, "week")
    assert (first.low, [stated.low for stated in first.stated], first.stated[0].difference.low) == (240, [1600], 1360)
    assert (second.low, second.stated) == (5, ())
    assert [(row.low, len(row.stated)) for row in rows(build, claims, "month")] == [(245, 1)]
    assert [(row.low, len(row.stated)) for row in rows(build, claims)] == [(245, 1)]


def test_a_total_without_incidents_stands_alone(build: "Builder") -> None:
    """That nobody told of a single night is told, not passed over."""
    (row,) = rows(build, [drones(build, "t", "2025-12-03", 300, scope="period_total")], "day")
    assert (row.low, row.high, row.events, len(row.stated)) == (None, None, (), 1)


def test_a_whole_and_its_parts_count_once(build: "Builder") -> None:
    """The country's night holds the town's; a row of the town alone has the town's number."""
    wide, town = drones(build, "a", "2025-12-06", 240, places=(build.ukraine,)), drones(build, "b", "2025-12-06", 30)
    assert [row.low for row in rows(build, [wide, town])] == [240]
    assert [(row.keys[0][1], row.low) for row in rows(build, [wide, town], "place")] == [("Kyiv", 30), ("Ukraine", 240)]


def test_what_happened_at_several_towns_is_of_what_holds_them(build: "Builder") -> None:
    """A night over three towns is not that of the town which is named first."""
    over_region = drones(build, "a", "2025-12-03", 20, places=(build.sumy, build.okhtyrka))
    over_country = drones(build, "b", "2025-12-05", 90, places=(build.kyiv, build.sumy))
    assert [row.keys[0][1] for row in rows(build, [over_region, over_country], "place")] == ["Sumy", "Ukraine"]
    assert [row.keys[0][1] for row in rows(build, [over_region, over_country], "region")] == ["Sumy", None]


def test_open_and_disputed_ends_stay(build: "Builder") -> None:
    """A sum of "at least" has no upper end, and of a disputed toll the span stands beside what is shown."""
    open_end = build.claim("a", when=build.when("2025-12-01"), figures=(build.at_least("killed", "person", 3),))
    tolls = [build.claim(name, figures=(build.figure("killed", "person", dead),)) for name, dead in (("b", 4), ("c", 7))]
    (row,) = rows(build, [open_end, *tolls])
    assert (row.low, row.high, row.least, row.most) == (10, None, 7, None)
    assert [(row.low, row.least, row.most) for row in rows(build, tolls)] == [(7, 4, 7)]


def test_kinds_are_summed_where_the_item_is_counted(build: "Builder") -> None:
    """A night of ballistic missiles is a night of missiles; where nobody counts missiles, the kinds stand alone."""
    missiles = build.claim("a", when=build.when("2025-12-01"), figures=(build.figure("launched", "missile", 10),))
    kinds = build.claim("b", when=build.when("2025-12-03"), figures=(build.figure("launched", "ballistic-missile", 4),))
    assert [(row.item, row.low) for row in rows(build, [missiles, kinds])] == [("missile", 14), ("ballistic-missile", 4)]
    assert [row.item for row in rows(build, [missiles, kinds], "day")] == ["missile", "ballistic-missile"]


def test_tolls_are_summed_by_munition(build: "Builder") -> None:
    """The dead of drone attacks are told apart from those of others."""
    dead = (build.figure("killed", "person", 2),)
    claims = [build.claim("a", figures=dead), build.claim("b", mode="firearms", places=(build.sumy,), figures=dead)]
    assert [(row.keys[0][1], row.low) for row in rows(build, claims, "munition")] == [("drone", 2), (None, 2)]


def test_each_side_is_summed_for_itself(build: "Builder") -> None:
    """What one side says of a night is never mixed with the other's number."""
    speakers = [("a", build.speaker("Anna", "UA"), 9), ("b", build.speaker("Boris", "RU"), 2), ("c", None, 5)]
    claims = [build.claim(name, source=source, figures=(build.figure("killed", "person", dead),)) for name, source, dead in speakers]
    documents = build.documents(claims)
    accounts = list(by_speakers(merge_claims(claims, documents).events, claims, documents))
    assert [(row.keys[0][1], row.low) for row in sum_incidents(accounts, (), ("side",))] == [("RU", 2), ("UA", 9), (None, 5)]


def test_only_the_measures_asked_for(build: "Builder") -> None:
    """Who asks for launches is not told of the dead."""
    claim = build.claim("a", figures=(build.figure("launched", "drone", 9), build.figure("killed", "person", 1)))
    assert [row.measure for row in rows(build, [claim], measures=("launched",))] == ["launched"]
