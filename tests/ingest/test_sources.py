"""Reading: every way in which reports come, and every way in which they fail to."""

import codecs
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from sitrep.ingest.drafts import Defaults, Limits
from sitrep.ingest.sources import Reading, Unreadable, read_sources
from sitrep.model.texts import Document

TEXT = "Shelling of Orikhiv went on for a third night, the mayor said.\r\n\r\nNobody was hurt.\n"
LONG = "Shelling of the town went on for a third night, the mayor said on Monday, and nobody was hurt in the attack. " * 5
ARABIC = "قتل شخصان في غارة على المدينة مساء الأحد"
SPANISH = "Dos personas murieron en un ataque con drones contra el puerto, dijo el gobernador."
RUSSIAN = "Обстрел города продолжался третью ночь подряд, сообщил в понедельник мэр; в результате атаки никто не пострадал. " * 4


def read(*sources: Path | str, defaults: Defaults = Defaults(), limits: Limits = Limits()) -> list[Document | Unreadable]:  # noqa: B008
    """Returns all that the sources yield."""
    return list(read_sources([str(source) for source in sources], Reading(defaults, limits)))


def one(source: Path | str, defaults: Defaults = Defaults()) -> Document:  # noqa: B008
    """Returns the one document of a source."""
    (found,) = read(source, defaults=defaults)
    assert isinstance(found, Document), found
    return found


def failure(source: Path | str, limits: Limits = Limits()) -> str:  # noqa: B008
    """Returns the one failure of a source, in words."""
    (found,) = read(source, limits=limits)
    assert isinstance(found, Unreadable), found
    return found.message


def written(path: Path, content: bytes | str) -> Path:
    """Returns the path after writing to it, byte for byte."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(path: Path, *reports: object) -> Path:
    """Returns the path after writing one report a line."""
    return written(path, "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports))


def test_text_comes_back_character_for_character(tmp_path: Path) -> None:
    """Offsets count in the text as it was given, line ends included."""
    assert one(written(tmp_path / "report.txt", TEXT)).text == TEXT


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(lambda text: bool(text.strip()))
)
def test_any_text_in_jsonl_comes_back_character_for_character(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """No character may be translated on the way, for every offset behind it would be wrong."""
    assert one(jsonl(tmp_path_factory.mktemp("any") / "in.jsonl", {"text": text})).text == text


def test_an_id_is_kept_and_else_made_from_the_content(tmp_path: Path) -> None:
    """Ids tie the output to the user's own tables, and the same report must have the same id tomorrow."""
    given_id, made, again, elsewhere = read(
        jsonl(
            tmp_path / "in.jsonl", {"id": 17, "text": TEXT}, {"text": TEXT}, {"text": TEXT}, {"text": TEXT, "url": "https://example.org/1"}
        )
    )
    assert isinstance(given_id, Document)
    assert isinstance(made, Document)
    assert isinstance(again, Document)
    assert isinstance(elsewhere, Document)
    assert given_id.id == "17"
    assert made.id == again.id != elsewhere.id
    assert len(made.id) == 17
    assert made.id.startswith("d")


def test_jsonl_keeps_what_a_line_says(tmp_path: Path) -> None:
    """All that is known of a report goes into the record."""
    line = {
        "id": "a", "url": "https://example.org/1", "title": "Night", "publisher": "The Courier", "published": "2025-12-07T08:00:00+02:00",
        "language": "en-GB", "text": TEXT, "unknown": [1],
    }  # fmt: skip
    assert one(jsonl(tmp_path / "in.jsonl", line)) == Document(
        "a", TEXT, "https://example.org/1", "Night", "The Courier", "2025-12-07T08:00:00+02:00", "en"
    )


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    """A crawl of a million lines always has some that are broken."""
    good = json.dumps({"text": TEXT}).encode()
    lines = [good, b"{broken", b"", b'{"text": 5}', b'{"title": "no text"}', b'"words"', b'{"text": "  "}', b'{"text": "\xff"}', good]
    found = read(written(tmp_path / "in.jsonl", b"\n".join(lines)))
    bad = [each.message for each in found if isinstance(each, Unreadable)]
    assert [isinstance(each, Document) for each in found] == [True, False, False, False, False, False, False, True]
    assert [message.split("line ")[1].split(":")[0] for message in bad] == ["2", "4", "5", "6", "7", "8"]
    assert "no JSON object" in bad[0]
    assert 'neither "text" nor "html"' in bad[2]
    assert "empty" in bad[4]


