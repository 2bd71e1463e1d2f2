"""What a report may assert: the check that every number of it is stated by a claim or computed from such."""

import datetime as dt
import re
from collections.abc import Iterator

import sitrep
from sitrep.merge.reconciliation import added, counted, whole
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds
from sitrep.packs.gazetteer import countries
from sitrep.views.reporting.material import Material
from sitrep.views.reporting.ordering import text_of_report
from sitrep.views.reporting.reports import Computation, Note, Piece, Pieces, Quote, Report, Section, Table
from sitrep.views.reporting.style import style
from sitrep.views.trending.sentences import number as ratio_words
from sitrep.views.trending.sentences import number_words

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NUMERAL = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions|scores)\b", re.IGNORECASE
)


def numbers_in(text: str) -> list[str]:
    """Returns the numbers that stand in a text, in order."""
    return NUMBER.findall(text)


def values_in(text: str) -> list[int]:
    """Returns what the numbers of a text are worth, millions in full."""
    found = re.findall(r"(\d+(?:[.,]\d+)*)( million)?", text)
    return [round(float(number.replace(",", "")) * 1_000_000) if million else int(number.replace(",", "")) for number, million in found]


def all_pieces(report: Report) -> Iterator[Piece]:
    """Yields every piece of a report, those of its computed footnotes too."""
    for pieces in text_of_report(report):
        yield from pieces
    for note in report.notes:
        if isinstance(note, Computation):
            yield from note.how


def template_words(report: Report) -> Iterator[str]:
    """Yields all words of a report that no claim stands behind: titles, heads, captions."""
    yield from (report.title, report.notes_title)
    yield from (fact.name for fact in report.facts)
    for section in report.sections:
        yield from section_words(section)


def section_words(section: Section) -> Iterator[str]:
    """Yields the title of a section, and the heads and captions of its tables."""
    yield section.title
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (*block.heads, block.caption)


def unfounded(report: Report, material: Material) -> list[str]:
    """Returns what a report asserts without evidence, each in words; nothing where all of it is founded."""
    notes = {note.number: note for note in report.notes}
    found = [f"template: {words!r}" for words in template_words(report) if NUMBER.search(words)]
    for piece in all_pieces(report):
        fault = fault_of(piece, notes, material)
        if fault:
            found.append(f"{piece.kind} {piece.text!r}: {fault}")
    found += [f"note {note.number}: {fault}" for note in report.notes if (fault := fault_of_note(note, material))]
    return found


def fault_of(piece: Piece, notes: dict[int, Note], material: Material) -> str | None:
    """Returns what is wrong with a piece, None where it is founded."""
    if piece.kind == "plain":
        return "a number without a claim" if NUMBER.search(piece.text) or NUMERAL.search(piece.text) else None
    if piece.kind == "day":
        return None if set(numbers_in(piece.text)) <= known_days(material) else "no such day"
    if piece.kind == "words":
        return None if is_quoted(piece.text, material) else "not in a report"
    if piece.kind == "name":
        strange = words_in(piece.text) - known_names(material)
        return f"no name of a claim: {sorted(strange)}" if strange else None
    if piece.kind == "number":
        return fault_of_number(piece, notes, material)
    return None


def fault_of_number(piece: Piece, notes: dict[int, Note], material: Material) -> str | None:
    """Returns what is wrong with a number, None where its claims state it or it is computed as its footnote says."""
    if not piece.notes or piece.bounds is None:
        return "no footnote"
    cited = [notes[number] for number in piece.notes]
    computed = next((note for note in cited if isinstance(note, Computation)), None)
    if computed is not None and computed.kind == "trend":
        return fault_of_computed(piece, computed, material)
    written = {str(value) for value in values_in(piece.text)}
    if not written <= {str(end) for end in (piece.bounds.low, piece.bounds.high) if end is not None}:
        return "other words than its bounds"
    if computed is not None:
        return fault_of_computed(piece, computed, material)
    claims = [material.claims[note.claim] for note in cited if isinstance(note, Quote)]
    return None if piece.bounds in set(stated_by(claims)) else "no claim that it cites states it"


def fault_of_computed(piece: Piece, note: Computation, material: Material) -> str | None:
    """Returns what is wrong with a computed number."""
    if note.kind == "trend":
        return None if set(numbers_in(piece.text)) <= numbers_of_test(material) else "no result of the test"
    if note.kind == "count" or piece.counted:
        return None if piece.bounds == Bounds(len(set(piece.counted)), len(set(piece.counted))) else "counted otherwise"
    terms = [each.bounds for each in note.how if each.kind == "number" and each.bounds is not None]
    if note.kind == "sum":
        return None if piece.bounds == added(terms) else "not the sum of its terms"
    now, before = terms
    ends = {abs(one - other) for one, other in ((now.low, before.high), (now.high, before.low)) if one is not None and other is not None}
    shown = {end for end in (piece.bounds.low, piece.bounds.high) if end is not None} if piece.bounds else set()
    return None if shown <= ends else "not the difference of its two numbers"


