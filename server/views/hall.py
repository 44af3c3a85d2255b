"""What does a hall display show, and what does it speak?"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping

from display.manner import manner
from server.database import hall_volumes
from server.domain.branch import Branch
from server.domain.dispatch import Wait
from server.domain.lifecycle import AT_COUNTER
from server.domain.volume import Volume
from server.views.clips import addresses
from server.views.notices import notice_rows
from server.views.picture import Call, Picture
from server.views.seats import next_called
from server.views.times import local

NEXT_SHOWN = 10


def hall_view(
    connection: Connection, seen: Picture, *, zone: str | None, waits: Mapping[str, Wait | None], speed: float
) -> dict[str, Any]:
    """Return the hall view of the contract; a zone shows only the calls of its own counters.

    waits: by service. speed: how fast product time runs, so that a page knows how old a call is.
    """
    branch = seen.branch
    return {
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "zone": zone,
        "seq": seen.seq,
        "rev": seen.rev,
        "at": local(branch, seen.at),
        "speed": speed,
        "open": seen.open,
        "paused": seen.standing.paused,
        "intake_closed": seen.intake,
        "calls": [_call(seen, call) for call in seen.calls if branch.in_zone(call.counter, zone)],
        "serving": _serving(seen, zone),
        "next": [row["number"] for row in islice(next_called(seen), NEXT_SHOWN)],
        "waiting": sum(seen.counts.values()),
        "by_service": [
            {
                "service": code,
                "letter": service.letter,
                "names": dict(service.names),
                "waiting": seen.counts.get(code, 0),
                **_range(waits.get(code) if seen.open else None),
                "intake_closed": seen.standing.service_on(code, branch.hours.local_day(seen.at)),
            }
            for code, service in branch.services.items()
        ],
        "counters": [_counter(branch, row) for row in seen.counters if branch.in_zone(row["code"], zone)],
        "notices": notice_rows(connection, seen, zone=zone),
        "screen": {
            "read_from_m": branch.screens.read_from_m,
            "screen_inch": branch.screens.screen_inch,
            "say_within_s": branch.screens.say_within_s,
            **volume_rows(hall_volumes.of_branch(connection, branch).volume),
        },
    }


def volume_rows(volume: Volume) -> dict[str, Any]:
    """Return how loud a hall is, and at which local hours otherwise."""
    return {
        "volume": volume.percent,
        "volumes": [
            {"from": f"{one.start:%H:%M}", "to": f"{one.end:%H:%M}", "percent": one.percent} for one in volume.hours
        ],
    }


def _call(seen: Picture, call: Call) -> dict[str, Any]:
    return {
        "id": call.id,
        "number": call.number,
        "counter": call.counter,
        "service": call.service,
        "language": call.language,
        "at": local(seen.branch, call.at),
        "kind": call.kind,
        "clips": addresses(seen.branch, call.id, call.language),
        "show_s": manner(priority=call.priority, needs=call.needs).show_s,
    }


def _serving(seen: Picture, zone: str | None) -> list[dict[str, Any]]:
    there = [row for row in seen.counters if row["step_state"] in AT_COUNTER and seen.branch.in_zone(row["code"], zone)]
    there.sort(key=lambda row: row["called_at"], reverse=True)
    return [
        {
            "id": row["id"],
            "number": row["number"],
            "counter": row["code"],
            "service": row["service"],
            "state": row["step_state"],
            "language": row["language"],
            "at": local(seen.branch, row["called_at"]),
        }
        for row in there
    ]


def _counter(branch: Branch, row: RowMapping) -> dict[str, Any]:
    return {
        "code": row["code"],
        "state": row["state"].value,
        "services": row["services"],
        "number": row["number"],
        "back_at": local(branch, row["back_at"]),
    }


def _range(wait: Wait | None) -> dict[str, int | None]:
    return {
        "wait_low_s": None if wait is None else wait.low_s,
        "wait_high_s": None if wait is None else wait.high_s,
    }
