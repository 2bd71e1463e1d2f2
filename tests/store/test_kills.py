"""Kills: `sitrep add` ended by `kill -9` at any moment leaves a whole record, and the same command finishes the job.

A few kills belong to every run of the tests; `make soak` asks for hundreds ($SITREP_KILLS).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.conftest import new_database

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SITREP_KILLS", "5"))

# The program is loaded once and forked for each kill, so that the kills fall into its work and not into its start.
KILLER = """
import glob, json, os, random, signal, sqlite3, sys, time
import psycopg
from sitrep.model.texts import Document
from sitrep.pipeline import merge_record, read_claims
from sitrep.store.records import Record
from sitrep.views import adding
from sitrep.views.messages import Loudness, Messages
from sitrep.views.runs import Wishes

database, reports, kills, out = sys.argv[1], sys.argv[2], int(sys.argv[3]), open(sys.argv[4], "w")
chance = random.Random(20251207)
adding.LONGEST_SECONDS = 0.02  # several transactions for these few reports
read_claims(Document("warm", open(reports).readline(), published="2025-12-07", language="en"))


def work(database):
    "Adds the reports and looks at the events, as a user would."
    code = adding.add(Wishes((reports,), jobs=1), False, database, Messages(Loudness.QUIET))
    with Record.open(database, merge_record) as record:
        record.events()
    return code


def run(database, seconds):
    "Runs the work in a process that is killed after so many seconds, and tells whether it was done before."
    child = os.fork()
    if child == 0:
        os._exit(work(database))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFEXITED(os.waitpid(child, 0)[1])


def state(database):
    "Tells what a record holds, but for moments and runs."
    with Record.open(database, merge_record) as record:
        rows = [json.loads(line) for line in record.dump()][1:]
        kept = [(row["table"], row.get("id"), row.get("text"), row.get("body")) for row in rows if row["table"] in ("documents", "claims")]
        return json.dumps([kept, [event.id for event in record.events()]])


def check(database):
    "Checks that a record which was cut off opens and is whole: every report with its claims, every index in step."
    with Record.open(database, merge_record, create=True) as record:
        documents = list(record.documents())
        for document in documents:
            claims = record.claims_of(document.id)
            assert claims, document.id
            assert document in record.search_documents(document.text).found
        told = [claim for event in record.events() for claim in event.claims]
        assert len(told) == len(set(told)) == len([claim for claim in record.claims() if claim.scope == "incident"])
    if "://" not in database:
        with sqlite3.connect(database) as connection:
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            for index in ("document_words", "claim_words", "event_words"):
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        connection.close()
    return len(documents)


def empty():
    "Makes the place of the record an empty one again."
    if "://" in database:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    for path in glob.glob(glob.escape(database) + "*"):
        os.remove(path)


began = time.monotonic()
work(database)
whole, wanted = time.monotonic() - began, state(database)
done = partly = 0
while done < kills:
    empty()
    began = time.monotonic()
    while not run(database, chance.uniform(0, 0.6 * whole)):
        done += 1
        partly += check(database) not in (0, 12)
        if done == kills:
            break
    else:
        whole = min(whole, time.monotonic() - began)  # the machine has become faster: kill earlier
    assert work(database) == 0
    assert state(database) == wanted
print(json.dumps({"kills": done, "partly": partly}), file=out)
"""

TOWNS = ("Orikhiv", "Sumy", "Kupiansk", "Nikopol", "Kherson", "Izium", "Chuhuiv", "Poltava", "Odesa", "Mykolaiv", "Huliaipole", "Pokrovsk")


@pytest.mark.parametrize("family", ["sqlite", "postgresql"])
def test_a_killed_add_leaves_a_whole_record_and_can_be_finished(family: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A laptop's battery ends in the middle of the night's reports: nothing may be lost, half kept or kept twice."""
    reports = tmp_path / "reports.jsonl"
    told = "A drone strike on {} on Saturday killed {} people, the mayor said."
    lines = [{"id": f"r{i}", "published": "2025-12-07", "text": told.format(town, i + 2)} for i, town in enumerate(TOWNS)]
    reports.write_text("".join(json.dumps(line) + "\n" for line in lines))
    database = str(tmp_path / "record.db") if family == "sqlite" else new_database(request.getfixturevalue("server"))
    script = [sys.executable, "-c", KILLER, database, str(reports), str(KILLS), str(tmp_path / "told")]
    done = subprocess.run(script, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts = json.loads((tmp_path / "told").read_text())
    assert counts["kills"] == KILLS
    assert counts["partly"] > 0
