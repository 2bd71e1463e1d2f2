"""The API: what it answers is what the command line prints."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from sitrep.model.texts import Document
from sitrep.store.additions import Reading
from sitrep.views.records import open_record
from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served

ATOM = "{http://www.w3.org/2005/Atom}"


def printed(examples: Path, *arguments: str) -> Any:
    """Returns what a command prints as JSON."""
    command = [sys.executable, "-m", "sitrep", *arguments, "--format", "json", "--db", str(examples)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def asked(served: Served, path: str, **query: str | int) -> Any:
    """Returns what the API answers."""
    answer = served.client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_events_are_those_of_the_command_line(served: Served, examples: Path) -> None:
    """A program that reads either needs to know one shape."""
    filters = {"since": "2025-08-01", "type": "ASSAULT", "place": "UA"}
    typed = [word for name, value in filters.items() for word in (f"--{name}", value)]
    assert asked(served, "/api/events", **filters) == printed(examples, "events", *typed)


def test_one_event_has_all_that_show_prints_and_citations(served: Served, examples: Path) -> None:
    """Every figure comes with the words, the speaker and the report that it rests on, and the licence."""
    event = asked(served, "/api/events", place="Kyiv", type="ASSAULT")["events"][0]
    found = asked(served, f"/api/events/{event['id']}")
    shown = printed(examples, "show", event["id"])
    assert {name: found[name] for name in shown} == shown
    cited = {(each["measure"], each["item"]) for each in found["citations"]}
    assert cited == {(figure["measure"], figure["item"]) for figure in event["figures"]}
    for each in found["citations"]:
        document = asked(served, f"/api/documents/{each['document']}")["document"]
        assert document["text"][each["start"] : each["end"]] == each["words"]
        assert each["words"] in each["text"]
        assert each["csl"]["type"] == "article-newspaper"
    assert found["licence"]["places"]["licence"] == "CC-BY-4.0"


def test_totals_are_those_of_the_command_line(served: Served, examples: Path) -> None:
    """Sums must not differ by the door through which one asks."""
    assert asked(served, "/api/totals", by="week", measure="launched") == printed(
        examples, "totals", "--by", "week", "--measure", "launched"
    )


def test_pages_follow_one_another(served: Served) -> None:
    """A program that goes on after each page sees every event once, in order."""
    page = asked(served, "/api/events", limit=5)
    seen = [event["id"] for event in page["events"]]
    while page["next"]:
        page = asked(served, "/api/events", limit=5, after=page["next"])
        seen += [event["id"] for event in page["events"]]
    assert seen == [event.id for event in served.bench.record.events()]


def test_files_hold_all_that_pass(served: Served) -> None:
    """A file of everything is whole, in each form."""
    events = served.bench.record.events()
    whole = asked(served, "/api/events", limit="all")
    assert [event["id"] for event in whole["events"]] == [event.id for event in events]
    features = asked(served, "/api/events", limit="all", format="geojson")["features"]
    assert [feature["id"] for feature in features] == [event.id for event in events]
    lines = served.client.get("/api/events", params={"limit": "all", "format": "jsonl"}).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [event.id for event in events]
    sheet = served.client.get("/api/events", params={"limit": "all", "format": "csv"}).text
    assert list(dict.fromkeys(row["id"] for row in csv.DictReader(io.StringIO(sheet)))) == [event.id for event in events]


def test_what_is_known_is_not_sent_again(served: Served) -> None:
    """A dashboard that asks every minute costs nothing while nothing changes."""
    first = served.client.get("/api/events", params={"type": "ASSAULT"})
    again = served.client.get("/api/events", params={"type": "ASSAULT"}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_changes_are_told_from_any_place(serve: Callable[[Settings], Served], copied: str) -> None:
    """A program that was away learns what came and what was judged meanwhile, and no more."""
    served = serve(Settings(copied, port=0))
    everything = asked(served, "/api/changes")
    assert {change["kind"] for change in everything["changes"]} == {"document"}
    before = asked(served, "/api/changes", since="now")["next"]
    assert before == everything["next"]
    with open_record(copied) as record:
        record.add_all([Reading(Document("new-1", "Nothing happened."), ())])
    after = asked(served, "/api/changes", since=before)
    assert [(change["kind"], change["id"]) for change in after["changes"]] == [("document", "new-1")]
    assert asked(served, "/api/changes", since=after["next"])["changes"] == []


def test_changes_come_as_a_stream(served: Served) -> None:
    """A page that waits for news need not ask again and again."""
    with served.client.stream("GET", "/api/changes?since=0.0.0", headers={"Accept": "text/event-stream"}) as answer:
        lines = answer.iter_lines()
        told = [next(lines) for _ in range(6)]
    assert "event: document" in told


def test_a_feed_holds_the_newest_events(served: Served) -> None:
    """Feed readers show an entry an event, with a link to its page."""
    answer = served.client.get("/api/feed.atom", params={"type": "ASSAULT"})
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    links = [entry.find(f"{ATOM}link").get("href") for entry in root.iter(f"{ATOM}entry")]  # type: ignore[union-attr]
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert len(links) == len([event for event in served.bench.record.events() if event.type == "ASSAULT"])
    assert all(httpx.get(str(link)).status_code == 200 for link in links[:3])


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/events?since=never", 400, "an ISO date is expected"),
        ("/api/events?format=pdf", 400, "known are json"),
        ("/api/events?after=zz", 400, "a page begins after"),
        ("/api/events?rule=guess", 400, "expected one of"),
        ("/api/totals?by=colour", 400, "known are"),
        ("/api/changes?since=1", 400, "changes go on after"),
        ("/api/events/e0", 404, "no event"),
        ("/api/claims/c0", 404, "no claim"),
        ("/api/documents/none", 404, "no document"),
        ("/api/nothing", 404, "nothing at"),
    ],
)
def test_failures_are_told_as_json(served: Served, path: str, status: int, words: str) -> None:
    """A program learns what was wrong with its question."""
    answer = served.client.get(path)
    assert answer.status_code == status
    assert words in answer.json()["error"]


def test_claims_are_found_in_each_way(served: Served) -> None:
    """By words, report, event, speaker or filter, or simply the last ones."""
    event = served.bench.record.events()[-1]
    claim = served.bench.record.claims_by_id(event.claims)[0]
    assert claim.id in {each["id"] for each in asked(served, "/api/claims", event=event.id)["claims"]}
    assert claim.id in {each["id"] for each in asked(served, "/api/claims", document=claim.document)["claims"]}
    assert asked(served, "/api/claims", q="drones", limit=2)["next"]
    assert asked(served, "/api/claims", speaker="Zelensky")["claims"][0]["source"]["name"] == "Zelensky"
    assert asked(served, f"/api/claims/{claim.id}")["claim"]["id"] == claim.id
    first = asked(served, "/api/claims", limit=40)
    rest = asked(served, "/api/claims", limit=40, after=first["next"])
    assert len({each["id"] for each in (*first["claims"], *rest["claims"])}) == 67
    assert rest["next"] is None


def test_the_description_names_every_route(served: Served) -> None:
    """A client can be made from the description: each parameter and shape is in it."""
    described = asked(served, "/api/openapi.json")
    assert {"/api/events", "/api/events/{identifier}", "/api/claims", "/api/totals", "/api/changes"} <= set(described["paths"])
    names = {each["name"] for each in described["paths"]["/api/events"]["get"]["parameters"]}
    assert {"since", "until", "type", "place", "actor", "munition", "source", "status", "limit", "after"} <= names
    for reference in set(json.dumps(described).split('"$ref": "#/components/schemas/')[1:]):
        assert reference.split('"')[0] in described["components"]["schemas"]
