"""Scorings: claims reduced to what a scorer compares, from gold files and from the program."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from sitrep.errors import UnreadableSource
from sitrep.model.claims import Claim

BLANKS = re.compile(r"\s+")


class Number(msgspec.Struct, frozen=True):
    """A figure as it is scored: what it counts and its inclusive bounds, None for an open end."""

    measure: str
    item: str = "other"
    low: int | float | None = None
    high: int | float | None = None


class ScoredService(msgspec.Struct, frozen=True):
    """A service and what became of it."""

    service: str
    status: str | None = None


class Scored(msgspec.Struct, frozen=True):
    """A claim as it is scored: names instead of objects, days instead of moments, evidence as spans `[start, end)`."""

    type: str
    mode: str | None
    scope: str
    start: dt.date | None
    end: dt.date | None
    places: tuple[str, ...]
    actor: str | None
    source: str | None
    participants: tuple[str, ...]
    figures: tuple[Number, ...]
    services: tuple[ScoredService, ...]
    spans: tuple[tuple[int, int], ...]


class GoldClaim(msgspec.Struct, frozen=True):
    """A claim as people annotate it; `start` and `end` are days, moments or words as YAML reads them."""

    type: str
    mode: str | None = None
    scope: str | None = None
    start: Any = None
    end: Any = None
    places: tuple[str, ...] | None = None
    actor: str | None = None
    source: str | None = None
    participants: tuple[str, ...] | None = None
    figures: tuple[Number, ...] | None = None
    services: tuple[ScoredService, ...] | None = None
    evidence: str | None = None


class GoldDocument(msgspec.Struct, frozen=True):
    """What an annotated report says of itself; `published` is a day, a moment or words as YAML reads them."""

    id: str | None = None
    published: Any = None
    language: str | None = None


class GoldFile(msgspec.Struct, frozen=True):
    """One annotated report."""

    document: GoldDocument = GoldDocument()
    claims: tuple[GoldClaim, ...] | None = None


def read_gold(path: Path) -> GoldFile:
    """Returns the annotation at `path`.

    Raises: UnreadableSource where it cannot be read or does not have the form of the guide.
    """
    try:
        return msgspec.convert(yaml.safe_load(path.read_bytes()) or {}, GoldFile)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise UnreadableSource(f"{path}: no annotation of a report: {error}") from error


def scored_gold(claim: GoldClaim, text: str) -> Scored:
    """Returns an annotated claim as it is scored; evidence that differs from the text in blanks alone is still found."""
    return Scored(
        type=claim.type,
        mode=claim.mode,
        scope=claim.scope or "incident",
        start=_day(claim.start),
        end=_day(claim.end),
        places=claim.places or (),
        actor=claim.actor,
        source=claim.source,
        participants=claim.participants or (),
        figures=claim.figures or (),
        services=claim.services or (),
        spans=_spans(claim.evidence or "", text),
    )


def scored_claim(claim: Claim) -> Scored:
    """Returns one of the program's claims as it is scored."""
    return Scored(
        type=claim.type,
        mode=claim.mode,
        scope=claim.scope,
        start=claim.when.first_day,
        end=claim.when.last_day,
        places=tuple(place.name for place in claim.places),
        actor=claim.actor.name if claim.actor else None,
        source=claim.source.name if claim.source else None,
        participants=tuple(each.name for each in claim.participants),
        figures=tuple(Number(figure.measure or "other", figure.item, figure.low, figure.high) for figure in claim.figures),
        services=tuple(ScoredService(each.service, each.status) for each in claim.services),
        spans=tuple((span.start, span.end) for span in claim.evidence),
    )


def _day(value: object) -> dt.date | None:
    """Returns the day of a date or moment."""
    return None if value is None else dt.date.fromisoformat(str(value)[:10])


def _spans(evidence: str, text: str) -> tuple[tuple[int, int], ...]:
    """Returns where the evidence stands, nothing where it does not."""
    start = text.find(evidence) if evidence else -1
    if evidence and start < 0:
        start = BLANKS.sub(" ", text).find(BLANKS.sub(" ", evidence))
    return ((start, start + len(evidence)),) if start >= 0 else ()
