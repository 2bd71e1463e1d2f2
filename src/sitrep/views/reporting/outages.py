"""Outages: what became of services, in a sentence and in the cells of a table."""

import datetime as dt

from sitrep.model.claims import Claim
from sitrep.model.events import Event, Outage
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import counted_thing, stated
from sitrep.views.reporting.phrasing import Value, fill, joined, plain, sentence
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.scenes import main_place, place_name, when, where
from sitrep.views.reporting.statements import Said, by_claim
from sitrep.views.reporting.style import style, template

FAILING = ("lost", "reduced")


def outage_sentence(desk: Desk, event: Event) -> Pieces:
    """Returns which services failed where, for how many, and whether they came back, each by the claim that tells it."""
    claims = desk.material.claims_of(event)
    numbers = [said for _, group in by_claim(event, claims) for said in group if said.figure.measure == "without-service"]
    failing = [claim for claim in claims if any(each.status in FAILING for each in claim.services)]
    restoring = [claim for claim in claims if any(each.status == "restored" for each in claim.services)]
    told: list[Pieces] = []
    if failing:
        told.append(loss_sentence(desk, next((said.claim for said in numbers), failing[0]), numbers))
    if restoring:
        told.append(service_sentence(desk, restoring[-1], "service_restored", ("restored",)))
    if not told and claims:
        told.append(service_sentence(desk, claims[-1], "service_mending", ("being-restored",)))
    return joined(told, " ", " ")


def loss_sentence(desk: Desk, claim: Claim, numbers: list[Said]) -> Pieces:
    """Returns that services failed, and for how many."""
    said = next((each for each in numbers if each.claim.id == claim.id), None)
    people = counted_thing(stated(said.figure, desk.ledger.quote(said.claim)), said.figure) if said else ()
    return service_sentence(desk, claim, "service_lost_for" if people else "service_lost", FAILING, people)


def service_sentence(desk: Desk, claim: Claim, name: str, statuses: tuple[str, ...], people: Pieces = ()) -> Pieces:
    """Returns one claim's services of some statuses in a sentence."""
    named = list(dict.fromkeys(service_name(each.service) for each in claim.services if each.status in statuses))
    services = joined([plain(each) for each in named], style().and_)
    values: dict[str, Value] = {
        "services": services or plain(template("a_service")),
        "people": people,
        "were": "was" if len(named) == 1 else "were",
        "where": where(claim.places),
        "when": when(claim.when, desk.year),
        "says": desk.says(claim),
    }
    told = sentence(fill(template(name), values))
    return told if people else (*told, *desk.quote(claim))


def service_name(service: str) -> str:
    """Returns a service in words."""
    return style().services.get(service, service)


def outage_row(desk: Desk, event: Event, outage: Outage) -> tuple[Pieces, ...]:
    """Returns one service of an outage for the table: place, service, the days of loss and return, how many were without it."""
    claims = desk.material.claims_of(event)
    place = main_place(event.places)
    affected = [said for _, group in by_claim(event, claims) for said in group if said.figure.measure == "without-service"]
    people = joined([thing_marked(desk, said) for said in affected], "; ", "; ") if outage == event.outages[0] else ()
    return (
        place_name(place) if place else plain(template("no_place")),
        plain(service_name(outage.service)),
        stage(desk, claims, outage.service, FAILING, outage.lost) or plain(template("not_told")),
        stage(desk, claims, outage.service, ("restored",), outage.restored)
        or stage(desk, claims, outage.service, ("being-restored",), outage.being_restored, template("being_restored"))
        or plain(template("not_told")),
        people or plain(template("not_told")),
    )


def thing_marked(desk: Desk, said: Said) -> Pieces:
    """Returns a number with noun and mark."""
    note = desk.ledger.quote(said.claim)
    return (*counted_thing(stated(said.figure, note), said.figure), Piece("", "mark", (note,)))


def stage(desk: Desk, claims: list[Claim], service: str, statuses: tuple[str, ...], day: str | None, word: str = "") -> Pieces:
    """Returns the day on which a service is told to have a status, with the marks of those who tell it; nothing where nobody does."""
    telling = [claim for claim in claims if any(each.service == service and each.status in statuses for each in claim.services)]
    if not telling:
        return ()
    date = dt.date.fromisoformat(day) if day else None
    told: Pieces = (Piece(f"{date.day} {date:%b}", "day"),) if date else plain(template("day_not_told"))
    return (
        *plain(f"{word} " if word else ""),
        *told,
        Piece("", "mark", tuple(sorted({desk.ledger.quote(claim) for claim in telling[:3]}))),
    )
