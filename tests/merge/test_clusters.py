"""Which claims are one happening."""

from typing import TYPE_CHECKING, Any

from sitrep.merge.events import merge_claims
from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Span
from sitrep.model.times import When

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def events(build: "Builder", *claims: Claim) -> tuple[Event, ...]:
    """Returns the events of claims whose reports are all of one day."""
    return merge_claims(claims, build.documents(claims)).events


def test_a_night_and_its_morning_are_one(build: "Builder") -> None:
    """One outlet says overnight, another names the day on which the night ended."""
    night = build.claim("a", when=build.night("2025-12-05", "2025-12-06"))
    assert len(events(build, night, build.claim("b"))) == 1


def test_two_nights_do_not_chain_over_the_day_between(build: "Builder") -> None:
    """A claim on the day between overlaps both nights, yet they stay two attacks."""
    first = build.claim("a", when=build.night("2025-12-05", "2025-12-06"))
    between = build.claim("b")
    second = build.claim("c", when=build.night("2025-12-06", "2025-12-07"))
    found = events(build, first, between, second)
    assert [event.claims for event in found] == [("a-0", "b-0"), ("c-0",)]


def test_days_do_not_chain(build: "Builder") -> None:
    """A claim over two days joins what both share, and does not bridge one day to the next."""
    spans = [build.when("2025-12-05"), build.when("2025-12-05", "2025-12-06"), build.when("2025-12-06")]
    assert len(events(build, *(build.claim(name, when=when) for name, when in zip("abc", spans, strict=True)))) == 2


def test_a_district_lies_in_its_city(build: "Builder") -> None:
    """One outlet names the city, another the part of it that was hit."""
    (event,) = events(build, build.claim("a"), build.claim("b", places=(build.podil, build.kyiv)))
    assert [place.name for place in event.places] == ["Kyiv", "Podil"]


def test_towns_of_one_night_are_apart(build: "Builder") -> None:
    """Each town's night is an event of its own."""
    assert len(events(build, build.claim("a", places=(build.sumy,)), build.claim("b", places=(build.okhtyrka,)))) == 2


def test_a_region_joins_a_town_only_with_the_same_toll(build: "Builder") -> None:
    """Strikes on a region may be many; an equal toll tells that both speak of one."""
    dead = (build.figure("killed", "person", 7),)
    in_town = build.claim("a", places=(build.sumy,), figures=dead)
    over_region = build.claim("b", places=(build.sumy_region,))
    assert len(events(build, in_town, over_region)) == 2
    assert len(events(build, in_town, build.claim("b", places=(build.sumy_region,), figures=dead))) == 1


def test_a_rare_attack_on_a_region_is_that_on_its_only_town(build: "Builder") -> None:
    """Bombings of one region seldom come twice a day: a report on the region means the town's, unless two towns had one."""
    town, other = (build.claim(name, mode="suicide-attack", places=(place,)) for name, place in (("a", build.sumy), ("b", build.okhtyrka)))
    region = build.claim("c", mode="suicide-attack", places=(build.sumy_region,))
    country = build.claim("d", mode="suicide-attack", places=(build.ukraine,))
    assert len(events(build, town, region)) == 1
    assert len(events(build, town, country)) == 1
    assert len(events(build, town, other, region)) == 3


def test_an_unknown_place_lies_in_its_container(build: "Builder") -> None:
    """A name on no map is placed by the city that the text gives after it."""
    assert len(events(build, build.claim("a"), build.claim("b", places=(build.nowhere, build.kyiv)))) == 1


def test_unknown_places_match_by_name_alone(build: "Builder") -> None:
    """Two reports that name one unknown village mean it; another name is another place."""
    other = build.claim("b", places=(build.nowhere,))
    assert len(events(build, build.claim("a", places=(build.nowhere,)), other)) == 1
    assert len(events(build, build.claim("a"), other)) == 2


def test_drones_may_be_told_as_an_air_attack(build: "Builder") -> None:
    """A mode unknown or of one line is no contradiction; a gunman is another event."""
    assert len(events(build, build.claim("a"), build.claim("b", mode="aerial"), build.claim("c", mode=None))) == 1
    assert len(events(build, build.claim("a"), build.claim("b", mode="firearms"))) == 2


def test_sides_keep_attacks_apart(build: "Builder") -> None:
    """Both sides may strike one town on one day; a claim that names nobody fits the only attack."""
    assert len(events(build, build.claim("a"), build.claim("b", actor=build.ukraine_state))) == 2
    assert len(events(build, build.claim("a"), build.claim("b", actor=None))) == 1


