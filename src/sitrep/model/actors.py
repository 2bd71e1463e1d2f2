"""Actors and speakers: who did it, who says so."""

from typing import Literal

import msgspec

from sitrep.model.texts import Span

ActorKind = Literal[
    "state", "government", "armed-force", "armed-group", "police", "organisation", "person", "civilians", "facility", "place"
]


class Actor(msgspec.Struct, frozen=True):
    """A person, body, force or state; the one form of actors, targets and participants.

    `name` is the fullest form that the text gives anywhere ("Volodymyr Zelensky" for "he"), in its usual English spelling;
    `country` an ISO 3166-1 alpha-2 code. `start`, `end` and `text` are the mention that was read (`text == document.text[start:end]`),
    None where the actor is inferred. `role` and `organisation` are in the text's words; `side` is a country code or an armed group's name.
    """

    name: str
    kind: ActorKind | None = None
    country: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    role: str | None = None
    organisation: str | None = None
    side: str | None = None


class Speaker(msgspec.Struct, frozen=True):
    """Who says so. `cites` names whom the speaker passes on; `quoted` is true where the claim stands in the speaker's own words."""

    name: str
    role: str | None = None
    organisation: str | None = None
    side: str | None = None
    channel: str | None = None
    verb: str | None = None
    cites: str | None = None
    quoted: bool = False


class Attribution(msgspec.Struct, frozen=True):
    """A reported statement: who (`source`), by which words (`cue`), and what (`content`); each None where the text leaves it out.

    `content` covers all of a quotation that runs over sentences. `speaker` is the source resolved within the document.
    """

    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None
    quoted: Literal["direct", "indirect", "mixed"] = "indirect"
    speaker: Speaker | None = None
