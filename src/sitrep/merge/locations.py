"""Locations: whether two claims may be of one place."""

from sitrep.merge.footprints import Relation, relate
from sitrep.merge.profiles import Profile
from sitrep.merge.reasons import Reason
from sitrep.merge.settings import merging
from sitrep.merge.signs import is_toll
from sitrep.merge.wordings import listed


def judge_place(one: Profile, other: Profile) -> list[Reason]:
    """Judges the place: equal, one in the other, neighbours, unknown or apart."""
    relation = relate(one.reach, other.reach)
    if relation == "apart" and one.type not in merging().anywhere and one.anchor != "actor":
        return [Reason("place", f"other places: {where(one)} and {where(other)}", None)]
    if is_wave_and_town(one, other):
        return [Reason("place", f"the attack on all of {wider(one, other)} is not that on one place of it", None)]
    weight = place_weight(one, other, relation) if one.anchor in ("place", "service") else 0.0
    return [Reason("place", related(one, other, relation), weight)]


def is_wave_and_town(one: Profile, other: Profile) -> bool:
    """Returns whether one is an attack in waves over a country and the other that on a place or region in it, an event of its own.

    Two equal tolls tell that one of them only names the place less exactly.
    """
    waves = one.type == "ASSAULT" and bool((one.modes | other.modes) & merging().modes.campaign)
    tolls = sum(is_toll(count) and count[0] in ("killed", "injured") for count in one.counts & other.counts)
    return waves and {one.reach.breadth, other.reach.breadth} in ({"point", "country"}, {"region", "country"}) and tolls < 2


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
    return listed(place.name for place in profile.reach.points) or "an unknown place"


def wider(one: Profile, other: Profile) -> str:
    """Returns the places of that of two profiles which is of a whole country."""
    return where(one if one.reach.breadth == "country" else other)


def related(one: Profile, other: Profile, relation: Relation) -> str:
    """Returns how two places stand to each other in words."""
    a, b = where(one), where(other)
    if relation in ("within", "contains") and one.reach.breadth == other.reach.breadth == "point":
        return f"{listed((a, b))}, of which one lies in the other"
    words = {"same": f"both in {a}", "within": f"{a} lies in {b}", "contains": f"{b} lies in {a}", "near": f"{a} is near {b}"}
    return words.get(relation, f"{a} and {b} cannot be compared")
