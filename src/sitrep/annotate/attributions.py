"""Attributions: who is said to say what."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import replace
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from sitrep.annotate.continuations import run_on
from sitrep.annotate.quotations import Quotations, find_quotations
from sitrep.annotate.speakers import Speakers
from sitrep.annotate.statements import Statement, find_statements
from sitrep.annotate.turns import find_turns
from sitrep.model.actors import Actor, Attribution, Speaker
from sitrep.model.readings import Noise
from sitrep.model.texts import Span

AHEAD = 2  # statements


def find_attributions(parse: Doc, actors: Sequence[Actor], noise: Sequence[Noise] = ()) -> tuple[Attribution, ...]:
    """Returns every reported statement outside `noise`, in the order of their cues.

    What is said in several stretches, because its source, its cue or an insert stands in between, is as many attributions: the
    first has source and cue, all have the speaker. `speaker` is None where the cue tells no saying ("supports", "declined to
    comment") or names nobody.
    """
    return tuple(attributions(parse, actors, noise)) if len(parse) else ()


def attributions(parse: Doc, actors: Sequence[Actor], noise: Sequence[Noise]) -> Iterator[Attribution]:
    """Yields the attributions of a text that is not empty."""
    quotations = find_quotations(parse)
    speakers = Speakers(parse, [actor for actor in actors if not in_noise(actor.start or 0, noise)], quotations)
    found = find_statements(parse, quotations, find_turns(parse, actors))
    first = next((token.idx for token in parse if not token.is_space), 0)
    elsewhere = [each for each in noise if each.kind != "headline" or each.start > first]
    statements = [each for each in found if not in_noise(each.cue.start_char, elsewhere)]
    told = list(run_on(statements, parse, quotations))
    voices = named_later(told, [speakers.resolve(statement) for statement in told], speakers)
    for statement, speaker in zip(told, voices, strict=True):
        source, cue = span_of(statement.source), span_of(statement.cue)
        for number, content in enumerate(statement.contents):
            yield Attribution(None if number else source, None if number else cue, span_of(content), quoting(content, quotations), speaker)


def named_later(told: Sequence[Statement], voices: Sequence[Speaker | None], speakers: Speakers) -> list[Speaker | None]:
    """Returns the speakers, an office without a name under the one that speaks next without an office.

    "The minister said … Ada Roe said …"
    """
    found = list(voices)
    for number, (statement, speaker) in enumerate(zip(told, voices, strict=True)):
        if speaker is None or statement.source is None or not speakers.is_unnamed_office(statement.source):
            continue
        for later, voice in zip(told[number + 1 : number + 1 + AHEAD], voices[number + 1 : number + 1 + AHEAD], strict=True):
            if voice is not None and later.source is not None and speakers.introduces(later, voice):
                found[number] = replace(speaker, name=voice.name, role=speaker.name, side=speaker.side or voice.side)
                break
    return found


def in_noise(offset: int, noise: Sequence[Noise]) -> bool:
    """Whether the code point at `offset` is no part of the report."""
    return any(each.start <= offset < each.end for each in noise)


def span_of(tokens: Tokens | None) -> Span | None:
    """Returns a span of tokens as one of code points."""
    return Span(tokens.start_char, tokens.end_char, tokens.text) if tokens is not None else None


def quoting(content: Tokens, quotations: Quotations) -> Literal["direct", "indirect", "mixed"]:
    """Tells whether what is said stands in quotation marks wholly, in part, or not."""
    marked = [quotations.inside[token.i] >= 0 for token in content if not token.is_punct and not token.is_space]
    if marked and all(marked):
        return "direct"
    return "mixed" if any(marked) else "indirect"
