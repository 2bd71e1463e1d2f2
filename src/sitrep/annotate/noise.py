"""Noise: what stands in a text and is no part of the report."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from sitrep.annotate.datelines import find_datelines
from sitrep.annotate.headlines import find_headlines
from sitrep.annotate.lines import Line, is_capital_text, plain, split_lines, straight, unwrapped
from sitrep.model.readings import Noise, NoiseKind
from sitrep.packs.loader import load

PACK = "languages/en/noise.toml"
LONGEST_LINE = 40
LONGEST_LINK_SENTENCE = 15
LONGEST_LINK = 25
MOST_LINKS = 12
LONGEST_CREDITED = 70
LONGEST_SENTENCE = 600
NAME_WORD = r"(?:[A-Z][\w.'’\-]+|and|in|for|of|the|at|de|van|der|al)"
BYLINE = re.compile(rf"(?:By|BY|From) {NAME_WORD}(?:,? {NAME_WORD}){{0,12}}$")
AGENCY_CAPTION = re.compile(r", [A-Z][a-z]+day, [A-Z][a-z]+\.? \d{1,2}, \d{4}\. ?[(\[][^()\[\]\n]{2,120}[)\]]")
CREDIT_LABEL = r"\b(?:photograph|photo|image|picture|credit)s?(?: credit| source| by)?: (?-i:[A-Z©@(])[^.\n]{1,60}$"
SENTENCE_END = re.compile(r"(?:(?<=\w\w)|(?<=[”\"'’)\]%]))[.!?][\"'”’)]*(?=\s|$)|(?<=\w[.!?])[”\"](?=\s)|\n")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that tell one kind of noise, as the pack describes them."""

    lines: tuple[str, ...] = ()
    line_starts: tuple[str, ...] = ()
    sentence_starts: tuple[str, ...] = ()
    sentence_ends: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


class Shapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that help to tell a shape: the agencies that datelines name, the words that stay small in headlines."""

    agencies: tuple[str, ...] = ()
    small_words: frozenset[str] = frozenset()


class NoisePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The knowledge of noise, by kind; `report` has words of lines that look like noise and are none."""

    furniture: Words
    link: Words
    byline: Words
    caption: Words
    dateline: Shapes
    headline: Shapes
    report: Words

    @property
    def kinds(self) -> tuple[tuple[NoiseKind, Words], ...]:
        """The kinds that words tell."""
        return ("furniture", self.furniture), ("link", self.link), ("byline", self.byline), ("caption", self.caption)


@dataclass(frozen=True, slots=True)
class Signs:
    """The compiled pack; the keys of `kinds` are all the words that a line or a sentence can begin or end with."""

    lines: dict[str, NoiseKind]
    leads: frozenset[str]
    kinds: dict[str, NoiseKind]
    line_start: re.Pattern[str]
    sentence_start: re.Pattern[str]
    sentence_end: re.Pattern[str]
    bracket: re.Pattern[str]
    credit: re.Pattern[str]
    agencies: tuple[str, ...]
    small_words: frozenset[str]
    report_starts: tuple[str, ...]


@functools.cache
def signs() -> Signs:
    """Returns the signs of noise in English, compiled once a process."""
    pack = load(PACK, NoisePack)
    groups = [group for _, group in pack.kinds]
    credit = either(pack.caption.credits)
    return Signs(
        lines={words: kind for kind, group in pack.kinds for words in (*group.lines, *group.leads)},
        leads=frozenset(words for group in groups for words in group.leads),
        kinds={words: kind for kind, group in pack.kinds for words in (*group.line_starts, *group.sentence_starts, *group.sentence_ends)},
        line_start=re.compile(
            rf"[^\w(\"'#-]{{0,4}}({either(words for group in groups for words in group.line_starts)})(?:(?<=\W)|(?!\w))", re.IGNORECASE
        ),
        sentence_start=re.compile(
            rf"(?<![\w-])(?:{either(words for group in groups for words in group.sentence_starts)})(?!\w)", re.IGNORECASE
        ),
        sentence_end=re.compile(
            rf"\b(?:{either(words for group in groups for words in group.sentence_ends)})(?=[.)]*\s*(?:$|[\n.)]))", re.IGNORECASE
        ),
        bracket=re.compile(rf"[(\[][^()\[\]\n]{{0,80}}?(?:{credit})[^()\[\]\n]{{0,120}}[)\]]", re.IGNORECASE),
        credit=re.compile(rf"{CREDIT_LABEL}|(?:{credit})[^.\n]{{0,40}}$", re.IGNORECASE),
        agencies=pack.dateline.agencies,
        small_words=pack.headline.small_words,
        report_starts=pack.report.line_starts,
    )


