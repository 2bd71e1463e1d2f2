"""The only place where the stages meet: documents in, readings, claims, events and totals out."""

import functools
import itertools
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, TypeVar

import msgspec

from sitrep.annotate.gate import is_relevant, promise
from sitrep.collector import collector_paused
from sitrep.errors import InvalidPack
from sitrep.merge.events import merge_claims, merge_stated
from sitrep.merge.increments import Kept, block_keys, merge_changed
from sitrep.merge.reconciliation import LATEST
from sitrep.merge.tellings import tellings
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Changes, Extraction, Increment
from sitrep.model.issues import Issue
from sitrep.model.readings import Annotations
from sitrep.model.reasons import Explanation, Refusal
from sitrep.model.texts import Document
from sitrep.packs.tongues import TONGUES
from sitrep.store.growths import Growth

if TYPE_CHECKING:
    from sitrep.ingest.archived_pages import Drawing, Drawn, Spread
    from sitrep.ingest.web_archives import ArchivedContent

SUPPORTED_LANGUAGES = ("en", *TONGUES)
FEW_DOCUMENTS = 24
MOST_JOBS = 4
LOOK_AHEAD = 4

DIED = "the process that read it died, perhaps for want of memory"

Item = TypeVar("Item")
Result = TypeVar("Result")
Instead = TypeVar("Instead")


class DocumentClaims(msgspec.Struct, frozen=True):
    """One document, with the issues that reading it raised, and its claims."""

    document: Document
    claims: tuple[Claim, ...]


class ExplainedClaims(DocumentClaims, frozen=True):
    """The same, with why each claim is as it is, in their order, and the words that a pack knows and that became no claim."""

    explanations: tuple[Explanation, ...] = ()
    passed_over: tuple[Refusal, ...] = ()


class DocumentAnnotations(msgspec.Struct, frozen=True):
    """One document with everything found in it."""

    document: Document
    annotations: Annotations


class Failure(msgspec.Struct, frozen=True):
    """A document on which reading broke, by a defect of the program, and what broke."""

    document: Document
    message: str


@collector_paused()
def read_claims(document: Document, packs: tuple[str, ...] = ()) -> DocumentClaims:
    """Reads one document into claims; an unsupported language gives none and an issue, an irrelevant text gives none.

    `packs` are laid over the built-in event types.
    """
    if passed := unread(document):
        return passed
    from sitrep.reading import claims_in  # noqa: PLC0415 - parser and models: a second and 90 MB, for nothing where nothing is read

    return DocumentClaims(document, claims_in(document, packs))


@collector_paused()
def read_explained(document: Document, packs: tuple[str, ...] = ()) -> ExplainedClaims:
    """Reads one document as `read_claims` does, and explains what came of it."""
    if passed := unread(document):
        return ExplainedClaims(passed.document, ())
    from sitrep.reading import explained_claims_in  # noqa: PLC0415 - as in `read_claims`

    return ExplainedClaims(document, *explained_claims_in(document, packs))


def unread(document: Document) -> DocumentClaims | None:
    """Returns what stands for a document of an unsupported language, or an irrelevant one; None for one that is read.

    A page that was sifted before its report was parted from its furniture is not asked again.
    """
    if document.language not in (None, *SUPPORTED_LANGUAGES):
        return DocumentClaims(
            with_issue(document, Issue("unsupported-language", f"The language {document.language!r} is not read yet.")), ()
        )
    is_sifted = any(issue.code == "irrelevant" for issue in document.issues)
    return DocumentClaims(document, ()) if is_sifted or not is_relevant(document.text, document.language) else None


def promise_of(text: str) -> float:
    """Returns how much in the plain text of a page speaks for a claim, from 1 on enough for a careful reading.

    It is asked before the page's report is parted from its furniture.
    """
    return promise(text)


@collector_paused()
def read_annotations(document: Document) -> DocumentAnnotations:
    """Reads one document into annotations, relevant or not."""
    from sitrep.reading import annotations_in  # noqa: PLC0415 - as in `read_claims`

    return DocumentAnnotations(document, annotations_in(document))


def read_each(documents: Iterable[Document], read: Callable[[Document], Result], jobs: int | None = None) -> Iterator[Result | Failure]:
    """Yields `read(document)` for every document, in order; a document on which it breaks gives a failure, and the rest goes on.

    `jobs` is the number of processes, None for one at first, and several after a few documents. `read` is a
    function of a module or a partial of one, so that it can be sent to them; never more than a few documents a process are under way.
    """
    task = functools.partial(guarded, read)
    queue = iter(documents)
    if jobs is None:
        yield from map(task, itertools.islice(queue, FEW_DOCUMENTS))
        jobs = min(MOST_JOBS, os.cpu_count() or 1)
    for document in queue:
        rest = itertools.chain([document], queue)
        yield from map(task, rest) if jobs == 1 else _pooled(rest, task, jobs, _died)


def spread_pages(jobs: int | None = None) -> "Spread":
    """Returns the way in which `jobs` processes, in number as in `read_each`, draw the reports from the pages of web archives."""
    return functools.partial(_spread, jobs)


