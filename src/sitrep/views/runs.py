"""Runs: one pass over sources, with what could not be read, what broke and what the user stopped."""

import functools
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.ingest.drafts import Defaults
from sitrep.ingest.languages import read_language
from sitrep.ingest.sources import Reading, Unreadable, bytes_of, read_sources
from sitrep.ingest.web.addresses import read_allowance
from sitrep.model.texts import Document
from sitrep.packs.types import event_types
from sitrep.pipeline import DocumentClaims, ExplainedClaims, Failure, read_claims, read_each, read_explained, spread_pages
from sitrep.views.interrupts import Interrupted
from sitrep.views.journals import Journal, Position
from sitrep.views.messages import Messages
from sitrep.views.options import listed
from sitrep.views.progress import is_live, live_line

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

    `worth` sifts the pages of web archives; `position` is from where a web archive can be gone on with after the last result.
    """

    wishes: Wishes
    messages: Messages
    defaults: Defaults
    journal: Journal = field(default_factory=Journal)
    worth: Callable[[str], float] | None = None
    read: int = 0
    interrupted: int | None = None
    position: Position | None = None
    failures: list[str] = field(default_factory=list)
    under_way: deque[Position | None] = field(default_factory=deque)

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
                self.position = self.under_way.popleft()
                if isinstance(result, Failure):
                    self._fail(f"{result.document.id}: a defect of the program: {result.message}")
                    continue
                self.read += 1
                show(self.journal.line(self.read))
                yield result

    def _documents(self, keep: Callable[[Document], bool] | None) -> Iterator[Document]:
        """Yields the documents and tells of each source that is none."""
        reading = Reading(
            self.defaults,
            witness=self.journal,
            allowed=listed(self.wishes.allowed),
            worth=self.worth,
            spread=spread_pages(self.wishes.jobs),
        )
        for found in read_sources(self.wishes.sources, reading):
            if isinstance(found, Unreadable):
                self._fail(found.message)
                continue
            self.messages.detail(f"{found.id}: {len(found.text)} characters in {found.language}, published {found.published}")
            if keep is None or keep(found):
                self.under_way.append(self.journal.position)
                yield found
            else:
                self.journal.sources.pop(found.id, None)

    def _fail(self, message: str) -> None:
        """Notes and tells one failure."""
        self.failures.append(message)
        self.messages.error(message)


class Care(msgspec.Struct, frozen=True):
    """What else a run heeds: whether what documents were read from is held, and which pages of web archives are worth a careful reading."""

    keep_sources: bool = False
    worth: Callable[[str], float] | None = None


NO_CARE = Care()


def start_run(wishes: Wishes, messages: Messages, care: Care = NO_CARE) -> Run:
    """Returns a run over the sources, none of which is touched yet.

    Raises: WrongUsage for a date, language, pack, host or number of jobs that is none.
    """
    if wishes.jobs is not None and wishes.jobs < 1:
        raise WrongUsage(f"--jobs {wishes.jobs}: at least 1 is needed")
    event_types(wishes.pack_names)
    read_allowance(listed(wishes.allowed))
    published = _checked(wishes.published, read_date, "--published {!r}: an ISO date is expected, such as 2025-12-07 or 2025-12-07T08:00Z")
    language = _checked(wishes.language, read_language, "--language {!r}: a two-letter ISO 639-1 code is expected, such as en or uk")
    total = bytes_of(wishes.sources) if is_live(messages) else 0
    journal = Journal(keep_sources=care.keep_sources, total=total)
    return Run(wishes, messages, Defaults(published, language), journal, care.worth)


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
