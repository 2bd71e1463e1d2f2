"""Turns: who speaks before a colon."""

import pytest

from sitrep.annotate.actors import find_actors
from sitrep.annotate.attributions import find_attributions
from sitrep.annotate.parse import parse
from sitrep.annotate.places import find_places


def said(text: str) -> list[tuple[str | None, str]]:
    """Returns who says what after a colon."""
    tree = parse(text)
    found = find_attributions(tree, find_actors(tree, find_places(tree)))
    turns = [each for each in found if each.cue and each.cue.text == ":"]
    return [(each.speaker.name if each.speaker else None, each.content.text) for each in turns if each.content]


def test_each_line_of_a_conversation_is_a_turn() -> None:
    """Transcripts of press briefings are read by who speaks."""
    text = "REPORTER: How many were hurt?\n\nMAYOR ADA ROE: Seven are in hospital. Crews are at work.\n\nIt was over at noon."
    assert said(text) == [("REPORTER", "How many were hurt?"), ("ADA ROE", "Seven are in hospital. Crews are at work")]


def test_a_lone_heading_in_capitals_is_no_turn() -> None:
    """What leads to another story is said by nobody."""
    assert said("The bridge was hit at noon.\n\nPREVIOUSLY: Two warehouses burned in the port.\n\nCrews are at work.") == []


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Marchenko: Three killed in Tokmak", "Olena Marchenko"),
        ("Governor: Three killed in Tokmak", "Governor"),
        ("Tokmak: Three killed", None),
    ],
)
def test_a_headline_names_its_speaker(headline: str, speaker: str | None) -> None:
    """A place before the colon only tells where."""
    found = said(f"{headline}\n\nThree people were killed, the region's governor Olena Marchenko said on Monday.")
    assert [voice for voice, _ in found] == ([speaker] if speaker else [])
