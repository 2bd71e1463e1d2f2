"""The speech model's reading: words in pieces, rows, and one vector a token."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from sitrep.annotate import speech_encoder
from sitrep.annotate.attributions import find_attributions
from sitrep.annotate.parse import parse
from sitrep.annotate.speech_encoder import read, vectors_of
from sitrep.annotate.speech_model import CONTENT, CUE, OUTSIDE, likeliest
from sitrep.annotate.speech_pieces import CLOSE, LONGEST_ROW, OPEN, UNKNOWN, numbers, pieces_of, rows_of

SHORT = "The harbour master counted five ships. He said none had sunk."


def spelled(word: str) -> list[str]:
    """Returns the pieces of a word as they are written."""
    names = list(numbers())
    return [names[number] for number in pieces_of(word)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Said", ["said"]),
        ("naïve", ["naive"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("“", ["“"]),
        ("\n\n", []),
    ],
)
def test_words_are_cut_as_the_encoder_learnt_them(word: str, pieces: list[str]) -> None:
    """The encoder knows only its own pieces: small letters, no accents, each mark alone."""
    assert spelled(word) == pieces


def test_long_word_is_cut_into_pieces_that_make_it_up() -> None:
    """A name that the encoder never met is read by its parts, and none of them is lost."""
    pieces = spelled("Zhovtnevoye")
    assert len(pieces) > 1
    assert "".join(piece.removeprefix("##") for piece in pieces) == "zhovtnevoye"
    assert all(piece.startswith("##") for piece in pieces[1:])


def test_letters_of_another_script_are_one_unknown_piece() -> None:
    """A word that cannot be spelled is passed over, not misread letter by letter."""
    assert spelled("雪") == [UNKNOWN]


def test_each_token_knows_its_first_piece() -> None:
    """A place off by one would give every word its neighbour's meaning."""
    tree = parse(SHORT)
    rows = rows_of(tree)
    flat = [number for row in rows.rows for number in row]
    assert [flat[place] for place in rows.at] == [pieces_of(token.text)[0] for token in tree]


def test_blanks_have_the_piece_before_them() -> None:
    """A line break is a token without pieces; it must not take the next word's."""
    tree = parse("They left.\n\nHe stayed.")
    rows = rows_of(tree)
    flat = [number for row in rows.rows for number in row]
    blank = next(token.i for token in tree if token.is_space)
    assert flat[rows.at[blank]] == numbers()["."]


def test_rows_begin_and_end_and_are_not_too_long() -> None:
    """A sentence of hundreds of words is read in stretches that the encoder has places for."""
    rows = rows_of(parse("ships, boats and " * 120 + "rafts sank.")).rows
    assert len(rows) > 2
    assert all(row[0] == numbers()[OPEN] and row[-1] == numbers()[CLOSE] and len(row) <= LONGEST_ROW for row in rows)


def test_each_piece_comes_back_to_its_own_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are sorted by length and read some at a time; a vector that came back elsewhere would be another word's."""
    calls: list[int] = []

    def numbered(rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        calls.append(len(rows))
        return np.repeat(np.concatenate(rows)[:, None], speech_encoder.width(), axis=1).astype(np.float32)

    monkeypatch.setattr(speech_encoder, "read", numbered)
    tree = parse(" ".join(f"{SHORT} Ship {number} left{' the harbour' * (number % 5)}." for number in range(60)))
    assert vectors_of(tree)[:, 0].tolist() == [pieces_of(token.text)[0] for token in tree]
    assert len(calls) > 1


def test_rows_that_are_read_together_are_read_as_each_alone() -> None:
    """A sentence must not see words of another, nor the place of a word hang on what stands beside its row."""
    rows = rows_of(parse(f"{SHORT} Nobody who was asked on the quay that night could tell the pilot which of them had left first.")).rows
    alone = np.concatenate([read([row]) for row in rows])
    together = read(rows)
    likeness = (alone * together).sum(axis=1) / np.linalg.norm(alone, axis=1) / np.linalg.norm(together, axis=1)
    assert likeness.min() > 0.97


def test_vector_tells_a_word_by_its_sentence() -> None:
    """One and the same word has another vector in another sentence: that is what the encoder is for."""
    tree = parse("He said no. Nobody said what he said to the pilot.")
    vectors = vectors_of(tree)
    first, second, *_ = [token.i for token in tree if token.lower_ == "said"]
    assert len(vectors) == len(tree)
    assert not np.allclose(vectors[first], vectors[second], atol=0.1)


@pytest.mark.parametrize(
    ("doubt", "label"),
    [(0.8, CONTENT), (3.0, OUTSIDE)],
)
def test_slight_doubt_does_not_break_a_content(doubt: float, label: int) -> None:
    """What is said is a stretch: one doubtful word in its middle belongs to it, a plain stranger does not."""
    scores = np.full((1, 5, 4), -9, dtype=np.float32)
    scores[0, :, CONTENT] = (4, 4, 0, 4, 4)
    scores[0, 2, OUTSIDE] = doubt
    assert likeliest(scores)[0].tolist() == [CONTENT, CONTENT, label, CONTENT, CONTENT]


def test_single_cue_word_costs_nothing() -> None:
    """Cues are short: a change to them and back must not be held against them."""
    scores = np.full((1, 3, 4), -9, dtype=np.float32)
    scores[0, :, CONTENT] = (4, 0, 4)
    scores[0, 1, CUE] = 0.1
    assert likeliest(scores)[0].tolist() == [CONTENT, CUE, CONTENT]


DULL = "The council said that a tram line will open in spring.\n\n"
GRIM = "Two people were killed when a drone hit a bus, the mayor said.\n\n"


def test_paragraphs_not_worth_a_parse_are_not_read_for_speech_either() -> None:
    """Half the time of long reports goes into speech; who speaks far from any claim is nobody's source."""
    text = DULL * 3 + GRIM + DULL * 3
    whole, sparing = (find_attributions(parse(text, sparing=spared), ()) for spared in (False, True))
    assert len(whole) == 7
    assert [text.count("\n\n", 0, each.cue.start) for each in sparing if each.cue] == [2, 3, 4]
    assert find_attributions(parse(DULL * 2, sparing=True), ()) == ()
