"""Cluster: two nodes of Ray, one of which is lost on the way, give the dataset that one core gives."""

import importlib.util
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
NODES = """
import json, sys, threading, time
from pathlib import Path
from ray.cluster_utils import Cluster as Nodes
from sitrep.scale.batches import run_batch
from sitrep.scale.executors import Cluster
from sitrep.scale.jobs import Job
from sitrep.scale.shards import list_shards
from sitrep.views.dataset import shape
from tests.scale.fakes import read

inputs, out = sys.argv[1], Path(sys.argv[2])
small = {"num_cpus": 1, "object_store_memory": 80 * 1024 * 1024}
nodes = Nodes(initialize_head=True, head_node_args=small)
other = nodes.add_node(**small)
nodes.wait_for_nodes()
lost = threading.Event()


def show(progress):
    "Loses the second node once a few shards are read."
    if progress.stage == "reading" and progress.done == 3 and not lost.is_set():
        lost.set()
        nodes.remove_node(other, allow_graceful=False)


executor = Cluster(nodes.address)
cores = executor._ray.cluster_resources()["CPU"]
manifest = run_batch(Job(out, shape, partitions=6, read=read), list_shards([inputs], 1500), executor, show)
for _ in range(120):
    left = sum(node["Alive"] for node in executor._ray.nodes())
    if left == 1:
        break
    time.sleep(0.5)
executor.close()
nodes.shutdown()
print(json.dumps({"cores": cores, "left": left, "checksum": manifest.checksum}))
"""


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed; the extra `cluster` brings it")
def test_a_lost_node_changes_nothing(tmp_path: Path) -> None:
    """Clusters lose machines; plain tasks over files are begun again elsewhere, and the bytes are the same."""
    for number in range(2):
        write_reports(tmp_path / f"in{number}.jsonl", texts(60, number))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SITREP_TEST_PAUSE": "0.02", "RAY_AUTH_MODE": "disabled", "HOME": str(tmp_path)}
    arguments = [sys.executable, "-c", NODES, f"{tmp_path}/in*.jsonl", str(tmp_path / "cluster")]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["cores"], told["left"]) == (2, 1)
    manifest = made(list_shards([f"{tmp_path}/in*.jsonl"], 1500), tmp_path / "plain", partitions=6)
    assert told["checksum"] == manifest.checksum
    assert contents(tmp_path / "cluster") == contents(tmp_path / "plain")
