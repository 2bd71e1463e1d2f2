"""Boards: the tallies and rates that an evaluation fills."""

import dataclasses
from dataclasses import dataclass, field

import msgspec


class TallyRow(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean, with the counts behind them."""

    precision: float
    recall: float
    f1: float
    hit: int
    gold: int
    system: int


class RateRow(msgspec.Struct, frozen=True):
    """The share of right answers among those asked for."""

    accuracy: float
    asked: int


@dataclass(slots=True)
class Tally:
    """How many of the wanted and of the found things are the same."""

    hit: int = 0
    gold: int = 0
    system: int = 0

    @property
    def row(self) -> TallyRow:
        """The tally as rates; 0 where nothing was wanted or found.

        >>> Tally(hit=1, gold=2, system=1).row.f1
        0.6666666666666666
        """
        precision = self.hit / self.system if self.system else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return TallyRow(precision, recall, f1, self.hit, self.gold, self.system)


@dataclass(slots=True)
class Rate:
    """How many answers are right."""

    right: int = 0
    asked: int = 0

    def ask(self, right: bool) -> None:
        """Counts one answer."""
        self.asked += 1
        self.right += right

    @property
    def row(self) -> RateRow:
        """The rate; 0 where nothing was asked."""
        return RateRow(self.right / self.asked if self.asked else 0.0, self.asked)


@dataclass(slots=True)
class Board:
    """All tallies over the reports scored so far, and each miss in words.

    `figures` want measure, item and both bounds right; `usable` also scope, days, a place, actor and speaker. `claims` want the type and
    overlapping evidence, one to one; `core_claims` the same of the types that are annotated exhaustively. `quiet` counts claims in reports
    that have none.
    """

    figures: Tally = field(default_factory=Tally)
    figures_coarse: Tally = field(default_factory=Tally)
    usable: Tally = field(default_factory=Tally)
    claims: Tally = field(default_factory=Tally)
    core_claims: Tally = field(default_factory=Tally)
    claims_mode: Tally = field(default_factory=Tally)
    services: Tally = field(default_factory=Tally)
    speakers: Rate = field(default_factory=Rate)
    dates: Rate = field(default_factory=Rate)
    places: Rate = field(default_factory=Rate)
    actors: Rate = field(default_factory=Rate)
    scope: Rate = field(default_factory=Rate)
    participants: Tally = field(default_factory=Tally)
    reports: int = 0
    quiet: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def rows(self) -> dict[str, TallyRow | RateRow]:
        """Every tally and rate by its name, in the order above."""
        values = ((each.name, getattr(self, each.name)) for each in dataclasses.fields(self))
        return {name: value.row for name, value in values if isinstance(value, Tally | Rate)}
