"""What a claim takes over from the rest of the report; published on Wednesday, 12 November 2025."""

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def attacks(claims: tuple[Claim, ...]) -> list[Claim]:
    """Returns the claims of attacks."""
    return [claim for claim in claims if claim.type == "ASSAULT"]


def test_the_toll_of_a_dated_attack_is_no_total(read: Read) -> None:
    """A count too high for one night belongs to the old attack told just before it."""
    told = attacks(
        read(
            "Shelling killed four people in Goma on Tuesday. The war began after rebels attacked Bukavu on 3 February 2019. "
            "At least 1,300 people were killed."
        )
    )
    assert (told[-1].scope, told[-1].when.start, told[-1].places[0].name) == ("incident", "2019-02-03", "Bukavu")


def test_the_other_sides_count_has_the_day_of_the_round_up(read: Read) -> None:
    """A report on one night tells what both sides shot down in it, with the day said once."""
    told = attacks(
        read(
            "Russia launched 72 drones at Ukraine overnight, the Ukrainian air force said.\n\n"
            "Russia's defence ministry said that it had destroyed 19 Ukrainian drones over the Bryansk region."
        )
    )
    assert (told[-1].places[0].name, told[-1].when.start, told[-1].when.basis) == ("Bryansk", "2025-11-11", "inherited")
    assert "inherited-time" in {issue.code for issue in told[-1].issues}


def test_a_day_of_saying_is_the_last_resort(read: Read) -> None:
    """A deed told of on Monday is of Monday where nothing else dates it, and the claim says where that comes from."""
    claim = attacks(
        read(
            "Ukrainian drones hit a refinery in Saratov on Sunday, killing two people.\n\n"
            "On Monday the ministry in Moscow said that Russian forces had captured the village of Shandryholove in Ukraine."
        )
    )[-1]
    assert (claim.when.start, claim.when.basis) == ("2025-11-10", "inherited")
    assert "when it was said" in next(issue.message for issue in claim.issues if issue.code == "inherited-time")


def test_an_outage_alone_is_a_main_event(read: Read) -> None:
    """A report on nothing but a blackout gives its day and place to the sentences that name none."""
    told = read("A power outage hit Lyon on Tuesday. Trains stopped.\n\nThe outage left 40,000 homes without power, the grid said.")
    last = [claim for claim in told if claim.type == "DISRUPT"][-1]
    assert (last.when.start, last.places[0].name) == ("2025-11-11", "Lyon")


def test_an_attacker_in_fewer_words_is_the_same(read: Read) -> None:
    """ "The security force" is the Afghan security force of the sentence before, so its arrests were on the same day."""
    told = read(
        "An Afghan security force killed a rebel leader in Kandahar on Monday. "
        "The security force detained two suspected rebels, police said."
    )
    arrest = next(claim for claim in told if claim.type == "COERCE")
    assert arrest.when.start == "2025-11-10"


def test_a_total_goes_on_where_the_next_sentence_points_back(read: Read) -> None:
    """ "The strikes have killed" counts over the span of the sentence before, whoever says it."""
    told = read(
        "Israeli air strikes have targeted Syria on 64 occasions since the start of the year. "
        "The strikes have killed at least 208 fighters, a monitoring group says."
    )
    toll = next(claim for claim in told if any(figure.low == 208 for figure in claim.figures))
    assert (toll.scope, toll.when.start) == ("period_total", "2025-01-01")


def test_the_town_of_a_sentence_outlasts_its_country(read: Read) -> None:
    """What follows a sentence that names a town, then its country in a clause of its own, happened in the town."""
    told = read(
        "A hospital in Kyiv was hit on Monday after Russia launched missiles at cities across Ukraine. Two people died in the blast."
    )
    toll = next(claim for claim in told if any(figure.measure == "killed" for figure in claim.figures))
    assert "Kyiv" in {place.name for place in toll.places}
