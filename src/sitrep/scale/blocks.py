"""Blocks: which claims are merged together, by country or kind of talk and by windows of days that overlap."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.packs.loader import load

UNDATED = "undated"
NOWHERE = "nowhere"
CONDITION = ("REQUEST", "condition")
SERVICE = "DISRUPT"


class Windows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long windows are and how far they overlap, in days, and the types that come together whatever the country."""

    window_days: int
    margin_days: int
    service_margin_days: int
    longest_days: int
    together: dict[str, str]


class Sent(msgspec.Struct, frozen=True):
    """A claim on its way to a block: `at_home` in the one that it belongs to, `shared` where other blocks look at it too."""

    claim: Claim
    at_home: bool
    shared: bool


def windows() -> Windows:
    """Returns how blocks are cut."""
    found: Windows = load("scale.toml", Windows)
    return found


def blocks_of(claims: Sequence[Claim], document: Document) -> dict[str, list[Sent]]:
    """Returns the claims of one report by block; each is at home in one block, and sent along to others that it may concern."""
    usual = usual_country(claims)
    found: dict[str, list[Sent]] = {}
    for claim in claims:
        home, *others = block_names(claim, document, usual)
        found.setdefault(home, []).append(Sent(claim, True, bool(others)))
        for other in others:
            found.setdefault(other, []).append(Sent(claim, False, True))
    return found


def block_names(claim: Claim, document: Document, usual: str | None) -> list[str]:
    """Returns the names of a claim's blocks, that of its home first; `usual` is the country that its report mostly tells of."""
    areas, numbers = areas_of(claim, usual), window_numbers(claim, document)
    return [f"{area} {number}" for number in numbers for area in areas]


def areas_of(claim: Claim, usual: str | None) -> list[str]:
    """Returns the countries of a claim, the first one its home; talks and what hangs on them are one area."""
    together = windows().together.get(claim.type) or ("talks" if (claim.type, claim.mode) == CONDITION else None)
    if together:
        return [together]
    named = [place.country for place in claim.places if place.country]
    held = [actor.country for actor in (claim.target, claim.actor) if actor and actor.country]
    return list(dict.fromkeys(named or held[:1] or [usual or NOWHERE]))


def window_numbers(claim: Claim, document: Document) -> list[str]:
    """Returns the windows of a claim, the one in which it began first, then those that its days and their margin touch."""
    settings = windows()
    days = days_of(claim, document)
    if days is None:
        return [UNDATED]
    first, last = days
    home = first.toordinal() // settings.window_days
    if (last - first).days > settings.longest_days:
        return [str(home)]
    margin = settings.service_margin_days if claim.type == SERVICE else settings.margin_days
    low, high = (first.toordinal() - margin) // settings.window_days, (last.toordinal() + margin) // settings.window_days
    return [str(home), *(str(number) for number in range(low, high + 1) if number != home)]


def days_of(claim: Claim, document: Document) -> tuple[dt.date, dt.date] | None:
    """Returns the days of a claim, else that of its report's publication; None where neither is known."""
    first, last = claim.when.first_day or claim.when.last_day, claim.when.last_day or claim.when.first_day
    if first is None or last is None:
        try:
            published = document.published_at
        except ValueError:
            published = None
        return (published.date(), published.date()) if published else None
    return min(first, last), max(first, last)


def usual_country(claims: Iterable[Claim]) -> str | None:
    """Returns the country that most places of a report's claims lie in, of equals the first by code; None where none is known."""
    counts = Counter(place.country for claim in claims for place in claim.places if place.country)
    return min(counts, key=lambda code: (-counts[code], code), default=None)
