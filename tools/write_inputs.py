"""Writes examples/inputs: one small file of every kind that is read, all of one invented night on an invented coast's port.

The texts are our own and invented. The same command writes the same bytes; run it by hand after a change here.
"""

import email.policy
import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pyarrow as pa
import pypdf
from docx.document import Document as WordDocument
from fastwarc.stream_io import ZstdWriter
from pyarrow import parquet
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

INPUTS = Path(__file__).parent.parent / "examples" / "inputs"
MOMENT = (2025, 12, 7, 12, 0, 0)

NIGHT = "Drones hit the port of Izmail overnight and killed two people, the regional governor said on Sunday."
FIRE = "Two warehouses burned down, he said, and power was lost in the whole town."
LATER = "Drones hit the port of Izmail overnight and killed three people, the regional governor said on Sunday evening."
SHELLS = "Shelling of Orikhiv wounded seven people, including three children, on Saturday, the mayor said."
TRAM = "A new tram line along the river opens on Monday, with free rides for everybody and music at the first stop."
PAGE = """<!doctype html>
<html lang="en">
<head>
<title>{title} | Example Courier</title>
<link rel="canonical" href="https://example.org/{name}">
<meta property="og:site_name" content="Example Courier">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "{published}",
"dateModified": "{updated}", "author": [{{"@type": "Person", "name": "Ann Bell"}}, {{"@type": "Organization", "name": "AFP"}}]}}</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>{title}</h1>
{body}
</article>
<footer>All rights reserved. Subscribe to our newsletter.</footer>
</body>
</html>
"""


def page(name: str, title: str, moments: tuple[str, str], *paragraphs: str) -> str:
    """Returns a web page with a report, published and updated at these moments."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return PAGE.format(name=name, title=title, published=moments[0], updated=moments[1], body=body)


def live_blog() -> str:
    """Returns a page of three entries."""
    entries = [
        ("16:20", "Power back", "Power was back in most of Izmail by the afternoon, the operator said."),
        ("09:40", "Toll rises", "Three people were killed in the attack on the port of Izmail, the governor said."),
        ("07:05", "Drones over the port", NIGHT),
    ]
    blocks = "\n".join(
        f'<article id="entry-{time.replace(":", "")}" itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">'
        f'<time itemprop="datePublished" datetime="2025-12-07T{time}:00+02:00">{time}</time><h3>{title}</h3><p>{text}</p></article>'
        for time, title, text in entries
    )
    moments = ("2025-12-07T07:00:00+02:00", "2025-12-07T16:20:00+02:00")
    return page("izmail-live", "Izmail: as it happened", moments).replace("</h1>\n", f"</h1>\n{blocks}\n")


def word() -> bytes:
    """Returns a DOCX with a heading, two paragraphs and a table."""
    document: WordDocument = docx.Document()
    document.core_properties.title = "Daily note"
    document.add_heading("Daily note")
    document.add_paragraph(NIGHT)
    document.add_paragraph(FIRE)
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("Place", "Killed"), ("Izmail", "2")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def repacked(raw: bytes) -> bytes:
    """Returns a ZIP with the time of all its files fixed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def packed(files: dict[str, bytes]) -> bytes:
    """Returns a ZIP of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def portable(*lines: str) -> bytes:
    """Returns a PDF of one page with these lines."""
    writer = pypdf.PdfWriter()
    sheet = writer.add_blank_page(600, 400)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    stream.set_data(("BT /F1 12 Tf 20 350 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET").encode())
    sheet[NameObject("/Contents")] = stream
    writer.add_metadata({"/Title": "Situation, 7 December"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def mail(number: int, subject: str, text: str) -> bytes:
    """Returns an e-mail, the first one with a text attached."""
    message = EmailMessage(policy=email.policy.SMTP.clone(linesep="\n"))
    message["From"] = "Example Desk <desk@example.org>"
    message["To"] = "reader@example.org"
    message["Subject"] = subject
    message["Date"] = f"Sun, 07 Dec 2025 0{7 + number}:15:00 +0200"
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content(text + "\n")
    if number == 1:
        message.add_attachment(SHELLS.encode(), "text", "plain", filename="orikhiv.txt")
        message.set_boundary("=-example-=")
    return message.as_bytes()


def telegram() -> str:
    """Returns a channel as Telegram exports it as JSON."""
    said = (
        {"id": 1, "type": "service", "date": "2025-12-07T06:00:00", "text": ""},
        *(
            {
                "id": number,
                "type": "message",
                "date": f"2025-12-07T0{5 + number}:10:00",
                "date_unixtime": str(1765080000 + number * 3600),
                "from": "Example Coast Watch",
                "text": [{"type": "bold", "text": text.split(" ")[0]}, text[text.index(" ") :]],
            }
            for number, text in ((2, NIGHT), (3, FIRE))
        ),
    )
    return json.dumps({"name": "Example Coast Watch", "type": "public_channel", "id": 1000000017, "messages": said}, indent=1)


def telegram_page() -> str:
    """Returns a channel as Telegram exports it as HTML."""
    messages = "\n".join(
        f'<div class="message default clearfix" id="message{number}"><div class="body"><div class="pull_right date details" '
        f'title="07.12.2025 0{5 + number}:10:00 UTC+02:00">0{5 + number}:10</div><div class="from_name">Example Coast Watch</div>'
        f'<div class="text">{text}</div></div></div>'
        for number, text in ((2, NIGHT), (3, FIRE))
    )
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Exported Data</title></head><body><div class="page_wrap">'
        '<div class="page_header"><div class="content"><div class="text bold">Example Coast Watch</div></div></div>'
        f'<div class="page_body chat_page"><div class="history">\n{messages}\n</div></div></div></body></html>\n'
    )


def record(address: str, body: str, status: str = "200 OK") -> bytes:
    """Returns one answer of a server as a WARC record."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-12-07T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{sum(address.encode()):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def zstandard(raw: bytes) -> bytes:
    """Returns bytes packed by zstd."""
    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(raw)
    writer.close()
    return out.getvalue()


