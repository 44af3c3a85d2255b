"""The whole life of a ticket: holds, transfers, referrals, reasons of calls, last acts, PINs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RULES = "'before', 'after', 'postponed', 'late', 'next-turn'"
WHYS = "'turn', 'head-start', 'booking', 'before', 'for-you', 'overflow', 'passed-over', 'picked'"
HELD = sa.text("state = 'held'")
CALLED_ONCE = sa.text("called_at IS NOT NULL")
DAY_OPENED = sa.text("kind = 'branch_opened'")


def upgrade() -> None:
    with op.batch_alter_table("counter") as counter:
        counter.add_column(sa.Column("levels", sa.JSON(), nullable=True))
        counter.add_column(sa.Column("help_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("ticket") as ticket:
        ticket.add_column(sa.Column("slot", sa.BigInteger(), nullable=True))
        ticket.add_column(sa.Column("postponed", sa.Integer(), server_default=sa.text("0"), nullable=False))
        ticket.add_column(sa.Column("referred_to", sa.String(length=36), nullable=True))
    with op.batch_alter_table("step") as step:
        step.add_column(sa.Column("rule", sa.String(length=16), nullable=True))
        step.add_column(sa.Column("since", sa.BigInteger(), nullable=True))
        step.add_column(sa.Column("for_counter", sa.String(length=32), nullable=True))
        step.add_column(sa.Column("for_officer", sa.String(length=64), nullable=True))
        step.add_column(sa.Column("level", sa.Integer(), server_default=sa.text("1"), nullable=False))
        step.add_column(sa.Column("due_at", sa.BigInteger(), nullable=True))
        step.add_column(sa.Column("inaccurate", sa.Boolean(), server_default=sa.false(), nullable=False))
        step.create_check_constraint(op.f("ck_step_rule_word"), f"rule IN ({RULES})")
    op.create_index("ix_step_held", "step", ["branch"], sqlite_where=HELD, postgresql_where=HELD)
    op.create_index(
        "ix_step_called",
        "step",
        ["branch", "service", "called_at"],
        sqlite_where=CALLED_ONCE,
        postgresql_where=CALLED_ONCE,
    )
    with op.batch_alter_table("ticket_private") as private:
        private.add_column(sa.Column("counted", sa.Boolean(), server_default=sa.false(), nullable=False))
        private.add_column(sa.Column("dossiers_done", sa.Integer(), server_default=sa.text("0"), nullable=False))
        private.add_column(sa.Column("dossier_code", sa.String(length=64), nullable=True))
        private.add_column(sa.Column("notes", sa.JSON(), nullable=True))
        private.create_index(op.f("ix_ticket_private_dossier_code"), ["dossier_code"])
    op.create_index("ix_event_day", "event", ["branch", "seq"], sqlite_where=DAY_OPENED, postgresql_where=DAY_OPENED)
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("pin_hash", sa.String(length=200), nullable=True))
        person.add_column(sa.Column("rights", sa.JSON(), nullable=True))
    with op.batch_alter_table("signed_in") as signed_in:
        signed_in.add_column(sa.Column("locked", sa.Boolean(), server_default=sa.false(), nullable=False))
        signed_in.add_column(sa.Column("wrong_pins", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_table(
        "call_reason",
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("overtaken", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.CheckConstraint(f"why IN ({WHYS})", name=op.f("ck_call_reason_why_word")),
        sa.PrimaryKeyConstraint("branch", "seq", name=op.f("pk_call_reason")),
    )
    op.create_index(op.f("ix_call_reason_ticket_id"), "call_reason", ["ticket_id"])
    op.create_table(
        "last_act",
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("wall_at", sa.BigInteger(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("images", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "counter", name=op.f("pk_last_act")),
    )


def downgrade() -> None:
    op.drop_table("last_act")
    op.drop_table("call_reason")
    with op.batch_alter_table("signed_in") as signed_in:
        signed_in.drop_column("wrong_pins")
        signed_in.drop_column("locked")
    with op.batch_alter_table("person") as person:
        person.drop_column("rights")
        person.drop_column("pin_hash")
    op.drop_index("ix_event_day", table_name="event")
    with op.batch_alter_table("ticket_private") as private:
        private.drop_index(op.f("ix_ticket_private_dossier_code"))
        for name in ("notes", "dossier_code", "dossiers_done", "counted"):
            private.drop_column(name)
    op.drop_index("ix_step_called", table_name="step")
    op.drop_index("ix_step_held", table_name="step")
    with op.batch_alter_table("step") as step:
        step.drop_constraint(op.f("ck_step_rule_word"), type_="check")
        for name in ("inaccurate", "due_at", "level", "for_officer", "for_counter", "since", "rule"):
            step.drop_column(name)
    with op.batch_alter_table("ticket") as ticket:
        for name in ("referred_to", "postponed", "slot"):
            ticket.drop_column(name)
    with op.batch_alter_table("counter") as counter:
        for name in ("help_at", "levels"):
            counter.drop_column(name)
