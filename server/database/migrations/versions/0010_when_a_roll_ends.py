"""When a kiosk's roll ends, and how its second printer does."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ("roll_ends", "roll_soon", "backup", "backup_papers_left", "backup_roll_ends")


def upgrade() -> None:
    with op.batch_alter_table("kiosk_state") as state:
        state.add_column(sa.Column("roll_ends", sa.String(length=5), nullable=True))
        state.add_column(sa.Column("roll_soon", sa.Boolean(), nullable=False, server_default=sa.false()))
        state.add_column(sa.Column("backup", sa.String(length=16), nullable=True))
        state.add_column(sa.Column("backup_papers_left", sa.Integer(), nullable=True))
        state.add_column(sa.Column("backup_roll_ends", sa.String(length=5), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kiosk_state") as state:
        for column in reversed(COLUMNS):
            state.drop_column(column)
