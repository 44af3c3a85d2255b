"""Appointments with a code."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "booking",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=True),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_booking_branch")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_booking")),
    )
    op.create_index(op.f("ix_booking_slot"), "booking", ["slot"])


def downgrade() -> None:
    op.drop_index(op.f("ix_booking_slot"), table_name="booking")
    op.drop_table("booking")
