"""Every kind of input: the example files are read into the reports that they hold."""

import gzip
from pathlib import Path

import pytest

from sitrep.ingest.sources import Reading, Unreadable, read_sources
from sitrep.model.texts import Document

NIGHT = "Drones hit the port of Izmail overnight and killed two people"
SHELLS = "Shelling of Orikhiv wounded seven people"
CASES: dict[str, list[tuple[str, str | None, str | None]]] = {
    "page/izmail.html": [(NIGHT, "2025-12-07T07:30:00+02:00", "Example Courier")],
    "note.docx": [("Daily note\nDrones hit", None, None)],
    "note.pdf": [(SHELLS, None, None)],
    "night.txt.gz": [(NIGHT, None, None)],
    "night.eml": [(NIGHT, "2025-12-07T08:15:00+02:00", "Example Desk"), (SHELLS, None, None)],
    "desk.mbox": [(NIGHT, "2025-12-07T09:15:00+02:00", "Example Desk"), (SHELLS, "2025-12-07T10:15:00+02:00", "Example Desk")],
    "table.csv": [(NIGHT, "2025-12-07", "Example Wire"), (SHELLS, "2025-12-06", "Example Wire")],
    "table.parquet": [(NIGHT, "2025-12-07", "Example Wire"), (SHELLS, "2025-12-06", "Example Wire")],
    "reports.zip": [(NIGHT, "2025-12-07T07:30:00+02:00", "Example Courier"), (SHELLS, None, None)],
    "telegram/result.json": [
        (NIGHT, "2025-12-07T06:00:00+00:00", "Example Coast Watch"),
        ("Two warehouses", "2025-12-07T07:00:00+00:00", "Example Coast Watch"),
    ],
    "telegram/messages.html": [
        (NIGHT, "2025-12-07T07:10:00+02:00", "Example Coast Watch"),
        ("Two warehouses", "2025-12-07T08:10:00+02:00", "Example Coast Watch"),
    ],
    "WhatsApp Chat with Harbour desk.txt": [(NIGHT, "2025-12-13T07:10:00", "Harbour desk")],
    "izmail-live.html": [
        ("Power back\nPower was back", "2025-12-07T16:20:00+02:00", "Example Courier"),
        ("Toll rises\nThree people", "2025-12-07T09:40:00+02:00", "Example Courier"),
        ("Drones over the port\nDrones hit", "2025-12-07T07:05:00+02:00", "Example Courier"),
    ],
    "crawl.warc.gz": [(NIGHT, "2025-12-07T07:30:00+02:00", "Example Courier"), ("A new tram", None, None), (SHELLS, None, None)],
    "crawl.warc.zst": [(NIGHT, "2025-12-07T07:30:00+02:00", "Example Courier"), ("A new tram", None, None), (SHELLS, None, None)],
}


@pytest.fixture(scope="module")
def inputs(root: Path) -> Path:
    """The folder of the examples."""
    return root / "examples" / "inputs"


def documents(*sources: Path | str) -> list[Document]:
    """Returns the reports of sources that are all readable."""
    found = list(read_sources([str(source) for source in sources]))
    assert not [each for each in found if isinstance(each, Unreadable)]
    return [each for each in found if isinstance(each, Document)]


@pytest.mark.parametrize("name", CASES)
def test_an_example_gives_its_reports(inputs: Path, name: str) -> None:
    """Each is the smallest of its kind: its words, its date, and whose it is."""
    found = documents(inputs / name)
    assert len(found) == len(CASES[name])
    for document, (beginning, published, publisher) in zip(found, CASES[name], strict=True):
        assert beginning in document.text
        assert published is None or document.published == published
        assert publisher is None or document.publisher == publisher


def test_each_kind_has_an_example(inputs: Path) -> None:
    """A kind without one is neither shown nor tested."""
    files = {str(path.relative_to(inputs)) for path in inputs.rglob("*") if path.is_file()}
    assert files == {*CASES, "page-updated/izmail.html"}


def test_a_kind_is_known_without_its_name(inputs: Path, tmp_path: Path) -> None:
    """Downloads lose their endings."""
    for number, name in enumerate(name for name in CASES if not name.endswith((".csv", ".zst", ".txt"))):
        path = tmp_path / str(number)
        path.write_bytes((inputs / name).read_bytes())
        assert [each.text for each in documents(path)] == [each.text for each in documents(inputs / name)], name


