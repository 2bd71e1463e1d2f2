"""Runs: one pass over sources, with what could not be read, what broke and what the user stopped."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.ingest.drafts import Defaults
from sitrep.ingest.languages import read_language
from sitrep.ingest.sources import Reading, Unreadable, read_sources
from sitrep.ingest.web.addresses import read_allowance
from sitrep.model.texts import Document
from sitrep.packs.types import event_types
from sitrep.pipeline import DocumentClaims, ExplainedClaims, Failure, read_claims, read_each, read_explained
from sitrep.views.interrupts import Interrupted
from sitrep.views.messages import Messages
from sitrep.views.options import listed
from sitrep.views.progress import live_line

Result = TypeVar("Result")


class Wishes(msgspec.Struct, frozen=True):
    """What the user wants read and how, as it was typed; `jobs` is None for as many processes as the work is worth."""

    sources: tuple[str, ...]
    published: str | None = None
    language: str | None = None
    packs: str | None = None
    jobs: int | None = None
    allowed: str | None = None

    @property
    def pack_names(self) -> tuple[str, ...]:
        """The packs by name, in the order given."""
        return listed(self.packs)


@dataclass(slots=True)
class Run:
    """One pass over the sources of `wishes`; notes what fails and says so as it happens.

    `sources` holds what the documents under way were read from, by id, where `keep_sources` asks for it.
    """

    wishes: Wishes
    messages: Messages
    defaults: Defaults
    keep_sources: bool = False
    read: int = 0
    interrupted: int | None = None
    failures: list[str] = field(default_factory=list)
    sources: dict[str, bytes] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many sources or reports failed."""
        return len(self.failures)

    @property
    def exit_code(self) -> int:
        """0 when all was read, 1 when something was not, 130 or 143 when the run was stopped."""
        return self.interrupted or (1 if self.failed else 0)

    @contextmanager
    def until_stopped(self) -> Iterator[None]:
        """Ends the block at an interrupt, says so, and keeps its exit code."""
        try:
            yield
        except Interrupted as interrupt:
            self.interrupted = interrupt.exit_code
            self.messages.error(f"stopped; {self.read} reports were read until then")

    def results(self, read: Callable[[Document], Result], keep: Callable[[Document], bool] | None = None) -> Iterator[Result]:
        """Yields what `read` makes of each readable document that `keep` admits."""
        with live_line(self.messages) as show:
            for result in read_each(self._documents(keep), read, self.wishes.jobs):
                if isinstance(result, Failure):
                    self._fail(f"{result.document.id}: a defect of the program: {result.message}")
                    continue
                self.read += 1
                show(f"{self.read} reports read")
                yield result

    def _documents(self, keep: Callable[[Document], bool] | None) -> Iterator[Document]:
        """Yields the documents and tells of each source that is none."""
        witness = self._keep_source if self.keep_sources else None
        for found in read_sources(self.wishes.sources, Reading(self.defaults, witness=witness, allowed=listed(self.wishes.allowed))):
            if isinstance(found, Unreadable):
                self._fail(found.message)
                continue
            self.messages.detail(f"{found.id}: {len(found.text)} characters in {found.language}, published {found.published}")
            if keep is None or keep(found):
                yield found
            else:
                self.sources.pop(found.id, None)

    def _keep_source(self, document: Document, source: bytes) -> None:
        """Holds what a document was read from until it is kept."""
        self.sources[document.id] = source

    def _fail(self, message: str) -> None:
        """Notes and tells one failure."""
        self.failures.append(message)
        self.messages.error(message)


def start_run(wishes: Wishes, messages: Messages, keep_sources: bool = False) -> Run:
    """Returns a run over the sources, none of which is touched yet.

    Raises: WrongUsage for a date, language, pack, host or number of jobs that is none.
    """
    if wishes.jobs is not None and wishes.jobs < 1:
        raise WrongUsage(f"--jobs {wishes.jobs}: at least 1 is needed")
    event_types(wishes.pack_names)
    read_allowance(listed(wishes.allowed))
    published = _checked(wishes.published, read_date, "--published {!r}: an ISO date is expected, such as 2025-12-07 or 2025-12-07T08:00Z")
    language = _checked(wishes.language, read_language, "--language {!r}: a two-letter ISO 639-1 code is expected, such as en or uk")
    return Run(wishes, messages, Defaults(published, language), keep_sources)


def claims_reader(wishes: Wishes) -> Callable[[Document], DocumentClaims]:
    """Returns the function that reads a document with the packs that are wished."""
    return functools.partial(read_claims, packs=wishes.pack_names)


def explained_reader(wishes: Wishes) -> Callable[[Document], ExplainedClaims]:
    """Returns the function that reads a document and explains what came of it."""
    return functools.partial(read_explained, packs=wishes.pack_names)


def _checked(value: str | None, check: Callable[[str], str | None], complaint: str) -> str | None:
    """Returns the value as `check` understands it, None where none was given.

    Raises: WrongUsage with the complaint where `check` finds nothing in it.
    """
    if value is None:
        return None
    understood = check(value)
    if understood is None:
        raise WrongUsage(complaint.format(value))
    return understood
