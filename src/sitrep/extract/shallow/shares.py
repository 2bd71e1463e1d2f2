"""Shares: what the last day added to the totals of a ledger, which is a total of its own."""

import dataclasses
import datetime as dt

from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.scenes import Scene
from sitrep.model.figures import Figure
from sitrep.model.times import Time

ADDED = "+"


def with_share(scene: Scene, draft: Draft) -> list[Draft]:
    """Returns the draft of a ledger, and one of what its last day added, where brackets tell it ("– 11 000 (+5)")."""
    added = [each for each in draft.figures if each.text.startswith(ADDED)]
    day = last_day(scene, draft)
    if not added or day is None or len(added) == len(draft.figures):
        return [draft]
    draft.figures = [each for each in draft.figures if each not in added]
    share = dataclasses.replace(
        draft,
        figures=added,
        pieces=[(scene.outline.word_at(added[0].start), scene.outline.word_at(added[-1].end))],
        time=day_up_to(day, added[0]),
        reasons=list(draft.reasons),
        issues=list(draft.issues),
    )
    share.note("when", "shallow.shares.with_share", "what the last day added", (added[0].start, added[0].end))
    return [draft, share]


def last_day(scene: Scene, draft: Draft) -> dt.date | None:
    """Returns the day up to which a ledger counts: where its time ends, else that of publication."""
    days = draft.time.days if draft.time else None
    published = scene.outline.document.published_at
    return days[1] if days else published.date() if published else None


def day_up_to(day: dt.date, figure: Figure) -> Time:
    """Returns the day and night up to `day`, as told by a figure."""
    before = day - dt.timedelta(days=1)
    return Time(figure.start, figure.end, figure.text, before.isoformat(), day.isoformat(), "day", "relative", "period")
