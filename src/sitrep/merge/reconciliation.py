"""Reconciliation: what several claims say of one number, side by side, and which of them is shown."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from sitrep.errors import WrongUsage
from sitrep.merge.parts import is_self, listing, parts_of
from sitrep.merge.settings import merging
from sitrep.merge.tellings import Telling
from sitrep.model.claims import Claim
from sitrep.model.events import Agreement, Bounds, EventFigure
from sitrep.model.figures import Figure, Item, Measure

LATEST = "latest-by-independent-source"
ONE_SIDE = "one-side:"
TOLLS: tuple[Measure, ...] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number as one claim states it in some figures, with its voice; `approx` is true for "about"."""

    told: Telling
    voice: str
    bounds: Bounds
    approx: bool
    figures: Sequence[Figure]

    @property
    def claim(self) -> Claim:
        """The claim that states it."""
        return self.told.claim


def statement(told: Telling, voice: str, measure: Measure, figures: Sequence[Figure]) -> Statement:
    """Returns what a claim states of one count in some figures."""
    return Statement(told, voice, whole(measure, figures), any(figure.approx for figure in figures), figures)


def reconcile(tellings: Sequence[Telling], voices: Mapping[str, str], rule: str = LATEST) -> tuple[EventFigure, ...]:
    """Returns one figure per measure and item, in the order in which each was first said.

    `voices` maps claim ids to who speaks in the end. A denial states no figures.

    Raises: WrongUsage for an unknown rule.
    """
    stated: defaultdict[tuple[Measure, Item], list[Statement]] = defaultdict(list)
    for told in tellings:
        if told.claim.status == "denied":
            continue
        for (measure, item), figures in counted(told.claim.figures).items():
            stated[measure, item].append(statement(told, voices[told.claim.id], measure, figures))
    some = frozenset[str]().union(*(parts_of(statements) for (measure, _), statements in stated.items() if measure in TOLLS))
    return tuple(
        event_figure(measure, item, statements, rule, parts_of(statements, some if measure in TOLLS else frozenset()))
        for (measure, item), statements in stated.items()
    )


