"""Statuses: what a watch has done and is doing, for people who look at it."""

from collections import Counter, deque
from dataclasses import dataclass, field

from sitrep.model.feeds import Coverage, Noted, Outcome, Poll

MOST_LOSSES = 200


@dataclass(slots=True)
class FeedStatus:
    """How one feed does: what the last poll brought, and when the next is due (ISO, in UTC)."""

    name: str
    url: str
    due: str
    outcome: Outcome | None = None
    note: str | None = None
    new: int = 0
    polls: int = 0
    overran: int = 0
    last_new: str | None = None


@dataclass(slots=True)
class Status:
    """How a watch does. `counts` holds "polls", "failed", "new", "changed", and by what became of reports "added", "revised" and so on;
    `waiting` are items still to be read, `reading` the URLs of those under way; `coverage` is how the feeds stood of late,
    `losses` the last items that could not be read, each in a sentence, for whoever takes them out to tell.
    """

    feeds: dict[int, FeedStatus] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    reading: dict[int, str] = field(default_factory=dict)
    waiting: int = 0
    coverage: Coverage | None = None
    losses: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_LOSSES))

    def note_poll(self, number: int, poll: Poll, noted: Noted) -> None:
        """Takes in what came of a poll."""
        feed = self.feeds[number]
        feed.outcome, feed.note, feed.due = poll.outcome, poll.note, poll.due
        feed.polls += 1
        feed.new += noted.new
        feed.overran += noted.overran
        feed.last_new = poll.at if noted.new else feed.last_new
        self.counts["polls"] += 1
        self.counts["failed"] += poll.outcome != "heard"
        self.counts["new"] += noted.new
        self.counts["changed"] += noted.changed
        self.waiting += noted.new + noted.changed
