"""Kills: a batch whose workers, or all of whose processes, are ended by `kill -9` at any moment gives the same dataset in the end.

A few kills belong to every run of the tests; `make soak` asks for hundreds ($SITREP_KILLS).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.scale.shards import list_shards
from tests.scale.fakes import write_reports
from tests.scale.test_batches import contents, made, texts

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SITREP_KILLS", "4"))

# The program is loaded once and forked for each run, so that the kills fall into its work and not into its start.
KILLER = """
import json, os, random, shutil, signal, sys, time
from pathlib import Path
from sitrep.scale.batches import run_batch
from sitrep.scale.executors import Pool
from sitrep.scale.jobs import Job
from sitrep.scale.shards import list_shards
from sitrep.views.dataset import shape
from tests.scale.fakes import read

inputs, out, kills, whom = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
chance = random.Random(20251207)


def work():
    "Makes the dataset on two processes."
    pool = Pool(2)
    run_batch(Job(out, shape, partitions=6, read=read), list_shards([inputs], 1500), pool, lambda _: None)
    pool.close()


def children(process):
    "Yields the processes below a process."
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from children(child)


def workers(process):
    "Yields the processes that work: those that the ones which it starts have started."
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield from children(int(child))


def end(process):
    "Kills one process, which may have ended by itself."
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


hit = 0
while hit < kills:
    child = os.fork()
    if child == 0:
        os.setsid()
        work()
        os._exit(0)
    while hit < kills and not (ended := os.waitpid(child, os.WNOHANG)[0]):
        time.sleep(chance.uniform(0.05, 0.6))
        try:
            below = list(children(child))
            targets = list(workers(child)) if whom == "worker" else [child, *below]
        except OSError:
            continue
        if targets and whom == "worker":
            end(chance.choice(targets))
            hit += 1
        elif whom == "all":
            for each in targets:
                end(each)
            hit += 1
            os.waitpid(child, 0)
            break
    else:
        if not ended:
            os.waitpid(child, 0)
        elif hit < kills:
            shutil.rmtree(out)  # it was done before it was hit: once more
work()
print(json.dumps({"hit": hit}))
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes below a process are found in /proc")
@pytest.mark.parametrize("whom", ["worker", "all"])
def test_kills_lose_and_double_nothing(tmp_path: Path, whom: str) -> None:
    """A machine that is lost, or a worker that the system ends for want of memory, must not show in the numbers."""
    for number in range(3):
        write_reports(tmp_path / f"in{number}.jsonl", texts(40, number))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SITREP_TEST_PAUSE": "0.01"}
    arguments = [sys.executable, "-c", KILLER, f"{tmp_path}/in*.jsonl", str(tmp_path / "killed"), str(KILLS), whom]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, timeout=60 + KILLS * 20)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["hit"] == KILLS
    made(list_shards([f"{tmp_path}/in*.jsonl"], 1500), tmp_path / "whole", partitions=6)
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
    assert not [path for path in (tmp_path / "killed").rglob("*") if path.suffix in (".now", ".crashes")]
