"""Waits that a worker computes, what it learns, and what managers are suggested."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("badge", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("told_by", sa.String(length=64), nullable=False),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_badge"), "absence", ["badge"])
    op.create_table(
        "advice",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("onward_id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("to", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("here_s", sa.Integer(), nullable=False),
        sa.Column("there_s", sa.Integer(), nullable=False),
        sa.Column("travel_s", sa.Integer(), nullable=False),
        sa.Column("saved_s", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_advice")),
    )
    op.create_index("ix_advice_at", "advice", ["at"])
    op.create_index(op.f("ix_advice_onward_id"), "advice", ["onward_id"])
    op.create_table(
        "alert",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("where", sa.String(length=64), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("limit", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index(
        "ix_alert_on",
        "alert",
        ["branch"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "plan_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("wall_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("progress", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'running', 'done', 'failed')", name=op.f("ck_plan_run_state_word")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_run")),
    )
    op.create_table(
        "promise",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("p50_s", sa.Integer(), nullable=True),
        sa.Column("p90_s", sa.Integer(), nullable=True),
        sa.Column("low_s", sa.Integer(), nullable=False),
        sa.Column("high_s", sa.Integer(), nullable=False),
        sa.Column("waited_s", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_promise")),
    )
    op.create_index("ix_promise_branch", "promise", ["branch", "day"])
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wall_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_table(
        "move",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.String(length=32), nullable=True),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=True),
        sa.Column("to", sa.String(length=64), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("travel_s", sa.Integer(), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("dismissed_because", sa.String(length=32), nullable=True),
        sa.Column("dismissed_note", sa.String(length=200), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.Column("happened", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("kind IN ('open', 'close', 'reskill', 'lend', 'remote')", name=op.f("ck_move_kind_word")),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'dismissed', 'undone', 'lapsed', 'ended')",
            name=op.f("ck_move_state_word"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["plan_run.id"], name=op.f("fk_move_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    op.create_index(op.f("ix_move_state"), "move", ["state"])
    op.create_table(
        "wait_forecast",
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("wall_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_wait_forecast_branch")),
        sa.PrimaryKeyConstraint("branch", name=op.f("pk_wait_forecast")),
    )
    op.create_table(
        "wait_learning",
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_wait_learning_branch")),
        sa.PrimaryKeyConstraint("branch", name=op.f("pk_wait_learning")),
    )


def downgrade() -> None:
    op.drop_table("wait_learning")
    op.drop_table("wait_forecast")
    op.drop_table("move")
    op.drop_table("worker")
    op.drop_table("promise")
    op.drop_table("plan_run")
    op.drop_table("alert")
    op.drop_table("advice")
    op.drop_table("absence")
