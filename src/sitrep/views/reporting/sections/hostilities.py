"""Strikes and hostilities by area: what is told of each attack, under its country and region."""

from collections.abc import Iterable, Mapping, Sequence

from sitrep.model.events import Event
from sitrep.model.places import Place
from sitrep.views.reporting.counting import count_events
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import fill, plain, sentence
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Piece, Pieces, Section, Subheading
from sitrep.views.reporting.sections.key_figures import country_name
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import incident, lead, place_of

Area = tuple[str | None, str | None]


def hostilities(desk: Desk) -> Section:
    """Returns the attacks by area, those with most first."""
    attacks = [event for event in desk.material.incidents if event.type in style().types["hostilities"] and event.status != "denied"]
    blocks: list[Block] = []
    for area, events in by_area(desk, attacks).items():
        blocks += [Subheading(area_name(area)), *told(desk, events)]
    if recaps := [event for event in desk.material.recaps if event.type in style().types["hostilities"]]:
        blocks += [Subheading(plain(template("recaps"))), *told(desk, recaps)]
    if not attacks and not recaps:
        blocks = [Paragraph(plain(template("no_attacks")))]
    return Section("hostilities", style().sections["hostilities"], tuple(blocks))


def by_area(desk: Desk, events: Iterable[Event]) -> Mapping[Area, Sequence[Event]]:
    """Returns events by country and region; the countries with most events first, in each those of the whole country, then its regions."""
    found: dict[Area, list[Event]] = {}
    for event in events:
        found.setdefault(area_of(desk, event), []).append(event)
    countries: dict[str | None, int] = {}
    for (country, _), held in found.items():
        countries[country] = countries.get(country, 0) + len(held)
    order = sorted(
        found, key=lambda area: (area[0] is None, -countries[area[0]], area[0] or "", area[1] is not None, -len(found[area]), area[1] or "")
    )
    return {area: found[area] for area in order}


def area_of(desk: Desk, event: Event) -> Area:
    """Returns the country and region of an event."""
    place = place_of(desk, event)
    if place is None:
        return None, None
    return place.country, region_of(place)


def region_of(place: Place) -> str | None:
    """Returns the region that a place is or lies in."""
    return place.name if place.precision == "region" else place.admin1


def area_name(area: Area) -> Pieces:
    """Returns a heading for an area."""
    country, region = area
    name = (Piece(country_name(country), "name"),) if country else plain(template("no_country"))
    if region is None:
        return (*name, *plain(template("whole_country"))) if country else name
    rules = style().places
    word = f" {rules.region_word}" if country in rules.region_countries and region not in rules.bare_regions else ""
    return (*name, *plain(": "), Piece(region, "name"), *plain(word))


def told(desk: Desk, events: Sequence[Event]) -> list[Block]:
    """Returns what is told of the attacks of an area, in the order of time; of very many those with numbers and most sources."""
    most = style().limits.incidents_an_area
    kept = sorted(events, key=lambda event: (not event.figures, -event.independent_sources, event.id))[:most]
    shown = [event for event in events if event in kept]
    blocks: list[Block] = [Bullets(tuple((*lead(desk, event), *incident(desk, event, placed=False)) for event in shown))]
    if len(shown) < len(events):
        left = [event for event in events if event not in kept]
        blocks.append(Paragraph(sentence(fill(template("left_out"), {"number": count_events(desk, left, ("", ""))})), quiet=True))
    return blocks
