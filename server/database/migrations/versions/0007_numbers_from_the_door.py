"""Numbers that are given at the door before opening."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANTS = ("turn_at", "back_at", "draw_at")


def upgrade() -> None:
    with op.batch_alter_table("ticket") as ticket:
        for name in INSTANTS:
            ticket.add_column(sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("ticket") as ticket:
        for name in reversed(INSTANTS):
            ticket.drop_column(name)
