"""Explanations: why claims are one event, and why others that are near are not."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from sitrep.merge.comparison import Comparison, compare
from sitrep.merge.profiles import Profile, profile
from sitrep.merge.reasons import Reason
from sitrep.merge.stories import names_of
from sitrep.merge.tellings import Telling, tellings
from sitrep.merge.ties import Ties
from sitrep.merge.wordings import days_words, listed
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.texts import Document

MOST_APART = 3


class Explanation(msgspec.Struct, frozen=True):
    """Why a claim (id) is in its event: how it compares to the claim (id) before it that is most like it.

    Where they are not alike by themselves, the last of the reasons says what brought it in all the same.
    """

    claim: str
    like: str
    comparison: Comparison


class Separation(msgspec.Struct, frozen=True):
    """Why an event (id) that comes near is another one: the reason that rules it out, or all reasons where they are too few."""

    event: str
    comparison: Comparison


def why(claims: Sequence[Claim], documents: Sequence[Document], bonds: Sequence[Bond] = ()) -> tuple[Explanation, ...]:
    """Returns for each claim of an event after the earliest how it compares to the one before it that is most like it.

    What is alike with none, but held together with one by a person, is compared to that; `bonds` are what people decided.
    """
    told = tellings(claims, documents)
    features = [profile(one.claim, one.day) for one in told]
    texts = {document.id: document.text for document in documents}
    ties = Ties(bonds)
    found = []
    for i in range(1, len(told)):
        compared = [(compare(features[j], features[i]), j) for j in range(i)]
        held = {j: word for j in range(i) if (word := held_by(told[i].claim.id, told[j].claim.id, bonds, ties))}
        if all(each.verdict != "same" for each, _ in compared) and held:
            compared = [(each, j) for each, j in compared if j in held]
        best, at = max(compared, key=lambda pair: (pair[0].verdict != "different", pair[0].score, -pair[1]))
        if at in held:
            best = with_reason(best, held[at])
        elif best.verdict != "same":
            best = with_reason(best, brought_in(told[i], told[:i], texts, ties))
        found.append(Explanation(told[i].claim.id, told[at].claim.id, best))
    return tuple(found)


def held_by(claim: str, other: str, bonds: Sequence[Bond], ties: Ties) -> Reason | None:
    """Returns the last decision that two claims (ids) are one, None where nobody decided so or a later decision outweighs it."""
    named = (bond for bond in reversed(bonds) if bond.together and {claim, other} <= set(bond.claims))
    bond = next(named, None) if ties.group(claim) == ties.group(other) else None
    return Reason("judgement", f"{decided(bond)} that they are one", None) if bond else None


def kept_apart_by(claims: Collection[str], others: Collection[str], bonds: Sequence[Bond]) -> Reason | None:
    """Returns the last decision that two events with these claims (ids) are two, None where nobody decided so."""
    for bond in reversed(bonds):
        if not bond.together and not set(claims).isdisjoint(bond.claims) and not set(others).isdisjoint(bond.claims):
            return Reason("judgement", f"{decided(bond)} that they are two", None)
    return None


def decided(bond: Bond) -> str:
    """Returns who decided a bond, when and why."""
    made = bond.judgement
    if made is None:
        return "a person decided"
    day = dt.date.fromisoformat(made.at[:10])
    return f"{made.author} decided on {days_words((day, day))}{f' (“{made.reason}”)' if made.reason else ''}"


def with_reason(comparison: Comparison, reason: Reason) -> Comparison:
    """Returns a comparison with one reason more."""
    return Comparison(comparison.verdict, comparison.score, (*comparison.reasons, reason))


def brought_in(told: Telling, before: Sequence[Telling], texts: Mapping[str, str], ties: Ties) -> Reason:
    """Returns what makes a claim one with others that is not like any of them alone."""
    if any(ties.group(told.claim.id) == ties.group(one.claim.id) for one in before):
        return Reason("judgement", "a person decided that they are one", None)
    own = names_of(texts.get(told.claim.document, ""))
    shared = [
        {name for name in own if name in names_of(texts.get(one.claim.document, ""))}
        for one in before
        if one.claim.document != told.claim.document
    ]
    most = max(shared, key=len, default=set())
    if most:
        return Reason("names", f"the reports name the same people and places: {listed(name.title() for name in most)}", None)
    return Reason("event", "it fits the event as a whole, and no other one better", None)


def apart(
    claims: Sequence[Claim], others: Mapping[str, Sequence[Claim]], documents: Sequence[Document], bonds: Sequence[Bond] = ()
) -> tuple[Separation, ...]:
    """Returns the events (ids, with their claims) that come nearest to the event of some claims, each with why it is another one.

    Those that a person keeps apart from it come first.
    """
    own = joint_profile(claims, documents)
    if own is None:
        return ()
    found = []
    for event, told in others.items():
        features = joint_profile(told, documents)
        judged = kept_apart_by([claim.id for claim in claims], [claim.id for claim in told], bonds)
        if judged:
            found.append(Separation(event, Comparison("different", 0.0, (judged,))))
        elif features is not None:
            found.append(Separation(event, compare(own, features)))
    return tuple(sorted(found, key=nearness)[:MOST_APART])


def nearness(one: Separation) -> tuple[bool, bool, float, str]:
    """Returns the key by which the nearest event stands first."""
    reasons = one.comparison.reasons
    return reasons[-1:] == () or reasons[-1].feature != "judgement", one.comparison.verdict == "different", -agreed(reasons), one.event


def agreed(reasons: Iterable[Reason]) -> float:
    """Returns what speaks for two events being one."""
    return sum(reason.weight for reason in reasons if reason.weight)


def joint_profile(claims: Sequence[Claim], documents: Sequence[Document]) -> Profile | None:
    """Returns the profile of all claims of an event, None of none."""
    features = [profile(one.claim, one.day) for one in tellings(claims, documents)]
    joint = features[0] if features else None
    for each in features[1:]:
        joint = joint.joined(each) if joint else each
    return joint
