"""Issues: what was uncertain or missing, in words."""

from typing import Literal

import msgspec

IssueCode = Literal[
    "no-publication-date",
    "bad-publication-date",
    "unresolved-time",
    "unresolved-place",
    "no-place",
    "no-time",
    "no-actor",
    "inherited-time",
    "inherited-place",
    "unsure-speaker",
    "unsure-scope",
    "unsupported-language",
    "language-guessed",
    "encoding-guessed",
    "irrelevant",
    "algebra",
    "unfit-correction",
    "died-since",
    "words-of-feed",
]


class Issue(msgspec.Struct, frozen=True):
    """One thing that a reader should know before trusting a value; `message` is a whole plain sentence."""

    code: IssueCode
    message: str