def test_a_description_is_no_side(build: "Builder") -> None:
    """Masked gunmen may be anybody, and the outlet that names a group means the same attack."""
    described = Actor("masked gunmen", "armed-group")
    claims = [build.claim("a", actor=described), build.claim("b", actor=Actor("Red Shirts", "armed-group"))]
    assert len(events(build, *claims)) == 1


def test_a_group_is_known_by_its_proper_name(build: "Builder") -> None:
    """Outlets add what a group is and where it is from; another group is another side."""
    names = ("Red Shirts", "Red Shirt rebels of Ukraine", "Blue Shirts")
    claims = [build.claim(f"d{i}", actor=Actor(name, "armed-group", "UA")) for i, name in enumerate(names)]
    assert [event.claims for event in events(build, *claims)] == [("d0-0", "d1-0"), ("d2-0",)]


def test_a_plan_is_no_attack(build: "Builder") -> None:
    """An attack that was only announced is not the one that happened."""
    assert len(events(build, build.claim("a"), build.claim("b", status="planned"))) == 2


def test_a_growing_toll_is_no_contradiction(build: "Builder") -> None:
    """Rescuers find more dead; the event stays one."""
    tolls = [build.claim(name, figures=(build.figure("killed", "person", n),)) for name, n in (("a", 4), ("b", 6), ("c", 31))]
    assert len(events(build, *tolls)) == 1


def test_far_tolls_of_bombings_are_a_doubt(build: "Builder") -> None:
    """Two car bombs of one day in one city by nobody known are two events where their tolls are far from each other."""
    small = build.claim("a", mode="explosives", actor=None, figures=(build.figure("killed", "person", 2),))
    large = build.claim("b", mode=None, actor=None, figures=(build.figure("killed", "person", 40),))
    assert len(events(build, small, large)) == 2


def test_undated_claims_merge_within_one_report(build: "Builder") -> None:
    """Without a day, only the report tells that two claims speak of one attack."""
    undated = build.when(None)
    assert len(events(build, build.claim("a", when=undated), build.claim("a", 9, when=undated))) == 1
    assert len(events(build, build.claim("a", when=undated), build.claim("b", when=undated))) == 2
    assert len(events(build, build.claim("a"), build.claim("a", 9, when=undated))) == 1


def test_undated_attacks_with_one_toll_are_one(build: "Builder") -> None:
    """Two reports of one day that give the same toll of one town mean one attack; weeks later the toll is a coincidence."""
    undated, dead = build.when(None), (build.figure("killed", "person", 30),)
    claims = [build.claim(name, when=undated, figures=dead) for name in "ab"]
    for published, count in (("2025-12-08", 1), ("2025-12-20", 2)):
        documents = [build.document("a", "2025-12-07"), build.document("b", published)]
        assert len(merge_claims(claims, documents).events) == count


def test_an_undated_claim_prefers_its_own_report(build: "Builder") -> None:
    """A claim that fits an attack of another report as well as its own belongs to its own, which may then be brought to the other."""
    undated, dead = build.when(None), (build.figure("killed", "person", 30),)
    other, first, second = (build.claim(name, n, when=undated, figures=dead) for name, n in (("a", 1), ("b", 1), ("b", 2)))
    last = build.claim("b", 3, when=undated)
    assert len(events(build, other, first, second, last)) == 1


def test_undated_bombings_of_one_target_are_one(build: "Builder") -> None:
    """A bombing of a school bus does not come twice a day in one town; a drone on a depot may."""
    bus: dict[str, object] = {"when": build.when(None), "target": Actor("school bus", "facility")}
    assert len(events(build, *(build.claim(name, 0, mode="suicide-attack", **bus) for name in "ab"))) == 1
    assert len(events(build, *(build.claim(name, 0, mode="drone", **bus) for name in "ab"))) == 2


def test_an_undated_claim_is_seldom_of_history(build: "Builder") -> None:
    """A report that recalls an attack of the spring speaks of this week's where it names no day."""
    old = build.claim("a", 1, when=build.when("2025-04-01"))
    new = build.claim("a", 2, when=build.when("2025-12-06"))
    undated = build.claim("a", 3, when=build.when(None))
    assert [event.claims for event in events(build, old, new, undated)] == [("a-1",), ("a-2", "a-3")]


def test_an_undated_claim_that_fits_two_attacks_joins_none(build: "Builder") -> None:
    """Which of two days it means cannot be told."""
    days = [build.claim("a", i, when=build.when(f"2025-12-0{i}")) for i in (3, 5)]
    assert len(events(build, *days, build.claim("a", 9, when=build.when(None)))) == 3


