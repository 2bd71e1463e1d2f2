"""Timings: whether two claims may be of one time."""

import datetime as dt

from sitrep.merge.profiles import Profile
from sitrep.merge.reasons import Reason
from sitrep.merge.settings import merging
from sitrep.merge.signs import share_rare_mode, share_target, share_toll, share_words
from sitrep.merge.wordings import days_words


def judge_days(one: Profile, other: Profile) -> list[Reason]:
    """Judges the time: days must overlap and a named night be the same; without days only one report can mean one happening."""
    if one.days is None or other.days is None:
        return judge_reports(one, other)
    gap = dt.timedelta(days=days_between(one, other))
    if one.days[0] > other.days[1] + gap or other.days[0] > one.days[1] + gap:
        return [Reason("time", f"the days differ: {days_words(one.days)} and {days_words(other.days)}", None)]
    if one.nights and other.nights and one.nights != other.nights:
        return [Reason("time", f"two nights: {days_words(one.days)} and {days_words(other.days)}", None)]
    if one.mornings & other.evenings or other.mornings & one.evenings:
        return [Reason("time", "the morning of a day is not of the night that begins on its evening", None)]
    words = f"both on {days_words(one.days)}" if one.days == other.days else f"{days_words(one.days)} meets {days_words(other.days)}"
    return [Reason("time", words, overlap_weight(one, other, one.days[1] == other.days[1]))]


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

    Reports on words do only where those have the same target, or are much the same; reports on attacks where they give the same toll, or a
    mode that is rare and the same target.
    """
    weights = merging().weights
    if one.documents & other.documents:
        history = is_history(one, other) or is_history(other, one)
        return [Reason("time", "no day known, but told in one report", 0.0 if history else weights.days_unknown)]
    days, others = one.days or one.reported, other.days or other.reported
    told_at_once = days and others and abs((days[0] - others[0]).days) <= merging().limits.reported_days
    if told_at_once and (one.anchor == "participants" or (one.anchor == "actor" and (share_target(one, other) or share_words(one, other)))):
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
    """Returns what days that meet weigh: most where equal, least where one is a rough span; a night goes with its morning.

    Talks are announced for a week and held on a day of it.
    """
    weights = merging().weights
    if one.days == other.days or one.nights & other.nights:
        return weights.days_overlap + weights.days_equal
    if one.anchor == "participants" and one.planned != other.planned and max(one.length, other.length) <= merging().limits.rough_days:
        return weights.days_overlap
    if one.anchor != "service" and max(one.length, other.length) > merging().limits.exact_days:
        return weights.days_rough
    return weights.days_overlap + (weights.days_morning_after if morning_after else 0.0)
