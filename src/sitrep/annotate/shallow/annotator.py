"""All annotators of a language without a parser over one document."""

from sitrep.annotate.shallow.figures import find_figures
from sitrep.annotate.shallow.ledgers import join_ledgers
from sitrep.annotate.shallow.people import as_actor, find_people
from sitrep.annotate.shallow.places import find_places
from sitrep.annotate.shallow.speakers import Hearing, find_attributions, find_author
from sitrep.annotate.shallow.times import find_times
from sitrep.annotate.shallow.words import find_sentences, find_words
from sitrep.model.outlines import Outline
from sitrep.model.readings import Annotations
from sitrep.model.texts import Document
from sitrep.model.times import Time
from sitrep.packs.tongues import tongue


def outline(document: Document, language: str) -> Outline:
    """Returns a document as words and sentences with everything found in them; `language` is one that is read without a parser."""
    text, known = document.text, tongue(language)
    words = find_words(text)
    plains = tuple(word.plain for word in words)
    layout = join_ledgers(words, plains, find_sentences(text, words, known), known)
    sentences = layout.sentences
    times = find_times(text, words, plains, known, document.published_at)
    people = find_people(words, plains, known, sentences)
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    dated = frozenset(i for each in times for i in range(starts[each.start], ends[each.end] + 1))
    named = frozenset(i for each in people for i in range(each.first, each.last))
    places, origins = find_places(text, words, known, sentences, dated | named)
    figures = find_figures(text, words, known, layout, dated)
    hearing = Hearing(text, words, plains, known, sentences, people)
    found = Annotations(
        tuple(places),
        tuple(times),
        tuple(figures),
        tuple(as_actor(words, text, each) for each in people),
        tuple(find_attributions(hearing)),
    )
    return Outline(document, words, plains, sentences, found, find_author(hearing), origins, _counted_at(times))


def _counted_at(times: list[Time]) -> frozenset[int]:
    """Returns the offsets of times at which somebody only counted."""
    return frozenset(each.start for each in times if each.precision == "minute")
