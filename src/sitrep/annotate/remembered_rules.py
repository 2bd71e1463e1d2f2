"""Remembered rules: what the parser's attribute ruler makes of a token, which it is asked but once for each kind of token."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis
from spacy.vocab import Vocab

RULER, NAME = "attribute_ruler", "remembered_rules"
ASKED = [TAG, LOWER, DEP]
TOLD = [TAG, DEP, POS, LEMMA]
ANY_WORD = "\u25a1"
MOST_WORDS = 500_000

Kind = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What the rules make of a kind of token: the `values` of TOLD and its forms; it `begins_pair` where one on two may begin with it."""

    values: tuple[int, ...]
    forms: MorphAnalysis
    begins_pair: bool


def remember_rules(model: Language) -> None:
    """Puts the memory in the place of the model's attribute ruler, which takes a seventh of the time of a parse."""
    model.add_pipe(NAME, after=RULER)
    model.disable_pipe(RULER)


class RememberedRules:
    """A pipe that does as the ruler does.

    Its rules look at tag, word and relation of a token alone, and all words that no rule names are alike. A few rules are on two tokens:
    the ruler is shown such pairs; a text in which two pairs may share a token goes to it whole.
    """

    def __init__(self, vocab: Vocab, ruler: AttributeRuler) -> None:
        """Takes a ruler with its rules."""
        rules: Any = ruler.patterns
        patterns: list[list[dict[str, Any]]] = [pattern for rule in rules for pattern in rule["patterns"]]
        self.vocab, self.ruler = vocab, ruler
        self.beginnings = Matcher(vocab)
        self.beginnings.add(RULER, [pattern[:1] for pattern in patterns if len(pattern) > 1])
        self.named = re.compile("|".join(f"(?:{each})" for pattern in patterns for token in pattern for each in expressions(token)))
        self.any_word = vocab.strings.add(ANY_WORD)
        self.words: dict[int, int] = {}
        self.known: dict[tuple[Kind, ...], tuple[Told, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Returns the text with parts of speech, forms and lemmas as the rules have them."""
        rows: Any = np.asarray(doc.to_array(ASKED)).reshape(-1, len(ASKED)).tolist()
        kinds = [(tag, self.word(lower), relation) for tag, lower, relation in rows]
        found = [self.told(kind)[0] for kind in kinds]
        starts = [number for number, told in enumerate(found[:-1]) if told.begins_pair]
        if any(other - one == 1 for one, other in itertools.pairwise(starts)):
            return self.ruler(doc)
        for number in starts:
            found[number : number + 2] = self.told(*kinds[number : number + 2])
        values: Any = np.array([told.values for told in found], dtype=np.uint64).reshape(-1, len(TOLD))
        doc.from_array(TOLD, values)
        for token, told in zip(doc, found, strict=True):
            token.morph = told.forms
        return doc

    def word(self, lower: int) -> int:
        """Returns a word that stands for all of its kind: itself where a rule may name it."""
        if lower not in self.words:
            if len(self.words) >= MOST_WORDS:
                self.words.clear()
            text = self.vocab.strings[lower]
            self.words[lower] = lower if text.isspace() or self.named.search(text) else self.any_word
        return self.words[lower]

    def told(self, *kinds: Kind) -> tuple[Told, ...]:
        """Returns what the ruler makes of a token or two of some kinds."""
        if kinds not in self.known:
            self.known[kinds] = self.asked(kinds)
        return self.known[kinds]

    def asked(self, kinds: Sequence[Kind]) -> tuple[Told, ...]:
        """Asks the ruler about a text of these tokens alone."""
        tags, words, relations = ([self.vocab.strings[number] for number in column] for column in zip(*kinds, strict=True))
        doc = Doc(self.vocab, words=words, tags=tags, deps=relations, heads=[0] * len(kinds))
        starts = {start for _, start, _ in self.beginnings(doc, allow_missing=True)}
        return tuple(
            Told((token.tag, token.dep, token.pos, token.lemma), token.morph, begins_pair=token.i in starts) for token in self.ruler(doc)
        )


def expressions(token: dict[str, Any]) -> Iterator[str]:
    """Yields regular expressions for the words that a rule's token names.

    >>> list(expressions({"TAG": "MD", "LOWER": "can"})), list(expressions({"LOWER": {"IN": ["is", "'s"]}}))
    (['^can$'], ['^is$', "^'s$"])
    """
    stated = token.get("LOWER", {})
    named: dict[str, Any] = {"IN": [stated]} if isinstance(stated, str) else stated
    yield from (f"^{re.escape(word)}$" for word in named.get("IN", ()))
    if "REGEX" in named:
        yield named["REGEX"]


@Language.factory(NAME)
def remembered_rules(nlp: Language, name: str) -> RememberedRules:
    """Returns the pipe for a model whose ruler is loaded."""
    del name
    ruler = nlp.get_pipe(RULER)
    assert isinstance(ruler, AttributeRuler)
    return RememberedRules(nlp.vocab, ruler)
