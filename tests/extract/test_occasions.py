"""When a claim happened, and whether it is one incident, a total or history; published on Wednesday, 12 November 2025."""

import pytest

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def days(claim: Claim) -> str:
    """Returns first and last day of a claim in one string."""
    return f"{claim.when.start or ''}..{claim.when.end or ''}"


def of_type(name: str, claims: tuple[Claim, ...]) -> list[Claim]:
    """Returns the claims of one type."""
    return [claim for claim in claims if claim.type == name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed three people on Tuesday in one of the worst attacks since March.", "2025-11-11..2025-11-11"),
        (
            "Shelling killed three people in Goma on Friday, in one of the most deadly attacks on the region over the summer.",
            "2025-11-07..2025-11-07",
        ),
        ("Jets struck camps used by gunmen linked to last month's massacre in Goma.", ".."),
        ("Troops killed two rebels and seized a cache of arms near Goma on Monday.", "2025-11-10..2025-11-10"),
    ],
)
def test_only_its_own_time_dates_a_deed(read: Read, text: str, expected: str) -> None:
    """A record's beginning and another happening's day must not become the day of the attack."""
    assert days(of_type("ASSAULT", read(text))[0]) == expected


def test_a_dateline_dates_the_release(read: Read) -> None:
    """The day of a release is not that of the deal it tells of."""
    (claim,) = of_type("AGREE", read("CAIRO, Nov. 12 (MNA) – Hamas and Israel have agreed to a ceasefire in Gaza."))
    assert days(claim) == ".."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamas has agreed to a ceasefire in Gaza, an official told reporters on Monday.", ".."),
        ("Israel and Hamas have agreed to a ceasefire, Qatar announced on Monday.", "2025-11-10..2025-11-10"),
        ("Russia and Ukraine swapped 90 prisoners of war, both said on Monday.", "2025-11-10..2025-11-10"),
    ],
)
def test_when_a_word_dates_a_deal(read: Read, text: str, expected: str) -> None:
    """A deal that is only told of has no day; an announced one and a swap have."""
    assert days(of_type("AGREE", read(text))[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army seized power in a coup in March 2023. Since the coup, its forces have killed 5,200 people.", "2023-03-01..2025-11-12"),
        ("Sudan's war began in April 2023. Shelling has killed more than 40,000 people since the war began.", "2023-04-01..2025-11-12"),
        ("The army stormed Goma on 27 October. Its troops have since killed 300 rebels.", "2025-10-27..2025-11-12"),
        ("Shelling has killed more than 40,000 people since the war began.", "..2025-11-12"),
        ("Since the war broke out more than two years ago, shelling has killed 5,200 people.", "..2025-11-12"),
    ],
)
def test_a_total_begins_where_the_report_says(read: Read, text: str, expected: str) -> None:
    """ "Since the war" has no day of its own, but the report may give one; where it gives none, none is made up."""
    claim = of_type("ASSAULT", read(text))[-1]
    assert (claim.scope, days(claim)) == ("period_total", expected)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels have burnt villages around Goma in recent months.",
        "The army has been shelling villages around Goma.",
    ],
)
def test_what_goes_on_and_on_is_no_incident(read: Read, text: str) -> None:
    """A habit must not inherit the day of the main event."""
    told = of_type("ASSAULT", read(f"A rocket killed two people in Bukavu on Tuesday. {text}"))
    assert (told[-1].scope, days(told[-1])) == ("background", "..")
