"""Claims from outlines: what posts and summaries in Ukrainian and Russian come to, and how they meet those in English."""

import json
from pathlib import Path

import pytest

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.pipeline import merge, read_claims, read_explained


def claims_in(text: str, language: str, published: str | None = "2025-11-08") -> tuple[Claim, ...]:
    """Returns the claims of a text."""
    return read_claims(Document("d", text, published=published, language=language)).claims


def figures_of(claim: Claim) -> list[tuple[str | None, str, int | None]]:
    """Returns a claim's counts as measure, item and lower bound."""
    return [(each.measure, each.item, each.low) for each in claim.figures]


def test_an_air_force_post_is_read_completely() -> None:
    """Launched, shot down, hits and debris are one claim on one night, and where drones came from is no place of it."""
    text = (
        "У ніч на 8 листопада ворог атакував Україну 45 ракетами та 458 ударними БпЛА із напрямків Курськ, Орел.\n"
        "Станом на 11:00 збито/подавлено 415 цілей: 9 ракет та 406 безпілотників.\n"
        "Зафіксовано влучання 26 ракет та 52 БпЛА на 25 локаціях, падіння уламків на 4 локаціях."
    )
    (claim,) = claims_in(text, "uk")
    assert (claim.when.start, claim.when.end) == ("2025-11-07", "2025-11-08")
    assert [each.name for each in claim.places] == ["Ukraine"]
    assert claim.actor is not None
    assert claim.actor.country == "RU"
    assert claim.issues == ()
    assert figures_of(claim) == [
        ("launched", "missile", 45),
        ("launched", "drone", 458),
        ("intercepted", "munition", 415),
        ("intercepted", "missile", 9),
        ("intercepted", "drone", 406),
        ("hit", "missile", 26),
        ("hit", "drone", 52),
        ("affected", "location", 25),
        ("affected", "location", 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Вночі ворог атакував 10 дронами. Збито 12 дронів.",
        "Вночі збито 20 цілей: 15 дронів та 9 ракет.",
    ],
)
def test_counts_that_cannot_all_be_right_are_told(text: str) -> None:
    """A slip of the pen should not pass for a record."""
    (claim,) = claims_in(text, "uk")
    assert "algebra" in {issue.code for issue in claim.issues}


def test_a_total_over_a_day_is_no_incident() -> None:
    """It would be counted twice."""
    scopes = [
        each.scope for each in claims_in("За сутки уничтожено до 55 военнослужащих и два танка. Ночью дрон ударил по Шебекино.", "ru")
    ]
    assert scopes == ["period_total", "incident"]


def test_whose_text_it_is_tells_who_the_enemy_is() -> None:
    """ "The enemy" of one side is the other."""
    (one,) = claims_in("Ворог обстріляв Херсон з артилерії.", "uk")
    (other,) = claims_in("Противник обстрелял Белгород из РСЗО, сообщило Минобороны.", "ru")
    assert one.actor is not None
    assert other.actor is not None
    assert (one.actor.country, other.actor.country) == ("RU", "UA")


def test_weather_and_accidents_are_no_claims() -> None:
    """A storm that cuts the power is no attack on it."""
    assert claims_in("Через негоду на Львівщині знеструмлено 60 сіл.", "uk") == ()
    assert claims_in("Под Рязанью в ДТП погибли четыре человека.", "ru") == ()


def test_without_a_date_of_publication_no_day_is_guessed() -> None:
    """The claim says why it has none."""
    (claim,) = claims_in("Уночі збито 12 дронів над Сумами.", "uk", None)
    assert claim.when.start is None
    assert "no-publication-date" in {issue.code for issue in claim.issues}


def test_one_night_in_three_languages_is_one_event(root: Path) -> None:
    """A Ukrainian post, a Russian summary and an English wire report stand side by side, figure by figure."""
    rows = [json.loads(line) for line in (root / "examples" / "one-night.jsonl").read_text(encoding="utf-8").splitlines()]
    readings = [read_claims(Document(**row)) for row in rows]
    night = next(each for each in merge(readings).events if len(each.documents) == 3)
    told = {(each.measure, each.item): len(each.claims) for each in night.figures}
    assert {each.publisher for each in (reading.document for reading in readings)} == {
        "Example Air Force Channel",
        "Example Ministry Channel",
        "Example Wire",
    }
    assert told["launched", "drone"] == told["launched", "missile"] == told["intercepted", "drone"] == 2
    assert ("killed", "person") in told
    assert ("hit", "facility") in told


def test_explanations_quote_the_words_of_the_text() -> None:
    """Whoever doubts a value is shown what it was read from."""
    text = "У ніч на 8 листопада над Сумами збито 12 дронів."
    reading = read_explained(Document("d", text, published="2025-11-08", language="uk"))
    reasons = reading.explanations[0].reasons
    assert {"type", "when", "places"} <= {each.slot for each in reasons}
    assert all(each.text == text[each.start : each.end] for each in reasons if each.start is not None)


def test_what_a_strike_answers_is_not_where_it_fell() -> None:
    """The clause behind what is answered has its own place and attacker."""
    told = claims_in("Минобороны России: в ответ на удар по аэродрому в Таганроге сегодня нанесен удар по энергетике Украины.", "ru")
    assert {claim.places[0].name for claim in told if claim.type == "ASSAULT"} == {"Taganrog", "Ukraine"}


def test_a_count_over_regions_is_of_no_town_named_before() -> None:
    """A night's total is not what was shot down over the refinery."""
    text = "У ніч на 7 листопада дрони уразили завод у Киришах. Міноборони РФ заявило про збиття 210 безпілотників над 9 регіонами."
    total = next(claim for claim in claims_in(text, "uk") if claim.figures)
    assert [place.name for place in total.places] == ["Russia"]
