"""Verdicts: claims as people left them, accepted, rejected or corrected."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.issues import Issue
from sitrep.model.judgements import Change, Judgement
from sitrep.model.reviews import Review, Verdict

VERDICTS: dict[str, Verdict] = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
FIXED = ("id", "document", "confidence", "issues", "review")
HIGHEST = 2**53  # beyond this JSON readers lose digits
NAMED = ("actor", "target", "source")


def reviewed(claim: Claim, judgements: Sequence[Judgement]) -> Claim:
    """Returns a claim after the judgements on it, earliest first: every correction applied, the last verdict beside it."""
    for judgement in judgements:
        verdict = VERDICTS.get(judgement.action)
        if verdict:
            review = Review(verdict, judgement.author, judgement.at, judgement.id, judgement.reason)
            claim = replace(_as_far_as_it_fits(claim, judgement), review=review)
    return claim


def _as_far_as_it_fits(claim: Claim, judgement: Judgement) -> Claim:
    """Returns a claim corrected, or as it is with an issue where a new reading has made the correction impossible."""
    try:
        return corrected(claim, judgement.changes)
    except WrongUsage as error:
        issue = Issue("unfit-correction", f"The correction by {judgement.author} ({judgement.id}) fits no more: {error}.")
        return replace(claim, issues=(*claim.issues, issue))


def corrected(claim: Claim, changes: Sequence[Change]) -> Claim:
    """Returns a claim with some fields set anew.

    Raises: WrongUsage for a field that it has not or a value that the field cannot hold.
    """
    if not changes:
        return claim
    plain = msgspec.json.decode(msgspec.json.encode(claim))
    for change in changes:
        _set(plain, change)
    try:
        return _checked(msgspec.convert(plain, Claim))
    except (msgspec.ValidationError, ValueError) as error:
        told = ", ".join(f"{each.field}={each.value!r}" for each in changes)
        raise WrongUsage(f"{told}: the claim would not be one: {error}") from error


def _checked(claim: Claim) -> Claim:
    """Returns a claim whose values make sense together.

    Raises: ValueError that says which do not.
    """
    if not claim.evidence or not all(span.text for span in claim.evidence):
        raise ValueError("a claim without words is none; `judge reject` says that it is no claim")
    for name in ("start", "end"):
        value = getattr(claim.when, name)
        if value is not None:
            _check_day(f"when.{name}", value)
    if claim.when.first_day and claim.when.last_day and claim.when.first_day > claim.when.last_day:
        raise ValueError(f"it would begin on {claim.when.start} and end before that, on {claim.when.end}; set both")
    for i, figure in enumerate(claim.figures):
        for bound in (figure.low, figure.high):
            if bound is not None and not 0 <= bound < HIGHEST:
                raise ValueError(f"figures.{i} would count {bound}")
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            raise ValueError(f"figures.{i} would be at least {figure.low} and at most {figure.high}; set both")
    return claim


def _check_day(field: str, value: str) -> None:
    """Checks that a value is an ISO date or date-time.

    Raises: ValueError.
    """
    try:
        dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{field} would be {value!r}; an ISO date is expected, such as 2025-12-07") from error


def _set(plain: dict[str, Any], change: Change) -> None:
    """Sets one field of a claim in plain form; a bare name stands for an actor or speaker, null takes an element out of a list.

    Raises: WrongUsage.
    """
    *way, last = change.field.split(".")
    if change.field.split(".")[0] in FIXED:
        raise WrongUsage(f"{change.field}: cannot be corrected; known are the fields of a claim but for {', '.join(FIXED)}")
    here: Any = plain
    for step in way:
        here = _step(here, step, change.field)
    _step(here, last, change.field)
    key = int(last) if isinstance(here, list) else last
    if isinstance(here, list) and change.value is None:
        here.pop(int(last))
    elif change.field in NAMED and isinstance(change.value, str):
        here[key] = {"name": change.value}
    else:
        here[key] = change.value


def _step(here: Any, step: str, field: str) -> Any:
    """Returns what lies one step further.

    Raises: WrongUsage where nothing does.
    """
    if isinstance(here, dict) and step in here:
        return here[step]
    if isinstance(here, list) and step.isdigit() and int(step) < len(here):
        return here[int(step)]
    if isinstance(here, dict):
        raise WrongUsage(f"{field}: there is no {step!r}; known there are {', '.join(here)}")
    if isinstance(here, list):
        raise WrongUsage(f"{field}: there is no {step!r}; the list has {len(here)} elements, counted from 0")
    raise WrongUsage(f"{field}: there is no {step!r}, as what stands before it is {json.dumps(here)}; set that instead")
