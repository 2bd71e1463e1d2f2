"""Families: events that are parts of larger ones, and the conditions that hang on talks and deals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sitrep.merge.candidates import day_keys
from sitrep.merge.clusters import Cluster
from sitrep.merge.comparison import judge_mode
from sitrep.merge.footprints import relate
from sitrep.merge.names import names_agree, sides_meet
from sitrep.merge.profiles import Profile, profile
from sitrep.merge.tellings import Telling
from sitrep.merge.timings import judge_days
from sitrep.model.events import Event

Pair = tuple[Event, Cluster]

TALKS = ("CONSULT", "AGREE")
CONDITION = ("REQUEST", "condition")


def with_wholes(pairs: Sequence[Pair]) -> list[Event]:
    """Returns the events in their order, attacks with the wider attack of the same night, side and country that they are part of."""
    wide: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        features = pair[1].profile
        if features.type == "ASSAULT" and features.days and features.reach.breadth in ("region", "country"):
            for day in day_keys(features):
                for country in features.reach.countries:
                    wide[day, country].append(pair)
    return [replace(event, part_of=whole_of(cluster.profile, wide)) for event, cluster in pairs]


def whole_of(features: Profile, wide: Mapping[tuple[str, str], Sequence[Pair]]) -> str | None:
    """Returns the id of the least event that holds an attack, None where none does."""
    if features.type != "ASSAULT" or features.reach.breadth == "nowhere" or features.days is None:
        return None
    holding: dict[str, Profile] = {}
    for day in day_keys(features):
        for country in features.reach.countries:
            holding.update((event.id, cluster.profile) for event, cluster in wide.get((day, country), ()))
    order = ("region", "country")
    found = sorted((order.index(whole.reach.breadth), event) for event, whole in holding.items() if is_part(features, whole))
    return found[0][1] if found else None


def is_part(part: Profile, whole: Profile) -> bool:
    """Returns whether an attack on a narrower place is part of a wider one: same night, same side, a mode of its line."""
    if relate(part.reach, whole.reach) != "within" or part.foreseen != whole.foreseen or not sides_meet(part.sides, whole.sides):
        return False
    return all(reason.weight is not None for reason in (*judge_days(part, whole), *judge_mode(part, whole)))


def with_conditions(pairs: Sequence[Pair]) -> list[Event]:
    """Returns the events in their order, talks and deals with the claims of their reports that state conditions for them."""
    conditions = [one for _, cluster in pairs for one in cluster.tellings if (one.claim.type, one.claim.mode) == CONDITION]
    told: defaultdict[str, list[tuple[str, Telling, Profile]]] = defaultdict(list)
    for event, cluster in pairs:
        if event.type in TALKS:
            for one in cluster.tellings:
                told[one.claim.document].append((event.id, one, cluster.profile))
    hanging: defaultdict[str, list[str]] = defaultdict(list)
    for condition in sorted(conditions, key=lambda one: one.order):
        talks = talks_of(condition, told.get(condition.claim.document, ()))
        if talks is not None:
            hanging[talks].append(condition.claim.id)
    return [replace(event, conditions=tuple(hanging.get(event.id, ()))) for event, _ in pairs]


def talks_of(condition: Telling, told: Sequence[tuple[str, Telling, Profile]]) -> str | None:
    """Returns the event that a condition hangs on: in its report the nearest whose parties include who states it or to whom."""
    parties = profile(condition.claim).parties
    start = position(condition)
    joined = [one for one in told if any(names_agree(a, b) for a in parties for b in one[2].parties)]
    only = told if len({event for event, _, _ in told}) == 1 else ()
    return min(((abs(position(one) - start), event) for event, one, _ in joined or only), default=(0, None))[1]


def position(told: Telling) -> int:
    """Returns where a claim begins in its text."""
    return told.claim.evidence[0].start if told.claim.evidence else 0
