"""Who works where, and who is away? What managers read and write of their officers; and one branch in detail."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server.actions.plan_lunches import plan_lunches, take_back_lunches
from server.actions.tell_absence import take_back_absence, tell_absence
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import EmptyIn
from server.api.network_bodies import BranchDetailOut
from server.api.rooms import caller, rooms
from server.api.staff_bodies import AbsenceIn, LunchesBackIn, LunchesIn, StaffOut
from server.database.change import BranchChange
from server.domain.refusals import OfficerNotFound
from server.domain.rights import Act, require
from server.domain.staff import Span
from server.views.branch_detail import branch_detail
from server.views.staff import OfficerToday, officers_of_branch, open_today, staff_today, staff_view
from server.views.times import local

bp = APIBlueprint("staff", __name__, url_prefix="/api/v1", tag="Planning")


@bp.get("/network/branches/<branch>")
@allowed(Act.READ_NETWORK)
@bp.output(BranchDetailOut)
def get_branch_detail(branch: str) -> Response:
    """One branch: its counters, who waits the longest, what is expected of the day, its devices."""
    store = rooms().store
    with store.read() as connection:
        seen = branch_detail(
            connection,
            store.network,
            store.branch(branch),
            figures=rooms().figures,
            waits=rooms().waits,
            now=store.now(),
        )
    return json_response(seen)


@bp.get("/staff")
@allowed(Act.READ_NETWORK)
@bp.output(StaffOut)
def get_staff() -> Response:
    """The officers of the network today; a branch's manager sees his own and who works for him."""
    return json_response(_staff())


@bp.post("/staff/<badge>/absences")
@allowed(Act.KEEP_STAFF)
@bp.input(AbsenceIn)
@bp.output(StaffOut)
def post_absence(badge: str, json_data: AbsenceIn) -> Response:
    """An officer is not there, from now to the end of the day unless said otherwise; or stays longer."""
    officer, told = _officer(badge), json_data

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        tell_absence(change, badge=badge, kind=told.kind, start=told.start, end=told.end, note=told.note)
        return 200, _staff_in(change)

    return changed(officer.branch.code, caller=caller(), work=work)


@bp.post("/staff/<badge>/absences/<int:absence>/cancel")
@allowed(Act.KEEP_STAFF)
@bp.input(EmptyIn)
@bp.output(StaffOut)
def post_cancel_absence(badge: str, absence: int, json_data: EmptyIn) -> Response:  # noqa: ARG001
    """It is not so after all."""
    officer = _officer(badge)

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        take_back_absence(change, badge=badge, absence=absence)
        return 200, _staff_in(change)

    return changed(officer.branch.code, caller=caller(), work=work)


@bp.post("/network/branches/<branch>/lunches")
@allowed(Act.KEEP_STAFF)
@bp.input(LunchesIn)
@bp.output(StaffOut)
def post_lunches(branch: str, json_data: LunchesIn) -> Response:
    """Officers rest then, and not when the network file says; all of them, or none."""
    lunches = [(one.badge, Span(one.start, one.end)) for one in json_data.lunches]

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        plan_lunches(change, lunches, plans=officers_of_branch(change.connection, change.branch))
        return 200, _staff_in(change)

    return changed(branch, caller=caller(), work=work)


@bp.post("/network/branches/<branch>/lunches/cancel")
@allowed(Act.KEEP_STAFF)
@bp.input(LunchesBackIn)
@bp.output(StaffOut)
def post_cancel_lunches(branch: str, json_data: LunchesBackIn) -> Response:
    """It is not so after all: what was told before, or what the network file says, holds again."""

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        take_back_lunches(change, json_data.absences, plans=officers_of_branch(change.connection, change.branch))
        return 200, _staff_in(change)

    return changed(branch, caller=caller(), work=work)


def _officer(badge: str) -> OfficerToday:
    """Return an officer whom the caller may write of. Raises OfficerNotFound, Forbidden."""
    store = rooms().store
    with store.read() as connection:
        everybody = staff_today(connection, store.network, now=store.now())
    found = next((one for one in everybody if one.badge == badge), None)
    if found is None:
        raise OfficerNotFound(badge=badge)
    require(caller(), Act.KEEP_STAFF, branch=found.branch.code)
    return found


def _staff() -> dict[str, Any]:
    with rooms().store.read() as connection:
        return _told(staff_today(connection, rooms().store.network, now=rooms().store.now()))


def _staff_in(change: BranchChange) -> dict[str, Any]:
    return _told(staff_today(change.connection, rooms().store.network, now=rooms().store.now()))


def _told(officers: list[OfficerToday]) -> dict[str, Any]:
    store = rooms().store
    now, only = store.now(), caller().branch
    branch = next(iter(store.network.branches.values()))
    told = staff_view(officers, now=now, only=only)
    hours = {code: open_today(store.network.branches[code], now) for code in {one["branch"] for one in told}}
    return {"at": local(branch, now), "open": hours, "officers": told}