def archived(pages: dict[str, str]) -> list[bytes]:
    """Returns the records of a crawl: the pages, and an answer that is none."""
    found = [record(f"https://example.org/{name}", content) for name, content in pages.items()]
    return [*found, record("https://example.org/gone", "Gone.", "404 Not Found")]


def write(name: str, content: bytes | str) -> None:
    """Writes one file."""
    path = INPUTS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def main() -> None:
    """Writes all files."""
    first = page("izmail", "Drones over Izmail", ("2025-12-07T07:30:00+02:00",) * 2, NIGHT, FIRE)
    second = page("izmail", "Drones over Izmail", ("2025-12-07T07:30:00+02:00", "2025-12-07T18:05:00+02:00"), LATER, FIRE)
    tram = page("tram", "Tram line opens", ("2025-12-07T09:00:00+02:00",) * 2, TRAM, TRAM.replace("Monday", "that day"))
    shells = page("orikhiv", "Shelling of Orikhiv", ("2025-12-07T08:00:00+02:00",) * 2, SHELLS)
    rows = [("2025-12-07", "Example Wire", NIGHT), ("2025-12-06", "Example Wire", SHELLS)]
    records = archived({"izmail-port": first.replace("/izmail", "/izmail-port"), "tram": tram, "orikhiv": shells})
    write("page/izmail.html", first)
    write("page-updated/izmail.html", second)
    write("izmail-live.html", live_blog())
    write("note.docx", word())
    write("note.pdf", portable(SHELLS[:60], SHELLS[60:].strip()))
    write("night.txt.gz", gzip.compress(f"{NIGHT} {FIRE}\n".encode(), mtime=0))
    write("night.eml", mail(1, "Night report", NIGHT))
    write(
        "desk.mbox",
        b"".join(
            b"From desk@example.org Sun Dec  7 10:00:00 2025\n" + mail(n, f"Report {n}", t) + b"\n" for n, t in ((2, NIGHT), (3, SHELLS))
        ),
    )
    write("table.csv", "Date;Outlet;Body\n" + "".join(f'{date};{outlet};"{text}"\n' for date, outlet, text in rows))
    table = pa.table({"published": [row[0] for row in rows], "publisher": [row[1] for row in rows], "text": [row[2] for row in rows]})
    parquet.write_table(table, INPUTS / "table.parquet")
    write(
        "reports.zip",
        packed({"izmail.html": first.encode(), "sub/night.txt.gz": gzip.compress(SHELLS.encode(), mtime=0), "picture.png": b"no report"}),
    )
    write("telegram/result.json", telegram())
    write("telegram/messages.html", telegram_page())
    chat = [
        ("13/12/2025, 06:55", "Messages are end-to-end encrypted."),
        ("13/12/2025, 07:10", f"Ann: {NIGHT}"),
        ("13/12/2025, 07:12", "Ben: <Media omitted>"),
    ]
    write("WhatsApp Chat with Harbour desk.txt", "".join(f"{moment} - {words}\n" for moment, words in chat))
    write("crawl.warc.gz", b"".join(gzip.compress(each, mtime=0) for each in records))
    write("crawl.warc.zst", b"".join(map(zstandard, records)))


if __name__ == "__main__":
    main()
