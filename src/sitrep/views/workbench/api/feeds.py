"""Feeds: the newest events that pass a filter, as Atom (RFC 4287)."""

from collections.abc import Mapping
from functools import partial
from xml.etree import ElementTree as ET

from starlette.responses import Response

from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store import surveys
from sitrep.views.messages import printable
from sitrep.views.words import counted, days_words, kind_words, place_words
from sitrep.views.workbench.api.answers import answer, is_known, tag_of, unchanged
from sitrep.views.workbench.labels import event_link, figure_line
from sitrep.views.workbench.lifelines import moment
from sitrep.views.workbench.visits import Visit

ATOM = "http://www.w3.org/2005/Atom"
A_PAGE = 50
LONG_AGO = "1970-01-01T00:00:00Z"


def feed(visit: Visit) -> Response:
    """Returns the feed of the filter in the address, the latest event first; an entry is updated when a report tells more of its event."""
    state = visit.bench.state()
    tag = tag_of(state, visit.user.name)
    if is_known(visit.request, tag):
        return unchanged(tag)
    events, _ = visit.record.event_page(visit.filters, visit.page(A_PAGE, latest_first=True))
    keys = list(dict.fromkeys(key for event in events for key in event.documents))
    documents = visit.record.ask(partial(surveys.documents_by_id, identifiers=keys))
    base = str(visit.request.base_url).rstrip("/")
    root = ET.Element(f"{{{ATOM}}}feed")
    entries = [_entry(event, documents, base) for event in events]
    _add(root, "id", f"{base}{visit.link()}")
    _add(root, "title", f"sitrep: {visit.record_name}")
    _add(root, "updated", max((entry.findtext(f"{{{ATOM}}}updated") or LONG_AGO for entry in entries), default=LONG_AGO))
    _add(ET.SubElement(root, f"{{{ATOM}}}author"), "name", "sitrep")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", href=f"{base}{visit.link()}")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{base}{visit.filter_link('/events')}")
    root.extend(entries)
    ET.register_namespace("", ATOM)
    return answer(ET.tostring(root, encoding="utf-8", xml_declaration=True), tag, "atom")


def _entry(event: Event, documents: Mapping[str, Document], base: str) -> ET.Element:
    """Returns an event as an entry."""
    entry = ET.Element(f"{{{ATOM}}}entry")
    address = f"{base}{event_link(event.id)}"
    _add(entry, "id", f"urn:sitrep:{event.id}")
    _add(entry, "title", f"{kind_words(event.type, event.mode, event.status)}, {days_words(event.when)}, {place_words(event.places)}")
    told = [moment(document.published) for key in event.documents if (document := documents.get(key)) and document.published]
    _add(entry, "updated", max(told).strftime("%Y-%m-%dT%H:%M:%SZ") if told else LONG_AGO)
    ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=address)
    figures = "; ".join([*map(figure_line, event.figures), *(f"{each.service} {each.status}" for each in event.services)])
    _add(entry, "summary", ". ".join(part for part in (figures, f"Told in {counted(len(event.documents), 'report')}") if part))
    return entry


def _add(parent: ET.Element, name: str, text: str) -> None:
    """Adds an element with a text that XML can hold."""
    held = "".join(each for each in printable(text) if each not in "\ufffe\uffff" and not "\ud800" <= each <= "\udfff")
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = held
