"""What may everybody ask? Branches, services, waits, the hall, the clock."""

from collections import Counter

from apiflask import APIBlueprint
from flask import Response

from server.api.allowed import at_branch
from server.api.answers import json_response
from server.api.branch_bodies import BranchesOut, BranchOut, ClockOut, DoorStateOut, PrioritiesOut, ServicesOut
from server.api.hall_bodies import HallOut, HallQuery
from server.api.problems import language
from server.api.rooms import rooms
from server.domain.standing import Standing
from server.views.hall import hall_view
from server.views.hours import door_state, door_view, hours_view
from server.views.network import (
    branch_row,
    service_rows,
    standing_by_branch,
    standing_of,
    stopped_by,
    waiting_by_branch,
)
from server.views.picture import picture

bp = APIBlueprint("branches", __name__, url_prefix="/api/v1", tag="Public")

LIST_FRESH_FOR_S = 5.0


@bp.get("/branches")
@bp.output(BranchesOut)
def get_branches() -> Response:
    """Every branch with who waits there and how long it takes now."""
    store, waits = rooms().store, rooms().waits
    now, spoken = store.now(), language()
    with store.read() as connection:
        waiting = waiting_by_branch(connection, store.network, now)
        standing = standing_by_branch(connection)
        rows = [
            branch_row(
                branch,
                waits.seen_by(connection, branch, now=now, fresh_for_s=LIST_FRESH_FOR_S),
                language=spoken,
                stands=standing.get(branch.code, Standing()),
                now=now,
                waiting=waiting.get(branch.code, Counter()).total(),
            )
            for branch in store.network.branches.values()
        ]
    return json_response({"branches": rows})


@bp.get("/branches/<branch>")
@at_branch()
@bp.output(BranchOut)
def get_branch(branch: str) -> Response:
    """One branch with who waits there, how long it takes now, and when it opens today and in the next days."""
    store = rooms().store
    now, place = store.now(), store.branch(branch)
    waits = rooms().waits.of(store.read, place, now=now)
    with store.read() as connection:
        stands = standing_of(connection, place)
    row = branch_row(place, waits, language=language(), stands=stands, now=now, waiting=sum(waits.counts.values()))
    more = {
        "hours": hours_view(place, now=now),
        "door": door_view(place, now=now),
        "stopped": stopped_by(stands, place, now),
        "phone_url": rooms().settings.public_url,
        "services_closed": {code: stop.reason for code, stop in stands.stops_on(place.hours.local_day(now)).items()},
    }
    return json_response(row | more)


@bp.get("/branches/<branch>/door")
@at_branch()
@bp.output(DoorStateOut)
def get_door(branch: str) -> Response:
    """Whether and from when numbers are given before opening today, by whom, and how many wait with one."""
    store = rooms().store
    with store.read() as connection:
        return json_response(door_state(connection, store.branch(branch), now=store.now()))


@bp.get("/branches/<branch>/priorities")
@at_branch()
@bp.output(PrioritiesOut)
def get_priorities(branch: str) -> Response:
    """Which languages are spoken and which priority classes there are."""
    place = rooms().store.branch(branch)
    classes = [{"code": code, "names": dict(names)} for code, names in place.priorities.items()]
    return json_response({"languages": list(place.languages), "priorities": classes})


@bp.get("/branches/<branch>/services")
@at_branch()
@bp.output(ServicesOut)
def get_services(branch: str) -> Response:
    """What a branch accepts, and the wait of a visitor who comes now."""
    store = rooms().store
    now, place = store.now(), store.branch(branch)
    waits = rooms().waits.of(store.read, place, now=now)
    with store.read() as connection:
        stands = standing_of(connection, place)
    return json_response({"services": service_rows(place, waits, language=language(), stands=stands, now=now)})


@bp.get("/branches/<branch>/hall")
@at_branch()
@bp.input(HallQuery, location="query")
@bp.output(HallOut)
def get_hall(branch: str, query_data: HallQuery) -> Response:
    """What the hall's displays show; the same that is pushed to them."""
    store = rooms().store
    now, place = store.now(), store.branch(branch)
    with store.read() as connection:
        seen = picture(connection, place, now=now)
        waits = rooms().waits.seen_by(connection, place, now=now, fresh_for_s=LIST_FRESH_FOR_S)
        view = hall_view(connection, seen, zone=query_data.zone, waits=waits.waits, speed=store.clock.speed)
    return json_response(view)


@bp.get("/clock")
@bp.output(ClockOut)
def get_clock() -> Response:
    """The product's time: how fast it runs, and how often it was set."""
    store = rooms().store
    clock = store.clock
    zone = next(iter(store.network.branches.values())).hours.zone if store.network.branches else None
    now = store.now().astimezone(zone)
    return json_response({"now": now.isoformat(timespec="milliseconds"), "speed": clock.speed, "epoch": clock.epoch})
