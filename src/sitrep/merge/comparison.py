"""Comparison: whether two profiles tell of one happening, and the reasons."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

from sitrep.merge.locations import judge_place
from sitrep.merge.names import names_agree, sides_meet
from sitrep.merge.profiles import Count, Profile
from sitrep.merge.reasons import Reason
from sitrep.merge.settings import alike_modes, merging
from sitrep.merge.signs import share_rare_mode, share_target, share_words
from sitrep.merge.timings import judge_days
from sitrep.merge.wordings import count_words, days_words, listed, side_words

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two claims or clusters, with every reason; `score` is the sum of the weights."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]


def compare(one: Profile, other: Profile) -> Comparison:
    """Returns whether the two tell of one happening.

    The first contradiction in type, place, days, mode, side or service makes them different; else the weights decide.
    """
    reasons: list[Reason] = []
    for judge in JUDGES:
        reasons += judge(one, other)
        if reasons and reasons[-1].weight is None:
            return Comparison("different", 0.0, tuple(reasons))
    score = round(sum(reason.weight or 0.0 for reason in reasons), 3)
    return Comparison("same" if score >= merging().weights.same else "unsure", score, tuple(reasons))


def as_tentative(comparison: Comparison) -> Comparison:
    """Returns the comparison as it stands where nothing else comes into question: an unsure one above the lower bar is the same."""
    reaches = comparison.verdict == "unsure" and comparison.score >= merging().weights.attach
    return dataclasses.replace(comparison, verdict="same") if reaches else comparison


def judge_type(one: Profile, other: Profile) -> list[Reason]:
    """Judges what happened, and whether it did or was only to come."""
    if one.type != other.type:
        return [Reason("type", f"{one.type} is another type than {other.type}", None)]
    if one.foreseen != other.foreseen:
        return [Reason("status", "one is foreseen, the other happened", None)]
    return []


def judge_mode(one: Profile, other: Profile) -> list[Reason]:
    """Judges how it was done: modes of different lines contradict, rare ones that agree weigh more."""
    weights = merging().weights
    if not one.modes or not other.modes:
        return []
    for a in sorted(one.modes):
        for b in sorted(other.modes):
            if a != b and (a, b) not in alike_modes():
                return [Reason("mode", f"{a} and {b} are different kinds of attack or act", None)]
    shared = one.modes & other.modes
    if not shared:
        return []
    weight = weights.mode_rare if share_rare_mode(one, other) else weights.mode_same
    return [Reason("mode", f"both told as {listed(shared)}", weight)]


def judge_actor(one: Profile, other: Profile) -> list[Reason]:
    """Judges who did it: for a word or a measure the doer himself must be the same, for other deeds his side."""
    weights = merging().weights
    if one.anchor == "actor":
        return judge_doer(one, other)
    if one.anchor == "participants" or not one.sides or not other.sides:
        return []
    if sides_meet(one.sides, other.sides):
        return [Reason("actor", f"both by {side_words(one.sides)}", weights.actor_same)]
    return [Reason("actor", f"by other sides: {side_words(one.sides)} and {side_words(other.sides)}", None)]


def judge_doer(one: Profile, other: Profile) -> list[Reason]:
    """Judges whether the same person or body acted."""
    if not one.actors or not other.actors:
        return []
    if any(names_agree(a, b) for a in one.actors for b in other.actors):
        return [Reason("actor", f"both by {named(one.actors)}", merging().weights.actor_named)]
    return [Reason("actor", f"by others: {named(one.actors)} and {named(other.actors)}", None)]


def judge_services(one: Profile, other: Profile) -> list[Reason]:
    """Judges which service failed; a failure after the service came back is another one."""
    if one.anchor != "service":
        return []
    shared = one.services & other.services
    if not shared:
        return [Reason("service", "no service in common", None)]
    for before, after in ((one, other), (other, one)):
        if before.restored and after.fails and after.days and after.days[0] > before.restored:
            return [Reason("service", f"it failed again after it was restored on {days_words((before.restored, before.restored))}", None)]
    return [Reason("service", f"both of {listed(shared)}", merging().weights.service_same)]


def judge_parties(one: Profile, other: Profile) -> list[Reason]:
    """Judges who took part in talks or a deal."""
    if one.anchor != "participants" or not one.parties or not other.parties:
        return []
    weights = merging().weights
    shared = {a for a in one.parties if any(names_agree(a, b) for b in other.parties)}
    if not shared:
        return [Reason("participants", "nobody took part in both", -weights.participants_all)]
    enough = len(shared) >= min(2, len(one.parties), len(other.parties))
    return [Reason("participants", f"in both: {side_words(shared)}", weights.participants_all if enough else weights.participants_some)]


def judge_target(one: Profile, other: Profile) -> list[Reason]:
    """Judges whom or what it was done to; another target only weighs where the act is defined by it."""
    weights = merging().weights
    if not one.targets or not other.targets or one.anchor == "participants":
        return []
    if share_target(one, other):
        return [Reason("target", f"both at {named(one.targets)}", weights.target_same)]
    if one.anchor == "actor":
        return [Reason("target", f"at others: {named(one.targets)} and {named(other.targets)}", weights.target_other)]
    return []


def judge_counts(one: Profile, other: Profile) -> list[Reason]:
    """Judges the figures: equal ones support, a growing toll says nothing, a toll far off is a doubt."""
    weights = merging().weights
    shared = one.counts & other.counts
    if shared:
        first = max(count_weight(count) for count in shared)
        words = listed(count_words(*count) for count in shared)
        return [Reason("figures", f"both give {words}", first + weights.figure_more * (len(shared) > 1))]
    if one.anchor == "place" and tolls_far(one, other):
        campaign = bool((one.modes | other.modes) & merging().modes.campaign)
        return [Reason("figures", "the tolls are far from each other", weights.toll_far_campaign if campaign else weights.toll_far)]
    return []


def count_weight(count: Count) -> float:
    """Returns what an equal figure weighs: small ones agree by chance."""
    weights = merging().weights
    return weights.figure_small if (count[2] or count[3] or 0) <= merging().limits.small_count else weights.figure_same


def tolls_far(one: Profile, other: Profile) -> bool:
    """Returns whether the highest toll of dead persons on one side is far from that on the other."""
    limits = merging().limits
    tolls = [max((c[2] or c[3] or 0 for c in side.counts if c[:2] == ("killed", "person")), default=0) for side in (one, other)]
    low, high = sorted(tolls)
    return 0 < low * limits.toll_ratio < high and high - low > limits.toll_difference


def judge_words(one: Profile, other: Profile) -> list[Reason]:
    """Judges munitions, words and reports that both have in common."""
    weights = merging().weights
    reasons = []
    if one.weapons & other.weapons:
        reasons.append(Reason("weapons", f"both with {listed(one.weapons & other.weapons)}", weights.weapon_same))
    if share_words(one, other):
        reasons.append(Reason("words", "told in much the same words", weights.words_alike))
    if one.documents & other.documents:
        reasons.append(Reason("document", "told in one report", weights.document_same))
    return reasons


def named(keys: frozenset[str]) -> str:
    """Returns names of which only the keys are kept, with their capitals."""
    return listed(key.title() for key in keys)


JUDGES = (
    judge_type,
    judge_place,
    judge_days,
    judge_mode,
    judge_actor,
    judge_services,
    judge_parties,
    judge_target,
    judge_counts,
    judge_words,
)
