"""`sitrep mcp` as an assistant's own client meets it: over standard input and output."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import msgspec
import pytest
from mcp import Client, StdioServerParameters

from sitrep.views.records import open_record

EVIDENCE = {"claim", "document", "words", "speaker", "outlet", "published", "url"}


@pytest.fixture(scope="session")
def examples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example reports."""
    path = tmp_path_factory.mktemp("assistants") / "examples.db"
    reports = str(root / "examples" / "reports")
    command = [sys.executable, "-m", "sitrep", "-q", "add", reports, "--published", "2025-12-07", "--db", str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path


class Talk(msgspec.Struct, frozen=True):
    """One conversation: the tools that were offered, and the answer to each question by its name; a failure is its words."""

    tools: list[Any]
    answers: dict[str, Any]


@pytest.fixture(scope="session")
def talk(examples: Path) -> Talk:
    """A conversation with the command, started by the client and ended with it."""
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "sitrep", "mcp", "--db", str(examples)])

    async def converse() -> Talk:
        async with Client(parameters, read_timeout_seconds=60) as client:
            answers: dict[str, Any] = {}

            async def ask(name: str, tool: str, **wishes: Any) -> Any:
                found = await client.call_tool(tool, wishes)
                answers[name] = found.content[0].model_dump()["text"] if found.is_error else found.structured_content
                return answers[name]

            event = (await ask("events", "events", place="Kyiv"))["events"][0]["id"]
            await ask("search", "search", words="drones")
            await ask("event", "event", id=event[:8])
            await ask("quotes", "quotes", id=event, limit=100)
            await ask("totals", "totals", by="week,munition", measure="launched")
            await ask("december", "totals", by="week", measure="launched", since="2025-12-01")
            await ask("changes", "changes")
            await ask("all", "events", limit=100)
            await ask("second", "events", limit=2, after=(await ask("first", "events", limit=2))["next"])
            await ask("no event", "event", id="nowhere")
            await ask("no group", "totals", by="moon")
            await ask("no day", "events", since="soon")
            await ask("no word", "search", words="-x")
            return Talk((await client.list_tools()).tools, answers)

    return anyio.run(converse)


def pieces(answer: Any) -> Iterator[dict[str, Any]]:
    """Yields every piece of evidence in an answer, however deep it stands."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield from (value if name == "evidence" else pieces(value))
    elif isinstance(answer, list):
        for value in answer:
            yield from pieces(value)


def numbers(answer: Any) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yields everything that gives a number, with whether evidence stands beside it."""
    if isinstance(answer, dict):
        if answer.get("low") is not None or answer.get("high") is not None:
            yield answer, bool(answer.get("evidence"))
        for value in answer.values():
            yield from numbers(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from numbers(value)


def test_tools_only_read(talk: Talk) -> None:
    """An assistant must not be able to change the record, and its host is told so."""
    assert [tool.name for tool in talk.tools] == ["search", "events", "event", "quotes", "totals", "changes"]
    assert all(tool.annotations.read_only_hint and tool.output_schema and tool.description for tool in talk.tools)


@pytest.mark.parametrize("name", ["events", "search", "event", "quotes", "totals", "changes"])
def test_every_answer_carries_its_evidence(talk: Talk, name: str) -> None:
    """A number without its words, speaker, outlet, date and link is what this program is there to prevent."""
    answer = talk.answers[name]
    told = [*pieces(answer)]
    assert told
    assert all(piece.keys() >= EVIDENCE and piece["words"] and piece["speaker"] for piece in told)
    assert all(has_evidence for _, has_evidence in numbers(answer))


def test_nothing_was_changed(examples: Path, talk: Talk) -> None:
    """After all these questions the record holds the reports that were added, one run, and no judgement."""
    assert talk.answers
    with open_record(str(examples)) as record:
        assert (len([*record.documents()]), len(record.runs()), record.judgements()) == (15, 1, [])


def test_words_are_the_reports_own(talk: Talk, root: Path) -> None:
    """What is quoted to an assistant stands in a report, character for character."""
    lines = (root / "examples" / "reports" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    told = talk.answers["quotes"]["evidence"]
    assert len(told) > 20
    assert all(piece["words"] in texts[piece["document"]] for piece in told)


def test_stated_totals_stand_apart(talk: Talk) -> None:
    """An assistant that adds a week's stated total to the week's incidents counts twice."""
    sums = talk.answers["december"]["sums"]
    drones = next(each for each in sums if each["item"] == "drone" and each["groups"]["week"] == "2025-W49")
    assert (drones["low"], drones["stated"][0]["low"]) == (653, 1600)
    assert drones["stated"][0]["evidence"][0]["words"]


def test_pages_follow_one_another(talk: Talk) -> None:
    """All of a long answer can be had, a page at a time."""
    first, second, whole = (talk.answers[name] for name in ("first", "second", "all"))
    assert [each["id"] for each in (*first["events"], *second["events"])] == [each["id"] for each in whole["events"][:4]]
    assert whole["next"] is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no event", "no event of"),
        ("no group", "known are day, week"),
        ("no day", "an ISO date is expected"),
        ("no word", "at least one word"),
    ],
)
def test_mistakes_are_told_in_words(talk: Talk, name: str, words: str) -> None:
    """An assistant that is told what was wrong asks better."""
    assert words in talk.answers[name]
    assert "Traceback" not in talk.answers[name]


def test_a_missing_record_ends_it(tmp_path: Path) -> None:
    """Without a record nothing is served, and the exit code says so."""
    command = [sys.executable, "-m", "sitrep", "mcp", "--db", str(tmp_path / "none.db")]
    done = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"there is none" in done.stderr


def test_it_ends_with_its_input(examples: Path) -> None:
    """A host that goes away leaves no process behind."""
    command = [sys.executable, "-m", "sitrep", "mcp", "--db", str(examples)]
    done = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 143
