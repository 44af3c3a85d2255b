"""What else do officers press? The end of a folder's turn, a visit opened again, a time that was wrong, help."""

from hypothesis import strategies as st

from server.actions.work_on_visit import ask_help, end_turn, mark_inaccurate, reopen
from tests.stateful.asked import deed, must, usually
from tests.stateful.machine import told_desk
from tests.stateful.network import RULES
from tests.stateful.officers import Place, some_place, which
from tests.stateful.serving import Serving
from tests.stateful.world import AT_COUNTER, Row, World

SERVED = ("done", "transferred", "referred")


class Working(Serving):
    """Acts that are rarer than to call and to serve."""

    @deed(3, lot=which, done=st.sampled_from([None, 1]))
    def end_turn(self, lot: int, done: int | None) -> None:
        place = self.a_busy_place(lot)
        step = self.standing(place)
        count = RULES["bulk_turn"] if done is None else done
        private = None if step is None else self.world.privates[step.ticket_id]
        left = 0 if private is None else max(0, (private.dossiers or 1) - private.dossiers_done)
        may = step is not None and step.state == "serving" and left > count

        def then(before: World, after: World, events: list[Row]) -> None:
            assert step is not None
            again = after.steps[step.ticket_id, step.position]
            must(
                (again.rule, again.rank) == ("next-turn", events[0].told["at"]),
                "the rest of the folder does not rank again",
            )
            must(after.left(step.ticket_id) == left - count, "the dossiers of the turn are not counted")

        who = self.officer(place, lot)
        self.serve("end-turn", place, who, end_turn, may=may, kind="turn_ended", then=then, done=done)

    @deed(2, place=some_place, lot=which)
    def reopen(self, place: Place, lot: int) -> None:
        branch, row = place[0], self.world.counters[place]
        tickets = [
            one
            for one in self.world.tickets.values()
            if one.branch == branch and one.day == self.world.branches[branch].day
        ]
        ended = [one for one in tickets if any(step.state == "done" for step in self.world.steps_of(one.id))]
        found = ended if ended and usually(lot, 8) else tickets
        if not found:
            return
        ticket = found[lot % len(found)]
        if self.followed is not None and self.world.tickets[self.followed] in tickets:
            ticket = self.world.tickets[self.followed]
        present = self.world.present(ticket.id)
        may = ticket in ended and (present is None or present.state == "waiting") and ticket.referred_to is None
        may = may and not any(step.state == "void" for step in self.world.steps_of(ticket.id))
        may = may and row.state == "open" and row.ticket_id is None
        who = self.officer(place, lot)
        self.serve("reopen", place, who, reopen, may=may, kind="reopened", number=ticket.number)

    @deed(1, place=some_place, lot=which)
    def inaccurate(self, place: Place, lot: int) -> None:
        day = self.world.branches[place[0]].day
        served = [
            step
            for step in self.world.steps.values()
            if (step.branch, step.counter) == place
            and step.state in SERVED
            and self.world.tickets[step.ticket_id].day == day
        ]
        may = self.standing(place) is not None or bool(served)

        def then(before: World, after: World, events: list[Row]) -> None:
            marked = after.steps[events[0].ticket_id, events[0].data["step"]]
            last = max((step.ended_at for step in served), default=None)
            must(
                marked.inaccurate and (marked.state in AT_COUNTER or marked.ended_at == last), "another time was marked"
            )

        self.serve(
            "inaccurate", place, self.officer(place, lot), mark_inaccurate, may=may, kind="marked_inaccurate", then=then
        )

    @deed(1, place=some_place, lot=which, wanted=st.booleans())
    def help(self, place: Place, lot: int, wanted: bool) -> None:
        row, who = self.world.counters[place], self.officer(place, lot)
        self.ask(
            "help",
            who,
            place[0],
            lambda change: told_desk(change, ask_help(change, counter=place[1], caller=who, wanted=wanted)),
            allowed=row.state != "closed" and self.owns(place, who),
            kinds=[()],
            counter=place[1],
            body=wanted,
            then=lambda before, after, events: must(
                (after.counters[place].help_at is not None) is wanted
                and after.branches[place[0]].rev == before.branches[place[0]].rev + 1,
                "nobody sees that help is wanted",
            ),
        )
