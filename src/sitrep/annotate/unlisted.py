"""Unlisted names: those that a text shows to be places and that the gazetteer does not list as they are written."""

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc, Span

from sitrep.annotate.toponyms import Toponym, are_listed, is_name_like, part_words, size_words, words
from sitrep.annotate.weighing import LOOSE, PLACE_LABELS, Company
from sitrep.packs.gazetteer import Entry, demonym, entries_like
from sitrep.packs.spelling import fold

CLOSED_LABELS = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART"}
)
LONGEST = 8
LONGEST_SHOUTED = 2


def find_unlisted(company: Company, kept: Sequence[Toponym]) -> list[Span]:
    """Returns names beside the `kept` ones that stand where only places stand, in text order."""
    taken = {i for t in kept for i in range(t.start, t.end)}
    placed = {i for t in kept for i in (t.start, t.end - 1) if not t.adjective}
    found: list[Span] = []
    for run in _runs(company, taken):
        follows = bool(found) and are_listed(company.parse, found[-1].end, run.start) and run[0].ent_type_ not in {"PERSON", "NORP"}
        shouted = run.start in company.shouted
        if _is_named_settlement(run) or (not shouted and (follows or _is_shown(run) or _is_among(run, placed))):
            found.append(run)
    return found


def find_held(parse: Doc) -> Iterator[Span]:
    """Yields land that is named by who holds it alone ("rebel-held territory")."""
    for token in parse[3:]:
        holder, mark, held = parse[token.i - 3], parse[token.i - 2], parse[token.i - 1]
        if token.lower_ in words().lands and mark.text in {"-", "‑"} and held.lower_ in words().held:
            yield parse[holder.i : token.i + 1]


def _is_among(run: Span, placed: Collection[int]) -> bool:
    """Whether "and" joins a name to a place of the gazetteer, and the model sees neither a person nor a body in it."""
    parse, before, after = run.doc, run.start - 2, run.end + 1
    joined = (before in placed and parse[before + 1].lower_ in {"and", "or"}) or (
        after in placed and parse[run.end].lower_ in {"and", "or"}
    )
    return joined and run[0].ent_type_ in PLACE_LABELS | {""} and len(run) <= 2


def liken(run: Span, scene: Collection[str]) -> Entry | None:
    """Returns the largest settlement that sounds like a name, in one of the countries that the text is about; None where there is none."""
    return next((e for e in entries_like(run.text) if e.country in scene), None)


def _runs(company: Company, taken: Collection[int]) -> Iterator[Span]:
    """Yields the capitalised stretches outside `taken`."""
    position, parse = 0, company.parse
    while position < len(parse):
        end = _end_of_run(parse, position, taken, LONGEST_SHOUTED if position in company.shouted else LONGEST)
        if end > position and fold(parse[end - 1].text) not in company.surnames:
            yield parse[position:end]
        position = max(end, position + 1)


def _end_of_run(parse: Doc, start: int, taken: Collection[int], longest: int) -> int:
    """Returns where the name that begins at `start` ends; `start` itself where none begins."""
    end, i = start, start
    while i < len(parse) and i not in taken and i - start < longest:
        token = parse[i]
        if i > start and (token.is_sent_start or token.is_space):
            break
        if is_name_like(token) and token.lower_ not in size_words() and not token.is_stop:
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
    """Whether a stretch is a date, a number, a code, a word of its sentence's beginning, or an adjective of a people."""
    first = run[0]
    if any(t.ent_type_ in CLOSED_LABELS or fold(t.text) in words().never for t in run) or demonym(run.text) is not None:
        return True
    if len(run) > 1:
        return False
    begins = bool(first.is_sent_start) and first.ent_type_ not in PLACE_LABELS
    return begins or sum(c.isalpha() for c in first.text) <= 2 or first.pos_ not in {"PROPN", "NOUN", "ADJ"}


def _is_shown(run: Span) -> bool:
    """Whether what stands before or after a name makes it a place."""
    parse, known = run.doc, words()
    after = parse[run.end].lower_ if run.end < len(parse) else ""
    if after in known.unlisted_after and not (run.text.isupper() and len(run) == 1):
        return True
    before = run.start - 1
    while before > 0 and parse[before].lower_ in known.compass:
        before -= 1
    return run[0].ent_type_ in PLACE_LABELS and before >= 0 and parse[before].lower_ in known.locative - LOOSE


def _is_named_settlement(run: Span) -> bool:
    """Whether "village of", "towns of", "vicinity of" or "villages, including" stands before a name."""
    parse, known = run.doc, words()
    if run.start < 2 or run[0].ent_type_ == "NORP":
        return False
    before, heads = parse[run.start - 1].lower_, [parse[i].lower_ for i in range(max(0, run.start - 4), run.start - 1)]
    if before == "of":
        return heads[-1] in known.unlisted_before or (
            size_words().get(heads[-1]) in {"settlement", "district"} and heads[-1] not in part_words()
        )
    return before in known.exemplary and any(h.endswith("s") and size_words().get(h) in {"settlement", "district"} for h in heads)
