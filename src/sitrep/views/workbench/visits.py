"""Visits: one request, with who asks and what was filtered for."""

import functools
from collections.abc import Mapping, Sequence
from typing import BinaryIO
from urllib.parse import urlencode

from starlette.requests import Request

from sitrep.store.filters import Filters, Page
from sitrep.store.records import Record
from sitrep.views.listing import read_filters
from sitrep.views.records import read_moment
from sitrep.views.wishes import FilterWishes
from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.doors import Door
from sitrep.views.workbench.users import User

KNOWN = "as-known"
FILTERS = FilterWishes.__struct_fields__
MOST_EVENTS = 1000
SentFile = tuple[str, BinaryIO]


class NotFound(Exception):
    """Something that was asked for by its id or address and is not there."""


class Visit:
    """One request for a page or an answer of the API; `files` are the names and contents of what was sent with a form."""

    def __init__(self, request: Request, bench: Bench, user: User, door: Door, files: Sequence[SentFile] = ()) -> None:
        self.request = request
        self.files = files
        self.bench = bench
        self.user = user
        self.door = door
        self.known: str | None = None  # the time up to which reports count, as it was typed; None for today

    def as_known(self) -> "Visit":
        """Returns the same visit to what was known at the time that is asked for, at which nobody judges; itself where none is.

        Raises: WrongUsage for a time that is none, or a record that is too large for it.
        """
        moment = read_moment(self.asked.get(KNOWN))
        if moment is None:
            return self
        past = Visit(self.request, self.bench.pasts.find(self.bench, moment), User(self.user.name), self.door)
        past.known = self.asked[KNOWN]
        return past

    @property
    def record(self) -> Record:
        """The record."""
        return self.bench.record

    @property
    def record_name(self) -> str:
        """The record's name without the folders that it lies in, which are nobody's business."""
        return self.record.name.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return str(self.request.url.path)

    @functools.cached_property
    def asked(self) -> Mapping[str, str]:
        """The query, values of one name with commas between them, without empty ones."""
        found: dict[str, list[str]] = {}
        for name, value in self.request.query_params.multi_items():
            if value.strip():
                found.setdefault(name, []).append(value.strip())
        return {name: ",".join(values) for name, values in found.items()}

    @functools.cached_property
    def wishes(self) -> FilterWishes:
        """The filters as they were typed."""
        return FilterWishes(**{name: self.asked[name] for name in FILTERS if name in self.asked})

    @functools.cached_property
    def filters(self) -> Filters:
        """The filters.

        Raises: WrongUsage.
        """
        return _filters(self.wishes)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered for."""
        return self.wishes != FilterWishes()

    @property
    def masks(self) -> bool:
        """Whether the names of private people are to be left out."""
        return "mask-persons" in self.asked

    def page(self, limit: int, *, latest_first: bool) -> Page:
        """Returns which part of the answer is wanted: `limit` of the query, else as many as are given here."""
        asked = self.asked.get("limit", "")
        most = min(int(asked), MOST_EVENTS) if asked.isdigit() and int(asked) else limit
        return Page(most, self.asked.get("after"), latest_first)

    def link(self, path: str | None = None, **changes: str | None) -> str:
        """Returns an address with the query of this one, but for some changes (None takes a name out)."""
        query = {**self.asked, **changes}
        words = urlencode({name: value for name, value in query.items() if value is not None})
        return f"{path or self.path}?{words}" if words else path or self.path

    def next_link(self, after: str | None) -> str | None:
        """Returns the address of the page that begins after a place in the answer, None where there is none."""
        return self.link(after=after) if after else None

    def filter_link(self, path: str, **changes: str | None) -> str:
        """Returns an address with the filters of this one alone, but for some changes."""
        return filter_address(self.asked, path, **changes)


def filter_address(asked: Mapping[str, str], path: str, **changes: str | None) -> str:
    """Returns an address with the filters of a query alone, but for some changes (None takes a name out)."""
    query = {**{name: asked[name] for name in FILTERS if name in asked}, **changes}
    words = urlencode({name: value for name, value in query.items() if value is not None})
    return f"{path}?{words}" if words else path


@functools.lru_cache(maxsize=2048)
def _filters(wishes: FilterWishes) -> Filters:
    """Returns the filters that were typed; the same are typed again and again.

    Raises: WrongUsage.
    """
    return read_filters(wishes, "")
