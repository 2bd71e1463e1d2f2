"""Capitals: a text that stands wholly in capitals, given back its small letters, so that it parses like any other."""

import functools
import re
from collections.abc import Sequence
from typing import cast

import msgspec
from spacy.language import Language
from spacy.pipeline import Lemmatizer

from sitrep.annotate.rosters import full_names, short_names
from sitrep.packs.gazetteer import demonym, entries
from sitrep.packs.loader import load
from sitrep.packs.spelling import fold

WORD = re.compile(r"[^\W\d_]+")
OPENING = re.compile(r"(?:^|[.!?:][\"”)]*\s+|\n\s*\n\s*|--\s)[\"“(\[]*$")
TAIL = re.compile(r"(?<=\w['’])(?:s|t|re|ve|ll|d|m)\b|(?<=\d)(?:st|nd|rd|th|d|am|pm|mm|km|kg)\b", re.IGNORECASE)
ACRONYM = re.compile(r"^[^aeiouy]{2,}$|[bcdfgjkmpqtvwxz]{3}|^[^aeiouyls][^aeiouhlry]|^[aeiou][^aeiouy]{2}$")
CLASSES = ("verb", "adj", "adv")
LARGE = 100_000
SMALL = 1_000
LONGEST_NAME = 3
LONGEST_ACRONYM = 6


class CapitalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell names from other words where capitals do not."""

    names: frozenset[str]
    months: frozenset[str]
    before_month: frozenset[str]
    kept: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    particles: frozenset[str]
    word_endings: tuple[str, ...]
    words: frozenset[str]


@functools.cache
def capital_words() -> CapitalWords:
    """Returns the English words."""
    return load("languages/en/capitals.toml", CapitalWords)


def with_small_letters(text: str, nlp: Language) -> str:
    """Returns a text in capitals with small letters but for names, beginnings of sentences and acronyms, as long as before.

    `nlp` knows which words English has, and tells names from nouns where its dictionary does not.
    """
    matches = list(WORD.finditer(text))
    lower = [match.group().lower() for match in matches]
    speller = Speller(nlp)
    forms = [speller.form(text, match, lower, index) for index, match in enumerate(matches)]
    for index, words in speller.phrases(text, matches, lower):
        forms[index : index + len(words)] = words
    draft = written(text, matches, [form or word for form, word in zip(forms, lower, strict=True)])
    named = proper_nouns(draft, nlp)
    settled = [
        form or (word.capitalize() if match.start() in named else word) for form, word, match in zip(forms, lower, matches, strict=True)
    ]
    titled = [with_title(text, matches, settled, index) for index in range(len(settled))]
    return written(text, matches, [opened(text, match, form) for match, form in zip(matches, titled, strict=True)])


def written(text: str, matches: Sequence[re.Match[str]], forms: Sequence[str]) -> str:
    """Returns the text with its words in other forms; one whose form differs in length stays as it is."""
    parts, end = [], 0
    for match, form in zip(matches, forms, strict=True):
        parts += [text[end : match.start()], form if len(form) == len(match.group()) else match.group()]
        end = match.end()
    return "".join([*parts, text[end:]])


def proper_nouns(draft: str, nlp: Language) -> frozenset[int]:
    """Returns the offsets of the words that the tagger takes for names."""
    doc = nlp.make_doc(draft)
    for name in ("tok2vec", "tagger"):
        doc = nlp.get_pipe(name)(doc)
    return frozenset(token.idx for token in doc if token.tag_ in {"NNP", "NNPS"})


def opened(text: str, match: re.Match[str], form: str) -> str:
    """Returns a word with a capital where it opens a sentence."""
    return form[:1].upper() + form[1:] if OPENING.search(text, max(0, match.start() - 12), match.start()) else form


def with_title(text: str, matches: Sequence[re.Match[str]], forms: Sequence[str], index: int) -> str:
    """Returns a title or given name with a capital where a name follows ("President Salinas")."""
    form = forms[index]
    if form not in capital_words().titles | capital_words().given or index + 1 == len(forms):
        return form
    between = text[matches[index].end() : matches[index + 1].start()]
    return form.capitalize() if forms[index + 1][:1].isupper() and between.strip() in {"", "."} else form


class Speller:
    """Tells for each word how it is written within a sentence."""

    def __init__(self, nlp: Language) -> None:
        """Takes the dictionary of the lemmatizer and the vocabulary of the parser."""
        tables = cast(Lemmatizer, nlp.get_pipe("lemmatizer")).lookups
        self.words = {name: frozenset(tables.get_table("lemma_index")[name]) for name in (*CLASSES, "noun")}
        self.exceptions = tables.get_table("lemma_exc")
        self.rules = tables.get_table("lemma_rules")
        self.vocab = nlp.vocab

    def form(self, text: str, match: re.Match[str], lower: Sequence[str], index: int) -> str | None:
        """Returns how a word is written, None where only the sentence can tell."""
        word, known = lower[index], capital_words()
        if TAIL.match(text, match.start()):
            return word
        if word in known.kept or (text[match.end() : match.end() + 1] == "." and len(word) == 1):
            return match.group()
        if word in known.months:
            return word.capitalize() if is_month(text, match, lower, index) else word
        if word in known.names or demonym(word):
            return word.capitalize()
        if word in known.words or self.vocab[word].is_stop or any(self.bases(word, name) for name in CLASSES):
            return word
        return self.noun_form(match.group(), word)

    def noun_form(self, shouted: str, word: str) -> str | None:
        """Returns how a word that is no verb, adjective or adverb is written, None where only the sentence can tell."""
        if word in capital_words().particles:
            return word
        found = self.bases(word, "noun")
        if not found:
            return shouted if is_acronym(word) else word.capitalize()
        if shouted in short_names():
            return shouted
        if word not in found or self.has_plural(word):
            return word
        if is_large_place(word):
            return word.capitalize()
        return word if word.endswith(capital_words().word_endings) else None

    def bases(self, word: str, name: str) -> list[str]:
        """Returns the dictionary forms of a word as a verb, adjective, adverb or noun."""
        found = [word, *self.exceptions.get(name, {}).get(word, ())]
        found += [word[: len(word) - len(ending)] + other for ending, other in self.rules.get(name, ()) if word.endswith(ending)]
        return [base for base in found if base in self.words[name]]

    def has_plural(self, word: str) -> bool:
        """Whether the parser knows the plural of a noun, which names rarely have."""
        return any(plural in self.vocab.strings for plural in (f"{word}s", f"{word}es", f"{word[:-1]}ies"))

    def phrases(self, text: str, matches: Sequence[re.Match[str]], lower: Sequence[str]) -> list[tuple[int, list[str]]]:
        """Returns names of several words that rosters or the gazetteer know, each with the number of its first word."""
        found = []
        index = 0
        while index < len(lower):
            words = self.known_name(text, matches, lower, index)
            if words:
                found.append((index, words))
            index += max(1, len(words))
        return found

    def known_name(self, text: str, matches: Sequence[re.Match[str]], lower: Sequence[str], index: int) -> list[str]:
        """Returns the words of the longest known name that begins at a word, as they are written; none where none does."""
        for form in full_names().get(lower[index], ()):
            words = form.split()
            if list(lower[index : index + len(words)]) == [word.lower() for word in words] and joined(text, matches, index, len(words)):
                return words
        for size in range(LONGEST_NAME, 1, -1):
            words = list(lower[index : index + size])
            if len(words) == size and joined(text, matches, index, size) and not self.is_plain(words) and is_place(" ".join(words)):
                return [word if place and word in capital_words().particles else word.capitalize() for place, word in enumerate(words)]
        return []

    def is_plain(self, words: Sequence[str]) -> bool:
        """Whether a phrase begins or ends with a function word that opens no name."""
        ends = (words[0], words[-1])
        return any(self.vocab[word].is_stop and word not in capital_words().particles for word in ends)


def joined(text: str, matches: Sequence[re.Match[str]], index: int, size: int) -> bool:
    """Whether nothing but white space stands between `size` words from a word on."""
    return all(
        text[one.end() : other.start()].isspace() for one, other in zip(matches[index:], matches[index + 1 : index + size], strict=False)
    )


def is_month(text: str, match: re.Match[str], lower: Sequence[str], index: int) -> bool:
    """Whether the name of a month stands beside a number or a word that dates it; "may" only beside a number."""
    before, after = text[: match.start()].rstrip()[-1:], text[match.end() :].lstrip(" .")[:1]
    if before.isdigit() or after.isdigit():
        return True
    return match.group().lower() != "may" and index > 0 and lower[index - 1] in capital_words().before_month


def is_acronym(word: str) -> bool:
    """Whether an unknown word reads as letters, not as a word.

    >>> is_acronym("fmln"), is_acronym("eln"), is_acronym("gacha")
    (True, True, False)
    """
    return len(word) <= LONGEST_ACRONYM and ACRONYM.search(word) is not None


def is_large_place(word: str) -> bool:
    """Whether a country or a large town bears the name."""
    return any(entry.known or entry.population >= LARGE for entry in entries(fold(word)) if entry.primary)


def is_place(name: str) -> bool:
    """Whether a place that is not tiny bears a name of several words."""
    return any(entry.known or entry.population >= SMALL or entry.kind != "settlement" for entry in entries(fold(name)))
