"""Stop, go on with, or end the work at a counter."""

from datetime import timedelta

from server.actions.counter_act import counter_act
from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.rights import Caller


@counter_act("pause")
def pause_counter(
    change: BranchChange, *, counter: str, caller: Caller, reason: str | None, minutes: int | None = None
) -> Counter:
    """Take no further visitors for a while. The reason stays with the counter, not in the chain: it may be free text.

    minutes: after how many the officer means to be back, for the screens; nothing happens then by itself. Raises
    CounterNotFound, NotYourCounter, CounterNotOpen.
    """
    desk = _own(change, counter, caller)
    kind = desk.pause(reason, back_at=None if minutes is None else change.now + timedelta(minutes=minutes))
    change.record(kind, counter=desk.code, ticket=desk.ticket_id, data={} if minutes is None else {"minutes": minutes})
    return desk


@counter_act("resume")
def resume_counter(change: BranchChange, *, counter: str, caller: Caller) -> Counter:
    """Take visitors again. Raises CounterNotFound, NotYourCounter, CounterNotOpen."""
    desk = _own(change, counter, caller)
    change.record(desk.resume(), counter=desk.code, ticket=desk.ticket_id)
    return desk


@counter_act("close")
def close_counter(change: BranchChange, *, counter: str, caller: Caller) -> Counter:
    """Close it. Raises CounterNotFound, NotYourCounter, CounterNotOpen, CounterBusy."""
    desk = _own(change, counter, caller)
    change.record(desk.close(), counter=desk.code)
    return desk


def _own(change: BranchChange, counter: str, caller: Caller) -> Counter:
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    return desk
