"""What do officers do with who stands in front of them? From the recall to the end."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from server.actions.finish_service import finish_service
from server.actions.hold_visitor import hold_visitor
from server.actions.serve_visitor import no_show, recall, start_service
from server.actions.transfer_visitor import Onward, transfer_visitor
from server.domain.order import Place as Standing
from server.domain.rights import Caller
from tests.stateful import fairness
from tests.stateful.asked import Then, deed, must
from tests.stateful.decided import paused_now
from tests.stateful.machine import told_officer
from tests.stateful.network import COUNTERS, OFFERED, RULES, SERVICES
from tests.stateful.officers import Officers, Place, some_place, which
from tests.stateful.world import MINUTE, Row, World

some_acts = st.sampled_from(["call", "call", "start", "start", "finish", "recall", "no-show", "hold"])
some_onward = st.builds(
    Onward,
    service=st.sampled_from(sorted(SERVICES)),
    counter=st.none(),
    officer=st.none(),
    place=st.sampled_from(sorted(Standing)),
    back=st.booleans(),
    level=st.sampled_from([1, 1, 2, 3]),
    note=st.none(),
)


class Serving(Officers):
    """The acts at a counter with its visitor."""

    def standing(self, place: Place) -> Row | None:
        found = self.world.standing(*place)
        return None if found is None else found[1]

    def serve(
        self,
        name: str,
        place: Place,
        who: Caller,
        work: Any,
        *,
        may: bool,
        kind: str,
        then: Then | None = None,
        **more: Any,
    ) -> Any:
        """Ask for an act with the visitor at a counter."""
        return self.ask(
            name,
            who,
            place[0],
            lambda change: told_officer(change, work(change, counter=place[1], caller=who, **more)),
            allowed=may and self.owns(place, who),
            kinds=[(kind,)],
            counter=place[1],
            body=repr(more),
            then=then,
        )

    @deed(3, lot=which)
    def recall(self, lot: int) -> None:
        place = self.a_busy_place(lot)
        step, now = self.standing(place), self.at(place[0])
        said = [] if step is None else self.calls_of(place[0], step.ticket_id)
        may = step is not None and step.state == "called" and not fairness.gap_left(said, now)
        may = may and paused_now(self.world, place[0]) is None

        def then(before: World, after: World, events: list[Row]) -> None:
            assert step is not None
            last = "last" if step.calls >= RULES["recalls"] else "repeat"
            must(events[0].data["kind"] == last, f"call {step.calls + 1} was said as {events[0].data['kind']}")

        self.serve("recall", place, self.officer(place, lot), recall, may=may, kind="repeated", then=then)

    def calls_of(self, branch: str, ticket: str) -> list[int]:
        """When a visitor was called aloud, also what was undone since."""
        return [
            event.told["at"]
            for event in self.world.events[branch]
            if event.kind in ("called", "repeated") and event.ticket_id == ticket
        ]

    @deed(5, lot=which)
    def start(self, lot: int) -> None:
        place = self.a_busy_place(lot)
        step = self.standing(place)
        may = step is not None and step.state == "called"
        self.serve("start", place, self.officer(place, lot), start_service, may=may, kind="started")

    @deed(4, lot=which, outcome=st.sampled_from([None, "granted"]))
    def finish(self, lot: int, outcome: str | None) -> None:
        place = self.a_busy_place(lot)
        step = self.standing(place)
        before = self.world

        def then(_: World, after: World, events: list[Row]) -> None:
            hall = fairness.finished(before, *place, events[0].told["at"], self.expected_s)
            assert step is not None
            must(after.tickets[step.ticket_id].step == hall.tickets[step.ticket_id].step, "another step came next")
            must(after.steps[step.ticket_id, step.position].outcome == outcome, "the outcome is another")

        self.serve(
            "finish",
            place,
            self.officer(place, lot),
            finish_service,
            may=step is not None,
            kind="finished",
            then=then,
            outcome=outcome,
            waits=self.waits,
        )

    @deed(6, lot=which, acts=st.lists(some_acts, min_size=2, max_size=4))
    def a_spell_of_work(self, lot: int, acts: list[str]) -> None:
        """An officer calls and serves at one open counter, most often as one should."""
        places = self.open_places(lot)
        if not places:
            return
        self.here = places[lot % len(places)]
        own = 1
        for act in acts:
            if act == "call":
                self.press_call(self.here, self.officer(self.here, own), "the truth")
            elif act == "finish":
                self.finish(own, None)
            elif act == "hold":
                self.hold(own, lot % 2 == 0, None)
            else:
                {"start": self.start, "recall": self.recall, "no-show": self.no_show}[act](own)
        self.here = None

    @deed(3, lot=which)
    def no_show(self, lot: int) -> None:
        place = self.a_busy_place(lot)
        step = self.standing(place)
        may = step is not None and step.state == "called" and step.calls >= RULES["calls_before_no_show"]
        may = may and paused_now(self.world, place[0]) is None
        self.serve("no-show", place, self.officer(place, lot), no_show, may=may, kind="no_show")

    @deed(5, lot=which, own=st.booleans(), due_min=st.sampled_from([None, 1.0]))
    def hold(self, lot: int, own: bool, due_min: float | None) -> None:
        place = self.a_busy_place(lot)
        step, who = self.standing(place), self.officer(place, lot)

        def then(before: World, after: World, events: list[Row]) -> None:
            assert step is not None
            held = after.steps[step.ticket_id, step.position]
            due = events[0].told["at"] + int((due_min or RULES["hold_limit_min"]) * MINUTE)
            must((held.due_at, held.for_officer) == (due, who.subject if own else None), "held otherwise than asked")

        self.serve(
            "hold",
            place,
            who,
            hold_visitor,
            may=step is not None,
            kind="held",
            then=then,
            reason="x",
            own=own,
            due_min=due_min,
        )

    @deed(
        6,
        lot=which,
        to=st.sampled_from(["anybody", "anybody", "counter", "officer"]),
        other=some_place,
        onward=some_onward,
    )
    def transfer(self, lot: int, to: str, other: Place, onward: Onward) -> None:
        place = self.a_busy_place(lot)
        step, who, here = self.standing(place), self.officer(place, lot), self.world.counters[place]
        counter = other[1] if to == "counter" else None
        officer = self.world.counters[other].officer if to == "officer" else None
        onward = replace(onward, counter=counter, officer=officer)
        service, level = onward.service, onward.level
        serving = [
            one
            for one in self.world.counters.values()
            if one.branch == place[0] and one.state != "closed" and service in one.services
        ]
        named = [one for one in serving if counter in (None, one.code) and officer in (None, one.officer)]
        known = service in OFFERED[place[0]] and (counter is None or counter in COUNTERS[place[0]])
        served = bool(named) or (counter, officer) == (None, None)
        elsewhere = step is not None and (
            service != step.service
            or counter not in (None, here.code)
            or officer not in (None, here.officer)
            or level > max(step.level, SERVICES[step.service]["level"])
        )

        def then(before: World, after: World, events: list[Row]) -> None:
            assert step is not None
            self.stands_where_he_was_sent(before, after, step, onward)
            planned = [one for one in after.steps_of(step.ticket_id) if one.state == "planned"]
            back = [one for one in planned if one.for_officer == who.subject]
            must(not onward.back or back, "nobody sends him back")

        self.serve(
            "transfer",
            place,
            who,
            transfer_visitor,
            may=known and served and elsewhere,
            kind="transferred",
            then=then,
            onward=onward,
        )

    def stands_where_he_was_sent(self, before: World, after: World, step: Row, onward: Onward) -> None:
        new, own = after.present(step.ticket_id), self.known[step.ticket_id].rank
        assert new is not None
        now = after.steps[step.ticket_id, step.position].ended_at
        line = [one.rank for one in before.waiting(step.branch, [onward.service])]
        sent = (new.service, new.for_counter, new.for_officer)
        must(sent == (onward.service, onward.counter, onward.officer), f"he was sent to {sent}")
        if onward.place is Standing.AFTER:
            must(new.rule == "after" and new.rank >= now and all(new.rank > one for one in line), "he is not the last")
        elif onward.place is Standing.BEFORE and line and line[0] <= own:
            must(new.rule == "before" and new.rank < line[0], "he is not the first")
        else:
            must((new.rule, new.rank) == (None, own), "he lost the place of his arrival")
