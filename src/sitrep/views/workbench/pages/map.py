"""Map: events where they happened, as precisely as the reports tell; a picture and a list without scripts, a map to move with them."""

import gzip
from collections.abc import Sequence

import msgspec
from starlette.responses import Response

from sitrep.model.events import Event
from sitrep.model.figures import Measure
from sitrep.store.filters import Page as Part
from sitrep.views.listing import read_values
from sitrep.views.pictures.map_features import map_features
from sitrep.views.pictures.maps import MapWishes, draw_map
from sitrep.views.pictures.palettes import standing_alone
from sitrep.views.pictures.spots import spots_of
from sitrep.views.translating import gettext, told
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.labels import event_link
from sitrep.views.workbench.picture_files import family_names, picture, picture_asset
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit

MOST = 5000
LISTED = 25
NARROW = 400
MEASURES: tuple[Measure, ...] = ("killed", "injured", "launched", "intercepted", "damaged", "destroyed", "displaced", "without-service")


class MapView(msgspec.Struct, frozen=True):
    """The first events of the map, and the addresses of what it is drawn from."""

    events: Sequence[Event]
    choices: Choices
    measures: tuple[str, ...]
    measure: str
    features: str
    picture: str
    families: tuple[tuple[str, str], ...]
    files: dict[str, str]
    tiles: str | None


def look(visit: Visit) -> MapView:
    """Returns what the page shows.

    Raises: WrongUsage.
    """
    events, _ = visit.record.event_page(visit.filters, Part(LISTED, None, latest_first=True))
    measure = measure_of(visit)
    files = {name: picture_asset(name) for name in ("basemap.json", "labels.json", "leaflet.css", "leaflet.js", "pictures.css")}
    return MapView(
        events,
        choices(),
        MEASURES,
        measure or "",
        visit.filter_link("/map/events.json", measure=measure),
        visit.filter_link("/map/map.svg", measure=measure),
        family_names(),
        files,
        visit.bench.settings.tiles,
    )


def look_at_features(visit: Visit) -> Response:
    """Returns the latest events that pass the filters as GeoJSON, five thousand at most.

    Raises: WrongUsage.
    """

    def compute() -> bytes:
        events, more = visit.record.event_page(visit.filters, Part(MOST, None, latest_first=True))
        return gzip.compress(msgspec.json.encode(map_features(events, measure_of(visit), more=more is not None)), 5, mtime=0)

    packed = visit.bench.once_in_turn(f"map {visit.filters} {measure_of(visit)}", compute)
    is_packed = "gzip" in visit.request.headers.get("accept-encoding", "")
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "no-cache", **({"Content-Encoding": "gzip"} if is_packed else {})}
    return Response(packed if is_packed else gzip.decompress(packed), headers=headers, media_type="application/geo+json")


def look_at_picture(visit: Visit) -> Response:
    """Returns the same events as a picture.

    Raises: WrongUsage.
    """

    def compute() -> str:
        events, _ = visit.record.event_page(visit.filters, Part(MOST, None, latest_first=True))
        links = {event.id: event_link(event.id) for event in events}
        wishes = MapWishes(gettext("Events where they happened"), NARROW if is_narrow(visit) else MapWishes().width)
        return standing_alone(draw_map(spots_of(events, measure_of(visit), links), wishes))

    return picture(visit.bench.once_in_turn(f"picture {visit.filters} {measure_of(visit)} {is_narrow(visit)}", compute))


def look_at_event(visit: Visit) -> Response:
    """Returns a map of the places of one event.

    Raises: NotFound.
    """
    identifier = visit.request.path_params["identifier"]
    event = visit.record.event(identifier)
    if event is None:
        raise NotFound(told("no event of {record} has the id {id}", record=visit.record_name, id=repr(identifier)))
    return picture(standing_alone(draw_map(spots_of((event,)), MapWishes(gettext("Where it happened"), 560))))


def is_narrow(visit: Visit) -> bool:
    """Whether a picture is wanted for a telephone."""
    return visit.asked.get("width") == "narrow"


def measure_of(visit: Visit) -> Measure | None:
    """Returns the measure that the size of signs stands for, None where it is the number of events.

    Raises: WrongUsage.
    """
    chosen = read_values("--measure", visit.asked.get("measure"), MEASURES)
    return next((measure for measure in MEASURES if measure in chosen), None)


PAGE = Page("/map", "Map", "map.html", look)
FEATURES = Page("/map/events.json", "Events of the map", "", look_at_features, in_menu=False)
PICTURE = Page("/map/map.svg", "Picture of the map", "", look_at_picture, in_menu=False)
EVENT_PICTURE = Page("/events/{identifier}/map.svg", "Map of an event", "", look_at_event, in_menu=False)
