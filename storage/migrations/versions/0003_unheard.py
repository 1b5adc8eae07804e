"""Unheard: words that were taken and are not heard yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """What changes."""
    op.create_table(
        "unheard",
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="unheard_key"),
        sa.UniqueConstraint("person", "key", name="unheard_delivery"),
    )
    op.create_index("unheard_due", "unheard", ["due"])


def downgrade() -> None:
    """What changes back."""
    op.drop_table("unheard")
