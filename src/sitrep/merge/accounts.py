"""Accounts: what the speakers of each side tell of an event."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from sitrep.merge.groupings import Account
from sitrep.merge.reconciliation import LATEST, reconcile
from sitrep.merge.sources import outlets, voices
from sitrep.merge.tellings import UNKNOWN, Telling, tellings
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event
from sitrep.model.figures import Item, Measure
from sitrep.model.texts import Document


def by_speakers(events: Iterable[Event], claims: Iterable[Claim], documents: Sequence[Document], rule: str = LATEST) -> Iterator[Account]:
    """Yields for each event one account a side that tells a number of it, with the figures of its speakers alone, shown by `rule`.

    An outlet that speaks for itself, and a speaker of no known side, are of the side None. `claims` and `documents` are at least those
    of the events.

    Raises: WrongUsage for an unknown rule.
    """
    told = {one.claim.id: one for one in tellings(claims, documents)}
    spoken_by = outlets(documents, {})
    for event in events:
        own = [told[claim] for claim in event.claims if claim in told]
        yield from (account(event, side, spoken, spoken_by, rule) for side, spoken in by_side(own).items())


def shown_by(event: Event, claims: Iterable[Claim], documents: Sequence[Document], rule: str) -> Event:
    """Returns an event whose figures show the numbers that a rule chooses; `claims` and `documents` are at least those of the event.

    What was said, and whether it agrees, stays as it is. A report that copies another counts as its own outlet.

    Raises: WrongUsage for an unknown rule.
    """
    own = set(event.claims)
    told = tellings((claim for claim in claims if claim.id in own), documents)
    chosen = {(each.measure, each.item): each.best for each in reconcile(told, voices(told, outlets(documents, {})), rule)}
    figures = (replace(each, best=chosen.get((each.measure, each.item), each.best), rule=rule) for each in event.figures)
    return replace(event, figures=tuple(figures))


def shown_over_time(
    event: Event, claims: Iterable[Claim], documents: Sequence[Document], rule: str = LATEST
) -> Mapping[tuple[Measure, Item], Sequence[tuple[dt.datetime, Bounds]]]:
    """Returns for each figure what a rule would have shown after each dated report (moments in UTC), where that changed.

    Raises: WrongUsage for an unknown rule.
    """
    own = set(event.claims)
    told = [one for one in tellings((claim for claim in claims if claim.id in own), documents) if one.published != UNKNOWN]
    spoken = voices(told, outlets(documents, {}))
    found: defaultdict[tuple[Measure, Item], list[tuple[dt.datetime, Bounds]]] = defaultdict(list)
    for moment in dict.fromkeys(one.published for one in told):
        for each in reconcile([one for one in told if one.published <= moment], spoken, rule):
            shown = found[each.measure, each.item]
            if not shown or shown[-1][1] != each.best:
                shown.append((moment, each.best))
    return found


def by_side(told: Iterable[Telling]) -> Mapping[str | None, Sequence[Telling]]:
    """Returns the claims with figures by the side of who says so."""
    found: defaultdict[str | None, list[Telling]] = defaultdict(list)
    for one in told:
        if one.claim.figures:
            found[one.claim.source.side if one.claim.source else None].append(one)
    return found


def account(event: Event, side: str | None, told: Sequence[Telling], spoken_by: Mapping[str, str], rule: str) -> Account:
    """Returns what one side tells of an event."""
    return Account(replace(event, figures=reconcile(told, voices(told, spoken_by), rule)), side)
