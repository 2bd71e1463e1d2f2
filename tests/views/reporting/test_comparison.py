"""A period against those before it: what rose, by how much, and when that cannot be told."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.views.records import open_record
from sitrep.views.reporting.composition import compose
from sitrep.views.reporting.gathering import gather
from sitrep.views.reporting.material import Material, Scope
from sitrep.views.reporting.periods import week_period
from sitrep.views.reporting.reports import Report
from sitrep.views.reporting.slots import Slots
from sitrep.views.reporting.writers.markdown import write_markdown
from tests.views.reporting.evidence import unfounded

LAST = dt.date(2025, 12, 7)
SUMY = Place(0, 4, "Sumy", "Sumy", 692194, 50.92, 34.8, "UA", "Sumy", "settlement")


def told(day: dt.date, killed: int, outlet: str) -> tuple[Document, Claim]:
    """Returns a report of one day and what it claims."""
    words = f"{killed} people were killed"
    text = f"Sumy saw another Russian attack. {words} on {day:%A}, the regional governor said."
    start = text.index(words)
    key = f"{day.isoformat()}-{outlet}"
    count = f"{killed} people"
    figure = Figure(start, start + len(count), count, "person", "killed", killed, killed)
    claim = Claim(
        f"c{key}",
        key,
        "ASSAULT",
        (Span(start, start + len(words), words),),
        mode="drone",
        when=When(day.isoformat(), day.isoformat(), "day"),
        places=(SUMY,),
        actor=Actor("Russia", "state", "RU"),
        source=Speaker("regional governor"),
        figures=(figure,),
        confidence=0.9,
    )
    return Document(key, text, f"https://example.org/{key}", None, outlet, day.isoformat(), "en"), claim


def report_of(path: Path, weeks: Sequence[int], outlets: Sequence[str]) -> tuple[Material, Report]:
    """Returns the report of the last of some weeks; in each so many people were killed every other day, as the week's outlet tells."""
    with open_record(str(path), create=True) as record:
        for back, (killed, outlet) in enumerate(zip(reversed(weeks), reversed(outlets), strict=True)):
            for day in range(0, 7, 2):
                document, claim = told(LAST - dt.timedelta(days=7 * back + day), killed, outlet)
                record.add(document, [claim])
        material = gather(record, week_period("2025-W49"), Scope())
    return material, compose(material, Slots())


def test_a_rise_is_told_with_its_bounds(tmp_path: Path) -> None:
    """The change since the period before is a difference of two footnoted sums; against all before, a ratio beyond chance."""
    material, report = report_of(tmp_path / "rise.db", [1, 2, 1, 2, 1, 1, 2, 1, 30], ["The Courier"] * 9)
    words = write_markdown(report).decode()
    assert "More people killed than before: 120" in words
    assert "| People killed | 120[^" in words
    assert "was 4[^" in words
    assert "; more by 116[^" in words
    assert unfounded(report, material) == []


def test_nothing_is_told_where_the_sources_changed(tmp_path: Path) -> None:
    """Another outlet tells of other things: more dead in print are not more dead."""
    material, report = report_of(tmp_path / "sources.db", [1, 2, 1, 2, 1, 1, 2, 1, 30], ["The Courier"] * 8 + ["The Tribune"])
    words = write_markdown(report).decode()
    assert "Change cannot be told, because" in words
    assert "The Tribune" in words
    assert "; other sources, not comparable" in words
    assert "more by" not in words
    assert unfounded(report, material) == []


def test_a_steady_week_is_no_news(tmp_path: Path) -> None:
    """A number that is a little higher than the last one is within chance, and said to be."""
    _, report = report_of(tmp_path / "steady.db", [3, 4, 5, 3, 4, 5, 3, 4, 5], ["The Courier"] * 9)
    assert "No change that chance could not explain: people killed" in write_markdown(report).decode()
