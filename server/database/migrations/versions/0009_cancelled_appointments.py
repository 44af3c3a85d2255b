"""Appointments that were cancelled."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("booking") as booking:
        booking.add_column(sa.Column("cancelled_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("booking") as booking:
        booking.drop_column("cancelled_at")
