"""Tables: the shape of a record in SQL."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()

# One row a fact about the file itself: "application", "schema", "claims" (counts every change of claims), "events" (the count and
# program version they were computed from).
marks = Table("marks", metadata, Column("name", String(32), primary_key=True), Column("value", String(64), nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(32), nullable=False),
    Column("started", String(32), nullable=False),
)

# A report that comes again under its id with other words is a new revision; the newest counts, the others are kept.
documents = Table(
    "documents",
    metadata,
    Column("id", String(512), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("newest", Boolean, nullable=False),
    Column("content", String(64), nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", String(40)),
    Column("language", String(8)),
    Column("text", Text, nullable=False),
    Column("issues", LargeBinary, nullable=False),
    Column("run", Integer, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"]),
    Index("documents_by_content", "id", "content"),
)

claims = Table(
    "claims",
    metadata,
    Column("document", String(512), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("type", String(32), nullable=False),
    Column("mode", String(32)),
    Column("status", String(16), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("source", Text),
    Column("body", LargeBinary, nullable=False),
    ForeignKeyConstraint(["document", "revision"], ["documents.id", "documents.revision"]),
)

# Events and totals are views of the claims, kept so as not to be computed at each look; they may be dropped at any time.
events = Table(
    "events",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("type", String(32), nullable=False, index=True),
    Column("mode", String(32)),
    Column("status", String(16), nullable=False),
    Column("first_day", String(10), index=True),
    Column("last_day", String(10)),
    Column("body", LargeBinary, nullable=False),
)

# Which claims are in which event; `former` keeps every id that an event ever had with its earliest claim, so that an id that was
# merged away leads on.
members = Table(
    "members",
    metadata,
    Column("event", String(64), primary_key=True),
    Column("claim", String(64), primary_key=True, index=True),
    ForeignKeyConstraint(["event"], ["events.id"], ondelete="CASCADE"),
)
former = Table("former", metadata, Column("event", String(64), primary_key=True), Column("claim", String(64), nullable=False))

# The words by which an event is found: its places, actors, munitions, sources and scopes, folded, with a blank at either end.
terms = Table(
    "terms",
    metadata,
    Column("event", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("words", String(512), primary_key=True),
    ForeignKeyConstraint(["event"], ["events.id"], ondelete="CASCADE"),
    Index("terms_by_kind", "kind", "words"),
)

totals = Table("totals", metadata, Column("position", Integer, primary_key=True), Column("body", LargeBinary, nullable=False))
