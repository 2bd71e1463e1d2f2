"""About the record: what it holds, which versions read it, what could not be read, and what people decided."""

from collections.abc import Callable, Mapping
from functools import cache, partial

import msgspec

from sitrep.store import queries, surveys
from sitrep.store.rereadings import Run
from sitrep.store.surveys import Counts, State
from sitrep.views.judgement_logs import Entry, log_entries
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

LAST_RUNS = 50
LAST_ISSUES = 50
LAST_JUDGEMENTS = 200


class AboutView(msgspec.Struct, frozen=True):
    """What the record holds; runs and issues the last first."""

    count: Callable[[], Counts]
    state: State
    runs: tuple[Run, ...]
    issues: tuple[tuple[int, str], ...]
    taken_down: int
    judged: int
    licence: str | None

    @property
    def counts(self) -> Counts:
        """How many of each kind there are; a large record takes a moment to count."""
        return self.count()


class JudgementsView(msgspec.Struct, frozen=True):
    """The last judgements with what became of them, the last first."""

    entries: tuple[Entry, ...]
    total: int
    languages: Mapping[str, str | None]


def look(visit: Visit) -> AboutView:
    """Returns what the page shows."""
    record = visit.record
    counts = cache(partial(visit.bench.once, "counts", partial(record.ask, surveys.counts)))
    runs, issues = record.runs()[::-1][:LAST_RUNS], record.ask(queries.issues)[::-1][:LAST_ISSUES]
    down, judged = record.ask(surveys.taken_down), record.ask(surveys.judged)
    return AboutView(counts, visit.bench.state(), tuple(runs), tuple(issues), down, judged, visit.bench.settings.licence)


def look_at_judgements(visit: Visit) -> JudgementsView:
    """Returns what the page of judgements shows."""
    entries = visit.bench.once("judgements", partial(log_entries, visit.record))
    last = entries[::-1][:LAST_JUDGEMENTS]
    named = list(dict.fromkeys(target.document for entry in last for target in entry.judgement.targets[:2]))
    documents = visit.record.ask(partial(surveys.documents_by_id, identifiers=named))
    return JudgementsView(tuple(last), len(entries), {key: document.language for key, document in documents.items()})


PAGE = Page("/about", "About", "about.html", look, flows=True)
JUDGEMENTS = Page("/about/judgements", "Judgements", "judgements.html", look_at_judgements, in_menu=False)
