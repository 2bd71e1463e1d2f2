"""Sources: who speaks in a claim, and how many speak independently of each other."""

from collections.abc import Iterable, Mapping

from sitrep.merge.agencies import agency_key, agency_of
from sitrep.merge.names import name_key, names_agree
from sitrep.merge.tellings import Telling
from sitrep.model.texts import Document


def outlets(documents: Iterable[Document], copies: Mapping[str, str]) -> dict[str, str]:
    """Returns for each document id a key of its outlet, of near copies that of the first.

    It is the agency that the report is by, the publisher, and without either the report itself.
    """
    own = {document.id: agency_of(document) or name_key(document.publisher or "") or document.id for document in documents}
    return {document: own[copies.get(document, document)] for document in own}


def voice(told: Telling, outlets: Mapping[str, str]) -> str:
    """Returns a key of who says so in the end: whom the speaker cites, the speaker, else the outlet."""
    source = told.claim.source
    if source is not None:
        name = source.cites or source.name
        return agency_key(name) or name_key(name)
    return outlets.get(told.claim.document, told.claim.document)


def voices(told: Iterable[Telling], outlets: Mapping[str, str]) -> dict[str, str]:
    """Returns the voice of each claim id; a speaker's name that is part of another's counts as that other ("Zelensky").

    An agency that is quoted by name and one that publishes itself are one voice.
    """
    tellings = tuple(told)
    spoken = {one.claim.id: voice(one, outlets) for one in tellings}
    full = fullest({spoken[one.claim.id] for one in tellings if one.claim.source is not None})
    return {claim: full.get(key, key) for claim, key in spoken.items()}


def fullest(keys: set[str]) -> dict[str, str]:
    """Returns for each key the longest of those that name the same speaker; speakers of one last name are compared."""
    families: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for key in sorted(keys, key=lambda one: (-len(one), one)):
        family = families.setdefault(key.rsplit(" ", 1)[-1], [])
        match = next((longer for longer in family if names_agree(key, longer)), None)
        found[key] = match or key
        if match is None:
            family.append(key)
    return found
