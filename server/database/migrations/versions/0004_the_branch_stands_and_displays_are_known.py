"""What a branch's manager decided, when a paused counter is back, paired displays, and notices that were typed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("branch") as branch:
        branch.add_column(sa.Column("standing", sa.Text(), server_default=sa.text("'{}'"), nullable=False))
    with op.batch_alter_table("counter") as counter:
        counter.add_column(sa.Column("back_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "display",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=True),
        sa.Column("paired_at", sa.BigInteger(), nullable=False),
        sa.Column("paired_by", sa.String(length=64), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("rev", sa.BigInteger(), nullable=True),
        sa.Column("sound", sa.String(length=16), nullable=True),
        sa.Column("said_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_display")),
    )
    op.create_index(op.f("ix_display_branch"), "display", ["branch"])
    op.create_table(
        "display_code",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_display_code")),
    )
    op.create_index(op.f("ix_display_code_expires_at"), "display_code", ["expires_at"])
    op.create_table(
        "hall_notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("every_s", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_notice")),
    )
    op.create_index("ix_hall_notice_branch", "hall_notice", ["branch", "ends_at"])


def downgrade() -> None:
    for table in ("hall_notice", "display_code", "display"):
        op.drop_table(table)
    with op.batch_alter_table("counter") as counter:
        counter.drop_column("back_at")
    with op.batch_alter_table("branch") as branch:
        branch.drop_column("standing")
