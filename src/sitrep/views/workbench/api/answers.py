"""Answers: bytes with what caches and programs need to know of them."""

import hashlib
from collections.abc import Iterator

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sitrep.store.surveys import State

ENCODER = msgspec.json.Encoder()
JSON = "application/json"
KINDS = {
    "json": JSON,
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml; charset=utf-8",
}


def tag_of(state: State, user: str = "") -> str:
    """Returns the ETag of what one address shows to one person in one state of the record."""
    return f'W/"{hashlib.blake2b(f"{state.tag} {user}".encode(), digest_size=9).hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the browser has the answer of this tag already."""
    known = request.headers.get("if-none-match", "")
    return bool(known) and tag in (each.strip() for each in known.split(","))


def unchanged(tag: str) -> Response:
    """Returns the answer to somebody who has it already."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


def answer(content: bytes, tag: str | None = None, kind: str = "json", name: str | None = None) -> Response:
    """Returns an answer; `name` is that of the file that it is saved as, None where it is shown."""
    return Response(content, headers=headers(tag, name), media_type=KINDS[kind])


def stream(parts: Iterator[bytes], kind: str, name: str) -> Response:
    """Returns a long answer that goes out as it is made, to be saved as a file."""
    return StreamingResponse(parts, headers=headers(None, name), media_type=KINDS[kind])


def headers(tag: str | None, name: str | None) -> dict[str, str]:
    """Returns the headers of an answer."""
    found = {"Cache-Control": "private, no-cache"}
    if tag:
        found["ETag"] = tag
    if name:
        found["Content-Disposition"] = f'attachment; filename="{name}"'
    return found


def told(value: object, tag: str | None = None) -> Response:
    """Returns a value as JSON."""
    return answer(ENCODER.encode(value), tag)