def numbers_of_test(material: Material) -> set[str]:
    """Returns the numbers that the test against the periods before gives, as they are written."""
    found: set[str] = set()
    for change in material.changes:
        found |= {part for value in change.usual or () for part in numbers_in(number_words(value))}
        found |= {part for value in (change.ratio, change.low, change.high) for part in numbers_in(ratio_words(value))}
    return found


def stated_by(claims: list[Claim]) -> Iterator[Bounds]:
    """Yields what claims state: each figure, each whole of figures of one kind, sums of such, and the span of several accounts."""
    for claim in claims:
        yield from (Bounds(figure.low, figure.high) for figure in claim.figures)
    wholes = [whole(key[0], figures) for claim in claims for key, figures in counted(claim.figures).items()]
    yield from wholes
    by_count: dict[tuple[str, str], list[Bounds]] = {}
    for claim in claims:
        for key, figures in counted(claim.figures).items():
            by_count.setdefault(key, []).append(whole(key[0], figures))
    spans = [span_of(bounds) for bounds in by_count.values()]
    yield from spans
    for measure in {key[0] for key in by_count}:
        yield added(span_of(bounds) for key, bounds in by_count.items() if key[0] == measure)


def span_of(bounds: list[Bounds]) -> Bounds:
    """Returns the least and the greatest of several accounts."""
    lows, highs = [each.low for each in bounds], [each.high for each in bounds]
    return Bounds(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def fault_of_note(note: Note, material: Material) -> str | None:
    """Returns what is wrong with a footnote: words that do not stand in the report, an address of another, a claim of another."""
    if isinstance(note, Computation):
        return None
    claim, document = material.claims[note.claim], material.documents[note.document]
    if claim.document != document.id or note.link != document.url:
        return "of another report"
    text = " ".join(document.text.split())
    missing = [part for part in note.words.split(" … ") if part not in text]
    figures = [" ".join(figure.text.split()) for figure in claim.figures if " ".join(figure.text.split()) not in note.words]
    return f"not verbatim: {missing or figures}" if missing or figures else None


def is_quoted(words: str, material: Material) -> bool:
    """Whether words stand in a report."""
    texts = [" ".join(document.text.split()) for document in material.documents.values()]
    return all(any(part in text for text in texts) for part in words.split(" … "))


def known_days(material: Material) -> set[str]:
    """Returns the numbers of every day and year that claims, reports and the period tell, and of the days of the period."""
    days = [material.period.first + dt.timedelta(index) for index in range(material.period.days)]
    for claim in material.claims.values():
        days += [day for day in (claim.when.first_day, claim.when.last_day) if day]
    days += [dt.date.fromisoformat(document.published[:10]) for document in material.documents.values() if document.published]
    clock = {part for document in material.documents.values() for part in re.split(r"\D", (document.published or "")[10:])}
    return {str(day.day) for day in days} | {str(day.year) for day in days} | clock


def words_in(text: str) -> set[str]:
    """Returns the words of a text, without case."""
    return {word.casefold() for word in re.findall(r"[^\W_]+", text)}


def known_names(material: Material) -> set[str]:
    """Returns the words of every name that claims, reports, countries and this program bear, with the article."""
    named = ["the", "a", "an", f"sitrep {sitrep.__version__}", *(country.name for country in countries().values())]
    named += [word for country in countries().values() for word in country.demonyms]
    named += list(style().adjectives.values())
    named += [part for document in material.documents.values() for part in (document.publisher,) if part]
    named += [document.publisher for document in (*material.published, *material.published_before) if document.publisher]
    for claim in material.claims.values():
        actors = [claim.actor, claim.target, *claim.participants, claim.source]
        named += [part for who in actors if who for part in (who.name, who.role, who.organisation) if part]
        named += [part for part in (claim.source.cites, claim.source.channel) if part] if claim.source else []
        named += [part for place in claim.places for part in (place.name, place.admin1) if part]
        named += [figure.text for figure in claim.figures]
    return words_in(" ".join(named))


def text_without_marks(pieces: Pieces) -> str:
    """Returns the text of pieces without what refers to footnotes."""
    return "".join(piece.text for piece in pieces if piece.kind != "mark")


def body_numbers(report: Report) -> list[str]:
    """Returns the numbers of a report's text in the order in which they are read, without footnotes and their marks."""
    return [number for pieces in text_of_report(report) for number in numbers_in(text_without_marks(pieces))]


def note_numbers(report: Report) -> list[str]:
    """Returns the numbers of a report's footnotes, in order, without their own numbers and addresses."""
    found: list[str] = []
    for note in report.notes:
        if isinstance(note, Quote):
            found += numbers_in(" ".join(part for part in (note.speaker, note.outlet, note.date, note.words, note.review) if part))
        else:
            found += numbers_in(text_without_marks(note.how))
    return found
