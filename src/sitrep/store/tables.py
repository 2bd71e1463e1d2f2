"""Tables: the shape of a record in SQL, one for SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

ESCAPE, ESCAPED_ESCAPE, ESCAPED_NUL = "\ue000", "\ue0001", "\ue0000"


class Words(TypeDecorator[str]):
    """Text of any characters; PostgreSQL stores no NUL, so there it is written as two characters of the private area."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Returns the text as the database holds it."""
        if value is None or dialect.name != "postgresql" or not ("\x00" in value or ESCAPE in value):
            return value
        return value.replace(ESCAPE, ESCAPED_ESCAPE).replace("\x00", ESCAPED_NUL)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Returns the text as it was given."""
        if value is None or dialect.name != "postgresql" or ESCAPE not in value:
            return value
        return value.replace(ESCAPED_NUL, "\x00").replace(ESCAPED_ESCAPE, ESCAPE)


Number = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER key is the row's own number in SQLite
metadata = MetaData()


def _number(name: str = "number", **options: Any) -> Column[int]:
    """Returns a column for the number of a row."""
    return Column(name, Number, **options)


# One row a fact about the record itself: "application", "changes" (counts every change of claims and judgements), "upheaval"
# (the count at the last change that was more than new documents), "events" and "totals" (the count and program version they were
# computed from), "growth" (how many documents all were merged at once, and how many came to them since; empty without blocks),
# "at …" (by a web archive's key the program version that read it last, and from which byte on it is to be read).
marks = Table("marks", metadata, Column("name", String(32), primary_key=True), Column("value", String(64), nullable=False))

# One row a pass of a program version over reports; `packs` are the names of the packs beyond the default ones.
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("version", String(32), nullable=False),
    Column("packs", Words, nullable=False),
    Column("started", String(32), nullable=False),
)

# From what dataset of a batch the documents of a run were loaded: its checksum, and its manifest in short.
datasets = Table(
    "datasets",
    metadata,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("checksum", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# What could not be read, and why.
issues = Table(
    "issues",
    metadata,
    _number(primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("message", Words, nullable=False),
)

# A report that comes again under its id with other words is a new revision; the newest counts, the others are kept.
# `position` is the order in which reports came; `run` brought the revision, `read_run` read its claims last.
documents = Table(
    "documents",
    metadata,
    _number(primary_key=True),
    Column("id", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    _number("position", nullable=False, index=True),
    Column("newest", Boolean, nullable=False),
    Column("content", String(64), nullable=False),
    Column("url", Words),
    Column("title", Words),
    Column("publisher", Words),
    Column("published", Text),
    Column("language", Text),
    Column("issues", LargeBinary, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("read_run", ForeignKey("runs.id"), nullable=False),
    Column("text", Words, nullable=False),
    Column("byline", Words),
    Column("agency", Words),
    Column("updated", Text),
    UniqueConstraint("id", "revision"),
    UniqueConstraint("id", "content"),
    Index("documents_by_outlet", "publisher", "published", "newest"),
)

# The bytes a report was read from, where they are kept, compressed by zlib.
sources = Table(
    "sources",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# A claim holds from the run `since` to before the run `until` (None: still), so that what an earlier run read can be seen.
claims = Table(
    "claims",
    metadata,
    _number(primary_key=True),
    Column("document", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String(64), nullable=False, index=True),
    Column("since", ForeignKey("runs.id"), nullable=False),
    Column("until", ForeignKey("runs.id")),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("source", Words),
    Column("body", LargeBinary, nullable=False),
    ForeignKeyConstraint(["document", "revision"], ["documents.id", "documents.revision"]),
    Index("claims_by_document", "document", "revision", "position"),
)

# The figures and the evidence of every claim, for questions in SQL; both are in the claim's body too.
figures = Table(
    "figures",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("measure", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("approx", Boolean, nullable=False),
    Column("part_of", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
spans = Table(
    "spans",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# How much each claim wants a person's look, as the program read it: what waits for review is found from the greatest on.
weights = Table(
    "weights",
    metadata,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("weight", Float, nullable=False),
    Index("weights_by_weight", "weight", "claim"),
)

# What people decided. Rows are only ever added; `undoes` is the id of the judgement that one takes back.
judgements = Table(
    "judgements",
    metadata,
    _number(primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("action", Text, nullable=False),
    Column("author", Words, nullable=False),
    Column("at", Text, nullable=False),
    Column("undoes", String(64), ForeignKey("judgements.id")),
    Column("body", LargeBinary, nullable=False),
)

# What was taken down, and why: the id stays known, the words are gone.
tombstones = Table(
    "tombstones",
    metadata,
    Column("document", Words, primary_key=True),
    Column("author", Words, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Words, nullable=False),
)

# A feed that is or was followed: what its server told last, when it is to be polled next (`due`), how often it failed in a row.
# `left` is when it was no longer followed. All moments are ISO date-times in UTC.
feeds = Table(
    "feeds",
    metadata,
    _number(primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("etag", Words),
    Column("modified", Words),
    Column("due", String(32), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("polls", Integer, nullable=False),
    Column("followed", String(32), nullable=False),
    Column("left", String(32)),
)

# When a feed was polled: a row holds the polls of one outcome in a row on one day, from `first` to `last`, which counts up to `until`.
hearings = Table(
    "hearings",
    metadata,
    _number(primary_key=True),
    Column("feed", ForeignKey("feeds.number"), nullable=False),
    Column("first", String(32), nullable=False),
    Column("last", String(32), nullable=False),
    Column("until", String(32), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("polls", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("overran", Integer, nullable=False),
    Column("note", Words),
    Index("hearings_by_feed", "feed", "until"),
)

# What feeds listed. `state` is waiting, read, failed or known (listed when the feed was first polled, too old to be read); `content`
# is what the feed itself says, as long as the item waits.
items = Table(
    "items",
    metadata,
    _number(primary_key=True),
    Column("feed", ForeignKey("feeds.number"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("url", Words),
    Column("title", Words),
    Column("published", Text),
    Column("updated", Text),
    Column("publisher", Words),
    Column("language", Text),
    Column("at", String(32), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("due", String(32), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("content", Words),
    Column("document", Words),
    Column("note", Words),
    UniqueConstraint("feed", "key"),
    Index("items_by_state", "state", "feed", "number"),
    Index("items_by_moment", "feed", "at"),
)

# Every id that an event ever had, with its earliest claim, so that an id that was merged away leads on.
former = Table("former", metadata, Column("event", String(64), primary_key=True), Column("claim", String(64), nullable=False))

# What came since events were computed last: the numbers of documents.
arrivals = Table("arrivals", metadata, _number("document", primary_key=True, autoincrement=False))

# What people decided since events were computed last: the numbers of judgements.
decisions = Table("decisions", metadata, _number("judgement", primary_key=True, autoincrement=False))

# From here on views: computed from claims and judgements, kept so as not to be computed at each look; they may be dropped at any time.
# An event's number is its place in the order of time, so that a page begins where another ends without counting.
events = Table(
    "events",
    metadata,
    _number(primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text, index=True),
    Column("body", LargeBinary, nullable=False),
    Index("events_by_status", "status", "number"),
    Index("events_by_type_and_status", "type", "status", "number"),
)
members = Table(
    "members",
    metadata,
    Column("event", String(64), primary_key=True),
    Column("claim", String(64), primary_key=True, index=True),
)

# What may be summed: the figures of events that happened, but for those whose larger event states the same. `week` is the ISO week.
sums = Table(
    "sums",
    metadata,
    _number("event", primary_key=True, autoincrement=False),
    Column("measure", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("week", Text),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Index("sums_by_week", "measure", "week", "item", "low", "high"),
)
totals = Table("totals", metadata, Column("position", Integer, primary_key=True), Column("body", LargeBinary, nullable=False))

# Which claims each judgement applies to now.
attachments = Table(
    "attachments",
    metadata,
    Column("judgement", String(64), primary_key=True),
    Column("claim", String(64), primary_key=True, index=True),
)

# Hashes of the keys that a claim shares with all those which it may make one event with.
blocks = Table(
    "blocks",
    metadata,
    _number("block", primary_key=True, autoincrement=False),
    Column("claim", String(64), primary_key=True),
    sqlite_with_rowid=False,
)

VIEWS = (events, members, sums, totals, attachments, blocks)
KEPT = (runs, datasets, issues, documents, sources, claims, judgements, tombstones, former, feeds, hearings, items)
