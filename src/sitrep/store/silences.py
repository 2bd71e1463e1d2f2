"""Silences: whether a feed publishes as it does otherwise, by its own past."""

import math
from collections.abc import Sequence

import msgspec

from sitrep.model.feeds import Standing

RARE = 0.001
LEAST_ITEMS = 5
LEAST_SECONDS = 3 * 86_400.0
GAP_FACTOR = 1.5
RATIO = 2.0


class Past(msgspec.Struct, frozen=True):
    """What a feed did over some time: when it published (seconds since 1970, rising), and for how many seconds it was listened to."""

    moments: Sequence[float]
    listened: float

    @property
    def is_enough(self) -> bool:
        """Whether it tells what is usual."""
        return len(self.moments) >= LEAST_ITEMS and self.listened >= LEAST_SECONDS

    def usual(self, seconds: float) -> float | None:
        """Returns how much is usually published in so long a time; None where too little is known."""
        return len(self.moments) * seconds / self.listened if self.is_enough else None

    @property
    def dispersion(self) -> float:
        """How much more its days differ than chance alone makes them: 1 for chance, more where news come in bursts."""
        days = max(1, round(self.listened / 86_400))
        counts: dict[int, int] = {}
        for moment in self.moments:
            counts[int(moment // 86_400)] = counts.get(int(moment // 86_400), 0) + 1
        mean = len(self.moments) / days
        spread = sum((count - mean) ** 2 for count in counts.values()) + max(0, days - len(counts)) * mean**2
        return max(1.0, spread / max(1, days - 1) / mean) if mean else 1.0

    @property
    def longest_gap(self) -> float:
        """The longest time between two publications."""
        return max((later - earlier for earlier, later in zip(self.moments, self.moments[1:], strict=False)), default=0.0)


def is_silent(past: Past, gap: float) -> bool:
    """Whether so many seconds without anything are a silence: longer than any pause before by half, and too long for chance."""
    usual = past.usual(gap)
    return usual is not None and gap > past.longest_gap * GAP_FACTOR and math.exp(-usual / past.dispersion) < RARE


def standing(past: Past, found: int, seconds: float) -> Standing:
    """Returns how so many publications in so long a time compare with what is usual.

    A difference counts where chance makes it once in a thousand times at most, allowing for bursts, and it is twofold at least.
    """
    usual = past.usual(seconds)
    if usual is None:
        return "new"
    known, came = usual / past.dispersion, found / past.dispersion
    if found * RATIO <= usual and poisson_up_to(math.floor(came), known) < RARE:
        return "fewer" if found else "quiet"
    if found >= usual * RATIO and 1 - poisson_up_to(math.ceil(came) - 1, known) < RARE:
        return "more"
    return "heard"


def poisson_up_to(most: int, mean: float) -> float:
    """Returns how likely at most so many are where `mean` are expected.

    >>> round(poisson_up_to(0, 6.9), 3), round(poisson_up_to(2, 2.0), 3)
    (0.001, 0.677)
    """
    if most < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    return min(1.0, sum(math.exp(count * math.log(mean) - mean - math.lgamma(count + 1)) for count in range(most + 1)))
