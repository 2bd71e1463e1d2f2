"""Object stores: archives behind URLs are read as those on a disk are, and datasets made there are the same to the last byte."""

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sitrep.errors import WrongUsage
from sitrep.ingest import object_stores
from sitrep.ingest.object_stores import folder_to_write, list_objects
from sitrep.scale.batches import Manifest
from sitrep.scale.shards import list_shards
from tests.scale.fakes import write_reports
from tests.scale.test_batches import made, texts

fsspec = pytest.importorskip("fsspec")
SITREP = (sys.executable, "-m", "sitrep")
TOLD = "A drone strike on {} on Saturday killed {} people, the mayor said."


@pytest.fixture
def memory() -> Iterator[str]:
    """The URL of a store in this process."""
    store = fsspec.filesystem("memory")
    store.pipe("/in/a.jsonl", b"")
    yield "memory://"
    store.rm("/", recursive=True)


def filled(folder: Path, many: int = 40) -> Path:
    """Returns a folder of two files of one-line reports."""
    folder.mkdir()
    for number, name in enumerate(("courier", "herald")):
        write_reports(folder / f"{name}.jsonl", texts(many, number))
    return folder


def put(url: str, folder: Path) -> None:
    """Puts the files of a folder into the store in this process."""
    store = fsspec.filesystem("memory")
    for path in folder.iterdir():
        store.pipe(url.removeprefix("memory:/") + "/" + path.name, path.read_bytes())


def checksums(manifest: Manifest) -> list[str]:
    """Returns the checksums of a dataset's files, whose names tell where the inputs lay."""
    return sorted(manifest.files.values())


def test_an_archive_in_a_store_gives_the_dataset_of_one_on_a_disk(memory: str, tmp_path: Path) -> None:
    """Where the files lie is no part of what they say; the manifest has the checksum of what was read."""
    folder = filled(tmp_path / "in")
    put("memory://news", folder)
    here = made(folder, tmp_path / "here")
    there = made(list_shards([f"{memory}news"]), tmp_path / "there")
    assert checksums(here) == checksums(there)
    assert [each.checksum for each in here.inputs] == [each.checksum for each in there.inputs]
    assert [each.name for each in there.inputs] == ["memory:///news/courier.jsonl", "memory:///news/herald.jsonl"]
    assert len(list_shards([f"{memory}news/c*.jsonl"])) == 1


def test_a_dataset_in_a_store_is_gone_on_with(memory: str, tmp_path: Path) -> None:
    """Objects have no other name to be written under first; they come whole, markers last, and a run again does what is missing."""
    folder = filled(tmp_path / "in")
    here = made(folder, tmp_path / "here")
    out = folder_to_write(f"{memory}out", "_work/began")
    assert made(folder, out).checksum == here.checksum
    store = fsspec.filesystem("memory")
    made_at = {name: store.created(name) for name in store.find("/out/events")}
    store.rm(next(name for name in store.find("/out") if name.startswith("/out/documents")))
    assert made(folder, out).checksum == here.checksum
    assert {name: store.created(name) for name in store.find("/out/events")} == made_at


def test_an_object_that_changed_is_read_again(memory: str, tmp_path: Path) -> None:
    """Other words of the same length leave the size as it is; the store's own word of its state tells them apart."""
    folder = filled(tmp_path / "in")
    put("memory://news", folder)
    first = made(list_shards([f"{memory}news"]), tmp_path / "out")
    path = folder / "courier.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Sumy 2025", b"Lviv 2025"))
    put("memory://news", folder)
    again = made(list_shards([f"{memory}news"]), tmp_path / "out")
    assert again.checksum != first.checksum
    assert checksums(again) == checksums(made(list_shards([f"{memory}news"]), tmp_path / "fresh"))


