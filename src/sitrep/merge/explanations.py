"""Explanations: why claims are one event, and why others that are near are not."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sitrep.merge.comparison import Comparison, compare
from sitrep.merge.profiles import Profile, profile
from sitrep.merge.reasons import Reason
from sitrep.merge.stories import names_of
from sitrep.merge.tellings import Telling, tellings
from sitrep.merge.ties import Ties
from sitrep.merge.wordings import listed
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
    """Returns for each claim of an event after the earliest how it compares to the one before it that is most like it."""
    told = tellings(claims, documents)
    features = [profile(one.claim, one.day) for one in told]
    texts = {document.id: document.text for document in documents}
    ties = Ties(bonds)
    found = []
    for i in range(1, len(told)):
        compared = [(compare(features[j], features[i]), j) for j in range(i)]
        best, at = max(compared, key=lambda pair: (pair[0].verdict != "different", pair[0].score, -pair[1]))
        if best.verdict != "same":
            best = Comparison(best.verdict, best.score, (*best.reasons, brought_in(told[i], told[:i], texts, ties)))
        found.append(Explanation(told[i].claim.id, told[at].claim.id, best))
    return tuple(found)


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


def apart(claims: Sequence[Claim], others: Mapping[str, Sequence[Claim]], documents: Sequence[Document]) -> tuple[Separation, ...]:
    """Returns the events (ids, with their claims) that come nearest to the event of some claims, each with why it is another one."""
    own = joint_profile(claims, documents)
    if own is None:
        return ()
    profiles = {event: joint_profile(found, documents) for event, found in others.items()}
    compared = [Separation(event, compare(own, features)) for event, features in profiles.items() if features is not None]
    near = sorted(compared, key=lambda one: (one.comparison.verdict == "different", -agreed(one.comparison.reasons), one.event))
    return tuple(near[:MOST_APART])


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