def _spread(jobs: int | None, draw: "Drawing", contents: "Iterator[ArchivedContent]") -> "Iterator[tuple[ArchivedContent, Drawn]]":
    """Yields records in order with what is drawn from them; one on which the process dies gives a fault."""
    from sitrep.ingest.archived_pages import Drawn, one_by_one  # noqa: PLC0415 - readers of files: a fifth of a second

    if jobs is None:
        yield from one_by_one(draw, itertools.islice(contents, FEW_DOCUMENTS))
        jobs = min(MOST_JOBS, os.cpu_count() or 1)
    if jobs == 1:
        yield from one_by_one(draw, contents)
    sent: deque[ArchivedContent] = deque()

    def noted(found: "Iterable[ArchivedContent]") -> "Iterator[ArchivedContent]":
        for each in found:
            sent.append(each)
            yield each

    for content in contents:
        for drawn in _pooled(noted(itertools.chain([content], contents)), draw, jobs, lambda _: Drawn(fault=DIED)):
            yield sent.popleft(), drawn


def guarded(read: Callable[[Document], Result], document: Document) -> Result | Failure:
    """Returns what `read` makes of the document, or the failure: the one border at which an unforeseen error stops."""
    try:
        return read(document)
    except InvalidPack:
        raise
    except Exception as error:  # noqa: BLE001 - one broken document must not cost the others
        return Failure(document, f"{type(error).__name__}: {error}")


def _died(document: Document) -> Failure:
    """Returns what stands for a document on which the process died."""
    return Failure(document, DIED)


def _pooled(
    items: Iterator[Item], task: Callable[[Item], Result], jobs: int, died: Callable[[Item], Instead]
) -> Iterator[Result | Instead]:
    """Yields `task(item)` in order, computed by `jobs` processes; where one dies, what was under way is read again, each alone.

    `died` gives what stands for an item on which the process dies then, too.
    """
    under_way: deque[Item] = deque()
    while True:
        try:
            yield from _from_pool(items, under_way, task, jobs)
        except BrokenProcessPool:
            while under_way:
                yield _alone(under_way.popleft(), task, died)
        else:
            return


def _from_pool(items: Iterator[Item], under_way: deque[Item], task: Callable[[Item], Result], jobs: int) -> Iterator[Result]:
    """Yields `task(item)` in order from one pool; `under_way` holds the items that are sent and not yielded."""
    futures: deque[Future[Result]] = deque()
    with _pool(jobs) as pool:
        try:
            for item in items:
                under_way.append(item)
                futures.append(pool.submit(task, item))
                if len(futures) >= jobs * LOOK_AHEAD:
                    result = futures.popleft().result()
                    under_way.popleft()
                    yield result
            while futures:
                result = futures.popleft().result()
                under_way.popleft()
                yield result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def read_alone(document: Document, task: Callable[[Document], Result]) -> Result | Failure:
    """Returns `task(document)`, or the failure where its process dies."""
    return _alone(document, task, _died)


def _alone(item: Item, task: Callable[[Item], Result], died: Callable[[Item], Instead]) -> Result | Instead:
    """Returns `task(item)`, computed by a process of its own, or what stands for an item on which that dies."""
    with _pool(1) as pool:
        try:
            return pool.submit(task, item).result()
        except BrokenProcessPool:
            return died(item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Returns a pool of processes that start from a clean one, with what reads imported where the system allows it."""
    context = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["sitrep.reading"])
    return ProcessPoolExecutor(jobs, context, leave_signals_to_parent)


def leave_signals_to_parent() -> None:
    """Makes a worker finish what it does when the terminal interrupts all processes; the parent decides what is kept."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def merge(readings: Sequence[DocumentClaims], rule: str = LATEST, bonds: Sequence[Bond] = ()) -> Extraction:
    """Merges the claims of many documents into events and totals; documents and claims keep their order.

    `rule` chooses the figures that are shown, `bonds` are what people decided, earliest first.

    Raises: WrongUsage for an unknown rule.
    """
    documents = tuple(reading.document for reading in readings)
    claims = tuple(claim for reading in readings for claim in reading.claims)
    merged = merge_claims(claims, documents, rule, bonds)
    return Extraction(documents, claims, merged.events, merged.totals)


def merge_record(kept: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond] = (), rule: str = LATEST) -> Extraction:
    """Merges what a record keeps: documents, each with its claims, and what people decided of which are one event.

    Raises: WrongUsage for an unknown rule.
    """
    return merge([DocumentClaims(document, claims) for document, claims in kept], rule, bonds)


def merge_kept(kept: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond] = ()) -> Extraction:
    """Merges what a growing record keeps, with what incidents come to left out of the totals: that is added up when they are looked at."""
    documents = tuple(document for document, _ in kept)
    claims = tuple(claim for _, told in kept for claim in told)
    merged = merge_stated(claims, documents, bonds=bonds)
    return Extraction(documents, claims, merged.events, merged.totals)


def merge_near(changes: Changes, kept: Kept, bonds: Sequence[Bond] = ()) -> Increment:
    """Merges claims that came, changed or went into what a record keeps: the events and totals that they change."""
    return merge_changed(changes, kept, bonds=bonds)


def keys_of_claims(claims: Sequence[Claim], documents: Sequence[Document]) -> dict[str, Collection[str]]:
    """Returns for each claim (id) the keys that it shares with all those which it may make one event with."""
    return {one.claim.id: block_keys(one.claim, one.day) for one in tellings(claims, documents)}


RECORD_GROWTH = Growth(keys_of_claims, merge_near)


def with_issue(document: Document, issue: Issue) -> Document:
    """Returns the document with one issue more."""
    return msgspec.structs.replace(document, issues=(*document.issues, issue))
