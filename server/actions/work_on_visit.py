"""What else does an officer do with a visit: end a turn of a folder, open one again, mark its time, ask for help."""

from server.actions.counter_act import counter_act
from server.actions.pick_visitor import by_number
from server.database import queue
from server.database.change import BranchChange
from server.domain.counter import Counter
from server.domain.lifecycle import SERVED
from server.domain.refusals import NobodyAtCounter, NothingLeft
from server.domain.rights import Caller
from server.domain.ticket import Ticket


@counter_act("end-turn")
def end_turn(change: BranchChange, *, counter: str, caller: Caller, done: int | None) -> Ticket:
    """A bulk filer has had his turn; the dossiers that are left rank again from now.

    done: how many were done, `bulk_turn` of the rules by default.
    Raises CounterNotFound, NotYourCounter, NobodyAtCounter, WrongState, NothingLeft when no dossier would be left.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    ticket = queue.ticket_of(change, desk.require_visitor())
    private = queue.private_of(change, ticket.id)
    count = change.branch.rules.bulk_turn if done is None else done
    if private.left <= count:
        raise NothingLeft(number=ticket.number)
    kind = ticket.end_turn(now=change.now)
    private.dossiers_done += count
    desk.leave()
    change.record(kind, ticket=ticket.id, counter=desk.code, data={"done": count, "left": private.left})
    return ticket


@counter_act("reopen")
def reopen(change: BranchChange, *, counter: str, caller: Caller, number: str) -> Ticket:
    """Go on, at a free counter, with a visit that was finished too early.

    Raises CounterNotFound, NotYourCounter, CounterNotOpen, CounterBusy, NumberNotFound, WrongState.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    ticket = by_number(change, number)
    desk.require_open()
    desk.require_free()
    kind = ticket.reopen(desk.code, now=change.now)
    desk.receive(ticket.id, ticket.number)
    change.record(kind, ticket=ticket.id, counter=desk.code, data={"service": ticket.last.service})
    return ticket


@counter_act("inaccurate")
def mark_inaccurate(change: BranchChange, *, counter: str, caller: Caller) -> Ticket:
    """Leave the present service, or else the last one at this counter, out of all statistics of service times.

    Raises CounterNotFound, NotYourCounter, NobodyAtCounter when nobody was here today.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    found = desk.ticket_id or queue.last_served(change, desk.code)
    if found is None:
        raise NobodyAtCounter(counter=counter)
    ticket = queue.ticket_of(change, found)
    step = (
        ticket.present
        if desk.ticket_id
        else max(
            (one for one in ticket.steps if one.counter == desk.code and one.state in SERVED),
            key=lambda one: (one.ended_at or change.now, one.position),
        )
    )
    assert step is not None
    step.inaccurate = True
    change.record("marked_inaccurate", ticket=ticket.id, counter=desk.code, data={"step": step.position})
    return ticket


def ask_help(change: BranchChange, *, counter: str, caller: Caller, wanted: bool) -> Counter:
    """Ask the supervisor to come, in private, or say that it is no longer needed. No event: the queue does not change.

    Raises CounterNotFound, NotYourCounter, CounterNotOpen when the counter is closed.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    desk.require_staffed()
    desk.help_at = (desk.help_at or change.now) if wanted else None
    change.touch()
    return desk
