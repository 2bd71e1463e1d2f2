"""Contacts: who met or spoke with whom, and what was agreed, by the claim that tells it."""

from collections.abc import Iterable

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.packs.gazetteer import countries
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import Value, fill, joined, sentence
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.scenes import main_place, when, where
from sitrep.views.reporting.speakers import with_article
from sitrep.views.reporting.style import style, template


def contact_sentence(desk: Desk, event: Event) -> Pieces:
    """Returns who was in contact with whom; where no two parties are named, the words of the report."""
    claim = fullest(desk.material.claims_of(event))
    named = participants(claim)
    if len(named) < 2:
        return quotation(desk, claim)
    did = style().verbs.get(claim.mode or "", style().verbs[""])
    values = {**circumstances(desk, claim), "who": names(named), "did": did}
    return (*sentence(fill(template("contact"), values)), *desk.quote(claim))


def agreement_sentence(desk: Desk, event: Event) -> Pieces:
    """Returns who agreed to what; where no two parties or no kind of agreement is told, the words of the report."""
    claim = fullest(desk.material.claims_of(event))
    named, what = participants(claim), style().agreements.get(claim.mode or "")
    if len(named) < 2 or what is None:
        return quotation(desk, claim)
    return (*sentence(fill(template("agreement"), {**circumstances(desk, claim), "who": names(named), "what": what})), *desk.quote(claim))


def announcement(desk: Desk, event: Event) -> Pieces:
    """Returns what is announced: who is to meet, else the words themselves."""
    claim = fullest([each for each in desk.material.claims_of(event) if each.status == "planned"] or desk.material.claims_of(event))
    named = participants(claim)
    if event.type == "CONSULT" and len(named) > 1:
        will = style().planned_verbs.get(claim.mode or "", style().planned_verbs[""])
        return (
            *sentence(fill(template("announced_contact"), {**circumstances(desk, claim), "who": names(named), "will": will})),
            *desk.quote(claim),
        )
    return quotation(desk, claim)


def quotation(desk: Desk, claim: Claim) -> Pieces:
    """Returns who says so, the day where one is told, and the words themselves."""
    values: dict[str, Value] = {"speaker": desk.speaker(claim), "when": when(claim.when, desk.year), "words": desk.words(claim)}
    return sentence(fill(template("announced"), values))


def circumstances(desk: Desk, claim: Claim) -> dict[str, Value]:
    """Returns where and when a claim's contact was, and who says so."""
    place = main_place(claim.places)
    known = place is not None and place.precision != "country"
    return {"where": where(claim.places, near=False) if known else (), "when": when(claim.when, desk.year), "says": desk.says(claim)}


def fullest(claims: Iterable[Claim]) -> Claim:
    """Returns the claim that names most participants, of equals the surest."""
    return max(claims, key=lambda claim: (len(participants(claim)), claim.confidence, claim.id))


def participants(claim: Claim) -> list[Actor]:
    """Returns who takes part by a claim; where it lists nobody, its actor and target."""
    listed = list(claim.participants) or [
        actor for actor in (claim.actor, claim.target) if actor and actor.kind not in ("facility", "place")
    ]
    named = [actor for actor in listed if actor.name.split()[0].casefold() not in style().speakers.nobody]
    return list({actor.name: actor for actor in named}.values())


def names(actors: Iterable[Actor]) -> Pieces:
    """Returns actors as a list, people with the country they stand for where it is known."""
    return joined([(Piece(actor_name(actor), "name"),) for actor in actors], style().and_)


def actor_name(actor: Actor) -> str:
    """Returns an actor's name as a sentence has it."""
    country = countries().get(actor.country or "") if actor.kind == "person" else None
    named = with_article(actor.name) if actor.kind != "person" else actor.name
    if actor.name in style().places.articles:
        named = f"the {actor.name}"
    return f"{named} ({country.name})" if country and country.name not in named else named
