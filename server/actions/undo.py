"""Take back the last act of a counter: rows as they were, a spoken correction where somebody was called."""

import json

from sqlalchemy import select

from server.actions.counter_act import counter_act
from server.database import last_acts, queue, tables
from server.database.change import BranchChange
from server.database.last_acts import LastAct
from server.domain.refusals import ActedOnSince, NothingToUndo, TooLateToUndo
from server.domain.rights import Caller
from server.domain.rules import UNDO_WITHIN
from server.domain.ticket import Ticket

_E = tables.event.c


@counter_act("undo")
def undo(change: BranchChange, *, counter: str, caller: Caller) -> Ticket | None:
    """Undo what this counter did last, within ten seconds of the wall clock; returns who stands there now.

    Facts stay: the events remain, a new one names every seq that is undone, an undone call is corrected aloud. Raises
    CounterNotFound, NotYourCounter, NothingToUndo (also for an undo), TooLateToUndo, ActedOnSince.
    """
    desk = queue.counter_of(change, counter)
    desk.require_officer(caller.subject)
    act = last_acts.last(change.connection, branch=change.branch.code, counter=counter)
    if act is None or not act.undoable:
        raise NothingToUndo(counter=counter)
    if change.wall_now > act.wall_at + UNDO_WITHIN:
        raise TooLateToUndo(counter=counter)
    if last_acts.was_acted_on(change, act, counter=counter):
        raise ActedOnSince(counter=counter)
    help_at = desk.help_at
    last_acts.put_back(change, act)
    desk = queue.counter_of(change, counter)
    desk.help_at = help_at  # asked for in private, it is no part of any act
    ticket_id, corrected = _undone(change, act)
    undone = {"undoes": list(range(act.first_seq, act.last_seq + 1)), "act": act.act}
    change.record("undone", ticket=ticket_id, counter=counter, data=undone | corrected)
    return None if desk.ticket_id is None else queue.ticket_of(change, desk.ticket_id)


def _undone(change: BranchChange, act: LastAct) -> tuple[str | None, dict[str, str]]:
    """Return whom the act was about, and what to say aloud if it was a call."""
    events = change.connection.execute(
        select(_E.kind, _E.ticket_id, _E.body)
        .where(_E.branch == change.branch.code, _E.seq >= act.first_seq, _E.seq <= act.last_seq)
        .order_by(_E.seq.desc())
    ).all()
    for kind, ticket_id, body in events:
        if kind == "called":
            return ticket_id, {"kind": "corrected", "service": json.loads(body)["data"]["service"]}
    return next((ticket_id for _, ticket_id, _ in events if ticket_id is not None), None), {}
