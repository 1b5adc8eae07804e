"""Links: what may be fetched once, on our own page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What changes."""
    op.create_table(
        "links",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="links_key"),
    )
    op.create_index("links_person", "links", ["person"])
    op.create_index("links_until", "links", ["until"])


def downgrade() -> None:
    """What changes back."""
    op.drop_table("links")
