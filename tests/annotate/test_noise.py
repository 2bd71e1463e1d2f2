"""Noise is told by its shape and its words, and no sentence of the report is lost to it."""

import itertools
import re
from pathlib import Path

import pytest
import yaml

from sitrep.annotate.noise import find_noise

BODY = "Officials in the port city said on Monday that two warehouses burned through the night and that nobody was hurt."
MORE = "The governor added that the fire had been put out by noon and that inspectors were on their way to the harbour."


WRAPPED = """The army gave no more details on the attack and said it would support
reporting from the scene once the road to the town had been opened
by engineers, who would then be joined by aid workers, doctors and the
red cross. It said the dead were a teacher and two of his pupils, aged
ten and twelve."""


def marked(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Splits a text in which noise is marked as `{kind|words}` into the plain text and what is marked."""
    return re.sub(r"\{\w+\|([^}]*)\}", r"\1", text), re.findall(r"\{(\w+)\|([^}]*)\}", text)


def found(text: str) -> list[tuple[str, str]]:
    """The noise of a text, as kind and words."""
    return [(noise.kind, text[noise.start : noise.end]) for noise in find_noise(text)]


MARKED = {
    "own headline": f"{{headline|Warehouses burn in port city after night of strikes}}\n\n{BODY}\n\n{MORE}",
    "own headline twice": "{headline|Warehouses burn in port city}\n\n{headline|Warehouses burn in port city}\n\n" + BODY,
    "own headline over one long line": f"{{headline|Warehouses burn in port city}}\n\n{BODY} {MORE}",
    "headline with a stop": f"{{headline|Two Warehouses Burn After Night Of Strikes On Port.}}\n\n{BODY}",
    "capitals between paragraphs": f"{BODY}\n{{headline|SENATE PANEL CLEARS FARM BILL AFTER LONG NIGHT}}\n{MORE}",
    "capitals with quotes": f"{BODY}\n\n{{headline|RIVER TALKS ENTER ‘LAST MILE,’ MINISTER SAYS}}\n\n{MORE}",
    "heading": f"{BODY}\n\n{{headline|Tension on the coast}}\n\n{MORE}",
    "quoted heading": f"{BODY}\n\n{{headline|‘Nobody slept’}}\n\n{MORE}",
    "read more": f"{BODY}\n\n{{link|READ MORE: How the harbour was built}}\n\n{MORE}",
    "related in small letters": f"{BODY}\n{{link|Related: What we know of the harbour fire}}\n{MORE}",
    "list of links": f"{BODY}\n\n{{link|Related stories}}\n\n{{link|Rain floods the delta}}\n\n{{link|Grain ships wait}}\n\n{MORE}",
    "address": f"{BODY}\n{{link|https://example.org/harbour}}\n{MORE}",
    "byline": f"{{headline|Warehouses burn in port city}}\n\n{{byline|By Jane Doe and Richard Roe, Example Wire}}\n\n{BODY}",
    "agency credits": f"{BODY}\n\n{{byline|(Reporting by Jane Doe in Odesa; Editing by Richard Roe)}}",
    "credits inside a paragraph": f"{BODY} {{byline|Jane Doe in Rome and A. Roe in Kyiv contributed to this report.}}",
    "more credits": f"{BODY} {{byline|Additional reporting by Jane Doe.}}",
    "dateline": "{dateline|KYIV, Ukraine (AP) —} Two warehouses burned.",
    "dateline with a day": "{dateline|MOSCOW, May 21. /TASS/.} Two warehouses burned.",
    "dateline with day and agency": "{dateline|NAIROBI, April 25 (Reuters) -} Two warehouses burned.",
    "dateline in small letters": "{dateline|Kyiv, Ukraine (CNN) —} Two warehouses burned.",
    "bare dateline": "{dateline|JERUSALEM —} Two warehouses burned.",
    "dateline with a colon": "{dateline|NEW DELHI:} Two warehouses burned.",
    "name of a speaker": "WALLACE: Two warehouses burned.",
    "dateline of a release": "{dateline|KABUL, Afghanistan (Nov. 20, 2011)}\nA coalition force detained two men.",
    "dateline of an old wire": "{dateline|LIMA, 4 FEB 90 (EFE) -- [TEXT]} TWO WAREHOUSES BURNED.\n\nNOBODY WAS HURT.",
    "label of a photo": f"{BODY}\n\n{{caption|Photo: Firemen at the gate}}\n\n{MORE}",
    "credit at the end": f"{BODY}\n\n{{caption|A man walks past the gate on Monday. Photograph: Jane Doe}}\n\n{MORE}",
    "credit in brackets": f"{BODY}\n\n{{caption|Smoke over the harbour (Jane Doe/Getty Images)}}\n\n{MORE}",
    "caption inside a paragraph": f"{BODY} {{caption|Firemen work in the harbour, Monday, May 5, 2025. (AP Photo/Jane Doe)}} {MORE}",
    "credit inside a paragraph": f"{BODY} {{caption|(AP Photo/Jane Doe)}} {MORE}",
    "developing story": f"{BODY} {{furniture|This is a developing story and will be updated.}}",
    "updated story": f"{BODY}\n{{furniture|This story has been updated.}}",
    "buttons": f"{{furniture|Share}}\n{{furniture|Copy link}}\n{BODY}\n{{furniture|Advertisement}}\n{MORE}",
    "newsletter": f"{BODY}\n\n{{furniture|Sign up for our morning newsletter}}\n\n{MORE}",
    "button of a post": f"{BODY}\n\n{{furniture|👉 Subscribe to our channel}}",
    "agency as author": f"{{headline|Warehouses burn in port city}}\n\n{{byline|By Reuters}}\n\n{BODY}",
    "cookies": f"{{furniture|We use cookies to improve your visit. Accept all?}}\n\n{BODY}",
}

CLEAN = {
    "capitals throughout": "GUERRILLAS ATTACKED A FARM\nNEAR LIMA.\n\nTHE ARMY SAID -- WITHOUT DETAILS --\nBY NIGHT THAT TWO MEN DIED.",
    "post with pictograms": "⚡️ Strike on the port of Odesa\n\n🔴 3 killed\n🔴 12 wounded, 2 of them children\n\nRescuers work on.",
    "list after a colon": "Shelled over the past day:\n\n- Nikopol: one killed\n- Marhanets: two wounded\n\nThe rest was quiet.",
    "short lines of a post": "Kherson region, past 24 hours\n3 killed, 5 wounded\nTwo schools damaged",
    "label of a source": f"Source: the mayor on Telegram\n\n{BODY}",
    "sentence without its stop": f"{BODY}\n\nThree guards were killed at the eastern gate\n\n{MORE}",
    "first sentence full of names": f"President Jane Doe met General Richard Roe in Example City on Monday.\n\n{BODY}",
    "sentence with by": f"{BODY}\n\nBy Monday evening the army had retaken both villages.\n\n{MORE}",
    "sentence on a photo": f"{BODY} The photo shows the crater. He shared an image of the wreck.",
    "sentence on reporting": "The police said the reporting by the paper was wrong. Two men were killed.",
    "agency at the end": "Two men were killed on the road to Homs, a monitor said. (AFP, Reuters)",
    "dash in a sentence": "Two towns — Nikopol and Marhanets — were shelled.",
    "wrapped text": WRAPPED,
    "short capitals": f"{BODY}\n\nUN OCHA\n\nKYIV\n\n- {MORE}",
    "one line": BODY,
    "nothing": "",
}


@pytest.mark.parametrize("name", MARKED)
def test_marked_noise_is_found_and_nothing_else(name: str) -> None:
    """Each kind of noise in the forms that news sites and wires give it."""
    text, expected = marked(MARKED[name])
    assert found(text) == expected


@pytest.mark.parametrize("name", CLEAN)
def test_report_is_left_alone(name: str) -> None:
    """A sentence taken for noise loses its claims, which is worse than noise read as a sentence."""
    assert found(CLEAN[name]) == []


def test_stretches_are_in_order_and_apart() -> None:
    """Later stages walk through them side by side with the tokens."""
    text, _ = marked("\n\n".join(MARKED.values()))
    spans = find_noise(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert all(span.start < span.end for span in spans)


def test_long_text_without_breaks_is_fast() -> None:
    """A page that lost its line breaks, or a hostile one, must not stall a run."""
    found("(photo " * 20_000 + "A, Monday, May 5, 2025. " * 5_000 + "KYIV, " * 20_000)
    found("We use cookies " * 20_000 + " " * 200_000 + "contributed reporting " * 20_000 + "\n \n" * 20_000)


def test_no_evidence_of_the_annotated_reports_is_noise(shared: Path) -> None:
    """The annotators read every claim from outside of noise."""
    lost = []
    for path in sorted(shared.glob("gold/dev/*.yaml")):
        text = path.with_suffix(".txt").read_text()
        spans = find_noise(text)
        for claim in yaml.safe_load(path.read_text())["claims"]:
            start = text.find(claim["evidence"])
            lost += [path.stem for span in spans if span.start < start + len(claim["evidence"]) and start < span.end]
    assert lost == []


def test_both_headlines_of_the_seed_are_found(shared: Path) -> None:
    """The report that the program began with has two headlines of other stories in it."""
    text = (shared / "seed.txt").read_text()
    assert [kind for kind, _ in found(text)] == ["headline", "headline"]
    assert all(words.isupper() for _, words in found(text))
