"""What waits for review by its weight, decisions that events have not followed yet, and indexes for surveys of large records."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Makes the tables, empty: weights are made anew with all derived rows, and events of an older form are computed anew."""
    op.create_table(
        "weights",
        sa.Column("claim", NUMBER, sa.ForeignKey("claims.number"), primary_key=True),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Index("weights_by_weight", "weight", "claim"),
    )
    op.create_table("decisions", sa.Column("judgement", NUMBER, primary_key=True, autoincrement=False))
    op.create_index("documents_by_outlet", "documents", ["publisher", "published", "newest"])
    op.create_index("events_by_status", "events", ["status", "number"])
    op.create_index("events_by_type_and_status", "events", ["type", "status", "number"])
