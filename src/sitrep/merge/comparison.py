"""Comparison: whether two profiles tell of one happening, and the reasons."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sitrep.merge.footprints import Relation, relate
from sitrep.merge.names import names_agree, sides_meet
from sitrep.merge.profiles import Count, Profile
from sitrep.merge.settings import alike_modes, merging

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature and what it says: `weight` is what it adds to the score, None where it rules out that the two are one."""

    feature: str
    words: str
    weight: float | None


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
        return [Reason("type", f"{one.type} is not {other.type}", None)]
    if one.foreseen != other.foreseen:
        return [Reason("status", "one is foreseen, the other happened", None)]
    return []


def judge_days(one: Profile, other: Profile) -> list[Reason]:
    """Judges the time: days must overlap and a named night be the same; without days only one report can mean one happening."""
    if one.days is None or other.days is None:
        return judge_reports(one, other)
    gap = dt.timedelta(days=days_between(one, other))
    if one.days[0] > other.days[1] + gap or other.days[0] > one.days[1] + gap:
        return [Reason("time", f"{spell(one)} is not {spell(other)}", None)]
    if one.nights and other.nights and one.nights != other.nights:
        return [Reason("time", f"the night {spell(one)} is not the night {spell(other)}", None)]
    return [Reason("time", f"{spell(one)} and {spell(other)} meet", overlap_weight(one, other, one.days[1] == other.days[1]))]


def days_between(one: Profile, other: Profile) -> int:
    """Returns how many days may lie between two claims: none, but on an outage of one place, or its repair, some.

    Of a region or country that loses a service again and again, each loss is another one.
    """
    if one.anchor != "service":
        return 0
    again = one.fails and other.fails and not one.reach.breadth == other.reach.breadth == "point"
    return 0 if again else merging().limits.outage_gap_days


def judge_reports(one: Profile, other: Profile) -> list[Reason]:
    """Judges claims without a day: one report tells of one happening, and so do reports of one time on talks and words.

    Reports on attacks do only where they give the same toll, or a mode that is rare and the same target.
    """
    weights = merging().weights
    if one.documents & other.documents:
        history = is_history(one, other) or is_history(other, one)
        return [Reason("time", "no day known, but told in one report", 0.0 if history else weights.days_unknown)]
    days, others = one.days or one.reported, other.days or other.reported
    told_at_once = days and others and abs((days[0] - others[0]).days) <= merging().limits.reported_days
    if told_at_once and one.anchor in ("participants", "actor"):
        return [Reason("time", "no day known, but told at the same time", weights.days_reported)]
    if told_at_once and (share_toll(one, other) or (share_rare_mode(one, other) and share_target(one, other))):
        return [Reason("time", "no day known, but told at the same time of much the same", 0.0)]
    return [Reason("time", "no day known, and told in different reports", None)]


def is_history(dated: Profile, other: Profile) -> bool:
    """Returns whether the first lies so long before the report of the second that the second hardly speaks of it."""
    if dated.days is None or other.reported is None:
        return False
    return (other.reported[0] - dated.days[1]).days > merging().limits.history_days


def overlap_weight(one: Profile, other: Profile, morning_after: bool) -> float:
    """Returns what days that meet weigh: most where equal, least where one is a rough span; a night goes with its morning."""
    weights = merging().weights
    if one.days == other.days or one.nights & other.nights:
        return weights.days_overlap + weights.days_equal
    if one.anchor != "service" and max(one.length, other.length) > merging().limits.exact_days:
        return weights.days_rough
    return weights.days_overlap + (weights.days_morning_after if morning_after else 0.0)


def spell(profile: Profile) -> str:
    """Returns the days of a profile in words."""
    if profile.days is None:
        return "an unknown day"
    first, last = profile.days
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def judge_place(one: Profile, other: Profile) -> list[Reason]:
    """Judges the place: equal, one in the other, neighbours, unknown or apart."""
    relation = relate(one.reach, other.reach)
    if relation == "apart" and (one.anchor in ("place", "participants", "service")):
        return [Reason("place", f"{where(one)} is not {where(other)}", None)]
    if is_wave_and_town(one, other):
        return [Reason("place", f"{where(one)} and {where(other)}: a country's attack is not that on one place", None)]
    weight = place_weight(one, other, relation) if one.anchor in ("place", "service") else 0.0
    return [Reason("place", f"{where(one)} and {where(other)}: {relation}", weight)]


def is_wave_and_town(one: Profile, other: Profile) -> bool:
    """Returns whether one is an attack in waves over a country and the other that on a place in it, which is an event of its own.

    Two equal tolls tell that one of them only names the place less exactly.
    """
    waves = one.type == "ASSAULT" and bool((one.modes | other.modes) & merging().modes.campaign)
    tolls = sum(is_toll(count) and count[0] in ("killed", "injured") for count in one.counts & other.counts)
    return waves and {one.reach.breadth, other.reach.breadth} == {"point", "country"} and tolls < 2


def place_weight(one: Profile, other: Profile, relation: Relation) -> float:
    """Returns what a relation of places weighs; a region says less of a town in it than a city of its district, a country nothing."""
    weights = merging().weights
    if relation == "near":
        return weights.place_near
    if relation in ("unknown", "apart"):
        return 0.0
    if one.reach.breadth == other.reach.breadth:
        return weights.place_same if one.reach.breadth == "point" or relation == "same" else weights.place_near
    return 0.0 if "country" in (one.reach.breadth, other.reach.breadth) else weights.place_region


