"""Judgements, runs that can be compared, sources, issues, takedowns, and search by words."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
VIEWS_BEFORE = ("terms", "members", "events", "totals")
NAMES = ("documents_by_content", "ix_documents_position", "ix_claims_id")
COPY_DOCUMENTS = """
INSERT INTO documents
    (id, revision, position, newest, content, url, title, publisher, published, language, issues, run, read_run, text)
SELECT id, revision, position, newest, content, url, title, publisher, published, language, issues, run, run, text
FROM old_documents ORDER BY position, revision
"""
COPY_CLAIMS = """
INSERT INTO claims
    (document, revision, position, id, since, type, mode, status, scope, first_day, last_day, source, body)
SELECT c.document, c.revision, c.position, c.id, d.run, c.type, c.mode, c.status, c.scope, c.first_day, c.last_day, c.source, c.body
FROM old_claims AS c JOIN old_documents AS d ON c.document = d.id AND c.revision = d.revision
ORDER BY d.position, c.revision, c.position
"""


def upgrade() -> None:
    """Makes the tables of the second form, moves documents and claims into them, and leaves the views to be computed."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for name in VIEWS_BEFORE:
        op.drop_table(name)
    for name in NAMES:
        op.drop_index(name)
    for name in ("documents", "claims"):
        op.rename_table(name, f"old_{name}")
        if postgres:
            op.execute(f"ALTER INDEX {name}_pkey RENAME TO old_{name}_pkey")
    op.add_column("runs", sa.Column("command", sa.Text, nullable=False, server_default="add"))
    op.add_column("runs", sa.Column("packs", sa.Text, nullable=False, server_default=""))
    _make_documents()
    _make_claims()
    op.execute(COPY_DOCUMENTS)
    op.execute(COPY_CLAIMS)
    op.drop_table("old_claims")
    op.drop_table("old_documents")
    _make_judgements()
    _make_views()
    _make_word_indexes(postgres)
    op.execute("DELETE FROM marks WHERE name = 'schema'")
    op.execute("UPDATE marks SET name = 'changes' WHERE name = 'claims'")


def _make_documents() -> None:
    """Makes the tables of what was read."""
    op.create_table(
        "issues",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("position", NUMBER, nullable=False, index=True),
        sa.Column("newest", sa.Boolean, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("issues", sa.LargeBinary, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("read_run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("id", "revision"),
        sa.UniqueConstraint("id", "content"),
    )
    op.create_table(
        "sources",
        sa.Column("document", NUMBER, sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _make_claims() -> None:
    """Makes the tables of what was claimed."""
    op.create_table(
        "claims",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False, index=True),
        sa.Column("since", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("until", sa.Integer, sa.ForeignKey("runs.id")),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("mode", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("first_day", sa.Text),
        sa.Column("last_day", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["document", "revision"], ["documents.id", "documents.revision"]),
        sa.Index("claims_by_document", "document", "revision", "position"),
    )
    op.create_table(
        "figures",
        sa.Column("claim", NUMBER, sa.ForeignKey("claims.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("low", sa.BigInteger),
        sa.Column("high", sa.BigInteger),
        sa.Column("approx", sa.Boolean, nullable=False),
        sa.Column("part_of", sa.Integer),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_table(
        "spans",
        sa.Column("claim", NUMBER, sa.ForeignKey("claims.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )


def _make_judgements() -> None:
    """Makes the tables of what people decided."""
    op.create_table(
        "judgements",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("undoes", sa.String(64), sa.ForeignKey("judgements.id")),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "tombstones",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _make_views() -> None:
    """Makes the tables that hold what is computed from claims and judgements."""
    op.create_table(
        "events",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False, index=True),
        sa.Column("mode", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("first_day", sa.Text),
        sa.Column("last_day", sa.Text, index=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "members", sa.Column("event", sa.String(64), primary_key=True), sa.Column("claim", sa.String(64), primary_key=True, index=True)
    )
    op.create_table(
        "sums",
        sa.Column("event", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("measure", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("week", sa.Text),
        sa.Column("low", sa.BigInteger),
        sa.Column("high", sa.BigInteger),
        sa.Index("sums_by_week", "measure", "week", "item", "low", "high"),
    )
    op.create_table("arrivals", sa.Column("document", NUMBER, primary_key=True, autoincrement=False))
    op.create_table(
        "blocks",
        sa.Column("block", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("claim", sa.String(64), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table("totals", sa.Column("position", sa.Integer, primary_key=True), sa.Column("body", sa.LargeBinary, nullable=False))
    op.create_table(
        "attachments",
        sa.Column("judgement", sa.String(64), primary_key=True),
        sa.Column("claim", sa.String(64), primary_key=True, index=True),
    )


def _make_word_indexes(postgres: bool) -> None:
    """Makes the word indexes, still empty."""
    for name, columns in (
        ("document_words", ("words",)),
        ("claim_words", ("words",)),
        ("event_words", ("place", "actor", "munition", "source", "scope", "span")),
    ):
        if postgres:
            named = ", ".join(f"{column} tsvector NOT NULL" for column in columns)
            op.execute(f"CREATE TABLE {name} (number bigint PRIMARY KEY, {named})")
            for column in columns:
                op.execute(f"CREATE INDEX {name}_{column} ON {name} USING gin ({column})")
        else:
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, content='', tokenize='unicode61 remove_diacritics 0')"
            )
