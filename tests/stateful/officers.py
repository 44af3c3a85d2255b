"""What do officers press? Calls first: each is compared with whose turn it is by the rules told a second time."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from server.actions.call_next import After, call_next
from server.actions.open_counter import open_counter
from server.actions.pause_counter import close_counter, pause_counter, resume_counter
from server.actions.pick_visitor import pick_visitor
from server.database.change import BranchChange
from server.domain.rights import Caller
from tests.stateful import fairness
from tests.stateful.asked import Then, deed, must, usually
from tests.stateful.decided import paused_now
from tests.stateful.machine import Press, told_desk, told_officer
from tests.stateful.network import OFFERED, OFFICERS, PLACES, RULES, SERVICES, USUAL, default_services
from tests.stateful.world import MINUTE, Row, World

Place = tuple[str, str]
some_place = st.sampled_from(PLACES)
which = st.integers(0, 99)
believed = st.sampled_from(["nothing", "the truth", "the truth", "the truth", "a lie"])
some_openings = st.none() | st.none() | st.lists(st.sampled_from(sorted(SERVICES)), max_size=3)
NOBODY = "00000000-0000-7000-8000-000000000000"


class Officers(Press):
    """Counters that open, rest and close, and calls."""

    here: Place | None = None
    followed: str | None = None

    def officer(self, place: Place, lot: int) -> Caller:
        """Return who presses at a counter: whoever sits there, one time in ten somebody else."""
        here = OFFICERS[place[0]]
        if not usually(lot, 10):
            return here[lot // 10 % len(here)]
        badge = self.world.counters[place].officer
        return next((one for one in here if one.subject == badge), USUAL[place])

    def owns(self, place: Place, who: Caller) -> bool:
        row = self.world.counters[place]
        return row.state == "closed" or row.officer == who.subject

    def a_busy_place(self, lot: int) -> Place:
        """Return a counter where somebody stands, if there is one; in a spell of work the one where it is."""
        if self.here is not None:
            return self.here
        stands = [place for place in PLACES if self.followed and self.world.counters[place].ticket_id == self.followed]
        if stands:
            return stands[0]
        busy = [place for place in PLACES if self.world.counters[place].ticket_id is not None]
        found = busy if busy and usually(lot, 8) else list(PLACES)
        return found[lot % len(found)]

    # Counters

    @initialize(chosen=st.lists(some_place, min_size=3, max_size=8))
    def officers_sit_down(self, chosen: list[Place]) -> None:
        for place in sorted(set(chosen)):
            self.open(place, 1, None)

    @deed(4, lot=which)
    def one_more_sits_down(self, lot: int) -> None:
        """A counter that is closed, as after each night, opens for what it usually serves."""
        closed = [place for place in PLACES if self.world.counters[place].state == "closed"]
        if closed:
            self.open(closed[lot % len(closed)], 1, None)

    @deed(1, place=some_place, lot=which, services=some_openings)
    def open(self, place: Place, lot: int, services: list[str] | None) -> None:
        branch, counter = place
        who = self.officer(place, lot)
        levels = who.skills
        chosen = default_services(branch, counter) if services is None else services
        able = [one for one in chosen if levels is None or levels.get(one, 0) >= SERVICES[one]["level"]]
        allowed = services is None or (able == chosen and set(chosen) <= set(OFFERED[branch]))

        def then(before: World, after: World, events: list[Row]) -> None:
            row = after.counters[place]
            must(row.services == list(dict.fromkeys(able)), f"the counter serves {row.services}")
            must((row.officer, row.levels) == (who.subject, levels), "the counter is not the officer's")

        self.ask(
            "open",
            who,
            branch,
            lambda change: told_desk(change, open_counter(change, counter=counter, caller=who, services=services)),
            allowed=allowed,
            kinds=[("counter_opened",)],
            counter=counter,
            body=services,
            then=then,
        )

    @deed(
        2,
        place=some_place,
        lot=which,
        act=st.sampled_from(["pause", "resume", "resume", "close"]),
        minutes=st.sampled_from([None, 20]),
    )
    def rest(self, place: Place, lot: int, act: str, minutes: int | None) -> None:
        row, who = self.world.counters[place], self.officer(place, lot)
        counter = place[1]
        acts: dict[str, tuple[bool, Callable[..., object]]] = {
            "pause": (
                row.state == "open",
                lambda change: pause_counter(change, counter=counter, caller=who, reason="tea", minutes=minutes),
            ),
            "resume": (row.state == "paused", lambda change: resume_counter(change, counter=counter, caller=who)),
            "close": (
                row.state != "closed" and row.ticket_id is None,
                lambda change: close_counter(change, counter=counter, caller=who),
            ),
        }
        may, work = acts[act]

        def then(before: World, after: World, events: list[Row]) -> None:
            back = events[0].told["at"] + minutes * MINUTE if act == "pause" and minutes else None
            must(after.counters[place].back_at == back, f"after {act} the screens tell another time to be back")

        self.ask(
            act,
            who,
            place[0],
            lambda change: told_desk(change, work(change)),
            allowed=may and self.owns(place, who),
            kinds=[(f"counter_{act}d",)],
            counter=counter,
            body=minutes,
            then=then,
        )

    # Calls

    @deed(2, place=some_place, lot=which, says=believed)
    def call_next(self, place: Place, lot: int, says: str) -> None:
        if not self.wanted([place]) and usually(lot, 4):
            self.somebody_comes(place, lot)
        self.press_call(place, self.officer(place, lot), says)

    def open_places(self, lot: int) -> list[Place]:
        """Return the counters that are open; mostly those whose services somebody waits for."""
        places = [place for place in PLACES if self.world.counters[place].state == "open"]
        wanted = self.wanted(places)
        if places and not wanted and usually(lot, 6):
            self.somebody_comes(places[lot % len(places)], lot)
            wanted = self.wanted(places)
        return wanted if wanted and usually(lot, 6) else places

    def wanted(self, places: list[Place]) -> list[Place]:
        return [place for place in places if self.world.waiting(place[0], self.world.counters[place].services)]

    def somebody_comes(self, place: Place, lot: int) -> None:
        """Where nobody waits, somebody comes for one of a counter's services."""
        raise NotImplementedError

    @deed(6, lot=which)
    def an_open_counter_calls(self, lot: int) -> None:
        places = self.open_places(lot)
        if places:
            place = places[lot % len(places)]
            self.press_call(place, self.officer(place, 1), "the truth")

    def press_call(self, place: Place, who: Caller, says: str) -> None:
        (branch, counter), row = place, self.world.counters[place]
        turn = fairness.whose_turn(self.world, branch, counter, self.at(branch))
        after = self.after(row, says)
        kinds = [()] if turn is None else [("called",)] if row.ticket_id is None else [("finished", "called")]
        allowed = self.owns(place, who) and row.state == "open" and says != "a lie"
        allowed = allowed and paused_now(self.world, branch) is None

        def work(change: BranchChange) -> dict[str, Any] | None:
            ticket = call_next(change, counter=counter, caller=who, after=after, waits=self.waits)
            return None if ticket is None else told_officer(change, ticket)

        self.ask(
            "call-next",
            who,
            branch,
            work,
            allowed=allowed,
            kinds=kinds,
            counter=counter,
            body=says,
            then=self.call_is_right(place, turn),
        )

    def after(self, row: Row, says: str) -> After | None:
        """Return whom the page believes to be at the counter."""
        if says == "nothing":
            return None
        if says == "the truth":
            step = None if row.ticket_id is None else self.world.tickets[row.ticket_id].step
            return After(row.ticket_id, step)
        return After(NOBODY if row.ticket_id is None else None)

    def call_is_right(self, place: Place, turn: fairness.Turn | None) -> Then:
        """Return what asks, after a call, whether it went to whose turn it was."""

        def then(before: World, after: World, events: list[Row]) -> None:
            if turn is None:
                must(before.counters == after.counters, "nobody could be called and something changed")
                return
            now = events[-1].told["at"]
            hall = fairness.finished(before, *place, now, self.expected_s)
            right = fairness.whose_turn(hall, *place, now) or turn
            called = events[-1].ticket_id
            step = hall.present(called)
            must(called in right.first, f"{called} was called, it is the turn of {right}")
            assert step is not None
            self.the_reason_is_right(hall, after, events[-1], right)
            if not step.for_counter and not step.for_officer and step.rule is None:
                self.nobody_is_overtaken_by_more_than_a_head_start(hall, place, step, now)

        return then

    def the_reason_is_right(self, hall: World, after: World, event: Row, turn: fairness.Turn) -> None:
        """The call's stored reason says which rule decided and whom it overtook."""
        kept, step = after.reasons[event.branch, event.seq], hall.present(event.ticket_id)
        assert step is not None
        must(kept.ticket_id == step.ticket_id, "the reason is told of another ticket")
        must(kept.why in turn.why, f"called by {kept.why}, it was {set(turn.why)}")
        overtaken = set(kept.overtaken)
        ready_at = hall.tickets[step.ticket_id].ready_at
        earlier = fairness.came_earlier(hall, step) if step.rank < ready_at or fairness.PICKED in turn.why else set()
        forgotten = (turn.passed_over | earlier) - overtaken
        must(not forgotten, f"the reason forgets {forgotten}")
        waiting = {
            one.ticket_id for one in hall.steps.values() if one.state == "waiting" and one.branch == event.branch
        }
        must(overtaken <= waiting - {step.ticket_id}, "the reason names who does not wait")

    def nobody_is_overtaken_by_more_than_a_head_start(self, hall: World, place: Place, step: Row, now: int) -> None:
        """Within a service, who came later goes first only by less than the difference of the head starts."""
        here, called = hall.counters[place], self.known[step.ticket_id]
        for other in hall.waiting(place[0], [step.service]):
            if other.rule is not None or fairness.obstacle(hall, here, other, now) is not None:
                continue
            known = self.known[other.ticket_id]
            lead = called.ready_at - known.ready_at
            ahead = (known.rank - known.ready_at) - (called.rank - called.ready_at)
            must(lead <= 0 or lead <= ahead, f"{other.ticket_id} was overtaken by {lead} microseconds")

    @deed(4, place=some_place, lot=which, reason=st.sampled_from([None, "he is ill", "he is ill"]), says=believed)
    def pick(self, place: Place, lot: int, reason: str | None, says: str) -> None:
        (branch, counter), row, who = place, self.world.counters[place], self.officer(place, lot)
        standing = [
            one for one in self.world.steps.values() if one.branch == branch and one.state in ("waiting", "held")
        ]
        others = [one for one in self.world.steps.values() if one.branch == branch]
        found = standing if standing and usually(lot, 6) else others
        number = self.world.tickets[found[lot % len(found)].ticket_id].number if found else "Q999"
        if self.followed is not None:
            number = self.world.tickets[self.followed].number
        allowed, why = self.may_pick(place, who, number, reason)
        if paused_now(self.world, branch) is not None:
            allowed = False
        after = self.after(row, says)
        held = found and self.is_held(branch, number)
        kinds = [*(["finished"] if row.ticket_id else []), *(["released"] if held else []), "called"]

        def then(before: World, now_world: World, events: list[Row]) -> None:
            ticket = before.by_number(branch, number)
            must(ticket is not None and events[-1].ticket_id == ticket.id, "another one than the picked one was called")
            hall = fairness.finished(before, branch, counter, events[-1].told["at"], self.expected_s)
            turn = fairness.Turn(frozenset({events[-1].ticket_id}), 0, why, frozenset())
            self.the_reason_is_right(hall, now_world, events[-1], turn)

        self.ask(
            "call",
            who,
            branch,
            lambda change: told_officer(
                change,
                pick_visitor(
                    change, counter=counter, caller=who, number=number, reason=reason, after=after, waits=self.waits
                ),
            ),
            allowed=allowed and says != "a lie",
            kinds=[kinds],
            counter=counter,
            body=[number, reason, says],
            then=then,
        )

    def is_held(self, branch: str, number: str) -> bool:
        ticket = self.world.by_number(branch, number)
        step = self.world.present(ticket.id) if ticket is not None else None
        return step is not None and step.state == "held"

    def may_pick(
        self, place: Place, who: Caller, number: str, reason: str | None
    ) -> tuple[bool | None, frozenset[str]]:
        """Whether a number may be called here, and by which rule."""
        row = self.world.counters[place]
        ticket = self.world.by_number(place[0], number)
        step = self.world.present(ticket.id) if ticket is not None else None
        nothing = frozenset[str]()
        if step is None or step.state not in ("waiting", "held") or row.state != "open" or not self.owns(place, who):
            return False, nothing
        if not fairness.is_able(row.levels, step):
            return False, nothing
        if step.state == "held":
            keeps = [one for one in self.world.counters.values() if one.branch == place[0] and one.code != place[1]]
            theirs = any(one.state != "closed" and one.officer == step.for_officer for one in keeps)
            mine = step.for_officer in (None, row.officer)
            return mine or not theirs, frozenset({fairness.FOR_YOU})
        if fairness.is_for(row, step):
            return True, frozenset({fairness.FOR_YOU})
        turn = fairness.whose_turn(self.world, *place, self.at(place[0]))
        has_right = not RULES["pick_needs_right"] or who.rights is None or "pick" in who.rights
        out_of_order = bool(reason) and has_right
        if turn is not None and step.ticket_id in turn.first:
            in_turn = turn.why | ({fairness.PICKED} if len(turn.first) > 1 else nothing)
            return (True if out_of_order or len(turn.first) == 1 else None), in_turn
        return out_of_order, frozenset({fairness.PICKED})