def counted(figures: Sequence[Figure]) -> dict[tuple[Measure, Item], list[Figure]]:
    """Returns the figures of one claim by measure and item; a part of a whole of the same kind is left to its whole.

    Adults and children whom a claim lists are people together.
    """
    found: defaultdict[tuple[Measure, Item], list[Figure]] = defaultdict(list)
    told: defaultdict[Measure, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure is not None and not is_part_of_same(figure, figures):
            found[figure.measure, figure.item].append(figure)
            told[figure.measure].append(figure)
    for measure in TOLLS:
        if (measure, "person") in found and (listed := listing(told[measure])):
            found[measure, "person"] = listed
    return found


def is_part_of_same(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Returns whether a figure is a part of one that counts the same thing in the same way ("20 of the 97 injured")."""
    if figure.part_of is None or not 0 <= figure.part_of < len(figures):
        return False
    held = figures[figure.part_of]
    return held is not figure and (held.measure, held.item) == (figure.measure, figure.item)


def whole(measure: Measure, figures: Sequence[Figure]) -> Bounds:
    """Returns what one claim states in all: the sum of damages or of people that it lists, else its largest number.

    A number that equals the sum of several others is their total already.
    """
    if measure in TOLLS and (people := listing(figures)):
        return added(Bounds(figure.low, figure.high) for figure in people)
    selves = [figure for figure in figures if is_self(figure)]
    if selves and len(selves) < len(figures):
        others = whole(measure, [figure for figure in figures if figure not in selves])
        return added((others, *(Bounds(figure.low, figure.high) for figure in selves)))
    largest = max(figures, key=lambda f: (f.low or 0, f.high or 0))
    rest = [figure for figure in figures if figure is not largest]
    is_total = len(rest) > 1 and largest.low == sum(f.low or 0 for f in rest)
    if not rest or measure not in merging().figures.add_up or is_total:
        return Bounds(largest.low, largest.high)
    return added(Bounds(figure.low, figure.high) for figure in figures)


def added(bounds: Iterable[Bounds]) -> Bounds:
    """Returns the sum of bounds; an open end leaves that end of the sum open, below it counts as nothing.

    >>> added([Bounds(5, 5), Bounds(2, None)])
    Bounds(low=7, high=None)
    """
    terms = list(bounds)
    highs = [term.high for term in terms]
    lows = [term.low for term in terms if term.low is not None]
    return Bounds(sum(lows) if lows else None, None if None in highs else sum(high for high in highs if high is not None))


def event_figure(measure: Measure, item: Item, statements: Sequence[Statement], rule: str, apart: Set[str]) -> EventFigure:
    """Returns the statements of one measure and item as one figure, its best by `rule`; the claims `apart` (ids) count a part of it."""
    wholes = [statement for statement in statements if statement.claim.id not in apart]
    low, high = span(wholes)
    claims = tuple(dict.fromkeys(statement.claim.id for statement in statements))
    parts = tuple(claim for claim in claims if claim in apart)
    return EventFigure(measure, item, choose(rule, wholes), low, high, agreement(wholes), rule, claims, parts)


def span(statements: Sequence[Statement]) -> tuple[int | None, int | None]:
    """Returns the least and the greatest number that any of the statements allows; None where one of them leaves that end open."""
    lows = [s.bounds.low for s in statements if s.bounds.low is not None]
    highs = [s.bounds.high for s in statements if s.bounds.high is not None]
    return min(lows) if len(lows) == len(statements) else None, max(highs) if len(highs) == len(statements) else None


def agreement(statements: Sequence[Statement]) -> Agreement:
    """Returns whether all state the same bounds, bounds that some number fits into all of, or bounds that exclude each other."""
    if len({statement.bounds for statement in statements}) == 1:
        return "agreed"
    ranges = [widened(statement) for statement in statements]
    return "compatible" if max(low for low, _ in ranges) <= min(high for _, high in ranges) else "conflicting"


def widened(statement: Statement) -> tuple[float, float]:
    """Returns the bounds as numbers, open ends as infinite, rough ones wider by a share."""
    margin = merging().limits.approx_share if statement.approx else 0.0
    low = float("-inf") if statement.bounds.low is None else statement.bounds.low * (1 - margin)
    high = float("inf") if statement.bounds.high is None else statement.bounds.high * (1 + margin)
    return low, high


def check_rule(rule: str) -> None:
    """Passes a rule that is known.

    Raises: WrongUsage for another one.
    """
    if rule not in RULES and not (rule.startswith(ONE_SIDE) and rule != ONE_SIDE):
        raise WrongUsage(f"rule {rule!r}: expected one of {', '.join(RULES)} or {ONE_SIDE}XX")


def choose(rule: str, statements: Sequence[Statement]) -> Bounds:
    """Returns the bounds that a rule shows; never a mean of several.

    Raises: WrongUsage for an unknown rule.
    """
    check_rule(rule)
    return RULES[rule](statements) if rule in RULES else one_side(statements, rule.removeprefix(ONE_SIDE))


def latest(statements: Sequence[Statement]) -> Bounds:
    """Returns the last word: each voice's later statement replaces its earlier, and of all voices the latest published holds.

    At one moment the number that more voices state holds, then the greater.
    """
    last = last_words(statements)
    support = Counter(statement.bounds for statement in last)
    return max(last, key=lambda s: (s.told.recency, support[s.bounds], *size(s.bounds), s.told.order)).bounds


def last_words(statements: Sequence[Statement]) -> list[Statement]:
    """Returns the latest statement of each voice; of those in one report the greatest, as the others count parts of it."""
    last = {statement.voice: statement for statement in sorted(statements, key=report_order)}
    return list(last.values())


def report_order(statement: Statement) -> tuple[object, ...]:
    """Returns the order of statements by their reports, and within a report by size."""
    told = statement.told
    return told.recency, told.claim.document, *size(statement.bounds), told.order


def most_stated(statements: Sequence[Statement]) -> Bounds:
    """Returns the bounds on which most voices settle; of equals the latest."""
    last = last_words(statements)
    support = Counter(statement.bounds for statement in last)
    return max(last, key=lambda s: (support[s.bounds], s.told.recency, *size(s.bounds), s.told.order)).bounds


def conservative(statements: Sequence[Statement]) -> Bounds:
    """Returns the least that anyone's last word is."""
    return min((statement.bounds for statement in last_words(statements)), key=size)


def one_side(statements: Sequence[Statement], side: str) -> Bounds:
    """Returns the last word of the speakers of one side; both ends open where they state nothing."""
    own = [s for s in statements if s.told.claim.source is not None and s.told.claim.source.side == side]
    return latest(own) if own else Bounds()


def size(bounds: Bounds) -> tuple[float, float]:
    """Returns an order of bounds by what is sure, then by what is possible."""
    low = bounds.low if bounds.low is not None else (bounds.high or 0)
    return float(low), float("inf") if bounds.high is None else float(bounds.high)


RULES: dict[str, Callable[[Sequence[Statement]], Bounds]] = {
    LATEST: latest,
    "best-low-high": most_stated,
    "conservative": conservative,
}
