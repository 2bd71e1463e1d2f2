"""Attributions: who says what in made-up reports."""

import pytest

from sitrep.annotate.actors import find_actors
from sitrep.annotate.attributions import find_attributions
from sitrep.annotate.parse import parse
from sitrep.model.actors import Attribution, Speaker


def said_in(text: str) -> tuple[Attribution, ...]:
    """Returns the attributions of a text."""
    tree = parse(text)
    return find_attributions(tree, find_actors(tree, ()))


def speaker_of(text: str, words: str) -> Speaker | None:
    """Returns the speaker of the first attribution whose content holds `words`."""
    return next((one.speaker for one in said_in(text) if one.content and words in one.content.text), None)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Mayor Pavel Drozd said four people were killed.", "Mayor Pavel Drozd", "said", "four people were killed"),
        ("At least nine drones were shot down, the air force said.", "the air force", "said", "At least nine drones were shot down"),
        (
            "Three soldiers were wounded, according to the defence ministry.",
            "the defence ministry",
            "according to",
            "Three soldiers were wounded",
        ),
        ("“We will rebuild the bridge,” Governor Irina Vasko said.", "Governor Irina Vasko", "said", "“We will rebuild the bridge,”"),
    ],
)
def test_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    """The common forms of a report: before, after, by preposition, in quotation marks."""
    found = said_in(text)
    assert [(one.source and one.source.text, one.cue and one.cue.text, one.content and one.content.text) for one in found] == [
        (source, cue, content)
    ]


def test_speaker_has_name_role_and_verb() -> None:
    """What is kept of a speaker is what a footnote shows."""
    speaker = speaker_of("Mayor Pavel Drozd said four people were killed.", "four people")
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.verb) == ("Pavel Drozd", "Mayor", "said")


def test_channel_is_read_beside_the_cue() -> None:
    """Where a thing was said tells how official it is."""
    speaker = speaker_of("Governor Irina Vasko wrote on Telegram that two houses burnt down.", "two houses")
    assert speaker is not None
    assert speaker.channel == "Telegram"


def test_pronoun_is_the_last_who_spoke() -> None:
    """A second sentence of the same person belongs to the same name."""
    text = "Mayor Pavel Drozd said four people were killed. He added that a school was damaged."
    speaker = speaker_of(text, "a school was damaged")
    assert speaker is not None
    assert speaker.name == "Pavel Drozd"


def test_pronoun_is_the_last_subject_where_nobody_spoke() -> None:
    """A person who acts in the sentence before is nearer than one who spoke long ago."""
    text = (
        "Mayor Pavel Drozd said four people were killed.\n\n"
        "Governor Irina Vasko visited the hospital on Tuesday. She said the wounded were stable."
    )
    speaker = speaker_of(text, "the wounded were stable")
    assert speaker is not None
    assert speaker.name == "Irina Vasko"


def test_quotation_runs_on_over_sentences() -> None:
    """A speaker named once speaks until the quotation marks end."""
    text = "“They hit the market,” Mayor Pavel Drozd said. “There were no soldiers there. Four people died.”"
    speaker = speaker_of(text, "Four people died")
    assert speaker is not None
    assert speaker.name == "Pavel Drozd"
    assert speaker.quoted


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_later_quotation_keeps_its_closing_mark(opening: str, closing: str) -> None:
    """The mark that ends a quotation belongs to it, also where the sentence splitter puts it elsewhere."""
    text = f"{opening}The bridge is gone,{closing} said Mira Tolan, an engineer. {opening}We will build one. It will take years.{closing}"
    contents = [one.content.text for one in said_in(text) if one.content]
    assert contents[-1] == f"{opening}We will build one. It will take years.{closing}"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mira Tolan, the chief engineer, said the bridge was gone.", "Mira Tolan, the chief engineer,"),
        ("The bridge was gone, Mira Tolan said, before noon.", "Mira Tolan"),
    ],
)
def test_source_keeps_the_comma_that_closes_an_insert(text: str, source: str) -> None:
    """An insert has two commas, and both stand in the source or neither."""
    assert [one.source.text for one in said_in(text) if one.source][:1] == [source]


def test_speaker_behind_a_medium_is_the_one_it_cites() -> None:
    """A news agency that cites somebody is the way, not the source."""
    text = "Rebels took the airport, the Tass news agency reported, citing the defence ministry."
    speaker = speaker_of(text, "the airport")
    assert speaker is not None
    assert speaker.name == "defence ministry"


def test_attitude_has_no_speaker() -> None:
    """Whoever backs a thing does not report it: an unsaid thing is never put into a mouth."""
    found = said_in("The president supports the plan to reopen the port.")
    assert all(one.speaker is None for one in found)


def test_statement_inside_another_is_left_out() -> None:
    """The outer speaker answers for what an inner one is said to have said."""
    text = "Governor Irina Vasko said that Mayor Pavel Drozd had told her that the bridge was open."
    assert {one.speaker.name for one in said_in(text) if one.speaker} == {"Irina Vasko"}


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Mayor Pavel Drozd said: “Four people were killed in the market.”", "direct"),
        ("Mayor Pavel Drozd said four people were killed.", "indirect"),
        ("Mayor Pavel Drozd said the attack was “an act of pure terror” against the city.", "mixed"),
    ],
)
def test_quoting(text: str, quoted: str) -> None:
    """A speaker's own words weigh more than a reporter's."""
    assert [one.quoted for one in said_in(text)] == [quoted]


def test_every_span_quotes_the_text() -> None:
    """Every word shown must be found again at its offsets."""
    text = "Rebels — some in uniform — took the airport, the ministry said.\n\n“It is ours,” said Pavel Drozd. “We hold it.”"
    spans = [span for one in said_in(text) for span in (one.source, one.cue, one.content) if span]
    assert spans
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("text", ["", "\n", "“", "said", "Said:", "“”", "according to"])
def test_scraps_are_no_error(text: str) -> None:
    """Broken texts come in every feed."""
    said_in(text)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Governor Irina Vasko spoke on Monday. Four people were killed, the regional governor said.", "Four people", "Irina Vasko"),
        (
            "The Bordurian Defence Ministry spoke on Monday. Nine drones were shot down, the defence agency said.",
            "Nine drones",
            "Bordurian Defence Ministry",
        ),
        ("Nine people were killed, the health ministry there said.", "Nine people", "health ministry"),
    ],
)
def test_another_word_for_an_office_leads_back_to_its_bearer(text: str, words: str, name: str) -> None:
    """Reports vary their words; a speaker keeps his name."""
    speaker = speaker_of(text, words)
    assert speaker is not None
    assert speaker.name == name