def where(profile: Profile) -> str:
    """Returns the places of a profile in words."""
    return ", ".join(place.name for place in profile.reach.points) or "an unknown place"


def judge_mode(one: Profile, other: Profile) -> list[Reason]:
    """Judges how it was done: modes of different lines contradict, rare ones that agree weigh more."""
    weights = merging().weights
    if not one.modes or not other.modes:
        return []
    for a in sorted(one.modes):
        for b in sorted(other.modes):
            if a != b and (a, b) not in alike_modes():
                return [Reason("mode", f"{a} is not {b}", None)]
    shared = one.modes & other.modes
    if not shared:
        return []
    weight = weights.mode_rare if share_rare_mode(one, other) else weights.mode_same
    return [Reason("mode", f"both {', '.join(sorted(shared))}", weight)]


def share_rare_mode(one: Profile, other: Profile) -> bool:
    """Returns whether both are attacks of a kind that does not come in waves."""
    shared = one.modes & other.modes
    return one.type == "ASSAULT" and bool(shared) and not shared & merging().modes.campaign


def judge_actor(one: Profile, other: Profile) -> list[Reason]:
    """Judges who did it: for a word or a measure the doer himself must be the same, for other deeds his side."""
    weights = merging().weights
    if one.anchor == "actor":
        return judge_doer(one, other)
    if one.anchor == "participants" or not one.sides or not other.sides:
        return []
    if sides_meet(one.sides, other.sides):
        return [Reason("actor", f"both by {min(one.sides)}", weights.actor_same)]
    return [Reason("actor", f"{', '.join(sorted(one.sides))} is not {', '.join(sorted(other.sides))}", None)]


def judge_doer(one: Profile, other: Profile) -> list[Reason]:
    """Judges whether the same person or body acted."""
    if not one.actors or not other.actors:
        return []
    if any(names_agree(a, b) for a in one.actors for b in other.actors):
        return [Reason("actor", f"both by {min(one.actors)}", merging().weights.actor_named)]
    return [Reason("actor", f"{min(one.actors)} is not {min(other.actors)}", None)]


def judge_services(one: Profile, other: Profile) -> list[Reason]:
    """Judges which service failed; a failure after the service came back is another one."""
    if one.anchor != "service":
        return []
    shared = one.services & other.services
    if not shared:
        return [Reason("service", "no service in common", None)]
    for before, after in ((one, other), (other, one)):
        if before.restored and after.fails and after.days and after.days[0] > before.restored:
            return [Reason("service", f"it failed again after {before.restored.isoformat()}", None)]
    return [Reason("service", f"both {', '.join(sorted(shared))}", merging().weights.service_same)]


def judge_parties(one: Profile, other: Profile) -> list[Reason]:
    """Judges who took part in talks or a deal."""
    if one.anchor != "participants" or not one.parties or not other.parties:
        return []
    weights = merging().weights
    shared = {a for a in one.parties if any(names_agree(a, b) for b in other.parties)}
    if not shared:
        return [Reason("participants", "nobody took part in both", -weights.participants_all)]
    enough = len(shared) >= min(2, len(one.parties), len(other.parties))
    return [
        Reason("participants", f"in both: {', '.join(sorted(shared))}", weights.participants_all if enough else weights.participants_some)
    ]


def judge_target(one: Profile, other: Profile) -> list[Reason]:
    """Judges whom or what it was done to; another target only weighs where the act is defined by it."""
    weights = merging().weights
    if not one.targets or not other.targets or one.anchor == "participants":
        return []
    if share_target(one, other):
        return [Reason("target", f"both at {min(one.targets)}", weights.target_same)]
    if one.anchor == "actor":
        return [Reason("target", f"{min(one.targets)} is not {min(other.targets)}", weights.target_other)]
    return []


def share_target(one: Profile, other: Profile) -> bool:
    """Returns whether a target of both is the same by name."""
    return any(names_agree(a, b) for a in one.targets for b in other.targets)


def judge_counts(one: Profile, other: Profile) -> list[Reason]:
    """Judges the figures: equal ones support, a growing toll says nothing, a toll far off is a doubt."""
    weights = merging().weights
    shared = one.counts & other.counts
    if shared:
        first = max(count_weight(count) for count in shared)
        words = ", ".join(f"{measure} {item} {low}..{high}" for measure, item, low, high in sorted(shared, key=str))
        return [Reason("figures", f"both {words}", first + weights.figure_more * (len(shared) > 1))]
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


def share_toll(one: Profile, other: Profile) -> bool:
    """Returns whether both give one toll that is no coincidence."""
    return any(is_toll(count) for count in one.counts & other.counts)


def is_toll(count: Count) -> bool:
    """Returns whether a count is so large that two reports do not agree on it by chance; of dead and injured a few are enough."""
    limits = merging().limits
    return max(count[2] or 0, count[3] or 0) > (limits.small_count if count[0] in ("killed", "injured") else limits.round_count)


def judge_words(one: Profile, other: Profile) -> list[Reason]:
    """Judges munitions, words and reports that both have in common."""
    weights = merging().weights
    reasons = []
    if one.weapons & other.weapons:
        reasons.append(Reason("weapons", f"both {min(one.weapons & other.weapons)}", weights.weapon_same))
    least = min(len(one.words), len(other.words))
    if least and len(one.words & other.words) / least >= merging().limits.words_share:
        reasons.append(Reason("words", "told in much the same words", weights.words_alike))
    if one.documents & other.documents:
        reasons.append(Reason("document", "told in one report", weights.document_same))
    return reasons


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
