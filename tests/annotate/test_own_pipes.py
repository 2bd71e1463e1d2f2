"""The pipes that are quicker than those of the parser's model find what these find, token for token."""

import json
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from sitrep.annotate import name_spans, remembered_rules
from sitrep.annotate.parse import english, paragraphs

PAIRS = (
    "There's smoke. There are no gas lines left, so let's go: we're gonna leave, they've got ta. Y'all come on, c'm on! It ain't over.\n"
)
ODD = "He can't, he'd been; 'em, ol' ones, somethin' nuthin'. So do I.\t \n\n  DOIN' it once, \u00a0upon that\n"
NAMES = "\n Ada Roe\n\nBob Lee of the International Committee of the Red Cross, aged 71, paid $3 million to Kenya\nReuters"
GRAMMAR = ("tok2vec", "tagger", "parser")


def test_the_own_pipes_stand_in_the_place_of_the_models() -> None:
    """Else what follows would compare what nobody runs."""
    assert english().pipe_names == [*GRAMMAR, remembered_rules.NAME, "lemmatizer", name_spans.NAME]


def test_every_token_is_as_the_ruler_has_it(texts: list[str]) -> None:
    """One part of speech less, and claims are read otherwise, where nobody would look for it."""
    for text in texts:
        own, its = (parsed(text, (*GRAMMAR, ruler)) for ruler in (remembered_rules.NAME, remembered_rules.RULER))
        assert [told(token) for doc in own for token in doc] == [told(token) for doc in its for token in doc]


def test_every_name_is_as_the_recogniser_has_it(texts: list[str]) -> None:
    """So are the tokens outside of names, which "no name" is said of, not nothing."""
    found = 0
    for text in texts:
        own, its = (parsed(text, (*GRAMMAR, finder)) for finder in (name_spans.NAME, name_spans.RECOGNIZER))
        assert [(token.ent_iob_, token.ent_type_) for doc in own for token in doc] == [
            (token.ent_iob_, token.ent_type_) for doc in its for token in doc
        ]
        found += sum(len(doc.ents) for doc in own)
    assert found > 100


@pytest.fixture(scope="module")
def texts(root: Path) -> list[str]:
    """The example reports and sentences of the rarer kinds; these twice, as what is remembered is used the second time."""
    lines = (root / "examples" / "reports" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines] + [PAIRS, ODD, NAMES, "", PAIRS, ODD, "let let 's 's\n"]


def parsed(text: str, pipes: tuple[str, ...]) -> list[Doc]:
    """Returns the paragraphs of a text as some pipes see them, one after the other."""
    model: Language = english()
    docs = [model.make_doc(part) for part in [*paragraphs(text), text]]
    for pipe in map(model.get_pipe, pipes):
        docs = list(pipe.pipe(docs)) if isinstance(pipe, name_spans.NameSpans) else [pipe(doc) for doc in docs]
    return docs


def told(token: Token) -> tuple[str, ...]:
    """Returns what the rules may set of a token."""
    return (token.text, token.tag_, token.dep_, token.pos_, token.lemma_, str(token.morph))
