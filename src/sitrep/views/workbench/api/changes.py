"""Changes: what came, was judged, or was taken down since a place in the stream, and the stream itself."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from sitrep.store.streams import Change, changes_since
from sitrep.views.workbench.api.answers import ENCODER, told
from sitrep.views.workbench.visits import Visit

MOST = 500
POLL_SECONDS = 2.0
LASTS_SECONDS = 600


class ChangesAnswer(msgspec.Struct, frozen=True):
    """What `/api/changes` answers: changes in their order, and the place after the last one."""

    changes: tuple[Change, ...]
    next: str


async def list_changes(visit: Visit) -> Response:
    """Returns changes since a place (`since`; without it from the beginning, `now` for the end); as a stream where that is asked for."""
    since = visit.asked.get("since", "")
    if "text/event-stream" in visit.request.headers.get("accept", ""):
        last = visit.request.headers.get("last-event-id") or since or "now"
        return StreamingResponse(_stream(visit, last), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
    found, following = await run_in_threadpool(visit.record.ask, partial(changes_since, since=since, limit=MOST))
    return told(ChangesAnswer(tuple(found), following))


async def _stream(visit: Visit, since: str) -> AsyncIterator[bytes]:
    """Yields server-sent events for ten minutes, after which a browser asks again by itself."""
    yield b"retry: 5000\n\n"
    for _ in range(int(LASTS_SECONDS / POLL_SECONDS)):
        found, since = await run_in_threadpool(visit.record.ask, partial(changes_since, since=since, limit=MOST))
        for each in found:
            yield b"id: " + since.encode() + b"\nevent: " + each.kind.encode() + b"\ndata: " + ENCODER.encode(each) + b"\n\n"
        if not found:
            yield b": waiting\n\n"
        await asyncio.sleep(POLL_SECONDS)
