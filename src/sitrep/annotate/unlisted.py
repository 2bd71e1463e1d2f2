"""Unlisted names: those that a text shows to be places and that the gazetteer does not list as they are written."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span

from sitrep.annotate.toponyms import are_listed, is_name_like, size_words, words
from sitrep.packs.gazetteer import Entry, demonym, entries_like
from sitrep.packs.spelling import fold

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
CLOSED_LABELS = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART"}
)
LONGEST = 4


def find_unlisted(parse: Doc, taken: Collection[int]) -> list[Span]:
    """Returns names outside the tokens `taken` that stand where only places stand, in text order."""
    found: list[Span] = []
    for run in _runs(parse, taken):
        follows = bool(found) and are_listed(parse, found[-1].end, run.start) and run[0].ent_type_ not in {"PERSON", "NORP"}
        if follows or _is_shown(parse, run) or _is_among(parse, run, taken):
            found.append(run)
    return found


def _is_among(parse: Doc, run: Span, taken: Collection[int]) -> bool:
    """Whether a name stands in a list with a place of the gazetteer, and the model sees neither a person nor a body in it."""
    before, after = run.start - 2, run.end + 1
    beside = (before in taken and are_listed(parse, before + 1, run.start)) or (after in taken and are_listed(parse, run.end, after))
    return beside and run[0].ent_type_ in PLACE_LABELS | {""} and len(run) <= 2


def liken(run: Span, scene: Collection[str]) -> Entry | None:
    """Returns the largest settlement that sounds like a name, in one of the countries that the text is about; None where there is none."""
    return next((e for e in entries_like(run.text) if e.country in scene), None)


def _runs(parse: Doc, taken: Collection[int]) -> Iterator[Span]:
    """Yields the capitalised stretches outside `taken`."""
    position = 0
    while position < len(parse):
        end = _end_of_run(parse, position, taken)
        if end > position:
            yield parse[position:end]
        position = max(end, position + 1)


def _end_of_run(parse: Doc, start: int, taken: Collection[int]) -> int:
    """Returns where the name that begins at `start` ends; `start` itself where none begins."""
    end, i = start, start
    while i < len(parse) and i not in taken and i - start < 2 * LONGEST:
        token = parse[i]
        if i > start and (token.is_sent_start or token.is_space):
            break
        if is_name_like(token) and token.lower_ not in size_words():
            end = i + 1
        elif not _continues(parse, i):
            break
        i += 1
    return end if end > start and not _is_closed(parse[start:end]) else start


def _continues(parse: Doc, position: int) -> bool:
    """Whether a lower-case token may stand inside a name: a hyphen, or an Arabic article before more of it."""
    after = parse[position + 1] if position + 1 < len(parse) else None
    if after is None or parse[position].lower_ not in words().prefixes:
        return bool(parse[position].text == "-")
    return bool(after.text == "-" or is_name_like(after))


def _is_closed(run: Span) -> bool:
    """Whether a stretch is a date, a number, a word of its sentence's beginning, or an adjective of a people."""
    first = run[0]
    if any(t.ent_type_ in CLOSED_LABELS or fold(t.text) in words().never for t in run) or demonym(run.text) is not None:
        return True
    return len(run) == 1 and (
        first.is_digit or first.pos_ not in {"PROPN", "NOUN", "ADJ"} or (first.is_sent_start and first.ent_type_ not in PLACE_LABELS)
    )


def _is_shown(parse: Doc, run: Span) -> bool:
    """Whether what stands before or after a name makes it a place."""
    label, known = run[0].ent_type_, words()
    if _is_named_settlement(parse, run) and label != "NORP":
        return True
    after = parse[run.end].lower_ if run.end < len(parse) else ""
    if after in known.unlisted_after and not (run.text.isupper() and len(run) == 1):
        return True
    before = run.start - 1
    while before > 0 and parse[before].lower_ in known.articles | known.compass:
        before -= 1
    located = before >= 0 and parse[before].lower_ in known.locative
    return label in PLACE_LABELS and located


def _is_named_settlement(parse: Doc, run: Span) -> bool:
    """Whether "village of", "towns of", "vicinity of" or "villages, including" stands before a name."""
    if run.start < 2:
        return False
    before, heads = parse[run.start - 1].lower_, [parse[i].lower_ for i in range(max(0, run.start - 4), run.start - 1)]
    if before == "of":
        return heads[-1] in words().unlisted_before or size_words().get(heads[-1]) in {"settlement", "district"}
    return before in words().exemplary and any(h.endswith("s") and size_words().get(h) in {"settlement", "district"} for h in heads)