def test_a_claim_without_a_place_joins_the_only_attack_of_its_report(build: "Builder") -> None:
    """A follow-up sentence seldom repeats the town."""
    assert len(events(build, build.claim("a"), build.claim("a", 9, places=()))) == 1
    assert len(events(build, build.claim("a"), build.claim("b", 9, places=()))) == 2


def test_an_outage_without_a_place_joins_the_only_one_of_its_report(build: "Builder") -> None:
    """How many are without power is often told without saying again where."""
    first, second = build.outage("a", "2025-12-06", "lost"), build.outage("a", "2025-12-06", "lost", 9, places=())
    assert len(events(build, first, second)) == 1


def test_background_joins_and_never_starts(build: "Builder") -> None:
    """History told for context belongs to the event where that is known, and is no event else."""
    history = build.claim("b", scope="background")
    assert events(build, history) == ()
    assert [event.claims for event in events(build, build.claim("a"), history)] == [("a-0", "b-0")]


def test_the_country_holds_its_towns(build: "Builder") -> None:
    """The country's night and the town's are two events, one part of the other."""
    wide, city = events(build, build.claim("a", places=(build.ukraine,)), build.claim("b"))
    assert (wide.part_of, city.part_of) == (None, wide.id)


def test_one_equal_toll_does_not_make_a_town_its_country(build: "Builder") -> None:
    """Of a night's waves the country's toll is another number than the town's; two equal tolls tell that only the town was hit."""
    tolls = build.figure("killed", "person", 7), build.figure("injured", "person", 20)
    for figures, count in ((tolls[:1], 2), (tolls, 1)):
        wide, city = (build.claim(name, places=(place,), figures=figures) for name, place in (("a", build.ukraine), ("b", build.kyiv)))
        assert len(events(build, wide, city)) == count


def test_a_town_is_no_part_of_another_night_or_side(build: "Builder") -> None:
    """Part of an attack is only what the same side did in the same night."""
    wide = build.claim("a", places=(build.ukraine,))
    other_day = build.claim("b", when=build.when("2025-12-05"))
    other_side = build.claim("c", actor=build.ukraine_state)
    assert all(event.part_of is None for event in events(build, wide, other_day, other_side))


def test_a_wide_attack_may_be_named_by_its_target(build: "Builder") -> None:
    """An attack on a state that names no place covers that state."""
    by_target = build.claim("a", places=(), target=build.ukraine_state)
    assert len(events(build, by_target, build.claim("b", places=(build.ukraine,)))) == 1


def test_both_read_outs_of_talks_are_one(build: "Builder") -> None:
    """Each side tells of the call in its own words, with itself first."""
    first = build.talks("a")
    second = build.talks("b", participants=first.participants[::-1])
    (event,) = events(build, first, second)
    assert [actor.name for actor in event.participants] == ["Anna Altman", "Boris Bell"]


def test_talks_planned_and_held_are_one(build: "Builder") -> None:
    """The meeting of that day was announced, then held: the last status holds."""
    claims = build.talks("a", status="planned", mode="meeting"), build.talks("b", mode="meeting")
    documents = [build.document("a", "2025-12-05"), build.document("b", "2025-12-07")]
    (event,) = merge_claims(claims, documents).events
    assert event.status == "occurred"


def test_talks_announced_for_a_week_are_those_held_in_it(build: "Builder") -> None:
    """Next week's meeting was held on Wednesday: one event, with both stages of its life; two meetings held are two."""
    announced = build.talks("a", status="planned", mode="meeting", when=build.when("2025-12-08", "2025-12-14", "week"))
    held = build.talks("b", mode="meeting", when=build.when("2025-12-10"))
    documents = [build.document("a", "2025-12-05"), build.document("b", "2025-12-11")]
    (event,) = merge_claims([announced, held], documents).events
    assert [(stage.status, (stage.said or "")[:10]) for stage in event.life] == [("planned", "2025-12-05"), ("occurred", "2025-12-11")]
    other = build.talks("b", 9, mode="meeting", when=build.when("2025-12-12"))
    assert len(merge_claims([held, other], documents).events) == 2


def test_one_report_is_one_stage_of_talks(build: "Builder") -> None:
    """A report that tells how talks were planned and that they were held tells of no change from one to the other."""
    claims = [build.talks("a"), build.talks("a", 5, status="planned"), build.talks("a", 9)]
    (event,) = merge_claims(claims, build.documents(claims)).events
    assert (event.status, event.life) == ("occurred", ())


def test_talks_with_others_are_apart(build: "Builder") -> None:
    """One president may call several others on a day."""
    first = build.talks("a")
    other = build.talks("a", 9, participants=(first.participants[0], build.russia))
    assert len(events(build, first, other)) == 2


