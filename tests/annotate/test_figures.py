"""What counts are read from a sentence, written as "words | item | bounds | measure"."""

import re

import pytest

from sitrep.annotate.figures import find_figures
from sitrep.annotate.parse import parse
from sitrep.model.figures import Figure
from sitrep.model.times import Time


def line(figure: Figure) -> str:
    """Returns a figure as one line of an expectation."""
    low = "" if figure.low is None else figure.low
    high = "" if figure.high is None else figure.high
    return f"{figure.text} | {figure.item} | {low}..{high}{'~' if figure.approx else ''} | {figure.measure}"


def read(text: str) -> list[str]:
    """Returns the figures of a text, one line each."""
    return [line(figure) for figure in find_figures(parse(text), ())]


BOUNDS = [
    ("Russia launched more than 240 drones.", "more than 240 drones", 240, None, False),
    ("At least 12 people were killed.", "At least 12 people", 12, None, False),
    ("Over 30 civilians were killed in the raid.", "Over 30 civilians", 30, None, False),
    ("Upwards of 90 rockets were fired at the town.", "Upwards of 90 rockets", 90, None, False),
    ("No fewer than nine soldiers were killed.", "No fewer than nine soldiers", 9, None, False),
    ("Up to 15 missiles were launched.", "Up to 15 missiles", None, 15, False),
    ("As many as 15 missiles were launched.", "As many as 15 missiles", None, 15, False),
    ("Nearly 70 people were injured.", "Nearly 70 people", None, 70, False),
    ("Almost 70 people were injured.", "Almost 70 people", None, 70, False),
    ("Fewer than 70 people were injured.", "Fewer than 70 people", None, 70, False),
    ("Around 1,200 people were killed.", "Around 1,200 people", 1200, 1200, True),
    ("About 50 houses were damaged.", "About 50 houses", 50, 50, True),
    ("Some 50 houses were damaged.", "Some 50 houses", 50, 50, True),
    ("Roughly 50 houses were damaged.", "Roughly 50 houses", 50, 50, True),
    ("An estimated 50 houses were damaged.", "An estimated 50 houses", 50, 50, True),
    ("Between 30 and 40 people were killed.", "Between 30 and 40 people", 30, 40, False),
    ("From 30 to 40 people were killed.", "From 30 to 40 people", 30, 40, False),
    ("30 to 40 people were killed.", "30 to 40 people", 30, 40, False),
    ("Two or three people were killed.", "Two or three people", 2, 3, False),
    ("Dozens of people were killed.", "Dozens of people", 24, None, False),
    ("Scores of people were killed.", "Scores of people", 40, None, False),
    ("Several people were killed.", "Several people", 3, None, False),
    ("A couple of people were killed.", "A couple of people", 2, 2, False),
    ("A handful of soldiers were killed.", "A handful of soldiers", 3, None, False),
    ("Hundreds of people were killed.", "Hundreds of people", 200, None, False),
    ("Several hundred people were killed.", "Several hundred people", 300, None, False),
    ("Thousands of people were killed.", "Thousands of people", 2000, None, False),
    ("Tens of thousands of people fled.", "Tens of thousands of people", 20000, None, False),
    ("Hundreds of thousands of people fled.", "Hundreds of thousands of people", 200000, None, False),
    ("Half a million people fled.", "Half a million people", 500000, 500000, False),
    ("3 million people fled.", "3 million people", 3000000, 3000000, False),
    ("More than 1.2m people have fled.", "More than 1.2m people", 1200000, None, False),
    ("Two dozen people were killed.", "Two dozen people", 24, 24, False),
    ("Twenty-three people were killed.", "Twenty-three people", 23, 23, False),
    ("One hundred and five people were killed.", "One hundred and five people", 105, 105, False),
    ("1,600 drones were launched.", "1,600 drones", 1600, 1600, False),
    ("1 600 drones were launched.", "1 600 drones", 1600, 1600, False),
    ("2 thousand people were evacuated.", "2 thousand people", 2000, 2000, False),
    ("A dozen people were killed.", "A dozen people", 12, 12, False),
    ("200 or more people were killed.", "200 or more people", 200, None, False),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "approx"), BOUNDS)
