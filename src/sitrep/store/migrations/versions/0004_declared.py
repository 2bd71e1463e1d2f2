"""What reports declare of their by-line, agency and last update."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the columns, empty: what was read before was not asked for them."""
    for name in ("byline", "agency", "updated"):
        op.add_column("documents", sa.Column(name, sa.Text))
