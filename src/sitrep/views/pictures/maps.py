"""Maps: events drawn as precisely as they are told, a settlement as a point, a region as an area, a country as a hatched outline."""

from collections.abc import Iterator, Sequence

import msgspec

from sitrep.packs.gazetteer import countries, largest_settlements
from sitrep.packs.outlines import Area, Box, Outlines, middle, read_outlines
from sitrep.views.pictures.frames import Frame, Pixel, fit, line_path, ring_path
from sitrep.views.pictures.keys import Key, draw_key
from sitrep.views.pictures.labels import Label, Placed, Rectangle, place_labels, width_of
from sitrep.views.pictures.markup import drawing, element, words
from sitrep.views.pictures.palettes import palette
from sitrep.views.pictures.spots import Spot, Spots, size_words
from sitrep.views.pictures.symbols import family_of, hatch_name, hatchings, radius_of, shape
from sitrep.views.translating import digits, gettext, told
from sitrep.views.words import counted

ORIENTING = 14
"""How many towns are named to find one's way, at most."""
APART = 40
NAMED_REGIONS_KM = 2.5
FAR_KM = 5
"""Kilometres a pixel from which regions are named, and from which on neither they nor small bends are drawn."""


class MapWishes(msgspec.Struct, frozen=True):
    """What a map is called, how wide it is in pixels, and which part of the world it shows (None: what its spots need)."""

    title: str = "Where it happened"
    width: float = 760
    box: Box | None = None


def draw_map(spots: Spots, wishes: MapWishes = MapWishes()) -> str:  # noqa: B008 - frozen
    """Returns a map of spots as SVG, with names, a key, a scale, and where its outlines come from."""
    outlines = read_outlines()
    frame = _frame(spots, wishes)
    drawn = [spot for spot in spots.spots if any(box.meets(frame.box) for box in spot.boxes)]
    largest = max((quantity(spot, spots) or 0 for spot in drawn), default=0)
    symbols = [spot for spot in drawn if spot.extent in {"point", "around"}]
    content = [
        _background(frame, outlines),
        *_areas(frame, drawn),
        _lines(frame, outlines),
        *(_symbol(frame, spot, spots, largest) for spot in sorted(symbols, key=lambda each: -(quantity(each, spots) or 0))),
        *_texts(frame, drawn, spots, largest),
    ]
    key, height = draw_key(Key(frame, drawn, largest, spots.measure, spots.unplaced))
    size = (frame.width, frame.height)
    clip = element("clipPath", [element("rect", width=size[0], height=size[1])], id="edge")
    return drawing(
        (frame.width, frame.height + height),
        wishes.title,
        description(spots),
        [
            element("defs", [clip, *hatchings()]),
            element("g", content, clip_path="url(#edge)"),
            element("rect", width=size[0], height=size[1], fill="none", stroke=palette().light("axis"), stroke_width=1),
            key,
        ],
        linked=any(spot.link for spot in drawn),
    )


def description(spots: Spots) -> str:
    """Returns a map in words: its largest places, and how many events it cannot show."""
    largest = sorted(spots.spots, key=lambda spot: (-(quantity(spot, spots) or 0), spot.name))
    named = "; ".join(size_words(spot, spots.measure) for spot in largest[:12])
    more = told("; and {places}", places=counted(len(largest) - 12, "more place")) if len(largest) > 12 else ""
    left = " " + told("{events} without a place that is known.", events=counted(spots.unplaced, "event")) if spots.unplaced else ""
    return f"{named or gettext('No events')}{more}.{left}"


def quantity(spot: Spot, spots: Spots) -> int | None:
    """Returns what the size of a spot stands for: its figure where the map has a measure, else its events; None where nobody says."""
    return spot.size if spots.measure else len(spot.events)


def _frame(spots: Spots, wishes: MapWishes) -> Frame:
    """Returns the part of the world that the spots need; whole countries only where nothing smaller is shown."""
    if wishes.box:
        return Frame(wishes.box, wishes.width)
    near = [box for spot in spots.spots if spot.extent != "country" for box in spot.boxes]
    return fit(near or [box for spot in spots.spots for box in spot.boxes], wishes.width)


def _background(frame: Frame, outlines: Outlines) -> str:
    """Returns sea and land."""
    colours = palette()
    rings = (ring.points for ring in outlines.land if ring.box.meets(frame.box))
    land = ring_path(frame, rings, 0.6 if frame.km_a_pixel < FAR_KM else 1)
    sea = element("rect", width=frame.width, height=frame.height, fill=colours.light("water"))
    return sea + element("path", d=land, fill=colours.light("land"), fill_rule="evenodd")


