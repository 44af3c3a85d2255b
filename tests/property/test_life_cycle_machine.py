"""Whatever officers, visitors and kiosks press in whatever order: does every visit stay in one place and end once?

A small hall is worked at random. Beside the real tickets and counters a shadow is kept, made of plain words, that
knows what each press must do; a press that the shadow does not expect must be refused and leave no trace.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.domain.choice import Choice, Seat, Waiting, choose
from server.domain.counter import Counter
from server.domain.lifecycle import MOVES, CounterState, StepState
from server.domain.numbering import Numbers, written
from server.domain.order import Place, placed, rank
from server.domain.refusals import Refused
from server.domain.rules import Rules
from server.domain.ticket import Ticket
from tests.builders import NINE, a_ticket, facts_of, minutes
from tests.property.shadow import Shadow

SERVICES = {"land": "Q", "results": "T", "guidance": "X"}
HEAD_STARTS = {"ordinary": 0, "elderly": 15, "pregnant": 30}
RULES = Rules()
A_MOMENT = timedelta(microseconds=1)
LIVE = {"booked", "waiting", "called", "serving", "held"}
AT_COUNTER = {"called", "serving"}
PRESSES = {
    "repeat": {"called"},
    "start": {"called"},
    "finish": {"called", "serving"},
    "no-show": {"called"},
    "end-turn": {"serving"},
    "hold for anybody": {"called", "serving"},
    "hold for me": {"called", "serving"},
    "refer": {"called", "serving"},
}

# How often each is pressed. One rule presses them all, or hypothesis would leave most of them out of most runs.
OFTEN = {
    "time": 3,
    "take": 4,
    "kiosk": 1,
    "book": 2,
    "call": 9,
    "call behind": 1,
    "repeat": 2,
    "start": 4,
    "finish": 4,
    "no-show": 3,
    "end-turn": 3,
    "hold for anybody": 1,
    "hold for me": 1,
    "refer": 1,
    "transfer": 4,
    "reopen": 4,
    "return": 5,
    "arrive": 2,
    "postpone": 1,
    "cancel": 1,
    "void": 1,
    "refer away": 1,
    "change": 1,
    "add": 1,
    "gone": 1,
    "open": 1,
    "pause": 1,
    "resume": 2,
    "close": 1,
    "evening": 1,
}

some_services = st.lists(st.sampled_from(sorted(SERVICES)), min_size=1, max_size=3)
one_service = st.sampled_from(sorted(SERVICES))
some_tables = st.lists(some_services, min_size=3, max_size=3)
classes = st.sampled_from(sorted(HEAD_STARTS))
officers = st.sampled_from(["000001", "000002"])
anyone = st.integers(0, 60)
places = st.sampled_from(list(Place))
targets = st.tuples(st.sampled_from([None, None, "1", "2", "000001"]), st.booleans())
pressed = st.sampled_from([deed for deed, often in OFTEN.items() for _ in range(often)])


class Hall(RuleBasedStateMachine):
    """Three counters, as many visitors as come, and everything that can be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NINE
        self.numbers = Numbers()
        self.counters = [Counter("tay-ho", code) for code in ("1", "2", "3")]
        self.desk_states = {"1": "closed", "2": "closed", "3": "closed"}
        self.issued: dict[str, Ticket] = {}
        self.shadows: dict[str, Shadow] = {}
        self.numbers_given: list[str] = []

    # Who comes

    @initialize(crowd=st.lists(st.tuples(some_services, classes), min_size=2, max_size=5), tables=some_tables)
    def open_the_doors(self, crowd: list[tuple[list[str], str]], tables: list[list[str]]) -> None:
        for services, priority in crowd:
            self.take(services, priority, "walk-in")
            self.now += minutes(4)
        for at, services in enumerate(tables):
            self.open(at, services, "000001")

    @rule(deed=pressed, which=anyone, data=st.data())
    def somebody_presses(self, deed: str, which: int, data: st.DataObject) -> None:
        deeds = {
            "take": lambda: self.take(data.draw(some_services), data.draw(classes), "walk-in"),
            "kiosk": lambda: self.take(data.draw(some_services), data.draw(classes), "kiosk"),
            "book": lambda: self.take(data.draw(some_services), data.draw(classes), "booking"),
            "open": lambda: self.open(which % 3, data.draw(some_services), data.draw(officers)),
            "transfer": lambda: self.transfer(which, data.draw(one_service), data.draw(places), data.draw(targets)),
            "change": lambda: self.change_service(which, data.draw(one_service)),
            "add": lambda: self.add_service(which, data.draw(one_service)),
            "gone": lambda: self.press_anything_for_who_is_gone(which, data.draw(st.sampled_from(sorted(MOVES)))),
            "time": lambda: self.time_passes(which % 20),
            "call": lambda: self.call(which % 3),
            "call behind": lambda: self.call_on_a_page_that_is_behind(which % 3),
            "reopen": lambda: self.reopen(which % 3, which),
            "return": lambda: self.come_back(which),
            "arrive": lambda: self.arrive(which),
            "postpone": lambda: self.postpone(which),
            "evening": self.close_the_day,
        }
        if deed in deeds:
            deeds[deed]()
        elif deed in {"pause", "resume", "close"}:
            self.rest(which % 3, deed)
        elif deed in PRESSES:
            self.press(which, deed)
        else:
            self.take_back(which, deed.removesuffix(" away"))

    def close_the_day(self) -> None:
        """Late in a run only, or little would happen before."""
        if len(self.issued) < 8:
            return
        for ticket in self.issued.values():
            shadow = self.shadows[ticket.id]
            if self.unless_refused(lambda ticket=ticket: ticket.act("expire", now=self.now), shadow.place != "gone"):
                shadow.leaves("expired", self.now)
        for at, counter in enumerate(self.counters):
            counter.leave()
            self.rest(at, "close")

    def time_passes(self, passed: int) -> None:
        self.now += minutes(passed)

    def take(self, services: list[str], priority: str, how: str) -> None:
        letter = SERVICES[services[0]]
        if how == "kiosk":
            number, last = self.numbers.lease(letter, 150)
            assert self.numbers.is_leased(letter, last)
        else:
            number = self.numbers.take(letter)
        self.hand_out(written(letter, number), services, priority, booked=how == "booking")

    # What is pressed at a counter

    def open(self, at: int, services: list[str], officer: str) -> None:
        counter = self.counters[at]
        counter.open(services, officer=officer, now=self.now)
        self.desk_states[counter.code] = "open"

    def rest(self, at: int, act: str) -> None:
        counter = self.counters[at]
        allowed = {
            "pause": self.desk_is(at, "open"),
            "resume": self.desk_is(at, "paused"),
            "close": self.desk_is(at, "open", "paused") and counter.ticket_id is None,
        }
        acts = {"pause": lambda: counter.pause("lunch"), "resume": counter.resume, "close": counter.close}
        if self.unless_refused(acts[act], allowed[act]):
            self.desk_states[counter.code] = {"pause": "paused", "resume": "open", "close": "closed"}[act]

    def call(self, at: int) -> None:
        counter, before = self.counters[at], self.counters[at].ticket_id
        if not self.unless_refused(lambda: self.press_call(counter, before), self.desk_is(at, "open")):
            return
        if not self.in_line(counter):
            assert counter.ticket_id == before
            return
        if before is not None:
            self.shadows[before].is_done(self.now)
        called = self.shadows[counter.require_visitor()]
        assert called.ranks[called.at] == min(one.ranks[one.at] for one in self.in_line(counter))
        assert called in self.in_line(counter)
        called.said[called.at], called.place, called.calls = "called", counter.code, 1
        called.wanted_by(None)
        called.called.add(called.at)
        called.first_call = called.first_call or self.now

    def call_on_a_page_that_is_behind(self, at: int) -> None:
        counter = self.counters[at]
        believed = "somebody else" if counter.ticket_id is None else None
        self.unless_refused(lambda: self.press_call(counter, believed), False)

    def press(self, which: int, act: str) -> None:
        counter, told = self.desk(which, PRESSES[act]), list[object]()
        standing = self.shadows.get(counter.ticket_id or "")
        allowed = standing is not None and standing.word in PRESSES[act]
        if not self.unless_refused(lambda: told.append(self.act_in_front(counter, act)), allowed):
            return
        assert standing is not None
        if act == "repeat":
            standing.calls += 1
            assert told == [("repeated", "last" if standing.calls > RULES.recalls else "repeat")]
            return
        if act == "start":
            standing.said[standing.at] = "serving"
            return
        counter.leave()
        if act == "finish":
            standing.is_done(self.now)
        elif act == "end-turn":
            standing.waits(self.now)
            standing.ranks[standing.at] = self.now
        elif act.startswith("hold"):
            standing.said[standing.at], standing.place = "held", "held"
            standing.wanted_by(counter.officer if act == "hold for me" else None)
            standing.due = self.now + minutes(60)
        else:
            standing.missed_at = self.now if act == "no-show" else None
            standing.leaves({"no-show": "no_show", "refer": "referred"}[act], self.now)

    def transfer(self, which: int, service: str, where: Place, to: tuple[str | None, bool]) -> None:
        """Send who stands there on: to anybody, to a counter or to an officer, and perhaps back again."""
        counter = self.desk(which)
        if counter.ticket_id is None or "planned" in self.shadows[counter.ticket_id].said:
            return
        ticket, shadow = self.issued[counter.ticket_id], self.shadows[counter.ticket_id]
        wants, back = to
        line = [one.ranks[one.at] for one in self.in_hall([service])]
        first, last = min(line, default=None), max(line, default=None)
        turn, given = placed(where, own=shadow.arrival, first=first, last=last, now=self.now)
        _, step = ticket.transfer(service, rank=turn, rule=given, now=self.now)
        step.for_counter = wants if wants in {"1", "2"} else None
        step.for_officer = wants if wants == "000001" else None
        shadow.said[shadow.at], shadow.ended[shadow.at] = "transferred", self.now
        before, shadow.at = shadow.services[shadow.at], len(shadow.said)
        self.one_more(shadow, service, turn)
        if back and counter.officer is not None:
            ticket.add_step(before, rank=shadow.arrival).for_officer = counter.officer
            shadow.aims[len(shadow.said)] = counter.officer
            self.one_more(shadow, before, shadow.arrival)
        shadow.waits(self.now)
        shadow.wanted_by(wants)
        counter.leave()
        assert self.stands_where_sent(turn, where, line, shadow.arrival)

    def reopen(self, at: int, which: int) -> None:
        """Go on with a step that was finished too early, where nobody stands at the counter."""
        counter = self.counters[at]
        ticket, shadow = self.one(which, lambda shadow: "done" in shadow.said and shadow.place in {"gone", "hall"})
        if not self.desk_is(at, "open") or counter.ticket_id is not None or self.is_entangled(shadow):
            return
        done = [position for position, said in enumerate(shadow.said) if said == "done"]
        elsewhere = {"referred", "void"} & set(shadow.said)
        allowed = bool(done) and not elsewhere and (shadow.place == "gone" or shadow.word == "waiting")
        if not self.unless_refused(lambda: ticket.reopen(counter.code, now=self.now), allowed):
            return
        counter.receive(ticket.id, ticket.number)
        if shadow.place == "hall":
            shadow.said[shadow.at] = "planned"
        shadow.at = max(done, key=lambda position: (shadow.ended[position], position))
        del shadow.ended[shadow.at]
        shadow.said[shadow.at], shadow.place, shadow.missed_at = "serving", counter.code, None

    # What is done anywhere

    def take_back(self, which: int, act: str) -> None:
        words = {
            "cancel": {"booked", "waiting", "held"},
            "void": {"booked", "waiting"},
            "refer": {"waiting", "held"},
        }
        ticket, shadow = self.one(which, lambda shadow: shadow.word in words[act])
        allowed = shadow.place != "gone" and shadow.word in words[act]
        if shadow.word not in AT_COUNTER and self.unless_refused(lambda: ticket.act(act, now=self.now), allowed):
            shadow.leaves({"cancel": "cancelled", "void": "void", "refer": "referred"}[act], self.now)

    def come_back(self, which: int) -> None:
        ticket, shadow = self.one(which, lambda shadow: shadow.word in {"held", "no_show"})
        in_time = shadow.missed_at is not None and self.now <= shadow.missed_at + minutes(15)
        if not self.unless_refused(
            lambda: ticket.come_back(rules=RULES, now=self.now), shadow.word == "held" or in_time
        ):
            return
        if shadow.word == "held":
            if shadow.due is not None and self.now > shadow.due:
                shadow.moves_back(self.now)
        else:
            missed = [place for place, ended in shadow.ended.items() if ended == shadow.missed_at]
            for position in [place for place in missed if shadow.said[place] == "no_show"]:
                shadow.said[position] = "planned"
                del shadow.ended[position]
        shadow.missed_at = shadow.due = None
        shadow.waits(self.now)

    def arrive(self, which: int) -> None:
        ticket, shadow = self.one(which, lambda shadow: shadow.place == "home")
        if self.unless_refused(lambda: ticket.act("arrive", now=self.now), shadow.place == "home"):
            shadow.waits(self.now)

    def postpone(self, which: int) -> None:
        ticket, shadow = self.one(which, lambda shadow: shadow.place == "hall")
        allowed = shadow.place == "hall" and shadow.put_off < 2
        if self.unless_refused(lambda: ticket.postpone(rules=RULES, now=self.now), allowed):
            shadow.put_off += 1
            shadow.moves_back(self.now)
            shadow.ranks[shadow.at] += minutes(15)

    def change_service(self, which: int, service: str) -> None:
        ticket, shadow = self.one(which, lambda shadow: shadow.word in AT_COUNTER)
        allowed = shadow.place != "gone" and shadow.word in {"waiting", "called", "serving"}
        if self.unless_refused(lambda: ticket.change_service(service, now=self.now), allowed):
            for counter in self.counters:
                if counter.code == shadow.place:
                    counter.leave()
            shadow.services[shadow.at] = service
            shadow.wanted_by(None)
            shadow.called.discard(shadow.at)
            shadow.waits(self.now)

    def add_service(self, which: int, service: str) -> None:
        ticket, shadow = self.one(which, lambda shadow: shadow.place != "gone")
        if shadow.place != "gone" and len(shadow.said) < 6:
            ticket.add_step(service, rank=shadow.arrival)
            self.one_more(shadow, service, shadow.arrival)

    def press_anything_for_who_is_gone(self, which: int, act: str) -> None:
        ticket, shadow = self.one(which, lambda shadow: shadow.place == "gone")
        if shadow.place == "gone":
            self.unless_refused(lambda: ticket.act(act, now=self.now), False)

    # What must hold all the time

    @invariant()
    def nobody_disappears_and_everybody_is_where_the_shadow_says(self) -> None:
        assert set(self.issued) == set(self.shadows)
        for ticket in self.issued.values():
            shadow = self.shadows[ticket.id]
            assert [step.state.value for step in ticket.steps] == shadow.said
            assert [step.service for step in ticket.steps] == shadow.services
            assert [step.rank for step in ticket.steps] == shadow.ranks
            assert [step.position for step in ticket.steps] == list(range(len(shadow.said)))
            assert {step.position: step.ended_at for step in ticket.steps if step.ended_at} == shadow.ended

    @invariant()
    def a_visit_is_at_one_step_or_over(self) -> None:
        for ticket in self.issued.values():
            shadow = self.shadows[ticket.id]
            live = [position for position, said in enumerate(shadow.said) if said in LIVE]
            assert live == ([] if shadow.place == "gone" else [shadow.at])
            assert ticket.step == (None if shadow.place == "gone" else shadow.at)
            assert shadow.place != "gone" or "planned" not in shadow.said

    @invariant()
    def a_visitor_is_at_one_counter_and_a_counter_has_one_visitor(self) -> None:
        standing = {counter.code: counter.ticket_id for counter in self.counters if counter.ticket_id is not None}
        called = [
            (ticket.present.counter, ticket.id)
            for ticket in self.issued.values()
            if ticket.present is not None and ticket.present.state.value in AT_COUNTER
        ]
        assert sorted(called) == sorted(standing.items())
        assert len(set(standing.values())) == len(standing)
        assert all(ticket.is_at_counter == (ticket.id in standing.values()) for ticket in self.issued.values())

    @invariant()
    def a_counter_shows_the_number_of_who_stands_there(self) -> None:
        for counter in self.counters:
            shown = None if counter.ticket_id is None else self.issued[counter.ticket_id].number
            assert counter.number == shown

    @invariant()
    def nobody_sits_or_stands_at_a_closed_counter(self) -> None:
        assert {counter.code: counter.state.value for counter in self.counters} == self.desk_states
        for counter in self.counters:
            assert (counter.officer is None) == (counter.opened_at is None) == (counter.state is CounterState.CLOSED)
            assert counter.ticket_id is None or counter.state is not CounterState.CLOSED
            assert (counter.pause_reason is not None) == (counter.state is CounterState.PAUSED)

    @invariant()
    def no_number_is_given_twice(self) -> None:
        assert len(set(self.numbers_given)) == len(self.numbers_given)

    @invariant()
    def the_wait_ends_with_the_first_call(self) -> None:
        assert {ticket.id: ticket.called_at for ticket in self.issued.values()} == {
            name: shadow.first_call for name, shadow in self.shadows.items()
        }

    # How it is done

    def hand_out(self, number: str, services: list[str], priority: str, *, booked: bool = False) -> None:
        """Issue a ticket of this number, as the action does."""
        turn = rank(self.now, priority, {name: minutes(ahead) for name, ahead in HEAD_STARTS.items()})
        ticket = a_ticket(*services, number=number, issued_at=self.now, ready_at=self.now)
        for step in ticket.steps:
            step.rank, step.since = turn, self.now
        if booked:
            ticket.steps[0].state = StepState.BOOKED
        arrival = self.now - minutes(HEAD_STARTS[priority])
        said = ["booked" if booked else "waiting", *["planned"] * (len(services) - 1)]
        self.numbers_given.append(number)
        self.issued[ticket.id] = ticket
        self.shadows[ticket.id] = Shadow(
            arrival, list(services), said, [arrival] * len(said), self.now, place="home" if booked else "hall"
        )

    def press_call(self, counter: Counter, believed: str | None) -> None:
        """Call whose turn it is, as the action does: who still stands there is finished first."""
        counter.require_open()
        counter.require_after(believed)
        if self.whose_turn(counter) is None:
            return
        if counter.ticket_id is not None:
            self.issued[counter.ticket_id].act("finish", now=self.now)
            counter.leave()
        choice = self.whose_turn(counter)
        assert choice is not None
        ticket = self.issued[choice.ticket_id]
        ticket.call(counter.code, now=self.now)
        ticket.last.to_anybody()
        counter.receive(ticket.id, ticket.number)

    def whose_turn(self, counter: Counter) -> Choice | None:
        """Ask the domain, with the lines as the database would find them."""
        waiting = [
            Waiting(
                ticket.id,
                step.service,
                rank=step.rank,
                ready_at=ticket.ready_at,
                rule=step.rule,
                for_counter=step.for_counter,
                for_officer=step.for_officer,
                since=step.since,
            )
            for ticket in self.issued.values()
            if (step := ticket.present) is not None
            and step.state is StepState.WAITING
            and step.service in counter.services
        ]
        others = [Seat(one.code, one.officer, one.services) for one in self.others_than(counter)]
        here = Seat(counter.code, counter.officer, counter.services)
        return choose(
            here,
            sorted(waiting, key=lambda one: (one.rank, one.ticket_id)),
            lambda: others,
            rules=RULES,
            now=self.now,
        )

    def others_than(self, counter: Counter) -> list[Counter]:
        """The other counters at which somebody sits."""
        return [one for one in self.counters if one is not counter and one.state is not CounterState.CLOSED]

    def in_hall(self, services: Iterable[str]) -> list[Shadow]:
        """Who waits for one of these services."""
        return [one for one in self.shadows.values() if one.place == "hall" and one.services[one.at] in services]

    def in_line(self, counter: Counter) -> list[Shadow]:
        """Whom a counter may call: not who waits, less than 20 minutes yet, for one that is there."""
        there = {name for one in self.others_than(counter) for name in (one.code, one.officer)}
        own = {counter.code, counter.officer, None}
        return [
            one
            for one in self.in_hall(counter.services)
            if one.wants in own or one.wants not in there or self.now >= one.since + minutes(20)
        ]

    def is_entangled(self, shadow: Shadow) -> bool:
        """Whether a reopened visit would go on with another step than the one that waits now."""
        planned = [position for position, said in enumerate(shadow.said) if said == "planned"]
        return shadow.place == "hall" and any(shadow.returns_at(position) for position in planned)

    def one_more(self, shadow: Shadow, service: str, turn: datetime) -> None:
        """Plan one more step in the shadow."""
        shadow.services.append(service)
        shadow.said.append("planned")
        shadow.ranks.append(turn)

    def stands_where_sent(self, turn: datetime, where: Place, line: list[datetime], arrival: datetime) -> bool:
        """Before all others, behind them, or where the arrival puts him."""
        if where is Place.BEFORE:
            return turn in {arrival, min(line, default=arrival) - A_MOMENT} and all(turn < one for one in line)
        if where is Place.AFTER:
            return turn >= self.now and all(turn > one for one in line if one >= self.now)
        return turn == arrival

    def desk_is(self, at: int, *states: str) -> bool:
        return self.desk_states[self.counters[at].code] in states

    def one(self, which: int, fits: Callable[[Shadow], bool]) -> tuple[Ticket, Shadow]:
        """A ticket and its shadow: mostly one with which it may work, now and then any."""
        fitting = [name for name, shadow in self.shadows.items() if fits(shadow)]
        names = fitting if fitting and which % 4 else list(self.issued)
        name = names[which % len(names)]
        return self.issued[name], self.shadows[name]

    def desk(self, which: int, states: Iterable[str] = AT_COUNTER) -> Counter:
        """A counter: mostly one with somebody in one of these states, now and then any."""
        fitting = [one for one in self.counters if one.ticket_id and self.shadows[one.ticket_id].word in states]
        counters = fitting if fitting and which % 4 else self.counters
        return counters[which % len(counters)]

    def act_in_front(self, counter: Counter, act: str) -> object:
        """Act on who stands at a counter."""
        ticket = self.issued[counter.require_visitor()]
        if act == "repeat":
            return ticket.repeat(rules=RULES, now=self.now)
        if act == "no-show":
            return ticket.no_show(rules=RULES, now=self.now)
        if act == "end-turn":
            return ticket.end_turn(now=self.now)
        if act.startswith("hold"):
            officer = counter.officer if act == "hold for me" else None
            return ticket.hold(officer=officer, due_at=self.now + minutes(60), now=self.now)
        return ticket.act(act, now=self.now)

    def unless_refused(self, act: Callable[[], object], allowed: bool) -> bool:
        """Press; what is not allowed must be refused, and then nothing at all has changed."""
        if allowed:
            act()
            return True
        before = self.everything()
        with pytest.raises(Refused):
            act()
        assert self.everything() == before
        return False

    def everything(self) -> Any:
        """All that could have changed."""
        return facts_of([*self.issued.values(), *self.counters]), repr(self.numbers.as_json())


Hall.TestCase.settings = settings(max_examples=60, stateful_step_count=60)
TestLifeCycle = Hall.TestCase
