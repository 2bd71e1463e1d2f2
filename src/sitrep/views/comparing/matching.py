"""Matching: which case of a set is which case of the record, one to one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from sitrep.packs.spelling import fold
from sitrep.views.comparing.cases import Case
from sitrep.views.exporting.sites import distance_km

ONE_DAY = dt.timedelta(days=1)
REACH_KM = {"facility": 15.0, "settlement": 15.0, "district": 40.0, "region": 120.0, "water": 300.0}
HARDLY = 0.1
WIDE = ("country", "unresolved")
SAME_PLACE, SAME_DAY, SAME_KIND, SAME_DEAD = 4.0, 2.0, 2.0, 1.0


class Match(msgspec.Struct, frozen=True):
    """Two cases that tell of one happening; `agrees` says whether they give the same dead, in UCDP whether their spans touch."""

    here: Case
    there: Case
    agrees: bool


class Comparison(msgspec.Struct, frozen=True):
    """What both tell, and what only the record (`only_here`) or only the set does, each in the order of days."""

    matched: Sequence[Match]
    only_here: Sequence[Case]
    only_there: Sequence[Case]

    @property
    def differing(self) -> Sequence[Match]:
        """Those of which different numbers of dead are told."""
        return [match for match in self.matched if not match.agrees]


def compare(here: Sequence[Case], there: Sequence[Case]) -> Comparison:
    """Returns how the cases of a record and of a set go together: the most alike first, each case once."""
    pairs = sorted(_likenesses(here, there), key=lambda pair: (-pair[0], here[pair[1]].id, there[pair[2]].id))
    taken_here: set[int] = set()
    taken_there: set[int] = set()
    matched: list[Match] = []
    for _, one, other in pairs:
        if one not in taken_here and other not in taken_there:
            taken_here.add(one)
            taken_there.add(other)
            matched.append(Match(here[one], there[other], agree(here[one], there[other])))
    return Comparison(
        sorted(matched, key=lambda match: (match.here.first, match.here.id)),
        sorted((case for number, case in enumerate(here) if number not in taken_here), key=_by_day),
        sorted((case for number, case in enumerate(there) if number not in taken_there), key=_by_day),
    )


def likeness(one: Case, other: Case) -> float | None:
    """Returns how alike two cases are, None where they cannot be one happening: days apart, places apart, or of another kind."""
    if one.kind and other.kind and not _same_kind(one.kind, other.kind):
        return None
    (first, last), (start, end) = one.days, other.days
    gap = max((start - last).days, (first - end).days, 0)
    nearness = closeness(one, other)
    if gap > 1 or nearness is None:
        return None
    dead = one.best is not None and one.best == other.best
    return nearness * SAME_PLACE + (SAME_DAY if not gap else 0) + (SAME_KIND if one.kind == other.kind else 0) + (SAME_DEAD if dead else 0)


def closeness(one: Case, other: Case) -> float | None:
    """Returns how near the places of two cases lie, from 0 to 1; None where they lie apart, or one alone has none.

    What is told of a whole country goes with anything in it, though hardly alike.
    """
    a, b = one.place, other.place
    if a is None and b is None:
        return HARDLY
    if a is None or b is None or (a.country and b.country and a.country != b.country):
        return None
    if fold(a.name) == fold(b.name):
        return 1.0
    if a.precision in WIDE or b.precision in WIDE:
        return HARDLY if a.country and a.country == b.country else None
    reach = max(REACH_KM[a.precision], REACH_KM[b.precision])
    far = distance_km(a, b)
    return 1 - far / (2 * reach) if far <= reach else None


def agree(one: Case, other: Case) -> bool:
    """Returns whether two cases give the same dead, or spans that touch; nothing said is none."""
    first, last = (one.low or 0, one.high or one.best or 0)
    start, end = (other.low or 0, other.high or other.best or 0)
    return first <= end and start <= last


def _same_kind(one: str, other: str) -> bool:
    """Whether two event types may be one happening told by two: fights and strikes are taken for each other, demonstrations too."""
    families = ({"Battles", "Explosions/Remote violence", "Violence against civilians"}, {"Protests", "Riots"})
    return one == other or any({one, other} <= family for family in families)


def _likenesses(here: Sequence[Case], there: Sequence[Case]) -> Iterator[tuple[float, int, int]]:
    """Yields how alike the cases are that lie near each other in time, with their numbers."""
    by_day: defaultdict[dt.date, list[int]] = defaultdict(list)
    for number, case in enumerate(there):
        for day in _days(case):
            by_day[day].append(number)
    for number, case in enumerate(here):
        for other in sorted({each for day in _days(case) for each in by_day.get(day, ())}):
            alike = likeness(case, there[other])
            if alike is not None:
                yield alike, number, other


def _days(case: Case) -> Iterator[dt.date]:
    """Yields the days of a case, and the one after it, so that two cases of neighbouring days meet."""
    first, last = case.days
    for number in range((last - first).days + 2):
        yield first + ONE_DAY * number


def _by_day(case: Case) -> tuple[str, str]:
    """Returns what cases are ordered by."""
    return case.first, case.id
