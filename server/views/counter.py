"""What does an officer see at a counter?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping

from server.database import last_acts
from server.domain.choice import Others, Seat, is_for, obstacle
from server.domain.clock import ClockRow
from server.domain.lifecycle import CounterState, StepState
from server.domain.refusals import CounterNotFound
from server.domain.rules import UNDO_WITHIN
from server.domain.statistics import DayFigures, mean
from server.views.displays import unheard
from server.views.kiosks import kiosk_lamp
from server.views.picture import WAITING_SHOWN, Picture, standing
from server.views.seats import is_special, seat, staffed_seats, who_waits
from server.views.times import local
from server.views.visits import officers_visit


def counter_view(
    connection: Connection, seen: Picture, *, counter: str, figures: DayFigures, clock: ClockRow
) -> dict[str, Any]:
    """Return the counter view of the contract. figures: of the branch's day. Raises CounterNotFound."""
    desk = next((row for row in seen.counters if row["code"] == counter), None)
    if desk is None:
        raise CounterNotFound(branch=seen.branch.code, counter=counter)
    branch, services = seen.branch, desk["services"]
    beside = [one.service for one in branch.counters[counter].overflow if one.service not in services]
    return {
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "counter": counter,
        "seq": seen.seq,
        "rev": seen.rev,
        "at": local(branch, seen.at),
        "clock": {"now": local(branch, seen.at), "speed": clock.speed},
        "state": desk["state"].value,
        "pause_reason": desk["pause_reason"],
        "back_at": local(branch, desk["back_at"]),
        "branch_paused": seen.standing.paused,
        "intake_closed": seen.intake,
        "kiosks": kiosk_lamp(seen.kiosks),
        "unheard": _unheard(connection, seen, desk),
        "displays": dict(seen.lamp),
        "help_at": local(branch, desk["help_at"]),
        "services": services,
        "overflow": beside,
        "defaults": list(branch.counters[counter].services),
        "catalogue": _catalogue(seen),
        "colleagues": _colleagues(seen, counter),
        "rules": {
            "bulk_from": branch.rules.bulk_from,
            "bulk_turn": branch.rules.bulk_turn,
            "hold_limit_min": round(branch.rules.hold_limit.total_seconds() / 60),
            "recalls": branch.rules.recalls,
        },
        "priorities": [{"code": code, "names": dict(names)} for code, names in branch.priorities.items()],
        "officer": desk["officer"],
        "ticket": officers_visit(connection, branch, desk["id"]) if desk["id"] else None,
        "waiting": _waiting(seen, desk),
        "waiting_total": sum(seen.counts.get(service, 0) for service in services),
        "held": [_held(seen, row, desk) for row in seen.held],
        "today": _today(figures, counter, desk["officer"]),
        **_undo(connection, seen, counter, clock),
    }


def _unheard(connection: Connection, seen: Picture, desk: RowMapping) -> str | None:
    if desk["step_state"] is not StepState.CALLED:
        return None
    return unheard(connection, seen, ticket=desk["id"], counter=desk["code"])


def _catalogue(seen: Picture) -> list[dict[str, Any]]:
    branch = seen.branch
    day = branch.hours.local_day(seen.at)
    return [
        {
            "code": code,
            "letter": service.letter,
            "names": dict(service.names),
            "intake_closed": seen.intake or seen.standing.service_on(code, day),
            "outcomes": [{"code": outcome, "names": dict(names)} for outcome, names in service.outcomes.items()],
        }
        for code, service in branch.services.items()
    ]


def _colleagues(seen: Picture, counter: str) -> list[dict[str, Any]]:
    """The other counters that somebody may be sent to."""
    return [
        {"counter": row["code"], "officer": row["officer"], "services": row["services"], "state": row["state"].value}
        for row in seen.counters
        if row["code"] != counter and row["state"] is not CounterState.CLOSED
    ]


def counters_view(seen: Picture) -> list[dict[str, Any]]:
    """Return the counters of a branch as the contract lists them."""
    return [
        {
            "code": row["code"],
            "state": row["state"].value,
            "services": row["services"],
            "officer": row["officer"],
            "help_at": local(seen.branch, row["help_at"]),
            "ticket": {"id": row["id"], "number": row["number"], "state": row["step_state"]} if row["id"] else None,
        }
        for row in seen.counters
    ]


def _waiting(seen: Picture, desk: RowMapping) -> list[dict[str, Any]]:
    here = seat(seen, desk)

    @cache
    def others() -> Sequence[Seat]:
        return [one for one in staffed_seats(seen) if one.code != here.code]

    mine = [one for one in seen.in_line if one.row["service"] in here.services]
    return [
        one.seen
        | {
            "obstacle": _obstacle(seen, one.row, here, others),
            "for_you": is_for(here, one.row["for_counter"], one.row["for_officer"]),
        }
        for one in mine[:WAITING_SHOWN]
    ]


def _held(seen: Picture, row: RowMapping, desk: RowMapping) -> dict[str, Any]:
    own = row["for_officer"]
    return standing(seen, row) | {
        "reason": (row["notes"] or {}).get("hold"),
        "pool": "branch" if own is None else "own" if own == desk["officer"] else "other",
        "due_at": local(seen.branch, row["due_at"]),
        "overdue": row["due_at"] is not None and row["due_at"] < seen.at,
    }


def _obstacle(seen: Picture, row: RowMapping, here: Seat, others: Others) -> str | None:
    """Why this counter would pass somebody over; the same rule that the call goes by."""
    if not is_special(seen, row):
        return None
    hindered = obstacle(who_waits(row), here, others, rules=seen.branch.rules, now=seen.at)
    return None if hindered is None else hindered.value


def _today(figures: DayFigures, counter: str, officer: str | None) -> Mapping[str, Any]:
    """The officer's own day; of a closed counter, what was done there. See domain.statistics for what is counted."""
    mine = [
        one
        for one in figures.served.values()
        if (one.officer == officer if officer is not None else one.counter == counter)
    ]
    turns = [one.took for one in figures.turnarounds.values() if officer is not None and one.officer == officer]
    return {
        "served": sum(one.done for one in mine),
        "mean_service_s": _seconds(mean(one.service_time for one in mine)),
        "mean_call_to_start_s": _seconds(mean(one.call_to_start for one in mine)),
        "mean_turnaround_s": _seconds(mean(turns)),
        "inaccurate": sum(one.inaccurate for one in mine),
    }


def _seconds(time: Any) -> int | None:
    return None if time is None else round(time.total_seconds())


def _undo(connection: Connection, seen: Picture, counter: str, clock: ClockRow) -> dict[str, Any]:
    """What may be taken back, and until when: the ten seconds are the wall clock's, `undo_until` is product time."""
    act = last_acts.last(connection, branch=seen.branch.code, counter=counter)
    left = None if act is None or not act.undoable else act.wall_at + UNDO_WITHIN - datetime.now(UTC)
    if act is None or left is None or left.total_seconds() <= 0:
        return {"undo": None, "undo_until": None, "undo_left_s": None}
    until = seen.at + left * clock.speed
    return {"undo": act.act, "undo_until": local(seen.branch, until), "undo_left_s": round(left.total_seconds(), 1)}
