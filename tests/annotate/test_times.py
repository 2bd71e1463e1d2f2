"""What expressions cover, written as "words | first..last -> what is counted over" and seen from Sunday, 7 December 2025."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.parse import parse
from sitrep.annotate.time_packs import english_times
from sitrep.annotate.time_phrases import Grammar, grammar
from sitrep.annotate.time_words import lexicon
from sitrep.annotate.times import READERS, find_times
from sitrep.errors import InvalidPack
from sitrep.model.times import Time

SUNDAY = dt.datetime.fromisoformat("2025-12-07T12:00")


def line(found: Time) -> str:
    """Returns an expression as one line of an expectation."""
    reach = f" -> {found.reach[0] or ''}..{found.reach[1]}" if found.reach else ""
    if found.first is None:
        return f"{found.text} | {found.kind}{reach}" if found.kind != "span" else f"{found.text} |"
    return f"{found.text} | {found.first}{f'..{found.last}' if found.first != found.last else ''}{reach}"


def read(text: str, published: dt.datetime | None = SUNDAY) -> list[str]:
    """Returns the expressions of a text, one line each."""
    return [line(found) for found in find_times(parse(text), published)]


DAYS = [
    ("The raid came on Saturday.", "Saturday | 2025-12-06"),
    ("The raid came on Sunday.", "Sunday | 2025-12-07"),
    ("The raid came on Tuesday.", "Tuesday | 2025-12-02"),
    ("Friday", "Friday | 2025-12-05"),
    ("The raid came last Tuesday.", "last Tuesday | 2025-12-02"),
    ("Sunday's attack killed two.", "Sunday | 2025-12-07"),
    ("The victims of Saturdays blast were buried.", "Saturdays | 2025-12-06"),
    ("They will meet next Monday.", "next Monday | 2025-12-08"),
    ("The envoys will meet on Wednesday.", "Wednesday | 2025-12-10"),
    ("The envoys agreed to meet on Tuesday.", "Tuesday | 2025-12-09"),
    ("The envoys are to meet on Tuesday.", "Tuesday | 2025-12-09"),
    ("The envoys were to meet on Tuesday.", "Tuesday | 2025-12-02"),
    ("The vote is scheduled for Friday.", "Friday | 2025-12-12"),
    ("They left yesterday.", "yesterday | 2025-12-06"),
    ("They left today.", "today | 2025-12-07"),
    ("They left two weeks ago.", "two weeks ago | 2025-11-23"),
    ("They left less than 24 hours ago.", "less than 24 hours ago | 2025-12-06"),
    ("They left on the eve of Christmas.", "the eve of Christmas | 2024-12-24"),
]
NIGHTS = [
    ("Drones came overnight.", "overnight | 2025-12-06..2025-12-07"),
    ("Drones came overnight into Saturday.", "overnight into Saturday | 2025-12-05..2025-12-06"),
    ("Drones came overnight from Friday into Saturday.", "overnight from Friday into Saturday | 2025-12-05..2025-12-06"),
    ("Drones came on Monday night.", "Monday night | 2025-12-01 -> 2025-12-01..2025-12-02"),
    ("Drones came on the night of Nov. 7-8.", "the night of Nov. 7-8 | 2025-11-07..2025-11-08"),
    ("Drones came on the night of 6 December.", "the night of 6 December | 2025-12-06 -> 2025-12-06..2025-12-07"),
    ("Drones came last night.", "last night | 2025-12-06 -> 2025-12-06..2025-12-07"),
    ("Drones will come tonight.", "tonight | 2025-12-07 -> 2025-12-07..2025-12-08"),
    ("Drones came early on Saturday.", "early on Saturday | 2025-12-06"),
    ("Drones came on Saturday morning.", "Saturday morning | 2025-12-06"),
    ("Drones came in the early hours of Saturday.", "the early hours of Saturday | 2025-12-06"),
]
DATES = [
    ("Nov. 8", "Nov. 8 | 2025-11-08"),
    ("Dec. 31", "Dec. 31 | 2024-12-31"),
    ("December 3", "December 3 | 2025-12-03"),
    ("The report will appear on Dec. 31.", "Dec. 31 | 2025-12-31"),
    ("It fell on November 8th.", "November 8th | 2025-11-08"),
    ("It fell on 8 November 2025.", "8 November 2025 | 2025-11-08"),
    ("It fell on October 7, 2023", "October 7, 2023 | 2023-10-07"),
    ("It fell on 2025-11-08.", "2025-11-08 | 2025-11-08"),
    ("It fell on 11/8/2025.", "11/8/2025 | 2025-11-08"),
    ("It fell on 08.11.2025.", "08.11.2025 | 2025-11-08"),
    ("It fell on Friday, Dec. 5.", "Friday, Dec. 5 | 2025-12-05"),
    ("It fell between 3 and 5 May.", "3 and 5 May | 2025-05-03..2025-05-05"),
    ("It fell on 31 February 2025.", "31 February 2025 |"),
]
SPANS = [
    ("It fell this week.", "this week | 2025-12-01..2025-12-07"),
    ("It fell last week.", "last week | 2025-11-24..2025-11-30"),
    ("It fell last month.", "Last month | 2025-11-01..2025-11-30".lower()),
    ("It falls next year.", "next year | 2026-01-01..2026-12-31"),
    ("IT FELL IN MAY.", "MAY | 2025-05-01..2025-05-31"),
    ("It fell in June.", "June | 2025-06-01..2025-06-30"),
    ("It fell in late January.", "late January | 2025-01-01..2025-01-31 -> 2025-01-21..2025-01-31"),
    ("It fell last December.", "last December | 2024-12-01..2024-12-31"),
    ("It fell in February 2022.", "February 2022 | 2022-02-01..2022-02-28"),
    ("It fell in 2024.", "2024 | 2024-01-01..2024-12-31"),
    ("It fell in the 1990s.", "1990s | 1990-01-01..1999-12-31"),
    ("It fell in the third quarter of 2024.", "the third quarter of 2024 | 2024-07-01..2024-09-30"),
    ("It fell in the first nine months of 2025.", "the first nine months of 2025 | 2025-01-01..2025-09-30"),
    ("It fell in the first week of December.", "the first week of December | 2025-12-01..2025-12-07"),
    ("It fell this winter.", "this winter | 2025-12-01..2026-02-28"),
    ("It fell over the weekend.", "the weekend | 2025-12-06..2025-12-07"),
    ("It fell ten years ago.", "ten years ago | 2015-01-01..2015-12-31"),
]
PERIODS = [
    ("Ten died in the past 24 hours.", "the past 24 hours | period -> 2025-12-06..2025-12-07"),
    ("Ten died in the last three days.", "the last three days | period -> 2025-12-04..2025-12-07"),
    ("Ten died over the past week.", "the past week | period -> 2025-11-30..2025-12-07"),
    ("Ten have died so far this month.", "this month | 2025-12-01..2025-12-31 -> 2025-12-01..2025-12-07"),
    ("Ten have died since Monday.", "Monday | 2025-12-01 -> 2025-12-01..2025-12-07"),
    ("Ten have died since February 2022.", "February 2022 | 2022-02-01..2022-02-28 -> 2022-02-01..2025-12-07"),
    ("Ten have died since late March.", "late March | 2025-03-01..2025-03-31 -> 2025-03-21..2025-12-07"),
    ("Ten have died since the army crossed the border in May 2023.", "May 2023 | 2023-05-01..2023-05-31 -> 2023-05-01..2025-12-07"),
    ("Ten have died since the invasion.", "since the invasion | period -> ..2025-12-07"),
]
UNDATED = [
    ("A five-hour fight", "five-hour | duration"),
    ("They fought for three weeks.", "three weeks | duration"),
    ("They fight every day.", "every day | set"),
    ("They fight daily.", "daily | set"),
    ("They fight on Mondays.", "Mondays | set"),
    ("The war is in its fourth year.", "its fourth year |"),
    ("They recently left.", "recently |"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS + NIGHTS + DATES + SPANS + PERIODS + UNDATED)
def test_expressions_cover_their_days(text: str, expected: str) -> None:
    """A wrong day puts an attack into the wrong night, and two reports of one attack apart."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Ten died from Monday to Thursday.", ["Monday | 2025-12-01", "Thursday | 2025-12-04"]),
        ("Ten died from Saturday to Tuesday.", ["Saturday | 2025-11-29", "Tuesday | 2025-12-02"]),
        ("Ten died between 2014 and 2018.", ["2014 | 2014-01-01..2014-12-31", "2018 | 2018-01-01..2018-12-31"]),
    ],
)
def test_both_ends_of_a_range_reach_over_the_whole(text: str, ends: list[str]) -> None:
    """Each end keeps its own days; a count between the two is a total over all of them."""
    start, end = ends[0].split(" | ")[1][:10], ends[1].split("..")[-1].split(" | ")[-1]
    assert read(text) == [f"{each} -> {start}..{end}" for each in ends]
    assert [found.kind for found in find_times(parse(text), SUNDAY)] == ["period", "period"]


