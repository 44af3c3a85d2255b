"""Which tables are there? Instants are integers (microseconds since 1970 UTC), so both databases sort them alike."""

import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import TypeDecorator

from server.domain.choice import Why
from server.domain.lifecycle import CounterState, StepState
from server.domain.moves import MoveKind, MoveState, RunState
from server.domain.order import RankRule
from server.domain.rights import Role
from server.domain.standing import Standing

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def as_microseconds(at: datetime) -> int:
    """Return an aware instant as microseconds since 1970, exactly."""
    return (at - EPOCH) // _MICROSECOND


def as_instant(microseconds: int) -> datetime:
    """Return the aware UTC instant of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=microseconds)


def as_standing(told: str) -> Standing:
    """Return what was decided for a branch, as its row keeps it."""
    return Standing.from_json(json.loads(told))


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else as_microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else as_instant(value)


class Day(TypeDecorator[date]):
    """A local date, kept as ISO text."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        return None if value is None else date.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """One word of an enumeration, kept as text; its CHECK stands with the table."""

    impl = String(16)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        return None if value is None else self.words(value)


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A CHECK that a column holds one of the words; one that may be NULL passes without a word."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_word")


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("wall_at", Instant, nullable=False),
    Column("product_at", Instant, nullable=False),
    Column("speed", Float, nullable=False),
    Column("epoch", Integer, nullable=False),
)

network = Table(
    "network",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("applied_at", Instant, nullable=False),
)

branch = Table(
    "branch",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("active", Integer, nullable=False, server_default=text("1")),
    Column("seq", BigInteger, nullable=False, server_default=text("0")),
    Column("rev", BigInteger, nullable=False, server_default=text("0")),
    Column("head_hash", String(64), nullable=False),
    Column("last_at", Instant),
    Column("day", Day),
    Column("numbers", Text, nullable=False, server_default=text("'{}'")),
    Column("standing", Text, nullable=False, server_default=text("'{}'")),
)

counter = Table(
    "counter",
    metadata,
    Column("branch", String(64), ForeignKey("branch.code"), primary_key=True),
    Column("code", String(32), primary_key=True),
    Column("active", Integer, nullable=False, server_default=text("1")),
    Column("position", Integer, nullable=False),
    Column("state", Word(CounterState), nullable=False, server_default=text("'closed'")),
    Column("services", JSON, nullable=False),
    Column("levels", JSON(none_as_null=True)),
    Column("officer", String(64)),
    Column("ticket_id", String(36)),
    Column("number", String(12)),
    Column("opened_at", Instant),
    Column("pause_reason", String(200)),
    Column("back_at", Instant),
    Column("help_at", Instant),
    _one_of("state", CounterState),
)

ticket = Table(
    "ticket",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("branch", String(64), ForeignKey("branch.code"), nullable=False),
    Column("number", String(12), nullable=False),
    Column("day", Day, nullable=False),
    Column("language", String(8), nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("slot", Instant),
    Column("turn_at", Instant),
    Column("back_at", Instant),
    Column("draw_at", Instant),
    Column("called_at", Instant),
    Column("step", Integer),
    Column("postponed", Integer, nullable=False, server_default=text("0")),
    Column("referred_to", String(36)),
    Column("wait_p50_s", Integer),
    Column("wait_p90_s", Integer),
    Column("wait_low_s", Integer),
    Column("wait_high_s", Integer),
    UniqueConstraint("branch", "day", "number"),
)

step = Table(
    "step",
    metadata,
    Column("ticket_id", String(36), ForeignKey("ticket.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("branch", String(64), nullable=False),
    Column("service", String(64), nullable=False),
    Column("state", Word(StepState), nullable=False),
    Column("rank", Instant, nullable=False),
    Column("rule", Word(RankRule)),
    Column("since", Instant),
    Column("counter", String(32)),
    Column("for_counter", String(32)),
    Column("for_officer", String(64)),
    Column("level", Integer, nullable=False, server_default=text("1")),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    Column("called_at", Instant),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Column("due_at", Instant),
    Column("outcome", String(64)),
    Column("inaccurate", Boolean, nullable=False, server_default=false()),
    _one_of("state", StepState),
    _one_of("rule", RankRule),
)
WAITING = text("state = 'waiting'")
Index("ix_step_waiting", step.c.branch, step.c.rank, sqlite_where=WAITING, postgresql_where=WAITING)
Index(
    "ix_step_waiting_service",
    step.c.branch,
    step.c.service,
    step.c.rank,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
Index("ix_step_ended", step.c.branch, step.c.ended_at)
SERVED = text("state IN ('done', 'transferred', 'referred')")
HELD = text("state = 'held'")
Index("ix_step_held", step.c.branch, sqlite_where=HELD, postgresql_where=HELD)
CALLED_ONCE = text("called_at IS NOT NULL")
Index(
    "ix_step_called",
    step.c.branch,
    step.c.service,
    step.c.called_at,
    sqlite_where=CALLED_ONCE,
    postgresql_where=CALLED_ONCE,
)

ticket_private = Table(
    "ticket_private",
    metadata,
    Column("ticket_id", String(36), ForeignKey("ticket.id"), primary_key=True),
    Column("token", String(43), nullable=False, unique=True),
    Column("priority", String(32)),
    Column("needs", JSON(none_as_null=True)),
    Column("dossiers", Integer),
    Column("counted", Boolean, nullable=False, server_default=false()),
    Column("dossiers_done", Integer, nullable=False, server_default=text("0")),
    Column("dossier_code", String(64), index=True),
    Column("notes", JSON(none_as_null=True)),
)

call_reason = Table(
    "call_reason",
    metadata,
    Column("branch", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket_id", String(36), nullable=False, index=True),
    Column("why", Word(Why), nullable=False),
    Column("overtaken", JSON, nullable=False),
    Column("note", String(200)),
    _one_of("why", Why),
)

# Appointments; domain/booking.py says what the code is.
booking = Table(
    "booking",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("branch", String(64), ForeignKey("branch.code"), nullable=False),
    Column("service", String(64), nullable=False),
    Column("slot", Instant, nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("priority", String(32)),
    Column("needs", JSON(none_as_null=True)),
    Column("ticket_id", String(36)),
    Column("cancelled_at", Instant),
)

last_act = Table(
    "last_act",
    metadata,
    Column("branch", String(64), primary_key=True),
    Column("counter", String(32), primary_key=True),
    Column("act", String(32), nullable=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("wall_at", Instant, nullable=False),
    Column("undoable", Boolean, nullable=False),
    Column("images", JSON, nullable=False),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("ticket_id", String(36), primary_key=True),
    Column("branch", String(64), nullable=False),
    Column("wall_at", Instant, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("branch", String(64), ForeignKey("branch.code"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("ticket_id", String(36)),
    Column("counter", String(32)),
    Column("wall_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
SPOKEN = text("kind IN ('called', 'repeated', 'undone')")
Index("ix_event_spoken", event.c.branch, event.c.wall_at, sqlite_where=SPOKEN, postgresql_where=SPOKEN)
DAY_OPENED = text("kind = 'branch_opened'")
Index("ix_event_day", event.c.branch, event.c.seq, sqlite_where=DAY_OPENED, postgresql_where=DAY_OPENED)
ISSUED = text("kind = 'issued'")
Index("ix_event_issued", event.c.ticket_id, sqlite_where=ISSUED, postgresql_where=ISSUED)

hall_told = Table(
    "hall_told",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("branch", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("wall_at", Instant, nullable=False, index=True),
    Column("screen", String(32), nullable=False),
    Column("zone", String(64)),
    Column("call", String(96), nullable=False),
    Column("what", String(16), nullable=False),
    Index("ix_hall_told_branch", "branch", "at"),
)

# seen_at, seq, rev, sound, said_at: as it last told; they are not told to anybody who only watches the hall.
display = Table(
    "display",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("branch", String(64), nullable=False, index=True),
    Column("zone", String(64)),
    Column("name", String(64)),
    Column("paired_at", Instant, nullable=False),
    Column("paired_by", String(64)),
    Column("revoked_at", Instant),
    Column("seen_at", Instant),
    Column("seq", BigInteger),
    Column("rev", BigInteger),
    Column("sound", String(16)),
    Column("said_at", Instant),
    Column("alone_since", Instant),
)

display_code = Table(
    "display_code",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("branch", String(64), nullable=False),
    Column("zone", String(64)),
    Column("expires_at", Instant, nullable=False, index=True),
)

hall_notice = Table(
    "hall_notice",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("branch", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("texts", JSON, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("every_s", Integer),
    Column("made_by", String(64), nullable=False),
    Index("ix_hall_notice_branch", "branch", "ends_at"),
)

# How loud a hall is where its desk says so; hours: [from, to, percent] each.
hall_volume = Table(
    "hall_volume",
    metadata,
    Column("branch", String(64), primary_key=True),
    Column("percent", Integer, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("set_by", String(64), nullable=False),
    Column("set_at", Instant, nullable=False),
)

# What kiosks last told of themselves; domain/kiosks.py says what it means.
kiosk_state = Table(
    "kiosk_state",
    metadata,
    Column("branch", String(64), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("seen_at", Instant, nullable=False, index=True),
    Column("condition", String(16), nullable=False),
    Column("papers_left", Integer),
    Column("numbers_left", Integer),
    Column("outbox", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("durable", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("roll_ends", String(5)),
    Column("roll_soon", Boolean, nullable=False, server_default=false()),
    Column("backup", String(16)),
    Column("backup_papers_left", Integer),
    Column("backup_roll_ends", String(5)),
)

# Waits that the worker computed (server/worker/predictor.py); body: see views/forecast_rows.py.
wait_forecast = Table(
    "wait_forecast",
    metadata,
    Column("branch", String(64), ForeignKey("branch.code"), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("wall_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)

# What a branch learned from its kept and broken promises, and from its days.
wait_learning = Table(
    "wait_learning",
    metadata,
    Column("branch", String(64), ForeignKey("branch.code"), primary_key=True),
    Column("day", Day, nullable=False),
    Column("body", Text, nullable=False),
)

promise = Table(
    "promise",
    metadata,
    Column("ticket_id", String(36), primary_key=True),
    Column("branch", String(64), nullable=False),
    Column("day", Day, nullable=False),
    Column("service", String(64), nullable=False),
    Column("p50_s", Integer),
    Column("p90_s", Integer),
    Column("low_s", Integer, nullable=False),
    Column("high_s", Integer, nullable=False),
    Column("waited_s", Integer, nullable=False),
    Column("kept", Boolean, nullable=False),
    Index("ix_promise_branch", "branch", "day"),
)

worker = Table(
    "worker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("wall_at", Instant, nullable=False),
)

plan_run = Table(
    "plan_run",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", Word(RunState), nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("wall_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("progress", Float, nullable=False, server_default=text("0")),
    Column("request", JSON, nullable=False),
    Column("answer", JSON(none_as_null=True)),
    _one_of("state", RunState),
)

move = Table(
    "move",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("run_id", BigInteger().with_variant(Integer, "sqlite"), ForeignKey("plan_run.id"), nullable=False),
    Column("kind", Word(MoveKind), nullable=False),
    Column("state", Word(MoveState), nullable=False, index=True),
    Column("branch", String(64), nullable=False),
    Column("counter", String(32)),
    Column("services", JSON, nullable=False),
    Column("officer", String(64)),
    Column("to", String(64)),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("travel_s", Integer, nullable=False),
    Column("consents", JSON, nullable=False),
    Column("decided_by", String(64)),
    Column("decided_at", Instant),
    Column("dismissed_because", String(32)),
    Column("dismissed_note", String(200)),
    Column("arrived_at", Instant),
    Column("reason", JSON, nullable=False),
    Column("effects", JSON, nullable=False),
    Column("happened", JSON(none_as_null=True)),  # written by nobody: a view measures it when it is asked for
    _one_of("kind", MoveKind),
    _one_of("state", MoveState),
)

absence = Table(
    "absence",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("badge", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("note", String(200)),
    Column("told_by", String(64), nullable=False),
    Column("cancelled_at", Instant),
)

# Who followed the advice to go to another branch: what was expected here and there, and what became of it.
advice = Table(
    "advice",
    metadata,
    Column("ticket_id", String(36), primary_key=True),
    Column("onward_id", String(36), nullable=False, index=True),
    Column("branch", String(64), nullable=False),
    Column("to", String(64), nullable=False),
    Column("service", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("here_s", Integer, nullable=False),
    Column("there_s", Integer, nullable=False),
    Column("travel_s", Integer, nullable=False),
    Column("saved_s", Integer),
    Index("ix_advice_at", "at"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("branch", String(64), nullable=False),
    Column("code", String(32), nullable=False),
    Column("where", String(64)),
    Column("since", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("value", Float),
    Column("limit", Float),
)
ALERT_ON = text("ended_at IS NULL")
Index("ix_alert_on", alert.c.branch, sqlite_where=ALERT_ON, postgresql_where=ALERT_ON)

idempotent_answer = Table(
    "idempotent_answer",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("wall_at", Instant, nullable=False, index=True),
)

access_token = Table(
    "access_token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("subject", String(64), nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("branch", String(64)),
    Column("counter", String(32)),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    _one_of("role", Role),
)

person = Table(
    "person",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("badge", String(16), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("pin_hash", String(200)),
    Column("role", Word(Role), nullable=False),
    Column("branch", String(64)),
    Column("skills", JSON(none_as_null=True)),
    Column("rights", JSON(none_as_null=True)),
    _one_of("role", Role),
)

signed_in = Table(
    "signed_in",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("login", String(64), ForeignKey("person.login"), nullable=False),
    Column("csrf", String(43), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("locked", Boolean, nullable=False, server_default=false()),
    Column("wrong_pins", Integer, nullable=False, server_default=text("0")),
)
