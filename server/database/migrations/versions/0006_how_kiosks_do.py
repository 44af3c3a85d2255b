"""How kiosks do, as each last told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "kiosk_state",
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("condition", sa.String(length=16), nullable=False),
        sa.Column("papers_left", sa.Integer(), nullable=True),
        sa.Column("numbers_left", sa.Integer(), nullable=True),
        sa.Column("outbox", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.Column("durable", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "device", name=op.f("pk_kiosk_state")),
    )
    op.create_index(op.f("ix_kiosk_state_seen_at"), "kiosk_state", ["seen_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_kiosk_state_seen_at"), table_name="kiosk_state")
    op.drop_table("kiosk_state")
