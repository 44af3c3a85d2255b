"""What does a hall display show, and what does it speak?"""

from typing import Any

from server.domain.lifecycle import AT_COUNTER
from server.views.picture import Call, Picture
from server.views.times import local

NEXT_SHOWN = 10
NOTICES_WHEN_CLOSED = "closed"


def hall_view(seen: Picture, *, zone: str | None) -> dict[str, Any]:
    """Return the hall view of the contract; a zone shows only the calls of its own counters."""
    branch = seen.branch
    return {
        "branch": branch.code,
        "branch_names": dict(branch.names),
        "zone": zone,
        "seq": seen.seq,
        "rev": seen.rev,
        "at": local(branch, seen.at),
        "open": seen.open,
        "calls": [_call(seen, call) for call in seen.calls if branch.in_zone(call.counter, zone)],
        "serving": _serving(seen, zone),
        "next": [row["number"] for row in seen.waiting[:NEXT_SHOWN]],
        "waiting": sum(seen.counts.values()),
        "by_service": [
            {
                "service": code,
                "letter": service.letter,
                "names": dict(service.names),
                "waiting": seen.counts.get(code, 0),
            }
            for code, service in branch.services.items()
        ],
        "notices": [] if seen.open else [_closed(seen)],
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
        "clips": [f"/api/v1/branches/{seen.branch.code}/clips/{call.id}.wav"],
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


def _closed(seen: Picture) -> dict[str, Any]:
    opening = seen.branch.hours.next_opening(seen.at)
    return {"kind": NOTICES_WHEN_CLOSED, "opens_at": local(seen.branch, opening)}
