"""Names on the map, written as "words | name | country | precision | use"."""

import sys
from collections import Counter

import pytest

from sitrep.annotate.parse import parse
from sitrep.annotate.places import find_places, plainly
from sitrep.model.places import Place


def line(found: Place) -> str:
    """Returns a place as one line of an expectation."""
    return f"{found.text} | {found.name} | {found.country} | {found.precision} | {found.use}"


def read(text: str) -> list[str]:
    """Returns the places of a text as lines."""
    return [line(place) for place in find_places(parse(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling was heard in Kiev.", "Kiev | Kyiv | UA | settlement | literal"),
        ("Two people died in the Chernihiv region.", "Chernihiv | Chernihiv | UA | region | literal"),
        ("Trucks waited in northern Gaza.", "Gaza | Gaza | PS | region | literal"),
        ("Tents burned in Khan Yunis on Monday.", "Khan Yunis | Khan Younis | PS | settlement | literal"),
        ("The flood reached Paris, Texas.", "Paris | Paris | US | settlement | literal"),
        ("Tankers left the Black Sea.", "Black Sea | Black Sea | None | water | literal"),
        ("Inspectors visited the Zaporizhzhia Nuclear Power Plant.", "Zaporizhzhia Nuclear Power Plant | Zaporizhzhia Nuclear Power Plant"),
        ("Aid was flown to the U.S. on Friday.", "U.S. | United States | US | country | literal"),
        ("Officials spoke in Scott County, Indiana.", "Scott County | Scott County | US | district | literal"),
        ("Shops closed in Côte d'Ivoire.", "Côte d'Ivoire | Ivory Coast | CI | country | literal"),
    ],
)
def test_names_are_put_on_the_map(text: str, expected: str) -> None:
    """The words stay as they are written, the name is the usual one."""
    assert any(found.startswith(expected) for found in read(text)), read(text)


@pytest.mark.parametrize(
    ("text", "words", "use"),
    [
        ("Moscow said on Tuesday that talks would go on.", "Moscow", "metonym"),
        ("Ukrainian troops crossed the river.", "Ukrainian", "demonym"),
        ("Three drones fell near Moscow.", "Moscow", "literal"),
        ("Attacks on Ukraine went on for hours.", "Ukraine", "literal"),
    ],
)
def test_use_tells_governments_and_peoples_from_places(text: str, words: str, use: str) -> None:
    """Only literal places may stand in a claim."""
    assert (words, use) in [(p.text, p.use) for p in find_places(parse(text))]


@pytest.mark.parametrize(
    "text",
    [
        "He read the Moscow Times over breakfast.",
        "She teaches at the University of Arizona.",
        "They met again in March.",
        "The Marburg virus is rare.",
        "It cost $US 15 in total.",
    ],
)
def test_other_things_are_no_places(text: str) -> None:
    """Papers, universities, months, diseases and money bear names of places."""
    assert read(text) == []


def test_a_disease_is_no_place_where_its_namesake_is_one() -> None:
    """A river named in a report makes no place of the fever that bears its name."""
    found = read("Boats crossed the Nile at noon. Doctors in the north are treating West Nile virus.")
    assert [each.split(" | ")[0] for each in found] == ["Nile"]


def test_a_list_shares_its_size() -> None:
    """The word "regions" stands once and counts for all."""
    found = find_places(parse("Alarms sounded in the Sumy, Kharkiv and Poltava regions."))
    assert [p.precision for p in found] == ["region"] * 3


def test_capitals_are_read() -> None:
    """Wire texts of the 1980s know no small letters, and break lines within names."""
    text = "MANAGUA, 3 MAR 89 -- THE CAR EXPLODED IN SAN\nSALVADOR, NEAR A BRIDGE, THE POLICE TOLD US."
    assert [(text[p.start : p.end], p.country) for p in find_places(parse(text))] == [("MANAGUA", "NI"), ("SAN\nSALVADOR", "SV")]


def test_the_country_of_a_text_decides_between_namesakes() -> None:
    """Tripoli is a city in Libya and one in Lebanon."""
    assert "Tripoli | Tripoli | LB | settlement | literal" in read(
        "Lebanon sent soldiers. Lebanese police closed roads in Tripoli, north of Beirut."
    )
    assert "Tripoli | Tripoli | LY | settlement | literal" in read("Libya shut its airports. Libyan police closed roads in Tripoli.")


def test_unknown_villages_are_kept_without_coordinates() -> None:
    """The text says that it is a place, even where no gazetteer knows it."""
    (place,) = [p for p in find_places(parse("Rebels burned the village of Qwandari.")) if p.text == "Qwandari"]
    assert (place.precision, place.latitude, place.country) == ("unresolved", None, None)


def test_quotes_are_verbatim() -> None:
    """Whatever is found stands at its offsets."""
    text = "Kyiv, Kharkiv and the U.S. agreed.\nIn Deir al-Balah, Gaza, and in São Paulo nothing happened."
    for place in find_places(parse(text)):
        assert place.text == text[place.start : place.end]


def test_marks_of_transliteration_are_left_out() -> None:
    """The press writes none."""
    assert plainly("Ḩamāh") == "Hamah"


def test_long_rows_of_names_take_no_longer_than_their_length() -> None:
    """A page of names must not stall a run."""
    found, calls = _counted_search(200)
    found_in_double, calls_in_double = _counted_search(400)
    assert (found, found_in_double) >= (600, 1200)
    assert calls_in_double < 2.5 * calls


def _counted_search(length: int) -> tuple[int, int]:
    """Returns how many places stand in a row of `length` times three names, and how many functions are called to find them."""
    tree = parse(" ".join(["Kyiv, Lviv, Odesa and Zed;"] * length))
    find_places(tree)
    calls: Counter[str] = Counter()
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, _function: calls.update([event]))
    try:
        found = len(find_places(tree))
    finally:
        sys.setprofile(before)
    return found, calls["call"] + calls["c_call"]


def test_towns_beside_a_name_tell_its_country() -> None:
    """A village of a common name is not looked for in another country than the region and town that its sentence names."""
    text = "Ukraine said it was attacked. The governor of the Moscow region said a site in Novoselki, Chekhov, was hit."
    assert not any(found.startswith("Novoselki") and "| UA |" in found for found in read(text)), read(text)
