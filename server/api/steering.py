"""Who stops a whole branch, and lets it go on? Its manager, the network's, or an officer who supervises."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, StringConstraints

from server.actions import steer_branch
from server.api.allowed import allowed
from server.api.answers import changed
from server.api.bodies import Body, BranchPaused, EmptyIn, IntakeClosed
from server.api.rooms import caller
from server.database.change import BranchChange
from server.domain.rights import Act
from server.domain.standing import Intake, Pause, Standing
from server.views.times import local

bp = APIBlueprint("steering", __name__, url_prefix="/api/v1/branches/<branch>", tag="Branch")


class PauseBranchIn(Body):
    """evacuation: people leave the building. interruption: nothing works, people wait."""

    reason: Literal["evacuation", "interruption"]


class CloseIntakeIn(Body):
    """full: as many as can be served are here. early: before the hours end. service: for that one alone."""

    reason: Literal["full", "early"] = "full"
    service: Annotated[str, StringConstraints(max_length=64)] | None = None


class OpenIntakeIn(Body):
    """service: for that one alone."""

    service: Annotated[str, StringConstraints(max_length=64)] | None = None


class StandingOut(BaseModel):
    """services_closed: for which services alone no more numbers are given today, and why."""

    branch: str
    paused: BranchPaused
    paused_at: datetime | None
    intake_closed: IntakeClosed
    intake_closed_at: datetime | None
    services_closed: dict[str, IntakeClosed]
    seq: int


@bp.post("/pause")
@allowed(Act.STEER_BRANCH)
@bp.input(PauseBranchIn)
@bp.output(StandingOut)
def post_pause(branch: str, json_data: PauseBranchIn) -> Response:
    """Call nobody and give no number until it is resumed; every hall says so first."""
    who, reason = caller(), Pause(json_data.reason)
    return _steered(branch, lambda change: steer_branch.pause_branch(change, caller=who, reason=reason))


@bp.post("/resume")
@allowed(Act.STEER_BRANCH)
@bp.input(EmptyIn)
@bp.output(StandingOut)
def post_resume(branch: str, json_data: EmptyIn) -> Response:  # noqa: ARG001 (no member is read)
    """Go on; everybody keeps his place."""
    who = caller()
    return _steered(branch, lambda change: steer_branch.resume_branch(change, caller=who))


@bp.post("/intake/close")
@allowed(Act.STEER_BRANCH)
@bp.input(CloseIntakeIn)
@bp.output(StandingOut)
def post_close_intake(branch: str, json_data: CloseIntakeIn) -> Response:
    """Give no more numbers today; who has one is served."""
    who, reason = caller(), Intake(json_data.reason)
    one = json_data.service
    return _steered(branch, lambda change: steer_branch.close_intake(change, caller=who, reason=reason, service=one))


@bp.post("/intake/open")
@allowed(Act.STEER_BRANCH)
@bp.input(OpenIntakeIn)
@bp.output(StandingOut)
def post_open_intake(branch: str, json_data: OpenIntakeIn) -> Response:
    """Give numbers again."""
    who, one = caller(), json_data.service
    return _steered(branch, lambda change: steer_branch.open_intake(change, caller=who, service=one))


def _steered(branch: str, act: Callable[[BranchChange], Standing]) -> Response:
    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        stands = act(change)
        closed = stands.intake_on(change.day)
        return 200, {
            "branch": branch,
            "paused": stands.paused,
            "paused_at": local(change.branch, stands.paused_at),
            "intake_closed": closed,
            "intake_closed_at": local(change.branch, stands.intake_at) if closed else None,
            "services_closed": {code: stop.reason for code, stop in stands.stops_on(change.day).items()},
            "seq": change.seq,
        }

    return changed(branch, caller=caller(), work=work)
