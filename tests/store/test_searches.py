"""Search: the same words give the same answers on both databases, and the right ones."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import WrongUsage
from sitrep.model.texts import Document
from sitrep.store.filters import Page
from sitrep.store.records import Record
from sitrep.store.terms import folded
from sitrep.store.word_indexes import LONGEST_WORD, MOST_CHARACTERS, shortened
from tests.store.conftest import new_database
from tests.store.samples import TEXT, claim, document, merge

LETTERS = st.sampled_from(["kyiv", "Kyïv", "drones", "drone", "S-300", "і", "ї", "42", "d'être", "مدرسة", "ß", "a_b", "x\x00y", "🙂"])
TEXTS = st.lists(LETTERS, min_size=1, max_size=6).map(" ".join)


def found(record: Record, words: str) -> list[str]:
    """Returns the ids of the documents that have the words."""
    return [each.id for each in record.search_documents(words).found]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("drones", ["b", "a"]),
        ("DRONES Orikhiv", ["b", "a"]),
        ("drones bridge", ["b"]),
        ('"drones hit orikhiv"', ["a"]),
        ("drones -bridge", ["a"]),
        ('drones -"the bridge"', ["a"]),
        ("bridg*", ["b"]),
        ('"the bri*"', []),
        ("zaporizhzhía", ["b"]),
        ("Courier", []),
        ("Night", ["b"]),
        ('"night at"', []),
    ],
)
def test_documents_are_found_by_their_words(record: Record, words: str, ids: list[str]) -> None:
    """All words must be there, in any order, without case and accents; a title and a text do not run into each other."""
    record.add(document(), ())
    record.add(document("b", "At Orikhiv near Zaporizhzhia, drones hit the bridge.", title="A bad night"), ())
    assert found(record, words) == ids


def test_only_the_newest_words_are_found(record: Record) -> None:
    """What an outlet took back must not be found as if it stood there."""
    record.add(document(), ())
    record.add(document(text="Nothing happened."), ())
    assert found(record, "drones") == []
    assert found(record, "nothing") == ["a"]


def test_claims_are_found_by_evidence_places_and_speakers(record: Record) -> None:
    """People remember a speaker or a town, not the exact words."""
    record.add(document(), (claim(), claim("c2", status="denied")))
    for words in ("at least 3", "petrenko mayor", "zaporizhzhia", "shahed russia", "assault drone"):
        assert [each.id for each in record.search_claims(words).found] == ["c2", "c1"], words
    record.reread(document(), (claim(),))
    assert [each.id for each in record.search_claims("petrenko").found] == ["c1"]


def test_pages_follow_each_other(record: Record) -> None:
    """Paging must show everything once, whatever is added meanwhile."""
    for number in range(5):
        record.add(document(f"d{number}", f"{TEXT} {number}"), ())
    first = record.search_documents("drones", Page(2))
    record.add(document("late", f"{TEXT} late"), ())
    second = record.search_documents("drones", Page(2, first.next))
    third = record.search_documents("drones", Page(2, second.next))
    assert [each.id for page in (first, second, third) for each in page.found] == ["d4", "d3", "d2", "d1", "d0"]
    assert third.next is None


def test_a_word_that_is_never_indexed_is_refused(record: Record) -> None:
    """No text would be found by it, on one of the databases not even an answer."""
    with pytest.raises(WrongUsage, match="none of more than 255"):
        record.search_documents("x" * 3000)


def test_a_full_last_page_is_the_last(record: Record) -> None:
    """A reader who is sent on to an empty page thinks that something broke."""
    for number in range(4):
        record.add(document(f"d{number}", f"{TEXT} {number}"), ())
    assert record.search_documents("drones", Page(4)).next is None


@pytest.mark.parametrize("words", ["", "  ", "-drones", '"..."'])
def test_a_search_for_no_word_is_refused(record: Record, words: str) -> None:
    """An empty search must not look like an empty record."""
    with pytest.raises(WrongUsage, match="at least one word"):
        record.search_documents(words)


def test_a_very_long_text_is_found_by_its_last_word(record: Record) -> None:
    """PostgreSQL indexes at most a megabyte; five megabytes of text must go in all the same."""
    text = " ".join(f"word{number % 9000}" for number in range(400_000)) + " epilogue " + "y" * (LONGEST_WORD + 1)
    record.add(document(text=text), ())
    assert found(record, "epilogue word0 word8999") == ["a"]
    assert len(shortened(folded(text))) <= MOST_CHARACTERS


@pytest.fixture(scope="module")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Record]]:
    """A record on each database."""
    file = str(tmp_path_factory.mktemp("search") / "record.db")
    with Record.open(file, merge, create=True) as one, Record.open(new_database(server), merge, create=True) as other:
        yield [one, other]


@settings(max_examples=60)
@given(text=TEXTS, words=TEXTS, phrase=st.booleans(), begun=st.booleans())
def test_both_databases_answer_alike(both: list[Record], text: str, words: str, phrase: bool, begun: bool) -> None:
    """A team that moves to a server must not lose what its searches found."""
    sought = set(folded(words).split())
    if not sought:
        return
    asked = f'"{words}"' if phrase else f"{words}*" if begun else words
    answers = []
    for record in both:
        record.add(Document(f"d{hash(text)}", text), ())
        answers.append(found(record, asked))
    assert answers[0] == answers[1]
    if not phrase and not begun:
        assert (f"d{hash(text)}" in answers[0]) == (sought <= set(folded(text).split()))