def test_an_object_that_cannot_be_fetched_is_told_of_and_tried_at_the_next_run(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network that fails for an hour must not leave a hole in a dataset for good."""
    put("memory://news", filled(tmp_path / "in"))
    shards = list_shards([f"{memory}news"])
    monkeypatch.setattr(object_stores, "PAUSES_SECONDS", (0.0,))
    calls: list[str] = []

    def fail(_self: object, path: str, _local: str) -> None:
        calls.append(path)
        raise ConnectionResetError("connection reset by peer")

    with monkeypatch.context() as broken:
        broken.setattr("fsspec.implementations.memory.MemoryFileSystem.get_file", fail)
        manifest = made(shards[:1], tmp_path / "out")
    assert (manifest.counts["fault unreachable"], len(calls)) == (1, 2)
    assert made(shards[:1], tmp_path / "out").counts["documents"] == 40


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftq://host/a", "no store is known by ftq://"),
        ("gs://bucket/a", r"needs more than is installed .*sitrep-news\[gs\]"),
        ("abfs://container@account/a", r"needs more than is installed .*sitrep-news\[abfs\]"),
        ("s3://bucket/a", "cannot be listed .*"),
    ],
)
def test_what_is_missing_is_named(url: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user must learn whether an extra, a key or a network is missing."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    if url.startswith(("gs", "abfs")) and __import__("importlib.util").util.find_spec({"gs": "gcsfs", "ab": "adlfs"}[url[:2]]):
        pytest.skip("the extra is installed")
    with pytest.raises(WrongUsage, match=words):
        list_objects(url)


def test_an_empty_place_leads_to_no_file(memory: str) -> None:
    """A mistyped folder must not become an empty dataset."""
    with pytest.raises(WrongUsage, match="leads to no file"):
        list_shards([f"{memory}nothing/here"])


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and tells nobody."""

    def log_message(self, *_: object) -> None:
        """Tells nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The URL of a web server on loopback with a folder of reports."""
    folder = tmp_path / "site"
    folder.mkdir()
    write_told(folder / "in.jsonl", ("Sumy", "Odesa"))
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def bucket() -> Iterator[Mapping[str, str]]:
    """The environment in which s3://news is a bucket of a server on loopback."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    environment = {**os.environ, **keys, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    run((sys.executable, "-c", "import s3fs; s3fs.S3FileSystem().mkdir('news')"), environment)
    yield environment
    server.stop()


def write_told(path: Path, towns: tuple[str, ...]) -> None:
    """Writes a report on each town as JSON lines."""
    reports = [{"id": town, "published": "2025-12-07", "text": TOLD.format(town, len(town))} for town in towns]
    path.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")


def run(command: tuple[str, ...], environment: Mapping[str, str], code: int = 0) -> str:
    """Runs a command and returns what it says."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_an_archive_on_the_web_is_read(site: str, tmp_path: Path) -> None:
    """Many archives lie on plain web servers, as files or as folders that list them."""
    environment = {**os.environ}
    told = run((*SITREP, "batch", f"{site}/in.jsonl", "--out", str(tmp_path / "file"), "--jobs", "1"), environment)
    assert "2 reports in 1 shard, 2 claims, 2 events" in told
    assert "2 reports in 1 shard, 2 claims, 2 events" in run((*SITREP, "batch", f"{site}/", "--out", str(tmp_path / "folder")), environment)
    assert "cannot be written" in run((*SITREP, "batch", f"{site}/in.jsonl", "--out", f"{site}/out"), environment, 2)
    assert "leads to no file" in run((*SITREP, "batch", f"{site}/none.jsonl", "--out", str(tmp_path / "none")), environment, 2)


def test_a_bucket_is_read_from_and_written_to(bucket: Mapping[str, str], tmp_path: Path) -> None:
    """A team keeps its archive and its datasets in S3; several processes read and write there, and a record is made of what they found."""
    for number, towns in enumerate((("Sumy", "Odesa"), ("Izium", "Kherson"))):
        write_told(tmp_path / f"{number}.jsonl", towns)
    copy = "import s3fs, sys; s3fs.S3FileSystem().put(sys.argv[1:], 'news/in/')"
    run((sys.executable, "-c", copy, *map(str, sorted(tmp_path.glob("*.jsonl")))), bucket)
    batch = (*SITREP, "batch", "s3://news/in/*.jsonl", "--out", "s3://news/dataset", "--jobs", "2", "--partitions", "3")
    told = run(batch, bucket)
    assert "4 reports in 2 shards, 4 claims, 4 events" in told
    assert told.rsplit("checksum ", 1)[1] == run(batch, bucket).rsplit("checksum ", 1)[1]
    assert "4 reports loaded" in run((*SITREP, "load", "s3://news/dataset", "--db", str(tmp_path / "r.db")), bucket)
    assert "cannot be written" in run((*SITREP, "batch", "s3://news/in/", "--out", "s3://nobody/dataset"), bucket, 2)
    assert "leads to no file" in run((*SITREP, "batch", "s3://news/none", "--out", str(tmp_path / "none")), bucket, 2)