def test_a_pattern_chooses_files(inputs: Path) -> None:
    """A folder of everything holds more than is asked for."""
    assert len(documents(str(inputs / "**" / "izmail.html"))) == 2
    (found,) = read_sources([str(inputs / "*.nothing")])
    assert isinstance(found, Unreadable)
    assert "fits no file" in found.reason


def test_the_same_page_has_one_id_whatever_its_words(inputs: Path) -> None:
    """An outlet that changes a toll revises its report; it does not write a second one."""
    before, after = documents(inputs / "page", inputs / "page-updated")
    assert before.id == after.id
    assert before.text != after.text
    assert (before.updated, after.updated) == (None, "2025-12-07T18:05:00+02:00")


def test_lines_without_ids_are_known_by_their_content(tmp_path: Path) -> None:
    """Two reports in one file stay two, also where an outlet gives all of them one address."""
    path = tmp_path / "two.jsonl"
    path.write_text("".join(f'{{"url": "https://example.org/live", "text": "{text}"}}\n' for text in ("Shells fell.", "Mines lay.")))
    first, second = documents(path)
    assert first.id != second.id


def test_who_wrote_it_and_whose_it_is(inputs: Path) -> None:
    """An agency's report counts as the agency's, whoever prints it."""
    (page,) = documents(inputs / "page")
    assert (page.byline, page.agency, page.language, page.url) == ("Ann Bell, AFP", "AFP", "en", "https://example.org/izmail")


def test_pages_of_an_archive_that_tell_of_no_conflict_stay_plain(inputs: Path) -> None:
    """Nine in ten pages of a crawl are of no interest, and reading each with care takes several times as long."""
    found = list(read_sources([str(inputs / "crawl.warc.gz")], Reading(worth=lambda text: "tram" not in text)))
    kept = [each for each in found if isinstance(each, Document)]
    assert [[issue.code for issue in each.issues] for each in kept] == [[], ["irrelevant"], []]
    assert kept[1].title == "Tram line opens"
    assert kept[1].published == "2025-12-07T09:00:00+02:00"


def test_pictures_in_mails_are_no_reports(inputs: Path, tmp_path: Path) -> None:
    """Every second mail has a logo, which must not make the run fail."""
    raw = (inputs / "night.eml").read_bytes().replace(b'filename="orikhiv.txt"', b'filename="logo.png"')
    (tmp_path / "logo.eml").write_bytes(raw)
    (found,) = documents(tmp_path / "logo.eml")
    assert NIGHT in found.text


def test_files_are_read_within_archives_and_no_deeper_than_three(inputs: Path, tmp_path: Path) -> None:
    """An archive in an archive is common; without an end it is an attack."""
    import io
    import zipfile

    raw = (inputs / "note.docx").read_bytes()
    for depth in range(1, 6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.docx" if depth == 1 else "inner.zip", raw)
        raw = out.getvalue()
        path = tmp_path / f"{depth}.zip"
        path.write_bytes(raw)
        (found,) = read_sources([str(path)])
        assert isinstance(found, Document if depth <= 3 else Unreadable)


def test_names_in_archives_are_only_names(tmp_path: Path) -> None:
    """A file that calls itself ../../etc/cron.d/x must not end up there."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../outside.txt", "Shelling went on.")
        archive.writestr("/absolute.txt", "Shelling went on again.")
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    assert len(documents(tmp_path / "evil.zip")) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["deep", "er", "evil.zip"]


def test_bombs_are_refused(tmp_path: Path) -> None:
    """A kilobyte that unpacks to gigabytes must cost a message, not the machine."""
    import zipfile

    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb", compresslevel=9) as stream:
        for _ in range(100):
            stream.write(bytes(1_000_000))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("bomb.csv", "text\n" + "0" * 100_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/document.xml", "0" * 100_000_000)
    for name, reason in {"bomb.jsonl.gz": "400 times", "bomb.zip": "400 times", "bomb.docx": "unpacks to more"}.items():
        (found,) = read_sources([str(tmp_path / name)])
        assert isinstance(found, Unreadable)
        assert reason in found.reason
