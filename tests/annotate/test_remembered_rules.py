"""What is remembered of the parser's rules is what its own ruler makes of every token."""

import json
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from sitrep.annotate.parse import english, paragraphs
from sitrep.annotate.remembered_rules import NAME, RULER

PAIRS = (
    "There's smoke. There are no gas lines left, so let's go: we're gonna leave, they've got ta. Y'all come on, c'm on! It ain't over.\n"
)
ODD = "He can't, he'd been; 'em, ol' ones, somethin' nuthin'. So do I.\t \n\n  DOIN' it once, \u00a0upon that\n"


def parsed(text: str, ruler: str) -> list[Doc]:
    """Returns the paragraphs of a text, parsed, and then seen through by one of the two pipes."""
    model: Language = english()
    docs = [model.make_doc(part) for part in paragraphs(text)]
    for name in ("tok2vec", "tagger", "parser", ruler):
        docs = [model.get_pipe(name)(doc) for doc in docs]
    return docs


@pytest.fixture(scope="module")
def texts(root: Path) -> list[str]:
    """The example reports, and sentences that the rarer rules are about, twice, as what is remembered is used the second time."""
    lines = (root / "examples" / "reports" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines] + [PAIRS, ODD, "", PAIRS, ODD, "let let 's 's\n"]


def test_every_token_is_as_the_ruler_has_it(texts: list[str]) -> None:
    """One part of speech less, and claims are read otherwise, where nobody would look for it."""
    assert NAME in english().pipe_names
    assert RULER not in english().pipe_names
    for text in texts:
        for one, other in zip(parsed(text, NAME), parsed(text, RULER), strict=True):
            for mine, its in zip(one, other, strict=True):
                assert told(mine) == told(its), (mine.text, mine.i, one.text)


def told(token: Token) -> tuple[str, ...]:
    """Returns what the rules may set of a token."""
    return (token.text, token.tag_, token.dep_, token.pos_, token.lemma_, str(token.morph))
