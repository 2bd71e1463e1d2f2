"""Speakers: who says what, sentence by sentence, by words of saying and by quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep.annotate.shallow.people import Mention
from sitrep.model.actors import Attribution, Speaker
from sitrep.model.outlines import Sentence, Word
from sitrep.model.texts import Span
from sitrep.packs.phrases import Hit
from sitrep.packs.tongues import Tongue

REACH = 14
SHORT_LINE = 9
HEADING = 24
BARE = 14
OFFICE = 8
DASHES = frozenset("–—-")
BEFORE_DASH = frozenset(',.!»”"')
OPEN, CLOSE = frozenset("«“„"), frozenset("»”")


@dataclass(frozen=True, slots=True)
class Hearing:
    """A text whose speakers are sought."""

    text: str
    words: Sequence[Word]
    plains: Sequence[str]
    tongue: Tongue
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]


def find_attributions(hearing: Hearing) -> list[Attribution]:
    """Returns the reported statements of a text in order, at most one a sentence; a quotation over several sentences is one."""
    found: dict[int, Attribution] = {}
    last: Mention | None = None
    for number, sentence in enumerate(hearing.sentences):
        told = _told(hearing, sentence, last)
        if told:
            cue, source = told
            last = source or last
            found[number] = _attribution(hearing, sentence, (cue.first, cue.last), source)
        elif apart := _set_apart(hearing, sentence):
            mark, last = apart
            found[number] = _attribution(hearing, sentence, (mark, mark + 1), last)
    for first, close in quotations(hearing):
        _spread(hearing, found, first, close)
    for number in list(found):
        _tell_back(hearing, found, number)
    return [found[number] for number in sorted(found)]


def _told(hearing: Hearing, sentence: Sentence, last: Mention | None) -> tuple[Hit[str], Mention | None] | None:
    """Returns the words of saying in a sentence and who is meant, None where nobody is."""
    here = [each for each in hearing.mentions if sentence.first <= each.first < sentence.last]
    hits = hearing.tongue.speech.find(hearing.plains, sentence.first, sentence.last)
    for hit in sorted(hits, key=lambda each: (not _closes(hearing, each), each.first)):
        if hit.value in {"same", "about"}:
            continue
        source = _source(hearing, sentence, hit, here)
        if source is None and last and (hit.value == "saying" and _refers_back(hearing, sentence, hit)):
            source = last
        if source:
            return hit, source
    for hit in hearing.tongue.speech.find(hearing.plains, sentence.first, sentence.last):
        if (
            hit.value == "same"
            and last
            and " " in " ".join(hearing.plains[hit.first : hit.last])
            and hearing.plains[hit.first] in {"за", "по"}
        ):
            return hit, last
    return None


def _set_apart(hearing: Hearing, sentence: Sentence) -> tuple[int, Mention] | None:
    """Returns the mark that sets a speaker apart without a word of saying, and the speaker: "Мер Терехов: …", "…, – МВС."."""
    here = [each for each in hearing.mentions if sentence.first <= each.first < sentence.last]
    for each in here[:2]:
        begins = each.role[0] if each.role else each.first
        opened = all(hearing.words[at].kind == "mark" or _is_body(here, at) for at in range(sentence.first, begins))
        if opened and each.last < sentence.last - 1 and hearing.words[each.last].text == ":":
            return each.last, each
    for each in here[-1:]:
        dash = next(
            (at for at in range(each.first - 1, max(sentence.first, each.first - OFFICE), -1) if hearing.words[at].text in DASHES), None
        )
        closed = all(hearing.words[at].kind == "mark" for at in range(each.last, sentence.last))
        if dash is None or not closed or hearing.words[dash].start == hearing.words[dash - 1].end:
            continue
        bare = not any(hearing.words[at].kind == "number" for at in range(dash, each.first))
        if bare and (hearing.words[dash - 1].text in BEFORE_DASH or (each.is_person and dash == each.first - 1)):
            return dash, each
    return None


def _is_body(mentions: Sequence[Mention], at: int) -> bool:
    """Whether a word is of a body that somebody speaks for."""
    return any(each.first <= at < each.last and not each.is_person for each in mentions)


def _closes(hearing: Hearing, cue: Hit[str]) -> bool:
    """Whether a word of saying stands behind a quotation or a dash, outside of what is said."""
    at = cue.first - 1
    if at > 0 and hearing.words[at].text in "—–-" and hearing.words[at].start > hearing.words[at - 1].end:
        return hearing.words[at - 1].text in {",", "»", "”", '"', "."}
    return False


def _source(hearing: Hearing, sentence: Sentence, cue: Hit[str], here: Sequence[Mention]) -> Mention | None:
    """Returns who stands behind a word of saying, else who stands before it; people go before bodies."""
    after = [
        each for each in here if cue.last <= each.first <= cue.last + REACH and not _parted(hearing, cue.last, each.first, onward=True)
    ]
    if cue.value == "according":
        return _first_choice(after)
    before = [
        each for each in here if each.last <= cue.first and cue.first - each.last <= REACH and not _parted(hearing, each.last, cue.first)
    ]
    near = _first_choice(after)
    if before and before[-1].last == cue.first and not _closes(hearing, cue):
        return before[-1]
    if near and near.first - cue.last <= 4:
        return near
    if before and before[-1].last >= cue.first - 3:
        return _nearest(before)
    return near or _nearest(before)


def _first_choice(mentions: Sequence[Mention]) -> Mention | None:
    """Returns the first person, where a body right before is only part of his office, else the first body."""
    person = next((each for each in mentions if each.is_person), None)
    if person and (mentions[0] is person or person.role or person.first - mentions[0].last <= 3):
        return person
    return mentions[0] if mentions else None


def _nearest(mentions: Sequence[Mention]) -> Mention | None:
    people = [each for each in mentions if each.is_person]
    return people[-1] if people else (mentions[-1] if mentions else None)


def _parted(hearing: Hearing, first: int, last: int, *, onward: bool = False) -> bool:
    """Whether a mark that ends a clause stands between two words; quotation marks and one comma around an apposition do not."""
    short = hearing.tongue.abbreviations
    marks = [
        hearing.words[i].text
        for i in range(first, last)
        if hearing.words[i].kind == "mark" and not (hearing.words[i].text == "." and i and hearing.plains[i - 1] in short)
    ]
    if onward and any(hearing.words[i].text == "," and hearing.plains[i + 1] in hearing.tongue.grammar.joiners for i in range(first, last)):
        return True
    return any(mark in ";:.—–" for mark in marks) or sum(mark == "," for mark in marks) > 1


def _refers_back(hearing: Hearing, sentence: Sentence, cue: Hit[str]) -> bool:
    """Whether a pronoun or a general word near a word of saying means who spoke last."""
    near = range(max(sentence.first, cue.first - 3), min(sentence.last, cue.last + 4))
    for at in near:
        hit = hearing.tongue.speech.at(hearing.plains, at, sentence.last)
        if hearing.plains[at] in hearing.tongue.people.pronouns or (hit and hit.value == "same"):
            return True
    return cue.first - sentence.first <= 2 and hearing.words[cue.last if cue.last < sentence.last else cue.first].text in {",", ":", "."}


def _attribution(hearing: Hearing, sentence: Sentence, cue: tuple[int, int], source: Mention | None) -> Attribution:
    first, last = hearing.words[sentence.first], hearing.words[sentence.last - 1]
    said = hearing.words[cue[0]].start, hearing.words[cue[1] - 1].end
    quoted = any(hearing.words[i].text in OPEN or hearing.words[i].text == '"' for i in range(sentence.first, sentence.last))
    return Attribution(
        _span(hearing, source) if source else None,
        Span(*said, hearing.text[said[0] : said[1]]),
        Span(first.start, last.end, hearing.text[first.start : last.end]),
        "mixed" if quoted else "indirect",
        as_speaker(hearing, source, hearing.text[said[0] : said[1]], quoted=quoted) if source else None,
    )


def _span(hearing: Hearing, mention: Mention) -> Span:
    start, end = hearing.words[mention.first].start, hearing.words[mention.last - 1].end
    return Span(start, end, hearing.text[start:end])


def as_speaker(hearing: Hearing, mention: Mention, verb: str | None = None, *, quoted: bool = False) -> Speaker:
    """Returns who is mentioned as a speaker."""
    role = mention.role and hearing.text[hearing.words[mention.role[0]].start : hearing.words[mention.role[1] - 1].end]
    return Speaker(mention.name, role, None, mention.side, None, verb, None, quoted)


def quotations(hearing: Hearing) -> Iterator[tuple[int, int]]:
    """Yields the words at which quotations over more than one sentence open and close."""
    opened: int | None = None
    for index, word in enumerate(hearing.words):
        if word.text in OPEN or (word.text == '"' and opened is None):
            opened = index if opened is None else opened
        elif word.text in CLOSE or word.text == '"':
            if opened is not None:
                yield opened, index
            opened = None


def _spread(hearing: Hearing, found: dict[int, Attribution], first: int, close: int) -> None:
    """Gives each sentence of a quotation the speaker of the sentence that it ends or begins in."""
    numbers = [n for n, each in enumerate(hearing.sentences) if each.first <= close and each.last > first]
    if len(numbers) < 2:
        return
    following = numbers[-1] + 1
    owner = next((found[n] for n in (numbers[-1], numbers[0], following) if n in found), None)
    if owner is None or owner.speaker is None:
        return
    for number in numbers:
        if number not in found:
            sentence = hearing.sentences[number]
            start, end = hearing.words[sentence.first].start, hearing.words[sentence.last - 1].end
            found[number] = Attribution(owner.source, owner.cue, Span(start, end, hearing.text[start:end]), "direct", owner.speaker)


def _tell_back(hearing: Hearing, found: dict[int, Attribution], number: int) -> None:
    """Gives the sentences before one that only tells who said them ("Про це повідомив …") its speaker, as far as they have none."""
    sentence, told = hearing.sentences[number], found[number]
    opens = hearing.tongue.speech.at(hearing.plains, sentence.first, sentence.last)
    if opens is None or opens.value not in {"about", "saying"} or told.speaker is None or not number:
        return
    if opens.value == "saying" and (sentence.last - sentence.first > BARE or _has_content(hearing, sentence)):
        return
    paragraph = hearing.sentences[number - 1].paragraph
    for before in range(number - 1, -1, -1):
        if before in found or hearing.sentences[before].paragraph != paragraph:
            return
        each = hearing.sentences[before]
        start, end = hearing.words[each.first].start, hearing.words[each.last - 1].end
        found[before] = Attribution(told.source, told.cue, Span(start, end, hearing.text[start:end]), "indirect", told.speaker)


def _has_content(hearing: Hearing, sentence: Sentence) -> bool:
    """Whether a sentence says something besides who speaks: a clause, a quotation, a number."""
    words = range(sentence.first, sentence.last)
    marks = any(hearing.words[at].text in '«“„":' or hearing.words[at].kind == "number" for at in words)
    return marks or any(hearing.plains[at] in hearing.tongue.grammar.joiners for at in words)


def find_author(hearing: Hearing) -> Speaker | None:
    """Returns who signs or heads the whole text: a body on a short line of its own, or one in the heading of a summary."""
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in hearing.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    lines = [(group[0].first, group[-1].last) for group in paragraphs.values()]
    for number in dict.fromkeys([0, 1, len(lines) - 1, len(lines) - 2, len(lines) - 3]):
        if 0 <= number < len(lines) and len(lines) > 1 and (author := _signs(hearing, *lines[number])):
            return author
    return None


def _signs(hearing: Hearing, first: int, last: int) -> Speaker | None:
    size = sum(hearing.words[i].kind == "word" for i in range(first, last))
    bodies = [each for each in hearing.mentions if first <= each.first < last and not each.is_person]
    heads = any(hit.value == "summaries" for hit in hearing.tongue.signs.find(hearing.plains, first, last))
    speaks = hearing.tongue.speech.find(hearing.plains, first, last)
    acts = hearing.tongue.triggers.find(hearing.plains, first, last)
    if bodies and not speaks and ((size <= SHORT_LINE and not acts) or (heads and size <= HEADING)):
        return as_speaker(hearing, bodies[0])
    return None
