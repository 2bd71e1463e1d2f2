"""Stories: reports that name the same people, streets and bodies, and so tell of one happening."""

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitrep.merge.settings import merging

TOKEN = re.compile(r"[\w’'-]+|[.!?:;“”\"]")
STOPS = frozenset('.!?:;“”"')
SENTENCE_ENDS = (".", "!", "?", '"', "”", "’", ")")
POSSESSIVE = ("'s", "’s")
SHORTEST = 3
LONG_LINE = 20


@dataclass(frozen=True, slots=True)
class Report:
    """A report by its id, its day of publication and its words."""

    id: str
    published: dt.date
    text: str


def told_alike(reports: Iterable[Report]) -> dict[tuple[str, str], float]:
    """Returns how alike the names of two reports (ids, the lesser first) are, from 0 to 1, where it is at least `least_alike`.

    It is the cosine of their names, each weighed by how few reports have it. Only reports of one time that share a name which few have
    are compared.
    """
    known = sorted(reports, key=lambda one: (one.published, one.id))
    names = {one.id: names_of(one.text) for one in known}
    holders = Counter(name for found in names.values() for name in found)
    weights = {document: weighed(found, holders, len(known)) for document, found in names.items()}
    alike = {}
    for one, other in meeting(known, names, holders):
        score = cosine(weights[one], weights[other])
        if score >= merging().stories.least_alike:
            alike[min(one, other), max(one, other)] = score
    return alike


def names_of(text: str) -> Counter[str]:
    """Returns the words with a capital within sentences, with how often they stand, without those of `common` that name nobody.

    >>> sorted(names_of("On Monday Anna Bell met Carl. He lives in Ely Street."))
    ['anna', 'bell', 'carl', 'ely']
    """
    found: Counter[str] = Counter()
    for line in text.splitlines():
        if line.strip().endswith(SENTENCE_ENDS) or line.count(" ") >= LONG_LINE:
            found.update(name for name in capitals(line) if len(name) >= SHORTEST and name not in merging().stories.common)
    return found


def capitals(line: str) -> Iterator[str]:
    """Yields the words with a capital that do not begin a sentence."""
    begins = True
    for match in TOKEN.finditer(line):
        word = match.group()
        if not begins and word[0].isupper():
            yield word.removesuffix(POSSESSIVE[0]).removesuffix(POSSESSIVE[1]).casefold()
        begins = word in STOPS


def weighed(names: Mapping[str, int], holders: Mapping[str, int], reports: int) -> dict[str, float]:
    """Returns the weight of each name of a report, their squares one in sum; in a small record names weigh as in one of some size."""
    size = reports + merging().stories.least_reports
    raw = {name: (1 + math.log(count)) * math.log(size / (holders[name] + 0.5)) for name, count in names.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {name: weight / length for name, weight in raw.items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Returns the sum over the names in common, rounded so that no order of adding shows."""
    return round(math.fsum(weight * other[name] for name, weight in one.items() if name in other), 6)


def meeting(reports: Sequence[Report], names: Mapping[str, Iterable[str]], holders: Mapping[str, int]) -> set[tuple[str, str]]:
    """Returns the pairs of reports that share a name which few have, and are of one time; `reports` are in order of publication."""
    settings = merging().stories
    window = dt.timedelta(days=settings.days)
    having: defaultdict[str, list[Report]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    for report in reports:
        for name in names[report.id]:
            if holders[name] <= settings.few_reports:
                pairs.update((held.id, report.id) for held in having[name] if report.published - held.published <= window)
                having[name].append(report)
    return pairs
