"""Scores: one report's claims compared with what people read from it."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from sitrep.views.evaluation.boards import Board, Tally
from sitrep.views.evaluation.names import coarse, comparison, names_meet, same_name
from sitrep.views.evaluation.scorings import Number, Scored, ScoredService

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")
Stated = tuple[Scored, Number]

NEAR = dt.timedelta(days=1)


def score_report(name: str, gold: Sequence[Scored], system: Sequence[Scored], board: Board) -> None:
    """Adds one report to the board."""
    board.reports += 1
    board.quiet += 0 if gold else len(system)
    _score_figures(name, gold, system, board)
    pairs = paired(gold, system)
    _score_claims(gold, system, pairs, board)
    _list_claims(name, gold, system, pairs, board)
    for wanted, found in ((gold[g], system[s]) for g, s in pairs):
        _score_pair(name, wanted, found, board)
    board.participants.gold += sum(len(claim.participants) for claim in gold)
    _score_services(gold, system, board)


def same_days(wanted: Scored, found: Scored) -> bool:
    """Whether the found span lies within a day of the wanted one at both ends and meets it; an open end counts as its start."""
    if wanted.start is None or found.start is None:
        return wanted.start is found.start
    wanted_end, found_end = wanted.end or wanted.start, found.end or found.start
    near = abs(wanted.start - found.start) <= NEAR and abs(wanted_end - found_end) <= NEAR
    return near and not (wanted_end < found.start or found_end < wanted.start)


def _score_figures(name: str, gold: Sequence[Scored], system: Sequence[Scored], board: Board) -> None:
    """Tallies the figures alone, by kind, and with all that makes them usable."""
    wanted: list[Stated] = [(claim, figure) for claim in gold for figure in claim.figures]
    found: list[Stated] = [(claim, figure) for claim in system for figure in claim.figures]
    missed, spurious = _tally(board.figures, wanted, found, lambda one, other: one[1] == other[1])
    _tally(board.figures_coarse, wanted, found, lambda one, other: _coarse(one[1]) == _coarse(other[1]))
    _tally(board.usable, wanted, found, _usable)
    board.errors += [f"{name}: missed figure {_words(figure)}" for _, figure in missed]
    board.errors += [f"{name}: spurious figure {_words(figure)}" for _, figure in spurious]


def _tally(
    tally: Tally, wanted: Sequence[Wanted], found: Sequence[Found], same: Callable[[Wanted, Found], bool]
) -> tuple[list[Wanted], list[Found]]:
    """Counts the wanted things that are found, each found thing once; returns those left over on either side."""
    left, missed = list(found), []
    for each in wanted:
        index = next((i for i, other in enumerate(left) if same(each, other)), None)
        if index is None:
            missed.append(each)
        else:
            del left[index]
    tally.gold += len(wanted)
    tally.system += len(found)
    tally.hit += len(wanted) - len(missed)
    return missed, left


def _coarse(figure: Number) -> tuple[str, str, float | None, float | None]:
    """Returns a figure with the kind of its item."""
    return figure.measure, coarse(figure.item), figure.low, figure.high


def _usable(wanted: Stated, found: Stated) -> bool:
    """Whether a found figure could be published in place of the wanted one."""
    gold, system = wanted[0], found[0]
    return (
        _coarse(wanted[1]) == _coarse(found[1])
        and gold.scope == system.scope
        and same_days(gold, system)
        and names_meet(gold.places, system.places)
        and (gold.actor is None or same_name(gold.actor, system.actor))
        and same_name(gold.source, system.source)
    )


def paired(gold: Sequence[Scored], system: Sequence[Scored]) -> list[tuple[int, int]]:
    """Returns the indices of claims of one type with overlapping evidence, one to one, the largest overlap first."""
    sizes = (
        (_overlap(wanted, found), g, s) for g, wanted in enumerate(gold) for s, found in enumerate(system) if wanted.type == found.type
    )
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_system: set[int] = set()
    for size, g, s in sorted(sizes, reverse=True):
        if size > 0 and g not in taken_gold and s not in taken_system:
            pairs.append((g, s))
            taken_gold.add(g)
            taken_system.add(s)
    return pairs


def _overlap(one: Scored, other: Scored) -> int:
    """Returns how many code points of evidence two claims share."""
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in one.spans for begin, stop in other.spans)


def _score_claims(gold: Sequence[Scored], system: Sequence[Scored], pairs: Sequence[tuple[int, int]], board: Board) -> None:
    """Tallies the claims, those of the core types, and those with the right mode."""
    core = comparison().core_types
    counts = (
        (board.claims, len(gold), len(system), len(pairs)),
        (
            board.core_claims,
            sum(claim.type in core for claim in gold),
            sum(claim.type in core for claim in system),
            sum(gold[g].type in core for g, _ in pairs),
        ),
        (board.claims_mode, len(gold), len(system), sum(gold[g].mode == system[s].mode for g, s in pairs)),
    )
    for tally, wanted, found, hit in counts:
        tally.gold += wanted
        tally.system += found
        tally.hit += hit


def _list_claims(name: str, gold: Sequence[Scored], system: Sequence[Scored], pairs: Sequence[tuple[int, int]], board: Board) -> None:
    """Lists the claims that are missing and those that are too many."""
    matched_gold, matched_system = {g for g, _ in pairs}, {s for _, s in pairs}
    board.errors += [f"{name}: missed claim {_gist(claim)}" for i, claim in enumerate(gold) if i not in matched_gold]
    board.errors += [f"{name}: spurious claim {_gist(claim)}" for i, claim in enumerate(system) if i not in matched_system]


def _score_pair(name: str, wanted: Scored, found: Scored, board: Board) -> None:
    """Asks of one matched claim who, when, where and by whom."""
    speaker, days = same_name(wanted.source, found.source), same_days(wanted, found)
    board.speakers.ask(speaker)
    board.dates.ask(days)
    board.places.ask(names_meet(wanted.places, found.places))
    board.scope.ask(wanted.scope == found.scope)
    if wanted.actor:
        board.actors.ask(same_name(wanted.actor, found.actor))
    if wanted.source and not speaker:
        board.errors.append(f"{name}: speaker {found.source!r} should be {wanted.source!r}")
    if not days:
        board.errors.append(f"{name}: days {found.start}..{found.end} should be {wanted.start}..{wanted.end} ({_gist(wanted)})")
    board.participants.system += len(found.participants)
    board.participants.hit += sum(any(same_name(each, other) for other in found.participants) for each in wanted.participants)


def _score_services(gold: Sequence[Scored], system: Sequence[Scored], board: Board) -> None:
    """Tallies the services with what became of them and where."""

    def same(wanted: tuple[Scored, ScoredService], found: tuple[Scored, ScoredService]) -> bool:
        return wanted[1] == found[1] and names_meet(wanted[0].places, found[0].places)

    _tally(board.services, [(c, each) for c in gold for each in c.services], [(c, each) for c in system for each in c.services], same)


def _gist(claim: Scored) -> str:
    """Returns a claim in one line."""
    places = ", ".join(claim.places) or "no place"
    return f"{claim.type}/{claim.mode} {claim.start} {places} by {claim.source}"


def _words(figure: Number) -> str:
    """Returns a figure in words."""
    return f"{figure.measure} {figure.item} {figure.low}..{figure.high}"
