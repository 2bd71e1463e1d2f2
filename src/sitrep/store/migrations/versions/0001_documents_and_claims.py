"""Documents and claims, with events as views of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables of the first form."""
    op.create_table("marks", sa.Column("name", sa.String(32), primary_key=True), sa.Column("value", sa.String(64), nullable=False))
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("started", sa.String(32), nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False, index=True),
        sa.Column("newest", sa.Boolean, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.String(40)),
        sa.Column("language", sa.String(8)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("issues", sa.LargeBinary, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Index("documents_by_content", "id", "content"),
    )
    op.create_table(
        "claims",
        sa.Column("document", sa.String(512), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(64), nullable=False, index=True),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(32)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("first_day", sa.String(10)),
        sa.Column("last_day", sa.String(10)),
        sa.Column("source", sa.Text),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["document", "revision"], ["documents.id", "documents.revision"]),
    )
    _make_views()


def _make_views() -> None:
    """Makes the tables that hold what is computed from the claims."""
    op.create_table(
        "events",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.String(32), nullable=False, index=True),
        sa.Column("mode", sa.String(32)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("first_day", sa.String(10), index=True),
        sa.Column("last_day", sa.String(10)),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "members",
        sa.Column("event", sa.String(64), sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("claim", sa.String(64), primary_key=True, index=True),
    )
    op.create_table("former", sa.Column("event", sa.String(64), primary_key=True), sa.Column("claim", sa.String(64), nullable=False))
    op.create_table(
        "terms",
        sa.Column("event", sa.String(64), sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("words", sa.String(512), primary_key=True),
        sa.Index("terms_by_kind", "kind", "words"),
    )
    op.create_table("totals", sa.Column("position", sa.Integer, primary_key=True), sa.Column("body", sa.LargeBinary, nullable=False))
