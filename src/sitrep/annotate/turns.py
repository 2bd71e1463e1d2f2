"""Turns: what is said after a name and a colon, at the head of a line ("REPORTER: …") or of the whole text ("Minister: …")."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from sitrep.annotate.roles import is_office
from sitrep.annotate.statements import Statement, english_speech, trimmed
from sitrep.model.actors import Actor

TURN = re.compile(r"^[\"“”'‘’(]?(?P<name>[A-Z][A-Z.'’ -]*[A-Z.]|Q|A):[ \t]+(?P<said>\S.*)$", re.MULTILINE)
HEADLINE = re.compile(r"\s*(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):[ \t]+(?P<said>\S.*)")
FEWEST_TURNS = 2
LONGEST_NAME = 4  # words
SPEAKING = frozenset({"person", "government", "armed-force", "armed-group", "police", "organisation"})


def find_turns(parse: Doc, actors: Sequence[Actor]) -> list[Statement]:
    """Returns what is said in turns, in text order.

    A line in a conversation begins with a name in capitals, and there is more than one. A headline names an actor other than a country, an
    office or a paper.
    """
    text = parse.text
    lines = [match for match in TURN.finditer(text) if len(match["name"].split()) <= LONGEST_NAME]
    found = [turn for match in lines if (turn := turn_of(parse, match))] if len(lines) >= FEWEST_TURNS else []
    head = HEADLINE.match(text)
    headline = turn_of(parse, head) if head is not None else None
    if headline is not None and headline.source is not None and speaks(headline.source, actors):
        return [headline, *(turn for turn in found if turn.head.i > headline.head.i)]
    return found


def speaks(name: Span, actors: Sequence[Actor]) -> bool:
    """Whether the words before a headline's colon are somebody who speaks: an actor by a name of the text, an office, a paper."""
    known = (actor.text for actor in actors if actor.kind in SPEAKING and actor.text)
    return (
        is_office(name.root) or name.root.lower_ in english_speech().media or any(f" {words}".endswith(f" {name.text}") for words in known)
    )


def turn_of(parse: Doc, match: re.Match[str]) -> Statement | None:
    """Returns the statement of a line, None where its tokens are other ones."""
    source = parse.char_span(*match.span("name"))
    said = parse.char_span(*match.span("said"), alignment_mode="contract")
    content = trimmed(said) if said is not None else None
    if source is None or content is None or source.end >= content.start or parse[source.end].text != ":":
        return None
    return Statement(parse[source.end], source, parse[source.end : source.end + 1], (content,))