@pytest.mark.parametrize("published", ["7 December 2025", "2025-13-01", "yesterday", 5, "0001-01-01T00:00:00Z", ""])
def test_a_publication_date_that_is_none_costs_only_the_date(tmp_path: Path, published: object) -> None:
    """One broken field is no reason to lose a report, and a wrong date would move its events."""
    document = one(jsonl(tmp_path / "in.jsonl", {"text": TEXT, "published": published}))
    assert document.published is None
    assert [issue.code for issue in document.issues] == ["bad-publication-date"]


def test_a_report_without_a_date_has_none(tmp_path: Path) -> None:
    """A file's own time stamp says when it was copied, not when the report came out."""
    found = read(jsonl(tmp_path / "in.jsonl", {"text": TEXT}, {"text": TEXT, "published": None}))
    assert [(each.published, each.issues) for each in found if isinstance(each, Document)] == [(None, ()), (None, ())]


def test_defaults_fill_gaps_only(tmp_path: Path) -> None:
    """What a report says of itself goes before what is said of all."""
    path = jsonl(tmp_path / "in.jsonl", {"text": TEXT, "published": "2025-01-01", "language": "uk"}, {"text": TEXT})
    found = read(path, defaults=Defaults("2025-12-07", "en"))
    assert [(each.published, each.language) for each in found if isinstance(each, Document)] == [("2025-01-01", "uk"), ("2025-12-07", "en")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LONG, "en"),
        (LONG.upper(), "en"),
        (RUSSIAN, "ru"),
        (ARABIC, "ar"),
        (SPANISH, "es"),
        ("Obús", None),
        ("Shelling went on.", None),
        ("12 34 56 78 90 " * 30, None),
    ],
)
def test_the_language_is_found_only_where_the_text_can_tell(tmp_path: Path, text: str, language: str | None) -> None:
    """A short text that is taken for another language would not be read at all."""
    assert one(written(tmp_path / "report.txt", text)).language == language


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    """The mark is no character of the text."""
    document = one(written(tmp_path / "report.txt", TEXT.encode(encoding)))
    assert (document.text, document.issues) == (TEXT, ())


def test_a_guessed_encoding_is_an_issue(tmp_path: Path) -> None:
    """A guess can turn letters into others, so whoever reads the record must know of it."""
    document = one(written(tmp_path / "report.txt", RUSSIAN.encode("cp1251")))
    assert document.text == RUSSIAN
    assert [issue.code for issue in document.issues] == ["encoding-guessed"]


def test_damaged_utf8_stays_utf8(tmp_path: Path) -> None:
    """One byte that was cut off must not turn all other letters into nonsense."""
    document = one(written(tmp_path / "report.txt", RUSSIAN.encode() + b"\xd0"))
    assert document.text == RUSSIAN + "\ufffd"
    assert [issue.code for issue in document.issues] == ["encoding-guessed"]