@pytest.mark.parametrize("text", [text for text, _ in PERIODS])
def test_periods_are_known_as_periods(text: str) -> None:
    """What was counted over a period is a total, never the toll of one attack."""
    assert [found.kind for found in find_times(parse(text), SUNDAY)] == ["period"]


@pytest.mark.parametrize(
    "text",
    [
        "A 44-year-old man fled.",
        "She is 5 years old.",
        "2014 people fled.",
        "They paid $2014.",
        "An Su-34 and a Kh-101 fell.",
        "They may march to the border.",
        "THEY MAY MARCH TO THE BORDER.",
        "Release 2013-01-S-025 was withdrawn.",
        "Jan de Vries fell.",
        "The team won 2-1.",
        "He is in his 40s.",
        "Prices rose 3.5 percent.",
        "Some 1,200 houses burnt.",
    ],
)
def test_other_numbers_are_no_times(text: str) -> None:
    """Ages, counts, money, models and scores would give claims dates they do not have."""
    assert read(text) == []


def test_a_wrapped_line_parts_no_expression() -> None:
    """Old wire texts break their lines anywhere; lines of their own stay apart."""
    assert read("The column of trucks left the village and reached the river on 30\nNovember 2025.") == ["30\nNovember 2025 | 2025-11-30"]
    assert read("Shelling on Friday\nNight trains resume") == ["Friday | 2025-12-05"]


