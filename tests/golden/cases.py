"""Golden cases: short texts of our own, each with the claims that it makes in the form of the annotation guide."""

import datetime as dt
import functools
from pathlib import Path
from typing import Annotated

import msgspec
import yaml

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim, Scope, ServiceName, ServiceStatus, Status
from sitrep.model.figures import Item, Measure
from sitrep.model.texts import Document
from sitrep.packs.types import event_types
from sitrep.pipeline import SUPPORTED_LANGUAGES, read_claims

FOLDER = Path(__file__).parent
Word = Annotated[str, msgspec.Meta(min_length=1)]


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure; bounds are inclusive, a null bound is open."""

    measure: Measure
    item: Item
    low: int | None = None
    high: int | None = None
    approx: bool = False


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A service and what became of it."""

    service: ServiceName
    status: ServiceStatus


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim that must be read.

    `target` is not compared where it is left out; all else that is left out must be missing in the answer too.
    `evidence` is a piece of the text; all of it where left out.
    """

    type: str
    mode: str | None = None
    status: Status = "occurred"
    scope: Scope = "incident"
    start: dt.date | None = None
    end: dt.date | None = None
    places: tuple[Word, ...] = ()
    actor: str | None = None
    target: str | msgspec.UnsetType | None = msgspec.UNSET
    source: str | None = None
    participants: tuple[Word, ...] = ()
    figures: tuple[Count, ...] = ()
    services: tuple[Service, ...] = ()
    evidence: str | None = None


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case; `miss` marks one that the program does not get wholly right yet, `shows` names the constructions it is there for."""

    case: Word
    shows: tuple[Word, ...]
    published: dt.date
    text: Word
    claims: tuple[Expected, ...]
    miss: bool = False


def golden_files() -> dict[tuple[str, str], Path]:
    """Returns where the cases of each supported language and built-in event type must lie."""
    return {
        (language, each.name): FOLDER / language / f"{each.name.lower()}.yaml" for language in SUPPORTED_LANGUAGES for each in event_types()
    }


@functools.cache
def read_cases(path: Path) -> tuple[Case, ...]:
    """Returns the cases of one file.

    Raises: OSError where it is missing; msgspec.ValidationError for what is no case; yaml.YAMLError for what is no YAML.
    """
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), tuple[Case, ...], strict=True)


def claims_of(case: Case, language: str) -> tuple[Claim, ...]:
    """Returns what the program reads from the text of a case."""
    document = Document(case.case, case.text, published=case.published.isoformat(), language=language)
    return read_claims(document).claims


def name_of(actor: Actor | None) -> str | None:
    """Returns the name of an actor, None where there is none."""
    return actor.name if actor else None
