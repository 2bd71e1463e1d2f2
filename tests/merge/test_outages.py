"""Outages as intervals."""

from typing import TYPE_CHECKING

from sitrep.merge.events import merge_claims
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.figures import Figure

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def outage(build: "Builder", *told: tuple[str, str]) -> Event:
    """Returns the one event of words on the power of Sumy, by day and status."""
    claims: list[Claim] = [build.outage(f"d{i}", day, status) for i, (day, status) in enumerate(told)]
    (event,) = merge_claims(claims, build.documents(claims)).events
    return event


def test_an_outage_has_a_length(build: "Builder") -> None:
    """From the loss by way of the repair to the return, each with its day."""
    event = outage(build, ("2025-12-01", "lost"), ("2025-12-02", "being-restored"), ("2025-12-04", "restored"))
    (power,) = event.outages
    assert (power.lost, power.being_restored, power.restored, power.days) == ("2025-12-01", "2025-12-02", "2025-12-04", 3)
    assert (event.when.start, event.when.end, event.state) == ("2025-12-01", "2025-12-04", "closed")


def test_an_open_outage_has_no_end(build: "Builder") -> None:
    """Nobody said that the power is back: how long it will last is not known."""
    event = outage(build, ("2025-12-01", "lost"), ("2025-12-03", "lost"))
    assert (event.outages[0].restored, event.outages[0].days, event.state) == (None, None, "open")
    assert (event.when.start, event.when.end) == ("2025-12-01", "2025-12-03")


def test_a_loss_told_once_keeps_its_time(build: "Builder") -> None:
    """What one report tells is not made less exact."""
    claim = build.outage("a", "2025-12-01", "lost")
    (event,) = merge_claims([claim], build.documents([claim])).events
    assert event.when == claim.when


def test_on_one_day_the_return_follows_the_loss(build: "Builder") -> None:
    """The next day's report tells first of the return and then of the loss that it ended."""
    event = outage(build, ("2025-12-01", "restored"), ("2025-12-01", "lost"))
    assert (event.state, event.services[0].status, event.outages[0].days) == ("closed", "restored", 0)


def test_a_region_and_its_town_lose_power_once_in_one_report(build: "Builder") -> None:
    """A report on a town's outage that also names the region, or a coast, tells of one outage; another report's region may be another."""
    lost = build.outage("a", "2025-12-06", "lost")
    region = build.outage("a", "2025-12-06", "lost", start=5, places=(build.sumy_region,))
    assert len(merge_claims([lost, region], build.documents([lost, region])).events) == 1
    other = build.outage("b", "2025-12-06", "lost", places=(build.sumy_region,))
    assert len(merge_claims([lost, other], build.documents([lost, other])).events) == 2


def test_what_works_again_in_part_is_not_over(build: "Builder") -> None:
    """Three of the airports that were shut are open again: the outage is being mended, and stays open."""
    lost = build.outage("a", "2025-12-05", "lost")
    some = Figure(0, 1, "three of the airports", "facility", "affected", 3, 3)
    (event,) = merge_claims([lost, build.outage("b", "2025-12-06", "restored", figures=(some,))], build.documents([lost])).events
    assert (event.state, event.services[0].status, event.outages[0].restored) == ("open", "being-restored", None)
