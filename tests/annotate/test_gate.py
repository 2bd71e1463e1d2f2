"""The gate lets every report with a claim through and keeps most other news out."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitrep.annotate.annotator import annotate
from sitrep.annotate.gate import gate, is_relevant, weigh, worth_parsing
from sitrep.annotate.parse import parse
from sitrep.extract.claims import extract_claims
from sitrep.model.texts import Document
from sitrep.pipeline import read_claims

RELEVANT = [
    "Two people were killed when a rocket hit a market in Homs.",
    "TWO SOLDIERS WERE WOUNDED IN A CLASH NEAR THE BORDER.",
    "The village lost power after the substation burned.",
    "Half of the city is without water for the third day.",
    "Macron met the Lebanese president in Paris on Tuesday.",
    "The two foreign ministers spoke by telephone on Monday evening.",
    "Both armies agreed to a truce of ten days.",
    "Norway will send a military aid package to Kyiv.",
    "The European Union imposed new sanctions on Belarus.",
    "Thousands of protesters marched against the junta in Yangon.",
    "Police arrested forty students in Tehran.",
    "Троє людей загинули внаслідок удару по Харкову.",
]

IRRELEVANT = [
    "",
    "Shares of the retailer rose four pct after it raised its dividend.",
    "The striker scored twice and the coach praised the defender after the cup match.",
    "Whisk the eggs, add the sugar and bake for forty minutes.",
    "The film opens on Friday; its director called it her most personal work.",
]


@pytest.mark.parametrize("text", RELEVANT)
def test_text_with_a_claim_passes(text: str) -> None:
    """A single sentence must be enough: an alert is often no longer, and old wires are in capitals."""
    assert is_relevant(text)


@pytest.mark.parametrize("text", IRRELEVANT)
def test_other_text_stays_out(text: str) -> None:
    """Everything that passes costs a parse, and may become a false claim."""
    assert not is_relevant(text)


def test_words_count_only_whole_and_stems_only_at_the_start() -> None:
    """'war' in 'warm' or 'hardware' says nothing about war."""
    assert weigh("hardware warms wartime softwar") == 0
    assert weigh("war") > 0
    assert weigh("ukrainians") == weigh("ukraine")


def test_a_word_counts_once() -> None:
    """A text that repeats one vague word is no more relevant for it."""
    assert weigh("talks talks talks talks") == weigh("talks")


def test_line_breaks_do_not_part_a_phrase() -> None:
    """Wire texts are wrapped in the middle of phrases."""
    assert is_relevant("They hope that peace\n    talks begin.")


def test_every_entry_is_in_lower_case_and_listed_once() -> None:
    """An entry in capitals could never match; one listed twice would count for the wrong group."""
    entries = [entry for group in gate().pack.groups for entry in (*group.words, *group.stems)]
    assert [entry for entry in entries if entry != " ".join(entry.lower().split())] == []
    assert sorted({entry for entry in entries if entries.count(entry) > 1}) == []


def records(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text().split("\n") if line]


def test_annotated_reports_with_claims_pass(shared: Path) -> None:
    """A report that the gate drops is lost whole."""
    dropped = [
        path.stem
        for path in sorted(shared.glob("gold/dev/*.yaml"))
        if yaml.safe_load(path.read_text())["claims"] and not is_relevant(path.with_suffix(".txt").read_text())
    ]
    assert dropped == []


def test_trade_news_is_dropped(shared: Path) -> None:
    """At least 95 in 100 stories of markets and trade must not cost a parse."""
    texts = [record["text"] for record in records(shared / "data/news/reuters-2000.jsonl")]
    assert sum(map(is_relevant, texts)) <= 0.05 * len(texts)


def test_paragraphs_without_a_telling_word_are_spared_with_all_around_them_read() -> None:
    """What stands beside a possible claim gives it its place, day and speaker; names of states and offices alone stand in any news."""
    parts = ["The president of France likes soup.", "It was hot.", "A drone hit a depot.", "It burned.", "Then it rained on Paris."]
    assert worth_parsing(parts) == [False, True, True, True, False]


def test_spared_paragraphs_keep_the_offsets_of_all_others() -> None:
    """A paragraph that is not parsed must still be there, else every quote after it would be shifted."""
    text = "Soup is hot. It is good.\n\nNobody ate.\n\nNothing else.\n\nIt was late.\n\nA drone hit a depot in Odesa.\n"
    tree = parse(text, sparing=True)
    assert tree.text == text
    assert [token.pos_ for token in tree if token.text in {"Soup", "hit"}] == ["X", "VERB"]
    assert [sentence.text.strip() for sentence in tree.sents][:2] == ["Soup is hot. It is good.", "Nobody ate."]


def test_claims_are_the_same_with_every_paragraph_parsed(shared: Path) -> None:
    """The gate saves time and must lose nothing."""
    for path in sorted(shared.glob("gold/dev/*.txt"))[::6]:
        document = Document(path.stem, path.read_text(), published="2025-03-04T12:00:00Z", language="en")
        assert read_claims(document).claims == extract_claims(annotate(document)), path.stem


@pytest.mark.parametrize("name", ["isaf/dev", "muc4/dev"])
def test_military_releases_and_old_wires_pass(shared: Path, name: str) -> None:
    """Texts of other decades and in capitals use other words for the same things."""
    texts = [record["text"] for record in records(shared / f"data/{name}.jsonl") if record["gold"].get("templates", True)]
    assert sum(map(is_relevant, texts)) >= 0.98 * len(texts)