def test_undated_talks_of_one_day_are_one(build: "Builder") -> None:
    """Reports of the same or the next day on the same parties mean the same talks; a week later they do not."""
    undated = build.when(None)
    claims = build.talks("a", when=undated), build.talks("b", when=undated)
    for published, count in (("2025-12-08", 1), ("2025-12-20", 2)):
        documents = [build.document("a", "2025-12-07"), build.document("b", published)]
        assert len(merge_claims(claims, documents).events) == count


def test_conditions_hang_on_the_talks_of_their_report(build: "Builder") -> None:
    """A condition is told with the talks that it is put in."""
    talks = build.talks("a")
    condition = build.claim("a", 9, type="REQUEST", mode="condition", actor=talks.participants[0], places=())
    elsewhere = build.talks("b", participants=(build.russia, build.ukraine_state))
    found = {event.claims[0]: event.conditions for event in events(build, talks, condition, elsewhere)}
    assert found == {"a-0": ("a-9",), "a-9": (), "b-0": ()}


def test_an_outage_opens_and_closes(build: "Builder") -> None:
    """Lost, being restored and restored are one outage, closed in the end; a loss after that is another."""
    told = [("2025-12-01", "lost"), ("2025-12-02", "being-restored"), ("2025-12-04", "restored"), ("2025-12-06", "lost")]
    first, second = events(build, *(build.outage(f"d{i}", day, status) for i, (day, status) in enumerate(told)))
    assert (len(first.claims), first.state, first.services[0].status) == (3, "closed", "restored")
    assert (second.state, second.services[0].status) == ("open", "lost")


def test_outages_long_apart_are_two(build: "Builder") -> None:
    """A loss weeks later is not the same outage, even where nobody told that the first one ended."""
    assert len(events(build, build.outage("a", "2025-11-01", "lost"), build.outage("b", "2025-12-01", "lost"))) == 2


def test_losses_over_a_country_do_not_chain(build: "Builder") -> None:
    """A country struck every other night loses its power anew; a town without power for days has one outage."""
    for place, count in ((build.ukraine, 3), (build.sumy, 1)):
        losses = [build.outage(f"d{day}", f"2025-12-0{day}", "lost", places=(place,)) for day in (1, 3, 5)]
        assert len(events(build, *losses)) == count


def test_the_same_speaker_may_accuse_twice(build: "Builder") -> None:
    """Words of one speaker against one target in one report are one event; another target is another."""
    accuse = [build.claim("a", i, type="ACCUSE", mode=None, places=(), when=build.when(None), target=build.ukraine_state) for i in (1, 2)]
    assert len(events(build, *accuse)) == 1
    other = build.claim("a", 9, type="ACCUSE", mode=None, places=(), when=build.when(None), target=build.russia)
    assert len(events(build, *accuse, other)) == 2


def test_a_morning_is_not_of_the_night_that_begins_that_day(build: "Builder") -> None:
    """Two waves on one city within a day are two events; a bare "overnight" may be a day late."""
    morning = build.claim("a", when=When("2025-12-06", "2025-12-06", "part-of-day", "Saturday morning", "relative"))
    night = build.claim("b", when=When("2025-12-06", "2025-12-07", "part-of-day", "Saturday night", "relative"))
    before = build.claim("c", when=When("2025-12-05", "2025-12-06", "part-of-day", "Friday night", "relative"))
    bare = build.claim("d", when=When("2025-12-06", "2025-12-07", "part-of-day", "overnight", "relative"))
    assert [event.claims for event in events(build, morning, night)] == [("a-0",), ("b-0",)]
    assert [event.claims for event in events(build, morning, before)] == [("a-0", "c-0")]
    assert [event.claims for event in events(build, morning, bare)] == [("a-0", "d-0")]


def test_words_without_a_day_are_one_where_they_say_the_same(build: "Builder") -> None:
    """A president appeals to somebody every day: that he did tells of no common occasion."""
    words: dict[str, Any] = {
        "type": "REQUEST",
        "mode": "appeal",
        "places": (),
        "when": When(),
        "actor": Actor("Anna Altman", "person", "FR"),
    }
    allies = build.claim("a", **words, target=Actor("Turkey", "state", "TR"), evidence=(Span(0, 9, "sanctions against smugglers"),))
    again = build.claim("b", **words, evidence=(Span(0, 9, "urged sanctions against smugglers"),))
    other = build.claim("c", **words, evidence=(Span(0, 9, "called for more hospitals"),))
    assert [event.claims for event in events(build, allies, again)] == [("a-0", "b-0")]
    assert [event.claims for event in events(build, allies, other)] == [("a-0",), ("c-0",)]
