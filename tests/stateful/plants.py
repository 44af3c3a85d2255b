"""Which faults are planted into the product? Each breaks one promise, as a careless change of the code could."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, bindparam, select

from server.actions import call_next as calling
from server.actions import start_day, take_ticket
from server.database import change as changing
from server.database import idempotency, last_acts, queue, tables
from server.database.change import BranchChange, BranchChanges
from server.database.kept import Kept
from server.database.prepared import Prepared
from server.database.together import Together
from server.domain import choice, lifecycle
from server.domain.choice import Waiting
from server.domain.lifecycle import StepState
from server.domain.standing import Standing
from server.domain.statistics import DayFigures
from server.push.hub import Hub
from tests.integration.databases import HERE
from tests.stateful.network import KIOSK
from tests.stateful.office import WholeOffice

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
Script = Callable[[WholeOffice], None]
OWN = 1


def the_branch_is_not_locked(patch: Patch) -> None:
    """PostgreSQL: the head is read without FOR UPDATE."""
    head = tables.branch.c
    unlocked = select(head.seq, head.head_hash, head.last_at, head.day, head.numbers, head.standing)
    patch.setattr(changing, "_FOR_UPDATE", Prepared(unlocked.where(head.code == bindparam("code"))))


def nobody_waits_for_his_turn(patch: Patch) -> None:
    """SQLite: no turn within the process, and a transaction that takes the lock only when it writes."""

    @contextmanager
    def at_once(_together: Together, *, give_up_s: float) -> Iterator[tuple[Connection, dict[str, Any]]]:
        with unlocked[0].connect() as connection, connection.begin():
            yield connection, {}

    def without_the_lock(self: BranchChanges, engine: Engine, **how: Any) -> None:
        real(self, engine, **how)
        unlocked.append(engine)

    unlocked: list[Engine] = []
    real = BranchChanges.__init__
    patch.setattr(Together, "writing", at_once)
    patch.setattr(BranchChanges, "__init__", without_the_lock)


def who_is_called_is_called_again_elsewhere(patch: Patch) -> None:
    """A counter takes whoever was called, but not yet served, for one who waits."""
    real, step = queue.first_waiting, tables.step.c

    def with_the_called(
        change: BranchChange, services: Sequence[str], *, after: Waiting | None = None
    ) -> Sequence[Waiting]:
        called = select(step.ticket_id, step.service, step.rank).where(
            step.branch == change.branch.code, step.state == "called", step.service.in_(services)
        )
        found = list(real(change, services, after=after))
        if after is None:
            found += [Waiting(*row, ready_at=row[2]) for row in change.connection.execute(called)]
        return sorted(found, key=lambda one: (one.rank, one.ticket_id))

    call = lifecycle.MOVES["call"]
    patch.setattr(queue, "first_waiting", with_the_called)
    patch.setitem(lifecycle.MOVES, "call", replace(call, sources=call.sources | {StepState.CALLED}))


def a_seq_is_skipped(patch: Patch) -> None:
    real = BranchChange.record

    def now_and_then(self: BranchChange, kind: str, **told: Any) -> int:
        self.seq += kind in ("called", "cancelled")
        return real(self, kind, **told)

    patch.setattr(BranchChange, "record", now_and_then)


def an_undo_forgets_what_is_private(patch: Patch) -> None:
    real = Kept.before
    patch.setattr(Kept, "before", lambda self: [one for one in real(self) if one[0] != "ticket_private"])


def a_rank_ignores_the_head_start(patch: Patch) -> None:
    patch.setattr(take_ticket, "rank", lambda ready_at, _priority, _head_starts: ready_at)


def a_counter_calls_whoever_is_there(patch: Patch) -> None:
    """Needs, skills, folders and other counters do not matter."""
    patch.setattr(choice, "obstacle", lambda *_, **__: None)


def an_answer_is_not_kept_for_its_key(patch: Patch) -> None:
    patch.setattr(idempotency, "kept_answer", lambda *_: None)
    patch.setattr("tests.stateful.machine.kept_answer", lambda *_: None)


def a_push_is_forgotten(patch: Patch) -> None:
    """Nobody is told of what is not spoken."""
    real = Hub.changed
    patch.setattr(Hub, "changed", lambda self, branch, spoken: real(self, branch, spoken) if spoken else None)


def figures_do_not_hear_of_undo(patch: Patch) -> None:
    patch.setattr(DayFigures, "_undo", lambda *_: None)


def nobody_expires_at_night(patch: Patch) -> None:
    patch.setattr(queue, "live_tickets", lambda _change: [])
    patch.setattr(start_day.queue, "live_tickets", lambda _change: [])


def classes_outlive_the_day(patch: Patch) -> None:
    patch.setattr(queue, "forget_classes", lambda _change: None)


def a_kiosk_gives_any_number(patch: Patch) -> None:
    """A kiosk's own number is not looked up."""
    real = take_ticket._number
    patch.setattr(take_ticket, "_number", lambda change, asked, service: asked or real(change, None, service))


def a_call_forgets_whom_it_overtook(patch: Patch) -> None:
    patch.setattr(calling.queue, "overtaken", lambda *_, **__: [])


