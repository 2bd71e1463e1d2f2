"""What a report claims, from its words to the last slot; the golden cases hold many more."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.annotate.annotator import annotate
from sitrep.extract.claims import extract_claims
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from tests.extract.conftest import Read

SENTENCES = (
    "Russia launched 62 drones at Ukraine overnight, the Ukrainian air force said.",
    "The governor said five people were killed in Kherson on Tuesday.",
    "“We shot down 41 of them,” the spokesman said.",
    "Crews are working to restore power in Mykolaiv.",
    "Hamas rejected the offer, and Israel accused it of stalling.",
    "Since Monday, shelling has killed 12 people in Sumy.",
    "⚡️ Вибухи в Одесі.",
)


def attacks(claims: tuple[Claim, ...]) -> list[Claim]:
    """Returns the claims of attacks."""
    return of_type("ASSAULT", claims)


def of_type(name: str, claims: tuple[Claim, ...]) -> list[Claim]:
    """Returns the claims of one type."""
    return [claim for claim in claims if claim.type == name]


def counts(claim: Claim) -> list[tuple[str | None, str, int | None, int | None]]:
    """Returns the figures of a claim as measure, item and bounds."""
    return [(each.measure, each.item, each.low, each.high) for each in claim.figures]


def test_a_total_stands_apart_from_a_night(read: Read) -> None:
    """A week's count that joins a night's would be counted twice."""
    night, week = attacks(
        read("Russia fired 51 missiles at Ukraine overnight. This week it has launched more than 1,600 drones against Ukraine.")
    )
    assert (night.scope, counts(night)) == ("incident", [("launched", "missile", 51, 51)])
    assert (week.scope, counts(week)) == ("period_total", [("launched", "drone", 1600, None)])
    assert (week.when.start, week.when.end) == ("2025-11-10", "2025-11-12")


def test_a_range_of_days_is_one_total(read: Read) -> None:
    """Both ends of a range must come together, or a week's toll becomes that of its last day."""
    (claim,) = attacks(read("Shelling killed 31 people in Taiz from Friday to Tuesday, doctors said."))
    assert (claim.scope, claim.when.start, claim.when.end) == ("period_total", "2025-11-07", "2025-11-11")
    assert claim.when.text == "Friday to Tuesday"


def test_who_shoots_down_is_attacked(read: Read) -> None:
    """The subject of an interception is the defender; whose the drones are is the attacker."""
    (claim,) = attacks(read("Russian air defences shot down 34 Ukrainian drones over the Bryansk region on Tuesday, the ministry said."))
    assert claim.actor is not None
    assert claim.actor.name == "Ukraine"
    assert counts(claim) == [("intercepted", "drone", 34, 34)]


def test_two_towns_are_two_claims(read: Read) -> None:
    """Numbers for two places must not become one number for both."""
    told = attacks(read("Russian shelling on Tuesday killed three people in Kherson and one in Nikopol, officials said."))
    assert {(claim.places[0].name, claim.figures[0].low) for claim in told if claim.figures} == {("Kherson", 3), ("Nikopol", 1)}


def test_the_speaker_is_credited_and_the_outlet_is_none(read: Read) -> None:
    """Who says so is what the program is for."""
    said, told = attacks(
        read("A missile hit Izium on Monday, governor Oleh Syniehubov said. Shelling killed two people in Kupiansk on Tuesday.")
    )
    assert said.source is not None
    assert said.source.name == "Oleh Syniehubov"
    assert told.source is None


def test_a_denial_is_no_occurrence(read: Read) -> None:
    """What somebody denies must not enter a count of attacks."""
    denied = [
        claim
        for claim in attacks(read("Israel denied that it had attacked the hospital in Gaza City on Sunday."))
        if claim.status == "denied"
    ]
    assert len(denied) == 1


def test_no_casualties_is_no_figure(read: Read) -> None:
    """A negated count is none."""
    assert not any(claim.figures for claim in read("Drones attacked Odesa on Monday night, but there were no casualties, the mayor said."))


def test_an_outage_has_its_services(read: Read) -> None:
    """A service lost and its restoration are told apart."""
    (lost,) = [
        claim
        for claim in read("A strike left 12,000 households in Chernihiv without power and water on Tuesday.")
        if claim.type == "DISRUPT"
    ]
    assert {(each.service, each.status) for each in lost.services} == {("power", "lost"), ("water", "lost")}
    (back,) = of_type("DISRUPT", read("Power was restored in Chernihiv on Wednesday, the utility said."))
    assert [(each.service, each.status) for each in back.services] == [("power", "restored")]


def test_a_meeting_has_its_participants(read: Read) -> None:
    """Talks without those who talked are no record."""
    (met,) = [
        claim
        for claim in read("US Secretary of State Marco Rubio met Ukrainian foreign minister Andrii Sybiha in Jeddah on Tuesday.")
        if claim.type == "CONSULT"
    ]
    assert [each.name for each in met.participants] == ["Marco Rubio", "Andrii Sybiha"]
    assert met.mode == "meeting"


def test_a_speech_act_is_its_doers_own(read: Read) -> None:
    """A demand is said by who demands, not by the outlet."""
    (asked,) = [
        claim for claim in read("Volodymyr Zelensky urged the United States to send more air defence systems.") if claim.type == "REQUEST"
    ]
    assert asked.source is not None
    assert asked.source.name == "Volodymyr Zelensky"
    assert asked.actor is not None
    assert asked.actor.name == "Volodymyr Zelensky"


def test_a_headline_of_another_story_claims_nothing(read: Read) -> None:
    """Sites strew headlines through their texts; none of them belongs to the report."""
    text = (
        "A missile hit Dnipro on Monday, killing two people, the governor said.\n"
        "RUSSIA FIRES 900 DRONES AT KYIV IN RECORD ATTACK\nRescue work went on for hours."
    )
    assert [figure.low for claim in attacks(read(text)) for figure in claim.figures if figure.measure == "killed"] == [2]
    assert not any(figure.low == 900 for claim in read(text) for figure in claim.figures)


def test_without_a_publication_date_a_weekday_stays_open(read: Read) -> None:
    """A guessed year is worse than none; the claim says what it waits for."""
    (claim,) = attacks(read("A drone hit a depot in Kursk on Tuesday, the governor said.", published=None))
    assert (claim.when.start, claim.when.end, claim.when.text) == (None, None, "Tuesday")
    assert "no-publication-date" in {issue.code for issue in claim.issues}


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_every_quote_is_verbatim_and_every_id_its_own(sentences: list[str]) -> None:
    """A quote that does not stand in the text, or an id that names two claims, would break every footnote."""
    document = Document("d", " ".join(sentences), published="2025-11-12", language="en")
    claims = extract_claims(annotate(document))
    for claim in claims:
        quotes = [(each.start, each.end, each.text) for each in claim.evidence]
        quotes += [(each.start, each.end, each.text) for each in claim.figures]
        quotes += [(each.start, each.end, each.text) for each in claim.places]
        assert all(document.text[start:end] == text for start, end, text in quotes)
    assert claims == extract_claims(annotate(document))
    assert len({claim.id for claim in claims}) == len(claims)
