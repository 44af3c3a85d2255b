"""What does a supervisor press? The branch stops and goes on, intake ends and begins, for all or for one service."""

from hypothesis import strategies as st

from server.actions.steer_branch import close_intake, open_intake, pause_branch, resume_branch
from server.database.change import BranchChange
from server.domain.rights import Caller, Role
from server.domain.standing import Intake, Pause, Standing
from tests.integration.databases import HERE, THERE
from tests.stateful.asked import deed, must
from tests.stateful.decided import closed_now, paused_now
from tests.stateful.machine import Press
from tests.stateful.network import BINH, OFFERED, SERVICES
from tests.stateful.world import Row, World

some_acts = st.sampled_from(["pause", "resume", "resume", "resume", "close", "open", "open"])
where = st.sampled_from([HERE, HERE, HERE, THERE])


class Steering(Press):
    """A branch is stopped for a while, and gives no more numbers for a while; nobody loses a place by it."""

    @deed(2, branch=where, act=some_acts, evacuated=st.booleans(), lot=st.integers(0, 9))
    def stop_or_go_on(self, branch: str, act: str, evacuated: bool, lot: int) -> None:
        if act == "pause":
            self.stop(branch, "evacuation" if evacuated else "interruption", lot)
        elif act == "resume":
            paused = paused_now(self.world, branch)
            may = paused is not None
            self.steer("resume", branch, lot, may=may, kind="branch_resumed", told={"reason": paused and paused.reason})
        else:
            self.intake(act, branch, "full" if evacuated else "early", lot)

    def stop(self, branch: str, reason: str, lot: int) -> None:
        paused = paused_now(self.world, branch)
        may = paused is None or paused.reason != reason
        self.steer("pause", branch, lot, may=may, kind="branch_paused", told={"reason": reason})

    def intake(self, act: str, branch: str, reason: str, lot: int) -> None:
        service = [None, *sorted(SERVICES)][lot % 4]
        named = {} if service is None else {"service": service}
        closed = closed_now(self.world, branch).get(service)
        known = service is None or service in OFFERED[branch]
        if act == "close":
            may = known and (closed is None or closed.reason != reason)
            self.steer(act, branch, lot, may=may, kind="intake_closed", told={"reason": reason, **named})
        else:
            self.steer(act, branch, lot, may=known and closed is not None, kind="intake_opened", told=named)

    def steer(self, act: str, branch: str, lot: int, *, may: bool, kind: str, told: dict[str, str | None]) -> None:
        """Press it; an officer who may not supervise is refused."""
        who = BINH if lot == 9 and branch == HERE else Caller(Role.BRANCH_MANAGER, "000009", branch)

        def work(change: BranchChange) -> dict[str, object]:
            return {"standing": self.pressed(change, act, who, told).as_json(), "seq": change.seq}

        def then(before: World, after: World, events: list[Row]) -> None:
            must(events[0].data == told, f"{act} is told as {events[0].data}")

        name, allowed = f"branch-{act}", may and who is not BINH
        self.ask(name, who, branch, work, allowed=allowed, kinds=[(kind,)], body=told, then=then)

    @staticmethod
    def pressed(change: BranchChange, act: str, who: Caller, told: dict[str, str | None]) -> Standing:
        service = told.get("service")
        if act == "pause":
            return pause_branch(change, caller=who, reason=Pause(told["reason"]))
        if act == "resume":
            return resume_branch(change, caller=who)
        if act == "close":
            return close_intake(change, caller=who, reason=Intake(told["reason"]), service=service)
        return open_intake(change, caller=who, service=service)
