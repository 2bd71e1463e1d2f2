"""Feeds that are followed, when they were polled, and what they listed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Makes the tables of feeds, hearings and items."""
    op.create_table(
        "feeds",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("url", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("polls", sa.Integer, nullable=False),
        sa.Column("followed", sa.String(32), nullable=False),
        sa.Column("left", sa.String(32)),
    )
    _make_hearings()
    _make_items()


def _make_hearings() -> None:
    """Makes the table of polls in a row."""
    op.create_table(
        "hearings",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("feed", NUMBER, sa.ForeignKey("feeds.number"), nullable=False),
        sa.Column("first", sa.String(32), nullable=False),
        sa.Column("last", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("polls", sa.Integer, nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("overran", sa.Integer, nullable=False),
        sa.Column("note", sa.Text),
        sa.Index("hearings_by_feed", "feed", "until"),
    )


def _make_items() -> None:
    """Makes the table of what feeds listed."""
    op.create_table(
        "items",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("feed", NUMBER, sa.ForeignKey("feeds.number"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("updated", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("seen", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("document", sa.Text),
        sa.Column("note", sa.Text),
        sa.UniqueConstraint("feed", "key"),
        sa.Index("items_by_state", "state", "feed", "number"),
        sa.Index("items_by_moment", "feed", "at"),
    )
