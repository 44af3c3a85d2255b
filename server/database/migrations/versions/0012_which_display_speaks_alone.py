"""Which display of a room speaks alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("display") as display:
        display.add_column(sa.Column("alone_since", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("display") as display:
        display.drop_column("alone_since")