def test_a_truncated_mark_of_order_is_told(tmp_path: Path) -> None:
    """UTF-16 with half a character at its end is still read."""
    document = one(written(tmp_path / "report.txt", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"A"))
    assert document.text.startswith(TEXT)
    assert len(document.issues) == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("empty.jsonl", b"\n\n", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is binary"),
        ("controls.dat", bytes(range(1, 32)) * 9, "is binary"),
        ("report.pdf", b"%PDF-1.7 and then nothing of the kind", "damaged PDF"),
        ("short.txt.gz", gzip.compress(TEXT.encode())[:-12], "damaged gzip"),
        ("broken.jsonl.gz", b"\x1f\x8b and no more", "damaged gzip"),
        ("list.jsonl", b'[{"text": "one"}, {"text": "two"}]', "one JSON value"),
        ("pretty.json", b'{\n  "documents": []\n}', "one JSON value"),
        ("feed.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "is XML"),
        ("page.html", b"<html><head><title>Empty</title></head><body></body></html>", "without running text"),
        ("blank.html", b"<!-- -->", "web page"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """A message names the file and the fault, and the run goes on."""
    path = written(tmp_path / name, content)
    assert reason in failure(path)
    assert failure(path).startswith(str(path))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("/no/such/report.txt", "does not exist"),
        ("ftp://example.org/report.html", "is an address of ftp"),
        ("/proc/self/mem", "cannot be read"),
        ("report\x00.txt", "cannot be read"),
    ],
)
def test_sources_that_are_no_files_are_told(source: str, reason: str) -> None:
    """Root may read every file, so /proc stands for one that may not be read."""
    assert reason in failure(source)


def test_a_text_over_the_limit_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """A book of 50 MB given as one report would hold the parse for hours."""
    path = written(tmp_path / "book.txt", b"Shelling went on. " * 2_800_000)
    assert "more than 5 MB" in failure(path)
    assert "JSONL" in failure(path)


def test_limits_hold_for_lines_pages_and_packed_files_too(tmp_path: Path) -> None:
    """A limit that one form of file escapes is none; a packed file counts by what it holds."""
    small = Limits(text_bytes=100, file_bytes=1000)
    long_line = json.dumps({"text": "x " * 1000})
    found = read(written(tmp_path / "in.jsonl", f'{long_line}\n{{"text": "{"y" * 200}"}}\n{{"text": "fits"}}\n'), limits=small)
    reasons = [each.reason if isinstance(each, Unreadable) else each.text for each in found]
    assert "longer than" in reasons[0]
    assert "more than 0.0001 MB of text" in reasons[1]
    assert reasons[2] == "fits"
    assert "more than" in failure(written(tmp_path / "bomb.txt.gz", gzip.compress(b"x" * 1_000_000)), small)
    assert "larger than" in failure(written(tmp_path / "page.html", b"<html>" + b"x" * 2000), small)


def test_packed_files_are_read_like_plain_ones(tmp_path: Path) -> None:
    """Archives lie packed."""
    assert one(written(tmp_path / "report.txt.gz", gzip.compress(TEXT.encode()))).text == TEXT
    assert one(written(tmp_path / "in.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode()))).text == TEXT


def test_a_folder_is_read_in_order_and_passes_over_the_rest(tmp_path: Path) -> None:
    """The same folder must give the same output on every machine; notes and pictures beside the reports are no reports."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/z.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        written(path, json.dumps({"text": name}) if name.endswith("jsonl") else name)
    for name in ("notes.yaml", "picture.png", ".hidden.txt", "sub/table.dat"):
        written(tmp_path / name, "not to be read")
    assert [each.text for each in read(tmp_path) if isinstance(each, Document)] == ["a.txt", "b.txt", "sub/c.txt", "sub/z.jsonl"]


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    """An empty answer to a mistyped folder would look like peace."""
    assert "folder without any" in failure(tmp_path)


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (json.dumps({"text": TEXT}).encode() + b"\n" + json.dumps({"text": "two"}).encode(), [TEXT, "two"]),
        (gzip.compress(TEXT.encode()), [TEXT]),
    ],
)
def test_standard_input_is_text_or_jsonl(monkeypatch: pytest.MonkeyPatch, content: bytes, texts: Sequence[str]) -> None:
    """A pipe has no name that tells what flows in it."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
    assert [each.text for each in read("-") if isinstance(each, Document)] == texts


def _pdf(*lines: str, password: str | None = None) -> bytes:
    """Returns a PDF of one page with these lines."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(400, 400)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    stream.set_data(("BT /F1 12 Tf 20 350 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET").encode())
    page[NameObject("/Contents")] = stream
    writer.add_metadata({"/Title": "Situation, 1 December"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
    """A sentence that is broken by the margin must be one sentence again."""
    document = one(written(tmp_path / "report.pdf", _pdf("Shelling went on along the", "river for a third night.", "Nobody was hurt.")))
    assert document.text == "Shelling went on along the river for a third night.\n\nNobody was hurt."
    assert (document.title, document.published) == ("Situation, 1 December", None)


def test_pdfs_without_text_or_behind_a_password_are_told(tmp_path: Path) -> None:
    """Scans and locked files look like any other in a folder."""
    assert "without text" in failure(written(tmp_path / "scan.pdf", _pdf()))
    assert "password" in failure(written(tmp_path / "locked.pdf", _pdf("Secret.", password="x")))  # noqa: S106 - a test's own


def test_lone_surrogates_are_no_text(tmp_path: Path) -> None:
    """Half a character cannot be printed or hashed."""
    assert "line 1" in failure(written(tmp_path / "in.jsonl", rb'{"text": "bad \ud800 half"}'))