def either(words: Iterable[str]) -> str:
    """Returns a pattern of alternatives, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def find_noise(text: str) -> tuple[Noise, ...]:
    """Returns the stretches that are no part of the report, in text order and apart from each other.

    A dateline ends before the first word of the story. A text wholly in capitals has no headlines but its own.
    """
    text = straight(text)
    lines = split_lines(text)
    capital_text = is_capital_text(text)
    noisy = noisy_lines(unwrapped(lines), capital_text)
    rest = [line for line in lines if line not in noisy]
    found = [Noise(line.start, line.end, kind) for line, kind in noisy.items()]
    found += [Noise(start, end, "dateline") for start, end in find_datelines(text, rest, capital_text, signs().agencies)]
    headlines = find_headlines(rest, capital_text, signs().small_words)
    found += [Noise(line.start, line.end, "headline") for line in headlines if not is_report(line)]
    found += [*opened_sentences(text), *closed_sentences(text), *credited(text)]
    return apart(found)


def noisy_lines(lines: Sequence[Line], capital_text: bool) -> dict[Line, NoiseKind]:
    """Returns the lines that their words give away, with the few that follow a heading of links."""
    noisy: dict[Line, NoiseKind] = {}
    links_left = 0
    for line in lines:
        kind = line_kind(line) or (None if capital_text else signed_kind(line))
        if plain(line.text).rstrip(" :") in signs().leads:
            links_left = MOST_LINKS
        elif kind is None and is_link(line):
            links_left = max(0, links_left - 1)
        elif kind is None:
            links_left = 0
        if kind or links_left:
            noisy[line] = kind or "link"
    return noisy


def line_kind(line: Line) -> NoiseKind | None:
    """Returns what kind of noise a whole line is, None where its words do not tell."""
    key = plain(line.text)
    kind = signs().lines.get(key) or signs().lines.get(key.rstrip(" .:"))
    if kind or line.words > LONGEST_CREDITED:
        return kind
    start = signs().line_start.match(line.text)
    if start and line.words <= LONGEST_LINE:
        kind = signs().kinds[start[1].lower()]
        return None if kind == "link" and line.is_sentence and line.words > LONGEST_LINK_SENTENCE else kind
    return None


def signed_kind(line: Line) -> NoiseKind | None:
    """Returns byline or caption where the shape of a line tells so, which it does not in a text wholly in capitals."""
    if line.words > LONGEST_CREDITED or line.is_sentence:
        return None
    if line.opens and BYLINE.match(line.text):
        return "byline"
    return "caption" if signs().credit.search(line.text) else None


def is_report(line: Line) -> bool:
    """Whether a line begins with a label under which posts and briefs give parts of the report."""
    return plain(line.text).startswith(signs().report_starts)


def is_link(line: Line) -> bool:
    """Whether a line under a heading of links is one of them: short and without a full stop."""
    return not line.is_sentence and line.words <= LONGEST_LINK


def opened_sentences(text: str) -> Iterator[Noise]:
    """Yields the sentences that begin as noise does; credits of writers run to the end of their line."""
    for match in signs().sentence_start.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()].rstrip(" (")[-1:]
        if not before.isalnum() and before not in (",", ";"):
            kind = signs().kinds[match.group().lower()]
            yield Noise(match.start(), credits_end(text, match.end()) if kind == "byline" else sentence_end(text, match.end()), kind)


def closed_sentences(text: str) -> Iterator[Noise]:
    """Yields the sentences that end as noise does."""
    for match in signs().sentence_end.finditer(text):
        yield Noise(sentence_start(text, match.start()), sentence_end(text, match.end()), signs().kinds[match.group().lower()])


def credited(text: str) -> Iterator[Noise]:
    """Yields the credits of pictures that stand in brackets, and the captions before them that end with a full date."""
    for match in AGENCY_CAPTION.finditer(text):
        yield Noise(sentence_start(text, match.start()), match.end(), "caption")
    for match in signs().bracket.finditer(text):
        yield Noise(match.start(), match.end(), "caption")


def sentence_start(text: str, before: int) -> int:
    """Returns where the sentence that holds the offset `before` begins; initials do not end a sentence."""
    first = max(0, before - LONGEST_SENTENCE)
    ends = [match.end() for match in SENTENCE_END.finditer(text, first, before)]
    start = ends[-1] if ends else first
    return start + len(text[start:before]) - len(text[start:before].lstrip())


def sentence_end(text: str, after: int) -> int:
    """Returns where the sentence that holds the offset `after` ends, its stop included."""
    last = min(len(text), after + LONGEST_SENTENCE)
    match = SENTENCE_END.search(text, after, last)
    if match is None:
        return after + len(text[after:last].rstrip())
    return match.start() if match.group() == "\n" else match.end()


def credits_end(text: str, after: int) -> int:
    """Returns where the credits of writers end: with their line, or with their sentence where the line goes on for long."""
    end = text.find("\n", after, after + LONGEST_SENTENCE)
    rest = text[after : end if end >= 0 else after + LONGEST_SENTENCE].rstrip()
    return after + len(rest) if len(rest.split()) <= LONGEST_LINE else sentence_end(text, after)


def apart(found: Iterable[Noise]) -> tuple[Noise, ...]:
    """Returns the stretches in text order, without those that overlap one that begins earlier."""
    kept: list[Noise] = []
    for noise in sorted(found, key=lambda noise: (noise.start, -noise.end)):
        if noise.start < noise.end and (not kept or noise.start >= kept[-1].end):
            kept.append(noise)
    return tuple(kept)
