"""Stop a whole branch and let it go on; give no more numbers today, or give them again."""

from server.database.change import BranchChange
from server.domain.lifecycle import BRANCH_ACTS
from server.domain.rights import Caller, require_supervisor
from server.domain.standing import Intake, Pause, Standing


def pause_branch(change: BranchChange, *, caller: Caller, reason: Pause) -> Standing:
    """Call nobody and give no number until somebody resumes it, also over night: no timer ends an evacuation.

    Who stands at a counter may be finished, held or sent on; nobody is absent who had to leave the building. It is not
    undone but resumed: the hall was told, and must hear that it is over. Raises Forbidden, BranchPaused.
    """
    require_supervisor(caller)
    change.standing = change.standing.pause(change.branch.code, reason, now=change.now)
    change.record(BRANCH_ACTS["pause"].event, data={"reason": reason.value})
    return change.standing


def resume_branch(change: BranchChange, *, caller: Caller) -> Standing:
    """Go on; everybody keeps his place. Raises Forbidden, BranchNotPaused."""
    require_supervisor(caller)
    reason = change.standing.paused
    change.standing = change.standing.resume(change.branch.code, now=change.now)
    change.record(BRANCH_ACTS["resume"].event, data={"reason": reason})
    return change.standing


def close_intake(change: BranchChange, *, caller: Caller, reason: Intake, service: str | None = None) -> Standing:
    """Give no more numbers today, for the branch or for one service; a kiosk's earlier number is still taken.

    Raises Forbidden, UnknownService, IntakeClosed, ServiceIntakeClosed.
    """
    require_supervisor(caller)
    assert change.day is not None  # the change has begun the day
    here, day, told = change.branch.code, change.day, {"reason": reason.value}
    if service is None:
        change.standing = change.standing.close_intake(here, reason, day=day, now=change.now)
    else:
        told["service"] = change.branch.service(service).code
        change.standing = change.standing.close_service(here, service, reason, day=day, now=change.now)
    change.record(BRANCH_ACTS["close-intake"].event, data=told)
    return change.standing


def open_intake(change: BranchChange, *, caller: Caller, service: str | None = None) -> Standing:
    """Give numbers again. Raises Forbidden, UnknownService, IntakeOpen, ServiceIntakeOpen."""
    require_supervisor(caller)
    assert change.day is not None
    if service is None:
        change.standing = change.standing.open_intake(change.branch.code, day=change.day)
        change.record(BRANCH_ACTS["open-intake"].event)
        return change.standing
    offered = change.branch.service(service)
    change.standing = change.standing.open_service(change.branch.code, offered.code, day=change.day)
    change.record(BRANCH_ACTS["open-intake"].event, data={"service": offered.code})
    return change.standing