def _lines(frame: Frame, outlines: Outlines) -> str:
    """Returns coasts and borders; lines between regions only where the map is near enough."""
    colours = palette()
    kinds = (
        ("region", outlines.regions if frame.km_a_pixel < FAR_KM else (), 0.7, None),
        ("coast", outlines.coasts, 0.7, None),
        ("border", outlines.borders, 1.3, None),
        ("disputed", outlines.disputed, 1.3, "4 3"),
    )
    near = ((name, [line.points for line in lines if line.box.meets(frame.box)], width, dashes) for name, lines, width, dashes in kinds)
    return "".join(
        element(
            "path", d=path, fill="none", stroke=colours.light(name), stroke_width=width, stroke_dasharray=dashes, stroke_linejoin="round"
        )
        for name, lines, width, dashes in near
        if (path := line_path(frame, lines, 0.6 if frame.km_a_pixel < FAR_KM else 1))
    )


def _areas(frame: Frame, spots: Sequence[Spot]) -> Iterator[str]:
    """Yields countries, hatched, and then regions, filled the more the more happened there; in grey what several families share."""
    most = max((len(spot.events) for spot in spots if spot.extent == "area"), default=1)
    for extent in ("country", "area"):
        shared: dict[tuple[str, ...], list[Spot]] = {}
        for spot in spots:
            if spot.extent == extent:
                shared.setdefault(tuple(area.id for area in spot.areas), []).append(spot)
        yield from (_area(frame, here, most) for here in shared.values())


def _area(frame: Frame, here: Sequence[Spot], most: int) -> str:
    """Returns a country or region with what happened somewhere in it."""
    path = ring_path(frame, (ring for area in here[0].areas for ring in area.rings))
    colour = family_of(here[0]).colour[0] if len(here) == 1 else palette().light("quiet")
    if here[0].extent == "country":
        style: dict[str, object] = {"fill": f"url(#{hatch_name(here[0].family if len(here) == 1 else '')})", "fill_opacity": 0.35}
    else:
        events = sum(len(spot.events) for spot in here)
        style = {"fill": colour, "fill_opacity": (0.2 + 0.3 * min(1, events / most)) / len(here), "stroke": colour, "stroke_width": 1.2}
    return "".join(_linked(element("path", d=path, **style) if number == 0 else "", spot, None) for number, spot in enumerate(here))


def _symbol(frame: Frame, spot: Spot, spots: Spots, largest: int) -> str:
    """Returns the symbol of a point, or the broken circle of a place whose outline is not known; hollow where nobody gives the number."""
    x, y = frame.place(spot.at)
    colour = family_of(spot).colour[0]
    if spot.extent == "around":
        radius = max(6.0, spot.radius_km / frame.km_a_pixel)
        circle = element(
            "circle", cx=x, cy=y, r=radius, fill=colour, fill_opacity=0.14, stroke=colour, stroke_width=1.3, stroke_dasharray="2 3"
        )
        return _linked(circle, spot, spots)
    number = quantity(spot, spots)
    fill = {"fill": palette().light("paper"), "fill_opacity": 0.5} if number is None else {"fill": colour, "fill_opacity": 0.72}
    return _linked(shape(family_of(spot).shape, (x, y), radius_of(number, largest), stroke=colour, stroke_width=1.4, **fill), spot, spots)


def _linked(drawn: str, spot: Spot, spots: Spots | None) -> str:
    """Returns a symbol with its words, and as a link where it leads somewhere."""
    inside = [element("title", [words(size_words(spot, spots.measure if spots else None))]), drawn]
    if spot.link is None:
        return element("g", inside)
    return element("a", inside, href=spot.link, **{"xlink:href": spot.link})


def _texts(frame: Frame, spots: Sequence[Spot], shown: Spots, largest: int) -> Iterator[str]:
    """Yields the names on the map: of what is shown first, then of countries, regions and large towns, where there is room."""
    symbols = [(frame.place(spot.at), radius_of(quantity(spot, shown), largest)) for spot in spots if spot.extent == "point"]
    taken: list[Rectangle] = [(x - radius, y - radius, x + radius, y + radius) for (x, y), radius in symbols]
    own = list(_own_labels(frame, spots, shown, largest))
    placed = list(place_labels([*own, *_orienting(frame, spots)], (frame.width, frame.height), taken))
    bold = {label.text for label in own}
    yield from (_text(each, is_own=each.label.text in bold) for each in placed)
    dots = [each for each in placed if each.label.text not in bold and not each.label.centred]
    yield from (element("circle", cx=each.label.at[0], cy=each.label.at[1], r=1.6, fill=palette().light("quiet")) for each in dots)


