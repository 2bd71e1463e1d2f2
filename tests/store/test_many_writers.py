"""Many writers: several `sitrep add` on one PostgreSQL, some of them killed, keep what one alone would have kept.

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
KILLS = int(os.environ.get("SITREP_KILLS", "4"))

# The program is loaded once and forked for each writer, so that the kills fall into its work and not into its start.
WRITERS = """
import json, os, random, signal, sys, time
import psycopg
from sitrep.model.texts import Document
from sitrep.pipeline import RECORD_GROWTH, merge_record, read_claims
from sitrep.store.records import Record
from sitrep.views.adding import add
from sitrep.views.messages import Loudness, Messages
from sitrep.views.runs import Wishes

alone, together, folder, many, kills, out = sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:6]), open(sys.argv[6], "w")
chance = random.Random(20251207)
read_claims(Document("warm", "A drone strike on Sumy killed two people, the mayor said.", published="2025-12-07", language="en"))
parts = [(f"{folder}/{number}", f"{folder}/all") for number in range(many)]


def begin(sources):
    "Starts a writer, which looks at the events too."
    child = os.fork()
    if child == 0:
        code = add(Wishes(sources, jobs=1), False, together, Messages(Loudness.QUIET))
        with Record.open(together, merge_record, growth=RECORD_GROWTH) as record:
            record.events()
        os._exit(code)
    return child


def state(database):
    "Tells what a record holds, but for moments, runs and the order in which reports came."
    with Record.open(database, merge_record, growth=RECORD_GROWTH) as record:
        kept = sorted((document.id, document.text, [claim.id for claim in claims]) for document, claims in record.readings())
        events = sorted((event.id, sorted(event.claims), repr(event.figures), repr(event.when)) for event in record.events())
        return json.dumps([kept, events, len(record.documents_by_id([key for key, _, _ in kept]))])


assert add(Wishes(tuple(dict.fromkeys(source for part in parts for source in part)), jobs=1), False, alone, Messages(Loudness.QUIET)) == 0
wanted = state(alone)
hit = rounds = 0
while hit < kills or not rounds:
    with psycopg.connect(together, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    running = {begin(part): part for part in parts}
    rounds += 1
    while running:
        if hit < kills and rounds * many > hit:
            time.sleep(chance.uniform(0, 0.4))
            victim = chance.choice(list(running))
            os.kill(victim, signal.SIGKILL)
        ended, code = os.wait()
        part = running.pop(ended)
        if os.WIFSIGNALED(code):
            hit += 1
            running[begin(part)] = part  # the same command goes on
        else:
            assert os.WEXITSTATUS(code) == 0, part
    assert state(together) == wanted
print(json.dumps({"hit": hit, "rounds": rounds}), file=out)
"""

TOWNS = ("Orikhiv", "Sumy", "Kupiansk", "Nikopol", "Kherson", "Izium", "Chuhuiv", "Poltava", "Odesa", "Mykolaiv", "Huliaipole", "Pokrovsk")
TOLD = "A drone strike on {} on Saturday killed {} people, the mayor said."


def write(folder: Path, name: str, reports: range) -> None:
    """Writes reports on strikes, each town in many of them, into a folder of their own."""
    (folder / name).mkdir(parents=True)
    lines = [
        {"id": f"r{i}", "published": "2025-12-07", "publisher": f"Outlet {i % 5}", "text": TOLD.format(TOWNS[i % 12], i % 7 + 2)}
        for i in reports
    ]
    (folder / name / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


@pytest.mark.parametrize("many", [2, 4, 8])
def test_many_writers_keep_what_one_would_keep(many: int, tmp_path: Path, server: str) -> None:
    """A team points its machines at one record: each at its own folder and all at one; some are ended in the middle of it."""
    for number in range(many):
        write(tmp_path / "in", str(number), range(100 * number, 100 * number + 6))
    write(tmp_path / "in", "all", range(1000, 1012))
    arguments = [new_database(server), new_database(server), str(tmp_path / "in"), str(many), str(KILLS), str(tmp_path / "told")]
    script = [sys.executable, "-c", WRITERS, *arguments]
    done = subprocess.run(script, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False, timeout=120 + 10 * KILLS)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "told").read_text())["hit"] == KILLS