def test_bounds_follow_the_qualifier(text: str, words: str, low: int | None, high: int | None, approx: bool) -> None:
    """A reader of the record relies on bounds that say no more than the text does."""
    figures = find_figures(parse(text), ())
    assert [(f.text, f.low, f.high, f.approx) for f in figures] == [(words, low, high, approx)]


READINGS = [
    (
        "Air defences shot down 102 missiles and 99 drones.",
        ["102 missiles | missile | 102..102 | intercepted", "99 drones | drone | 99..99 | intercepted"],
    ),
    ("The blast killed two and injured twenty-three.", ["two | person | 2..2 | killed", "twenty-three | person | 23..23 | injured"]),
    (
        "At least 41 people were killed and 166 injured.",
        ["At least 41 people | person | 41.. | killed", "166 | person | 166..166 | injured"],
    ),
    ("The strike left one dead and five missing.", ["one | person | 1..1 | killed", "five | person | 5..5 | missing"]),
    ("The death toll rose to 60.", ["60 | person | 60..60 | killed"]),
    ("Death toll rises to 60 after strike.", ["60 | person | 60..60 | killed"]),
    ("The number of dead reached 41.", ["41 | person | 41..41 | killed"]),
    ("Officials counted 27 dead and 12 wounded.", ["27 | person | 27..27 | killed", "12 | person | 12..12 | injured"]),
    ("A man was killed in the village.", ["A man | person | 1..1 | killed"]),
    ("A 9-year-old boy was wounded.", ["A 9-year-old boy | child | 1..1 | injured"]),
    (
        "A house was destroyed and a warehouse was damaged.",
        ["A house | building | 1..1 | destroyed", "a warehouse | building | 1..1 | damaged"],
    ),
    ("Three of the soldiers were taken prisoner.", ["Three of the soldiers | soldier | 3..3 | detained"]),
    ("Militants abducted 19 villagers.", ["19 villagers | person | 19..19 | detained"]),
    ("Eighty families were evacuated.", ["Eighty families | household | 80..80 | displaced"]),
    ("Some 400 households were left without power.", ["Some 400 households | household | 400..400~ | without-service"]),
    ("Two ballistic missiles hit the barracks.", ["Two ballistic missiles | ballistic-missile | 2..2 | hit"]),
    ("Another 31 drones were lost from radar.", ["31 drones | drone | 31..31 | lost"]),
    (
        "The army fired three Kinzhals and two Iskander-M missiles.",
        ["three Kinzhals | ballistic-missile | 3..3 | launched", "two Iskander-M missiles | missile | 2..2 | launched"],
    ),
    ("Six tanks were destroyed.", ["Six tanks | vehicle | 6..6 | destroyed"]),
    ("Six drones were destroyed.", ["Six drones | drone | 6..6 | intercepted"]),
    ("Rescuers pulled four people from the rubble.", ["four people | person | 4..4 | rescued"]),
    ("Russia attacked with 80 missiles and drones.", ["80 missiles and drones | munition | 80..80 | launched"]),
    ("Twelve people were killed or wounded.", ["Twelve people | person | 12..12 | other"]),
    ("They released 50 prisoners of war.", ["50 prisoners of war | soldier | 50..50 | other"]),
    ("The army captured three villages.", ["three villages | settlement | 3..3 | other"]),
    ("Five people are under the rubble.", ["Five people | person | 5..5 | missing"]),
    ("Shelling hit six settlements.", ["six settlements | settlement | 6..6 | affected"]),
    ("Two explosions were heard in the city.", ["Two explosions | other | 2..2 | hit"]),
    ("Artillery struck the town 14 times.", ["14 times | other | 14..14 | hit"]),
    ("The navy launched a missile at the port.", ["a missile | missile | 1..1 | launched"]),
    (
        "Killing one and injuring ten, the blast tore through the market.",
        ["one | person | 1..1 | killed", "ten | person | 10..10 | injured"],
    ),
    ("Seventeen parishioners were killed.", ["Seventeen parishioners | person | 17..17 | killed"]),
    ("Two Hezbollah members were shot dead.", ["Two Hezbollah members | soldier | 2..2 | killed"]),
    ("The army fired some 115 rockets and drones.", ["some 115 rockets and drones | munition | 115..115~ | launched"]),
    ("They shot down or jammed 33 drones.", ["33 drones | drone | 33..33 | intercepted"]),
    ("The strike left hundreds without heat.", ["hundreds | person | 200.. | without-service"]),
    ("Gunmen took 25 hostage.", ["25 hostage | person | 25..25 | detained"]),
    ("He was fatally shot with a woman; four people were shot.", ["four people | person | 4..4 | injured"]),
    ("Four Palestinians were shot dead.", ["Four Palestinians | person | 4..4 | killed"]),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_a_count_knows_its_noun_and_its_measure(text: str, expected: list[str]) -> None:
    """Item and measure come from the words that govern the number, in the active, the passive, nouns and participles."""
    assert read(text) == expected


NO_COUNTS = [
    "The 45-year-old driver spoke to reporters.",
    "The village lies 20 kilometres from the border.",
    "The ministry asked for $40 million.",
    "Prices rose by 5 percent.",
    "Temperatures fell to 12 degrees.",
    "The siren sounded at 10:30 on 5 October 2024.",
    "The Su-34 flew past while the S-300 stayed silent.",
    "Article 51 of the charter was cited, as was Resolution 1701.",
    "The five-day visit ended quietly.",
    "It was one of the largest attacks of the war.",
    "There were no casualties.",
    "Not a single house was damaged.",
    "The second missile was never found.",
    "Call 112 for help.",
    "Ihor Bondar, 48, died at home.",
    "The father of four was killed.",
    "It happened in the 1100 block of the avenue.",
    "The city of 1.5 million people was shelled.",
    "The clinic moved to 15 Lime Street.",
    "Both before and after the war prices rose.",
    "A drone attack was reported.",
    "A school was attacked.",
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_other_numbers_are_no_counts(text: str) -> None:
    """Ages, distances, money, names of models and denied counts would poison every sum."""
    assert read(text) == []


def test_a_part_takes_the_measure_of_its_whole() -> None:
    """ "Including seven children" tells no measure of its own, and must not be added to its whole."""
    figures = find_figures(parse("16 people, including seven children and two women, were injured."), ())
    assert [(f.text, f.item, f.measure, f.part_of) for f in figures] == [
        ("16 people", "person", "injured", None),
        ("seven children", "child", "injured", 0),
        ("two women", "person", "injured", 0),
    ]


def test_among_them_opens_a_part() -> None:
    """ "Among them" opens a part just as "including" does."""
    figures = find_figures(parse("Three people were killed, among them two children."), ())
    assert [(f.text, f.part_of) for f in figures] == [("Three people", None), ("two children", 0)]


def test_a_list_keeps_the_item_of_its_head() -> None:
    """Tallies by region name what is counted only once."""
    text = "Eleven drones were downed over the coast, five over the capital, four over the border district."
    assert [(f.low, f.item, f.measure) for f in find_figures(parse(text), ())] == [
        (11, "drone", "intercepted"),
        (5, "drone", "intercepted"),
        (4, "drone", "intercepted"),
    ]


def test_a_part_of_a_number_and_its_whole_differ_in_measure() -> None:
    """Of the drones launched only some are shot down."""
    figures = find_figures(parse("The air force shot down 24 out of 27 drones."), ())
    assert [(f.low, f.measure) for f in figures] == [(24, "intercepted"), (27, "launched")]


def test_two_people_named_by_articles_are_one_count() -> None:
    """ "A man and a woman" is a count of two, however it is written."""
    assert read("The shelling killed a man and a woman.") == ["a man and a woman | person | 2..2 | killed"]


def test_numbers_inside_times_are_none() -> None:
    """A year before a noun that is counted elsewhere is still a year."""
    text = "In 2022 people were killed."
    assert find_figures(parse(text), (Time(3, 7, "2022"),)) == ()


def test_words_are_verbatim() -> None:
    """Every quote stands in the text at its offsets."""
    text = "More than 20\u00a0people were hurt; «dozens» of homes burned.\n\nUp to five drones hit the port — two fell in a field."
    for figure in find_figures(parse(text), ()):
        assert text[figure.start : figure.end] == figure.text
        assert re.search(r"\w", figure.text)


def test_an_empty_text_has_no_figures() -> None:
    """Documents without words reach the annotators too."""
    assert find_figures(parse(""), ()) == ()
    assert find_figures(parse("5"), ()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man of 54 was killed by shelling.", ["A man | person | 1..1 | killed"]),
        ("Soldiers arrested a rebel leader.", ["a rebel leader | soldier | 1..1 | detained"]),
        ("Militiamen burned dozens of houses.", ["dozens of houses | building | 24.. | destroyed"]),
    ],
)
def test_ages_arrests_and_burnt_houses(text: str, expected: list[str]) -> None:
    """An age is no toll, one prisoner is one, and a house that is burned is gone."""
    assert read(text) == expected


BESIDE_THE_VERB = [
    ("The minister said those Syrians released included 70 privates.", "70 privates | soldier | 70..70 | other"),
    ("Those freed included 70 sergeants.", "70 sergeants | soldier | 70..70 | other"),
    ("Doctors moved 40 children to other hospitals after the strike.", "40 children | child | 40..40 | displaced"),
    ("Medics took 40 children to hospital after the strike.", "40 children | child | 40..40 | injured"),
    ("The death toll for the rebel fighters is between 30 and 60.", "between 30 and 60 | soldier | 30..60 | killed"),
    ("The army got six 105mm towed howitzers.", "six 105mm towed howitzers | other | 6..6 | None"),
    ("Russia launched 62 drones, of which 41 were shot down and nine hit.", "nine | drone | 9..9 | hit"),
    ("Several sites had been damaged, including a water tower.", "a water tower | building | 1..1 | damaged"),
    ("Troops destroyed 40 drones overnight over 12 regions.", "12 regions | region | 12..12 | affected"),
    ("The raid hit over 12 regions.", "over 12 regions | region | 12.. | affected"),
    ("Norway donated 20 armoured carriers.", "20 armoured carriers | vehicle | 20..20 | other"),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE_THE_VERB)
def test_the_words_around_a_verb_tell_whom_it_befell(text: str, expected: str) -> None:
    """Who was freed, moved or killed often stands in the subject, in what follows, or in a list of examples."""
    assert expected in read(text)


@pytest.mark.parametrize(
    "text", ["Ali Haddad, 14, and Omar Nassif, 9, left home.", "Image 1 of 4", "Photo 3 of 12: soldiers carry a flag."]
)
def test_ages_after_names_and_counters_of_pictures_are_none(text: str) -> None:
    """Sites print both beside every report."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Stefan Braun, 14 — a pupil — was killed.",
        "Anna, (left) 16, Carl, (back row) 14, and Kaja, 9 (in front) were killed.",
        "He was injured while calling 911.",
    ],
)
def test_ages_and_telephone_numbers_are_no_counts(text: str) -> None:
    """An age beside a name in a caption, or the number that was dialled, would be a toll."""
    assert not [figure for figure in find_figures(parse(text), ()) if (figure.low or 0) > 1]
