"""Charts show sums beside stated totals, the same for every output."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from sitrep.model.events import IncidentSum, Outage, Row, Total
from sitrep.model.times import When
from sitrep.views.pictures.charts import ChartWishes, draw_bars, draw_weeks
from sitrep.views.pictures.palettes import picture_css
from sitrep.views.pictures.rendering import png_of
from sitrep.views.pictures.series import Numbers, Stated, Sum, every_week, largest, numbers_of
from sitrep.views.pictures.spans import contact_spans, draw_spans, outage_spans
from tests.views.pictures.samples import KYIV, UKRAINE, event

pytest.importorskip("altair", reason="the extra report is not installed")
pytest.importorskip("vl_convert", reason="the extra report is not installed")

WISHES = ChartWishes("Drones by week")
NUMBERS = Numbers(
    (
        Sum("2025-W52", "drones launched", 240, None, 240, 300, 3, 4, "/events?since=2025-12-22&until=2025-12-28"),
        Sum("2026-W02", "drones launched", 90, 90, 80, 95, 1, 2, "/events?since=2026-01-05&until=2026-01-11"),
        Sum("2026-W02", "people killed", 3, 3),
        Sum("unknown", "drones launched", 5, 5),
    ),
    (Stated("2025-W52", "drones launched", 1600, None, "stated for 22–28 Dec 2025: ≥ 1,600 drones launched"),),
)


def parsed(drawn: str) -> ET.Element:
    """Returns a picture as XML."""
    return ET.fromstring(drawn)  # noqa: S314 - our own


def test_weeks_follow_the_calendar() -> None:
    """A year of ISO weeks begins on a Monday near New Year, and a week without events is a gap, not left out."""
    assert every_week(["2026-W02", "unknown", "2025-W52"]) == ("2025-W52", "2026-W01", "2026-W02")
    labels = [each.text for each in parsed(draw_weeks(NUMBERS, WISHES)).iter() if each.text in {"W52", "W01", "W02"}]
    assert labels == ["W52", "W01", "W02"]


def test_a_chart_says_what_it_shows() -> None:
    """Who does not see it is told the extent, the largest sums and the totals; each bar has its words and its link."""
    drawn = draw_weeks(NUMBERS, WISHES)
    root = parsed(drawn)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Drones by week"
    assert "the largest ≥ 240 (2025-W52)" in (root.findtext("{http://www.w3.org/2000/svg}desc") or "")
    assert 'aria-label="2025-W52: ≥ 240 drones launched, in 3 events and 4 reports"' in drawn
    assert 'aria-label="stated for 22–28 Dec 2025: ≥ 1,600 drones launched"' in drawn
    assert 'href="/events?since=2025-12-22&amp;until=2025-12-28"' in drawn


@pytest.mark.parametrize("draw", [draw_weeks, draw_bars])
def test_nothing_is_fetched_and_nothing_is_styled_inline(draw: Callable[[Numbers, ChartWishes], str]) -> None:
    """A page forbids both: no address of another host, no style that its policy would refuse."""
    drawn = draw(NUMBERS, WISHES)
    assert not re.findall(r'(?:href|src)="(?:https?:)?//', drawn)
    assert "style=" not in drawn


def test_every_colour_of_a_chart_has_its_dark() -> None:
    """A colour without a pair would be lost on a dark page."""
    drawn = draw_weeks(NUMBERS, WISHES) + draw_bars(NUMBERS, WISHES)
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', drawn))
    assert colours
    assert not [colour for colour in colours if f'[fill="{colour}"]' not in picture_css()]


def test_a_name_from_a_report_stays_a_name() -> None:
    """Article text is hostile: in a label, in words, and where a chart's own language might run it."""
    hostile = Numbers((Sum("</text><script>alert(1)</script>", "drones launched", 1, 1),))
    assert "<script" not in draw_bars(hostile, ChartWishes("</title><script>"))
    spans = contact_spans([event("e1", KYIV)])
    odd = [type(spans[0])("'+alert(1)+'\"]", "assault", "2025-12-01", "2025-12-02", "words")]
    assert "'+alert(1)+'" in "".join(parsed(draw_spans(odd, dt.date(2025, 12, 7), WISHES)).itertext())


def test_sums_of_the_record_become_numbers() -> None:
    """Stated totals go beside, never into a sum; rows in which nobody gives a number are left out."""
    total = Total("launched", "drone", 1600, None, When("2025-12-01", "2025-12-07"), (), ("c1",), IncidentSum(None, None, ()))
    rows = (
        Row((("week", "2025-W49"),), "launched", "drone", 240, None, 200, None, ("e1",), ("d1", "d2"), (total,)),
        Row((("week", None),), "launched", "drone", None, None, None, None, (), (), ()),
    )
    numbers = numbers_of(rows, "week", {"2025-W49": "/there"})
    assert numbers.sums == (Sum("2025-W49", "drones launched", 240, None, 200, None, 1, 2, "/there"),)
    assert [(each.key, each.low, each.words) for each in numbers.stated] == [
        ("2025-W49", 1600, "stated for 1–7 Dec 2025: ≥ 1,600 drones launched")
    ]


def test_the_largest_are_kept() -> None:
    """Of two hundred places a chart shows those that matter, whichever series they are large in."""
    killed = (Sum(f"p{number}", "people killed", number, number) for number in range(40))
    many = Numbers((*killed, Sum("x", "drones launched", 2, 2)))
    assert largest(many, 3).keys == ("p39", "p38", "x")


def test_outages_run_from_lost_to_restored() -> None:
    """An outage whose end nobody tells stays open; one without any day cannot be drawn."""
    told = (Outage("power", "2025-12-05", "2025-12-06", "2025-12-08", 3), Outage("water", "2025-12-05"), Outage("heat"))
    spans = outage_spans([event("e1", UKRAINE, kind="DISRUPT", outages=told)])
    assert [(span.group, span.first, span.last, span.marked) for span in spans] == [
        ("power", "2025-12-05", "2025-12-08", ("2025-12-06",)),
        ("water", "2025-12-05", None, ()),
    ]
    drawn = draw_spans(spans, dt.date(2025, 12, 14), ChartWishes("Outages"))
    assert "▶" in drawn
    assert "Ukraine: power lost 5 Dec 2025, being restored 6 Dec 2025, restored 8 Dec 2025 (after 3 days)" in drawn


def test_days_are_named_once() -> None:
    """Two days of outages are two days on the line of time, not one name six times."""
    span = outage_spans([event("e1", UKRAINE, kind="DISRUPT", outages=(Outage("power", "2025-12-06"),))])
    drawn = parsed(draw_spans(span, dt.date(2025, 12, 7), ChartWishes("Outages")))
    days = [each.text for each in drawn.iter() if each.text and each.text.endswith("Dec 2025") and each.text[0].isdigit()]
    assert days == ["6 Dec 2025", "7 Dec 2025", "8 Dec 2025"]


def test_a_bitmap_has_paper() -> None:
    """A document in which the picture's ground is clear would show it on whatever lies behind."""
    bitmap = png_of(draw_bars(NUMBERS, WISHES), 1)
    assert bitmap.startswith(b"\x89PNG")


def test_no_numbers_give_a_picture() -> None:
    """A week without figures is no failure."""
    assert "No numbers" in draw_weeks(Numbers(()), WISHES)
    assert "No numbers" in draw_bars(Numbers(()), WISHES)
