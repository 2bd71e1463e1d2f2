"""Signs: likenesses so rare that they tell of one happening by themselves."""

from sitrep.merge.names import names_agree
from sitrep.merge.profiles import Count, Profile
from sitrep.merge.settings import merging


def share_rare_mode(one: Profile, other: Profile) -> bool:
    """Returns whether both are attacks of a kind that does not come in waves."""
    shared = one.modes & other.modes
    return one.type == "ASSAULT" and bool(shared) and not shared & merging().modes.campaign


def share_target(one: Profile, other: Profile) -> bool:
    """Returns whether a target of both is the same by name."""
    return any(names_agree(a, b) for a in one.targets for b in other.targets)


def share_toll(one: Profile, other: Profile) -> bool:
    """Returns whether both give one toll that is no coincidence."""
    return any(is_toll(count) for count in one.counts & other.counts)


def share_words(one: Profile, other: Profile) -> bool:
    """Returns whether both are told in much the same words."""
    least = min(len(one.words), len(other.words))
    return least > 0 and len(one.words & other.words) / least >= merging().limits.words_share


def is_toll(count: Count) -> bool:
    """Returns whether a count is so large that two reports do not agree on it by chance; of dead and injured a few are enough."""
    limits = merging().limits
    return max(count[2] or 0, count[3] or 0) > (limits.small_count if count[0] in ("killed", "injured") else limits.round_count)
