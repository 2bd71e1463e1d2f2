"""Increments: the events of a record after claims came, or people decided on some, computed from the claims near them alone.

What a record must keep for it, beside its claims and events (`Kept`): for each claim its `block_keys`, in a table that is found by key.
A report that comes is then merged with `merge_new`: of 100,000 claims it looks at the few hundred that share a block with the new ones, and
at the events which those are in. The events that it returns take the place of those that it names as gone; all others stay as they are.

The result is that of merging everything anew, with one exception: reports that are told alike by their names are found only where they
share a block, and the names weigh as among the reports at hand; merging everything anew now and then finds the rest. Of totals the same is
true: those that new claims state take the place of those with their ids. What incidents come to in a total's span is added up when it
is looked at.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from sitrep.merge import candidates
from sitrep.merge.events import merge_stated
from sitrep.merge.families import CONDITION, TALKS
from sitrep.merge.profiles import profile
from sitrep.merge.reconciliation import LATEST
from sitrep.merge.tellings import tellings
from sitrep.merge.totals import is_total, total_key
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Changes, Event, Increment
from sitrep.model.texts import Document


class Kept(Protocol):
    """What a record keeps; every answer holds for the time before the new claims, and ids that it does not know give nothing."""

    def claims_under(self, keys: Collection[str]) -> Iterable[str]:
        """Returns the ids of the claims that have one of the block keys."""

    def events_of(self, claims: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Returns the events (ids) that hold one of the claims (ids), each with the ids of all its claims."""

    def claims(self, ids: Collection[str]) -> Sequence[Claim]:
        """Returns the claims of those ids."""

    def documents(self, ids: Collection[str]) -> Sequence[Document]:
        """Returns the documents of those ids, with their texts."""


def block_keys(claim: Claim, published: dt.date | None) -> frozenset[str]:
    """Returns the keys of the blocks that a claim belongs to; claims without a common key never make one event, nor part and whole.

    `published` is the day (UTC) on which its report was published. A total for a period shares a block with those of the same.
    """
    if claim.scope == "period_total":
        return frozenset({total_key(claim)} if is_total(claim) else ())
    keys = {"\x1f".join(key) for key in candidates.block_keys(profile(claim, published))}
    if claim.type in TALKS or (claim.type, claim.mode) == CONDITION:
        keys.add(f"condition\x1f{claim.document}")
    return frozenset(keys)


def merge_new(new: Sequence[Claim], documents: Sequence[Document], kept: Kept, rule: str = LATEST, bonds: Sequence[Bond] = ()) -> Increment:
    """Returns how the events change by new claims, as `merge_changed` does.

    Raises: WrongUsage for an unknown rule.
    """
    return merge_changed(Changes(new, documents), kept, rule, bonds)


def merge_changed(changes: Changes, kept: Kept, rule: str = LATEST, bonds: Sequence[Bond] = ()) -> Increment:
    """Returns how the events change by claims that came, changed or went.

    The claims near by are merged together with all that share a block with them; where that moves a claim at the rim, the rim is moved
    outward and all is merged again.

    Raises: WrongUsage for an unknown rule.
    """
    view = View(kept, changes.claims, changes.documents)
    inner = view.with_companions({*(claim.id for claim in changes.claims), *changes.gone, *changes.near}, bonds)
    while True:
        inner = view.with_companions(inner | view.neighbours(inner), bonds)
        outer = view.with_companions(inner | view.neighbours(inner), bonds)
        claims = view.claims(outer)
        merged = merge_stated(claims, view.documents(claims), rule, bonds)
        before = kept.events_of(outer)
        moved = moved_claims(merged.events, before, inner)
        if not moved:
            break
        inner |= moved
    changed = [event for event in merged.events if not inner.isdisjoint(event.claims)]
    stay = {event.id for event in changed}
    gone = sorted(key for key, held in before.items() if key not in stay and not inner.isdisjoint(held))
    return Increment(tuple(changed), tuple(gone), tuple(total for total in merged.totals if not inner.isdisjoint(total.claims)))


def moved_claims(merged: Iterable[Event], before: Mapping[str, Sequence[str]], inner: set[str]) -> set[str]:
    """Returns the claims beyond the inner ones that are in other company than before."""
    told_before = {claim: frozenset(held) for held in before.values() for claim in held}
    now = {claim: frozenset(event.claims) for event in merged for claim in event.claims}
    return {claim for claim in {*told_before, *now} - inner if told_before.get(claim) != now.get(claim)}


class View:
    """The claims near new ones, each fetched once."""

    def __init__(self, kept: Kept, new: Sequence[Claim], documents: Sequence[Document]) -> None:
        self._kept = kept
        self._claims = {claim.id: claim for claim in new}
        self._documents = {document.id: document for document in documents}
        self._keys: dict[str, frozenset[str]] = {}

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """Returns the claims of those ids."""
        missing = sorted(set(ids) - self._claims.keys())
        self._claims.update((claim.id, claim) for claim in (self._kept.claims(missing) if missing else ()))
        return [self._claims[key] for key in sorted(ids) if key in self._claims]

    def documents(self, claims: Iterable[Claim]) -> list[Document]:
        """Returns the documents of claims."""
        wanted = {claim.document for claim in claims}
        missing = sorted(wanted - self._documents.keys())
        self._documents.update((document.id, document) for document in (self._kept.documents(missing) if missing else ()))
        return [self._documents[key] for key in sorted(wanted) if key in self._documents]

    def neighbours(self, ids: Collection[str]) -> set[str]:
        """Returns the claims that share a block with one of some claims."""
        claims = self.claims(ids)
        fresh = [claim for claim in claims if claim.id not in self._keys]
        self._keys.update((one.claim.id, block_keys(one.claim, one.day)) for one in tellings(fresh, self.documents(fresh)))
        keys = frozenset().union(*(self._keys[claim.id] for claim in claims))
        own = {claim for claim, held in self._keys.items() if not held.isdisjoint(keys)}
        return own | set(self._kept.claims_under(keys))

    def with_companions(self, ids: Collection[str], bonds: Iterable[Bond]) -> set[str]:
        """Returns claims with all that are in one event with them, or that a bond names together with one of them."""
        found = set(ids)
        for held in self._kept.events_of(found).values():
            found.update(held)
        for bond in bonds:
            if not found.isdisjoint(bond.claims):
                found.update(bond.claims)
        return found