def _own_labels(frame: Frame, spots: Sequence[Spot], shown: Spots, largest: int) -> Iterator[Label]:
    """Yields the names of spots, the largest first, with the number that their size stands for."""
    sums: dict[tuple[str, str], int] = {}
    for spot in spots:
        key = (spot.name, spot.extent)
        sums[key] = sums.get(key, 0) + (quantity(spot, shown) or 0)
    for spot in sorted(spots, key=lambda each: -(quantity(each, shown) or 0)):
        number = quantity(spot, shown) if spot.extent == "point" else sums[spot.name, spot.extent] or None
        text = spot.name if number is None or (number == 1 and not shown.measure) else f"{spot.name} {digits(number)}"
        if spot.extent == "point":
            yield Label(text, frame.place(spot.at), 12, radius_of(number, largest))
        elif spot.extent == "around":
            yield Label(text, frame.place(spot.at), 12, centred=True)
        else:
            yield Label(text, _middle(frame, [area for area in spot.areas if area.box.meets(frame.box)]), 12, centred=True)


def _orienting(frame: Frame, spots: Sequence[Spot]) -> Iterator[Label]:
    """Yields the names of countries, of the largest towns, and of regions where they are large enough."""
    named = {spot.name for spot in spots}
    near = [area for area in read_outlines().areas if area.box.meets(frame.box)]
    for country in countries().values():
        areas = [area for area in near if area.country == country.code]
        label = Label(country.name.upper(), _middle(frame, areas), 11, centred=True) if areas and country.name not in named else None
        if label and sum(_pixels(frame, area.box) for area in areas) > 3 * width_of(label) * label.size:
            yield label
    yield from (Label(name, at, 9.5, 2) for name, at in _towns(frame) if name not in named)
    if frame.km_a_pixel < NAMED_REGIONS_KM:
        yield from (Label(area.name, _middle(frame, (area,)), 9.5, centred=True) for area in near if area.name not in named)


def _pixels(frame: Frame, box: Box) -> float:
    """Returns how many pixels of the map a box covers."""
    (left, top), (right, bottom) = frame.place((box.west, box.north)), frame.place((box.east, box.south))
    return max(0, min(right, frame.width) - max(left, 0)) * max(0, min(bottom, frame.height) - max(top, 0))


def _towns(frame: Frame) -> list[tuple[str, Pixel]]:
    """Returns the largest towns and where they are drawn, none near a larger one, of which it may be a district."""
    box, kept = frame.box, list[tuple[str, Pixel]]()
    for town in largest_settlements((box.west, box.south, box.east, box.north), 3 * ORIENTING):
        x, y = frame.place((town.longitude, town.latitude))
        if all(abs(x - a) + abs(y - b) > APART for _, (a, b) in kept):
            kept.append((town.name, (x, y)))
    return kept[:ORIENTING]


def _middle(frame: Frame, areas: Sequence[Area]) -> Pixel:
    """Returns the middle of areas, or of the part of them that the frame shows; a place off the map where it would lie outside of them."""
    whole = frame.place(middle([ring for area in areas for ring in area.rings]))
    if len(areas) == 1 and frame.shows(whole):
        return whole
    box = frame.box
    parts = [
        (max(each.west, box.west), max(each.south, box.south), min(each.east, box.east), min(each.north, box.north))
        for each in (area.box for area in areas)
    ]
    weights = [max(1e-6, (east - west) * (north - south)) for west, south, east, north in parts]
    x = sum(weight * (west + east) / 2 for weight, (west, _, east, _) in zip(weights, parts, strict=True)) / sum(weights)
    y = sum(weight * (south + north) / 2 for weight, (_, south, _, north) in zip(weights, parts, strict=True)) / sum(weights)
    return frame.place((x, y)) if any(area.holds((x, y)) for area in areas) else whole


def _text(placed: Placed, *, is_own: bool) -> str:
    """Returns a name with a rim in the colour of the land, so that lines do not cross it out."""
    colours = palette()
    rim = {"stroke": colours.light("land"), "stroke_width": 3, "stroke_linejoin": "round"}
    style = {"fill": colours.light("text" if is_own else "quiet"), "font_weight": "bold" if is_own else None}
    at = {"x": placed.x, "y": placed.y, "text_anchor": placed.anchor, "font_size": placed.label.size}
    written = [words(placed.label.text)]
    return element("text", written, **at, fill="none", **rim, font_weight=style["font_weight"], aria_hidden="true") + element(
        "text", written, **at, **style
    )