def an_undone_call_keeps_its_reason(patch: Patch) -> None:
    patch.setattr(last_acts, "_FORGET_REASONS", last_acts._LAST)
    real = last_acts._LAST.run
    patch.setattr(
        last_acts._LAST,
        "run",
        lambda connection, values: real(connection, {"counter": "none", **values}),
        raising=False,
    )


def a_pause_holds_nobody(patch: Patch) -> None:
    patch.setattr(Standing, "require_calling", lambda *_: None)


def a_pause_ends_with_the_night(patch: Patch) -> None:
    real = start_day._close_yesterday

    def forgets(change: BranchChange) -> None:
        real(change)
        change.standing = Standing()

    patch.setattr(start_day, "_close_yesterday", forgets)


def a_closed_service_gives_numbers(patch: Patch) -> None:
    patch.setattr(Standing, "require_service", lambda *_, **__: None)


def walk_up(office: WholeOffice) -> None:
    """Three people wait, and an officer of two counters sits down."""
    office.people_come([(["certification"], None, 5), (["certification"], "carer", 1), (["certification"], None, 1)])
    office.officers_sit_down([(HERE, "1"), (HERE, "2")])


def call_twice(office: WholeOffice) -> None:
    for place in ((HERE, "1"), (HERE, "2")):
        office.press_call(place, office.officer(place, OWN), "the truth")


def call_past_a_need(office: WholeOffice) -> None:
    """Who needs a wheelchair's room comes first, but not to this counter while the other one is open."""
    office.walk_in(KIOSK, HERE, take_ticket.Request(("certification",), "vi", "elderly", ("wheelchair",)))
    office.press_call((HERE, "1"), office.officer((HERE, "1"), OWN), "the truth")


def stop_and_call(office: WholeOffice) -> None:
    office.stop(HERE, "evacuation", 0)
    office.press_call((HERE, "1"), office.officer((HERE, "1"), OWN), "the truth")


def stop_over_night(office: WholeOffice) -> None:
    office.stop(HERE, "evacuation", 0)
    sleep_over_it(office)
    office.open((HERE, "1"), OWN, None)
    office.press_call((HERE, "1"), office.officer((HERE, "1"), OWN), "the truth")


def close_and_come(office: WholeOffice) -> None:
    office.intake("close", HERE, "full", 1)
    office.people_come([(["certification"], None, 1), (["land"], None, 1)])


def hold_and_undo(office: WholeOffice) -> None:
    office.press_call((HERE, "1"), office.officer((HERE, "1"), OWN), "the truth")
    office.hold(OWN, True, None)
    office.undo(OWN)


def call_and_undo(office: WholeOffice) -> None:
    office.press_call((HERE, "1"), office.officer((HERE, "1"), OWN), "the truth")
    office.everything_holds()
    office.undo(OWN)


def watch_and_cancel(office: WholeOffice) -> None:
    office.pushes_come("a heartbeat")
    office.cancel(OWN, "visitor")
    office.pushes_come("arrive")


def sleep_over_it(office: WholeOffice) -> None:
    for _ in range(20):
        office.help((HERE, "1"), OWN, True)
    office.time_passes(1, "to the next day", True)


def use_a_number_again(office: WholeOffice) -> None:
    for sort in ("leased", "used"):
        office.take_while_the_line_is_down(0, 0, None, sort, None)


def take_over_a_head_start(office: WholeOffice) -> None:
    office.press_call((HERE, "1"), office.officer((HERE, "1"), OWN), "the truth")


@dataclass(frozen=True)
class Planted:
    """A fault, what the machine says of it, and the shortest way to it; None where any way leads there."""

    plant: Plant
    says: str
    script: Script | None = None


PLANTS = (
    Planted(who_is_called_is_called_again_elsewhere, "turn of", call_twice),
    Planted(a_seq_is_skipped, "missing or doubled"),
    Planted(an_undo_forgets_what_is_private, "after the undo privates", hold_and_undo),
    Planted(a_rank_ignores_the_head_start, "ranks otherwise"),
    Planted(a_counter_calls_whoever_is_there, "turn of", call_past_a_need),
    Planted(an_answer_is_not_kept_for_its_key, "idempotent_answer|answered twice|done twice|was refused"),
    Planted(a_push_is_forgotten, "is behind", watch_and_cancel),
    Planted(figures_do_not_hear_of_undo, "waited", call_and_undo),
    Planted(nobody_expires_at_night, "a day is over", sleep_over_it),
    Planted(classes_outlive_the_day, "is now of", sleep_over_it),
    Planted(a_kiosk_gives_any_number, "UNIQUE constraint failed", use_a_number_again),
    Planted(a_call_forgets_whom_it_overtook, "the reason forgets", take_over_a_head_start),
    Planted(an_undone_call_keeps_its_reason, "after the undo reasons", call_and_undo),
    Planted(a_pause_holds_nobody, "call-next was taken", stop_and_call),
    Planted(a_pause_ends_with_the_night, "call-next was taken", stop_over_night),
    Planted(a_closed_service_gives_numbers, "take was taken", close_and_come),
)