def test_an_expression_counts_from_the_day_spoken_of() -> None:
    """ "A day earlier" in a story about Tuesday is Monday, whenever the story was printed."""
    assert read("A blast hit the port on Tuesday. A day earlier, two ships burnt. The next day it rained.") == [
        "Tuesday | 2025-12-02",
        "A day earlier | 2025-12-01",
        "The next day | 2025-12-02",
    ]


def test_later_in_the_day_is_on_the_day_spoken_of() -> None:
    """The report may be of the day after."""
    assert read("Shells fell on Friday. Later in the day a bridge was hit.")[-1] == "Later in the day | 2025-12-05"


def test_a_period_ends_on_the_day_of_the_saying() -> None:
    """What an official said on Friday about the last 24 hours does not reach to a Sunday paper."""
    assert (
        read("Shelling killed ten people in the last 24 hours, the governor said Friday.")[0]
        == "the last 24 hours | period -> 2025-12-04..2025-12-05"
    )


def test_quoted_days_count_from_the_day_of_the_saying() -> None:
    """Who says "today" on Friday means Friday; the paper's own "today" is the day it appears."""
    assert read('"The market was hit today," the mayor said on Friday.')[0] == "today | 2025-12-05"
    assert read("The market was hit today, the mayor said on Friday.")[0] == "today | 2025-12-07"


def test_a_time_of_day_needs_a_zone() -> None:
    """Without a zone the moment is not known, only its day."""
    assert read("It began at 6 p.m. Moscow time (15:00 GMT).") == [
        "6 p.m. Moscow time | 2025-12-07T18:00:00+03:00",
        "15:00 GMT | 2025-12-07T15:00:00+00:00",
    ]
    assert read("It began at 3:20 a.m. on Saturday.") == ["3:20 a.m. on Saturday | 2025-12-06"]
    with_zone = dt.datetime(2025, 12, 7, 9, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert read("It began at noon.", with_zone) == ["noon | 2025-12-07T12:00:00+02:00"]


def test_nothing_is_guessed_without_a_publication_date() -> None:
    """Relative words are found and stay open; a full date is a date all the same."""
    found = find_times(parse("It fell on Saturday, in June, two days ago and on 8 November 2025."), None)
    assert [(each.text, each.first, each.basis) for each in found] == [
        ("Saturday", None, None),
        ("June", None, None),
        ("two days ago", None, None),
        ("8 November 2025", "2025-11-08", "stated"),
    ]


def test_every_meaning_of_the_pack_is_known() -> None:
    """A phrase whose meaning no reader knows would end the run."""
    assert set(english_times().phrases) - {"none"} == set(READERS)


def test_a_pattern_with_an_unknown_name_is_refused() -> None:
    """A slip in a pack is told by name when the pack is read, not by silence in a text."""
    with pytest.raises(InvalidPack, match="no category 'wekday'"):
        grammar().translate("the? wekday")
    with pytest.raises(InvalidPack, match="no macro 'sum_day'"):
        Grammar(lexicon()).translate("{sum_day}")


WORDS = sorted({word for words in english_times().words.values() for word in words} | {"7", "2014", "15:00", "-", ",", "'s", "troops"})


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_quotes_are_verbatim_and_apart(text: str) -> None:
    """Whatever the words, each expression is a piece of the text, and no two share one."""
    found = find_times(parse(text), SUNDAY)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.first is None or each.last is None or each.first <= each.last for each in found)
