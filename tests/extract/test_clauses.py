"""Clauses: which words tell of one thing."""

import pytest

from sitrep.annotate.parse import parse
from sitrep.extract.clauses import clause_roots, is_passive, stretch, subjects


def test_a_reported_clause_is_one_of_its_own() -> None:
    """What is said must not mix with who says it."""
    tree = parse("Officials said a missile killed two people.")
    roots = clause_roots(tree)
    said, killed = (next(token.i for token in tree if token.text == word) for word in ("said", "killed"))
    assert roots[said] == said
    assert {roots[token.i] for token in tree if token.text in {"missile", "two", "people"}} == {killed}


def test_joined_verbs_share_their_subject() -> None:
    """The second verb of a pair has the first one's subject."""
    tree = parse("The army shelled the town and burned the school.")
    burned = next(token for token in tree if token.text == "burned")
    assert [token.text for token in subjects(burned)] == ["army"]


def test_the_passive_is_seen_in_a_bare_participle() -> None:
    """ "A boy killed by a mine" did not kill."""
    killed = next(token for token in parse("They mourned a boy killed by a mine.") if token.text == "killed")
    assert is_passive(killed)


def test_a_stretch_leaves_loose_marks_out() -> None:
    """Evidence begins and ends with words."""
    tree = parse("“Two people died,” he said.")
    start, end = stretch(list(tree)[:6])
    assert tree.text[start:end] == "Two people died"


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("Power was cut in two districts, and crews set out.", 8, "Power was cut in two districts"),
        ("A drone hit the top floor of the depot.", 7, "A drone hit the top floor"),
        ("Soldiers blew the bridge up and left.", 5, "Soldiers blew the bridge up"),
    ],
)
def test_a_stretch_ends_where_something_is_said(text: str, words: int, kept: str) -> None:
    """Words that lead on to what is not quoted look like a quotation cut short; a verb's own particle does not lead on."""
    start, end = stretch(list(parse(text))[:words])
    assert text[start:end] == kept


def test_who_stands_for_the_noun_before_it() -> None:
    """The group, not the pronoun, did what the clause tells."""
    tree = parse("Police hunt the gang that killed three farmers.")
    killed = next(token for token in tree if token.text == "killed")
    assert [token.text for token in subjects(killed)] == ["gang"]


def test_who_is_asked_does_what_is_asked() -> None:
    """An infinitive under a request is the deed of the one who is asked."""
    tree = parse("Chad urged Sudan to halt its raids.")
    halt = next(token for token in tree if token.text == "halt")
    assert [token.text for token in subjects(halt)] == ["Sudan"]


@pytest.mark.parametrize(
    "text",
    ["The raid was in response to attacks on Gao.", "It came in retaliation for attacks on Gao.", "Chad responded to attacks on Gao."],
)
def test_what_a_deed_answers_is_a_clause_of_its_own(text: str) -> None:
    """The place of the attack that is answered is not that of the answer."""
    tree = parse(text)
    roots = clause_roots(tree)
    attacks, gao = (next(token.i for token in tree if token.text == word) for word in ("attacks", "Gao"))
    assert roots[gao] == roots[attacks] == attacks
