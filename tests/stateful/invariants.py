"""What must hold after every step, whatever was pressed? Each is a sentence, asked of the rows by code of its own."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from hypothesis.stateful import invariant

from server.domain.statistics import DayFigures, Event
from tests.integration.databases import HERE, THERE
from tests.stateful.asked import must
from tests.stateful.machine import Press
from tests.stateful.replay import OVER, Desk, Told, told_again
from tests.stateful.world import AT_COUNTER, LIVE, Row, instant

GONE = {*OVER.values(), "transferred"}
BRANCHES = (HERE, THERE)


class Invariants(Press):
    """Asked after each step of the machine."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.chained = dict.fromkeys(BRANCHES, (0, "0" * 64))
        self.figures = {branch: DayFigures() for branch in BRANCHES}

    def present_steps(self) -> list[tuple[Row, Row]]:
        found = [(ticket, self.world.present(ticket.id)) for ticket in self.world.tickets.values()]
        return [(ticket, step) for ticket, step in found if step is not None]

    @invariant()
    def everything_holds(self) -> None:
        self.steps += 1
        self.seq_has_no_gap_and_the_chain_holds()
        self.nobody_who_got_a_ticket_is_lost()
        self.a_visit_has_one_present_step_or_is_over()
        self.a_ticket_is_at_one_counter_and_a_counter_has_one()
        self.everybody_is_where_the_events_say()
        self.a_rank_is_the_arrival_less_the_head_start_unless_a_rule_says_otherwise()
        self.a_number_is_given_once_a_day()
        self.figures_told_bit_by_bit_are_those_told_at_once_and_those_of_the_rows()

    def seq_has_no_gap_and_the_chain_holds(self) -> None:
        for branch in BRANCHES:
            rows, head = self.world.events.get(branch, []), self.world.branches[branch]
            must([row.seq for row in rows] == list(range(1, len(rows) + 1)), f"a seq of {branch} is missing or doubled")
            seq, prev = self.chained[branch]
            for row in rows[seq:]:
                must(row.prev_hash == prev, f"event {row.seq} does not follow the one before")
                prev = sha256(bytes.fromhex(prev) + row.body.encode()).hexdigest()
                must(row.hash == prev, f"event {row.seq} was hashed otherwise")
                told = json.loads(row.body)
                said = (told["branch"], told["seq"], told["kind"], told["ticket"], told["counter"])
                must(said == (branch, row.seq, row.kind, row.ticket_id, row.counter), f"event {row.seq} says otherwise")
            must(not rows or rows[-1].hash == prev, f"the chain of {branch} was changed")
            must((head.seq, head.head_hash) == (len(rows), prev), f"the chain of {branch} does not end at its head")
            times = [row.told["at"] for row in rows]
            must(times == sorted(times), f"the time of {branch} ran back")
            self.chained[branch] = (len(rows), prev)

    def nobody_who_got_a_ticket_is_lost(self) -> None:
        must(self.world.tickets.keys() == self.known.keys(), "a ticket is lost, or nobody was told of it")
        for ticket, known in self.known.items():
            row, private = self.world.tickets[ticket], self.world.privates[ticket]
            kept = (row.branch, row.number, row.day, row.ready_at, private.token)
            must(
                kept == (known.branch, known.number, known.day, known.ready_at, known.token), f"{ticket} is now {kept}"
            )
            must(row.slot == known.slot, f"the appointment of {ticket} has moved")
            classed = None if known.priority == "ordinary" else known.priority
            is_erased = row.step is None and known.day < self.world.branches[known.branch].day
            said = (private.priority, private.needs or [])
            must(said == ((None, []) if is_erased else (classed, known.needs)), f"{ticket} is now of {said}")
            must(not is_erased or (private.notes, private.dossier_code) == (None, None), "notes outlive the day")

    def a_visit_has_one_present_step_or_is_over(self) -> None:
        owned = dict.fromkeys(self.world.tickets, 0)
        for ticket, _ in self.world.steps:
            must(ticket in owned, "a step has no ticket")
            owned[ticket] += 1
        for ticket in self.world.tickets.values():
            steps = self.world.steps_of(ticket.id)
            must(len(steps) == owned[ticket.id] > 0, f"the steps of {ticket.id} have holes")
            live = [step.position for step in steps if step.state in LIVE]
            must(live == ([] if ticket.step is None else [ticket.step]), f"{ticket.id} is at {live} and {ticket.step}")
            rest = {step.state for step in steps if step.state not in LIVE}
            must(rest <= (GONE if ticket.step is None else {*GONE, "planned"}), f"{ticket.id} has steps {rest}")
            for step in steps:
                must((step.ended_at is not None) == (step.state in GONE), f"{step} ended at {step.ended_at}")
                must(step.branch == ticket.branch, "a step is of another branch than its ticket")
            must(ticket.referred_to is None or ticket.step is None, f"{ticket.id} goes on at two branches")
            must(
                ticket.step is None or ticket.day == self.world.branches[ticket.branch].day,
                "a day is over, a visit not",
            )

    def a_ticket_is_at_one_counter_and_a_counter_has_one(self) -> None:
        standing = {place: row.ticket_id for place, row in self.world.counters.items() if row.ticket_id is not None}
        must(len(set(standing.values())) == len(standing), "a ticket stands at two counters")
        called = {
            (ticket.branch, step.counter): ticket.id
            for ticket, step in self.present_steps()
            if step.state in AT_COUNTER
        }
        at_counters = [ticket.id for ticket, step in self.present_steps() if step.state in AT_COUNTER]
        must(len(called) == len(at_counters), "two visitors are called to one counter")
        must(called == standing, f"{called} are called, {standing} stand at the counters")
        for place, row in self.world.counters.items():
            number = None if row.ticket_id is None else self.world.tickets[row.ticket_id].number
            must(row.number == number, f"counter {place} shows another number")
            must((row.officer is None) == (row.state == "closed"), f"nobody sits at counter {place}, or it is closed")
            must(row.state != "closed" or row.ticket_id is None, f"somebody stands at the closed counter {place}")

    def everybody_is_where_the_events_say(self) -> None:
        for branch in BRANCHES:
            told = told_again(self.world.events.get(branch, []))
            must(not told.problems, f"{branch}: {told.problems}")
            self.visits_are_as_told(branch, told)
            for (place, code), row in self.world.counters.items():
                if place == branch:
                    desk = told.desks.get(code, Desk())
                    said = (desk.state, desk.officer, desk.ticket)
                    must(said == (row.state, row.officer, row.ticket_id), f"counter {code} is told as {said}")
            called = {seq for (where, seq) in self.world.reasons if where == branch}
            began = max(
                (row.seq for row in self.world.events.get(branch, []) if row.kind == "branch_opened"), default=0
            )
            must(called == {seq for seq in told.called if seq > began}, "calls and their reasons do not fit")

    def visits_are_as_told(self, branch: str, told: Told) -> None:
        for ticket, place in told.visits.items():
            step, row = self.world.present(ticket), self.world.tickets[ticket]
            must((step is None) == place.over, f"{ticket} is told as {place}")
            if step is None:
                ended = {one.state for one in self.world.steps_of(ticket)}
                must(place.state in ended, f"{ticket} is told as {place}, its steps are {ended}")
                continue
            booked = row.slot is not None and step.state == "booked"
            said = ("booked" if booked else place.state, place.service, place.counter)
            counter = step.counter if step.state in AT_COUNTER else None
            must(said == (step.state, step.service, counter), f"{ticket} of {branch} is told as {said}")

    def a_rank_is_the_arrival_less_the_head_start_unless_a_rule_says_otherwise(self) -> None:
        for (ticket, _), step in self.world.steps.items():
            if step.rule is None and step.ended_at is None:
                must(step.rank == self.known[ticket].rank, f"{step} ranks otherwise than {self.known[ticket]}")

    def a_number_is_given_once_a_day(self) -> None:
        given = [(ticket.branch, ticket.day, ticket.number) for ticket in self.world.tickets.values()]
        must(len(set(given)) == len(given), "a number was given twice")

    def figures_told_bit_by_bit_are_those_told_at_once_and_those_of_the_rows(self) -> None:
        for branch in BRANCHES:
            events = [a_told(row) for row in self.world.events.get(branch, [])]
            grown, whole = self.figures[branch], DayFigures()
            grown.tell(events[grown.seq :])
            whole.tell(events)
            for name in ("seq", "visits", "desks", "served", "turnarounds"):
                must(getattr(grown, name) == getattr(whole, name), f"{name} depend on how the events were told")
            self.waits_are_those_of_the_rows(branch, grown)

    def waits_are_those_of_the_rows(self, branch: str, figures: DayFigures) -> None:
        day = self.world.branches[branch].day
        today = [ticket for ticket in self.world.tickets.values() if (ticket.branch, ticket.day) == (branch, day)]
        must(figures.visits.keys() == {ticket.id for ticket in today}, "the figures know other visits")
        for ticket in today:
            steps = self.world.steps_of(ticket.id)
            ended = max(step.ended_at for step in steps) if ticket.step is None else None
            until, wait = ticket.called_at or ended, None
            if until is not None and not any(step.state == "void" for step in steps):
                wait = timedelta(microseconds=max(0, until - ticket.ready_at))
            told = figures.visits[ticket.id]
            must(told.wait == wait, f"{ticket.id} waited {wait}, the figures say {told.wait}")
            must(
                (told.ended_at is None) == (ended is None),
                f"{ticket.id} ended at {ended}, the figures say {told.ended_at}",
            )
        done = [step for ticket in today for step in self.world.steps_of(ticket.id) if step.state == "done"]
        must(sum(one.done for one in figures.served.values()) >= len(done), "a service that was done is not counted")


def a_told(row: Row) -> Event:
    return Event(row.seq, instant(row.told["at"]), row.kind, row.ticket_id, row.counter, row.data)
