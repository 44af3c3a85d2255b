"""Does a simulated officer work like one, and leave people's counters alone?"""

from collections.abc import Sequence
from datetime import datetime
from random import Random

import pytest

from config.load import hanoi_path, load_network
from demo.desk import Called, Refused, Seat
from demo.load import LEFT_TO_PEOPLE
from demo.officer import Officer, Phase
from demo.shifts import Shifts, shifts_of

SERVICES = ("land", "business")
OURS, THEIRS = "token-1", "person-2"


@pytest.fixture(scope="module")
def shifts() -> Shifts:
    return shifts_of(load_network(hanoi_path()), "tay-ho")


def at(shifts: Shifts, clock: str) -> float:
    return datetime.fromisoformat(f"2026-11-24T{clock}").replace(tzinfo=shifts.zone).timestamp()


class FakeDesk:
    """A counter with a queue, that refuses as the server does."""

    def __init__(self, *, queue: int = 0, state: str = "closed", officer: str | None = None) -> None:
        self.queue = queue
        self.state, self.officer = state, officer
        self.ticket: str | None = None
        self.ticket_state: str | None = None
        self.deeds: list[str] = []
        self.services: tuple[str, ...] = ()

    def look(self) -> Seat:
        return Seat(self.state, self.officer, self.ticket, self.ticket_state)

    def open(self, services: Sequence[str]) -> None:
        self.deeds.append("open")
        self.state, self.officer, self.services = "open", OURS, tuple(services)

    def call_next(self) -> Called | None:
        self._ours("call-next")
        if self.state != "open" or self.ticket is not None:
            raise Refused(409, "not so")
        if not self.queue:
            return None
        self.queue -= 1
        self.ticket, self.ticket_state = f"t{self.queue}", "called"
        return Called(self.ticket, "land", 1)

    def recall(self) -> None:
        self._ours("recall")

    def start(self) -> None:
        self._ours("start")
        self.ticket_state = "serving"

    def finish(self) -> None:
        self._ours("finish")
        self.ticket = self.ticket_state = None

    def no_show(self) -> None:
        self._ours("no-show")
        self.ticket = self.ticket_state = None

    def pause(self, reason: str) -> None:
        self._ours(f"pause {reason}")
        self.state = "paused"

    def resume(self) -> None:
        self._ours("resume")
        self.state = "open"

    def close(self) -> None:
        self._ours("close")
        self.state, self.officer = "closed", None

    def _ours(self, deed: str) -> None:
        if self.officer != OURS:
            raise Refused(403, "another officer's counter")
        self.deeds.append(deed)


class Chance(Random):
    """Draws that make the usual happen (everybody comes, no breaks), or the other."""

    def __init__(self, *, usual: bool) -> None:
        super().__init__(1)
        self._usual = usual

    def random(self) -> float:
        return 0.5 if self._usual else 0.0


def an_officer(desk: FakeDesk, shifts: Shifts, *, usual: bool = True) -> Officer:
    return Officer(
        desk,
        services=SERVICES,
        durations={"land": (600.0, 0.8), "business": (300.0, 0.8)},
        shifts=shifts,
        chance=Chance(usual=usual),
        look_every_s=60.0,
    )


def work(officer: Officer, now: float, *, until: float) -> float:
    """Act whenever due; returns when the next deed after `until` is due."""
    for _ in range(1000):
        if now > until:
            return now
        due = officer.act(now)
        assert due >= now
        now = due
    raise AssertionError("the officer acts without time going by")


def test_an_officer_opens_calls_starts_and_finishes_until_nobody_waits(shifts: Shifts) -> None:
    desk = FakeDesk(queue=2)
    officer = an_officer(desk, shifts)

    work(officer, at(shifts, "09:00"), until=at(shifts, "11:50"))

    one = ["call-next", "start", "finish"]
    assert desk.deeds == ["open", *one, *one, "call-next"]
    assert desk.services == SERVICES
    assert officer.phase is Phase.IDLE


def test_an_idle_officer_asks_again_only_when_woken(shifts: Shifts) -> None:
    desk = FakeDesk()
    officer = an_officer(desk, shifts)
    now = work(officer, at(shifts, "09:00"), until=at(shifts, "10:00"))
    asked = desk.deeds.count("call-next")

    desk.queue = 1
    officer.wake()
    officer.act(now)

    assert asked == 1
    assert desk.deeds.count("call-next") == 2
    assert officer.phase is Phase.CALLED


def test_who_does_not_come_is_called_twice_more_and_then_given_up(shifts: Shifts) -> None:
    desk = FakeDesk(queue=1)
    officer = an_officer(desk, shifts, usual=False)

    work(officer, at(shifts, "09:00"), until=at(shifts, "09:05"))

    assert desk.deeds[:5] == ["open", "call-next", "recall", "recall", "no-show"]


def test_lunch_is_a_pause_and_the_evening_a_close(shifts: Shifts) -> None:
    desk = FakeDesk()
    officer = an_officer(desk, shifts)

    after_lunch = work(officer, at(shifts, "11:00"), until=at(shifts, "12:10"))
    paused = list(desk.deeds)
    work(officer, after_lunch, until=at(shifts, "17:10"))

    assert paused[-1] == "pause lunch"
    assert after_lunch <= at(shifts, "13:00")
    assert desk.deeds[len(paused)] == "resume"
    assert desk.deeds[-1] == "close"
    assert desk.state == "closed"


def test_those_left_over_at_lunch_are_still_served(shifts: Shifts) -> None:
    desk = FakeDesk(queue=3)
    officer = an_officer(desk, shifts)

    work(officer, at(shifts, "11:50"), until=at(shifts, "12:50"))

    assert desk.queue == 0
    assert desk.state == "paused"


def test_a_lunch_of_his_own_is_taken_though_people_wait(shifts: Shifts) -> None:
    desk = FakeDesk(queue=60)
    officer = an_officer(desk, shifts)
    officer.lunch = (at(shifts, "10:00"), at(shifts, "10:45"))

    back = work(officer, at(shifts, "09:30"), until=at(shifts, "10:40"))

    assert (desk.deeds[-1], desk.queue > 0) == ("pause lunch", True)
    assert back == at(shifts, "10:45")
    work(officer, back, until=at(shifts, "10:50"))
    assert desk.state == "open"


def test_who_is_told_absent_ends_what_he_began_and_closes(shifts: Shifts) -> None:
    desk = FakeDesk(queue=60)
    officer = an_officer(desk, shifts)
    noticed = work(officer, at(shifts, "09:30"), until=at(shifts, "09:45"))

    officer.absent = True
    work(officer, noticed, until=at(shifts, "10:30"))

    assert (desk.state, desk.deeds[-1]) == ("closed", "close")


def test_before_opening_nothing_is_done_but_to_come_in_time(shifts: Shifts) -> None:
    desk = FakeDesk()
    officer = an_officer(desk, shifts)

    due = officer.act(at(shifts, "06:00"))

    assert desk.deeds == []
    assert at(shifts, "07:55") <= due <= at(shifts, "08:00")


def test_a_counter_that_a_person_opened_before_is_left_to_that_person(shifts: Shifts) -> None:
    desk = FakeDesk(queue=5, state="open", officer=THEIRS)
    officer = an_officer(desk, shifts)

    work(officer, at(shifts, "09:00"), until=at(shifts, "11:00"))

    assert desk.deeds == []
    assert (desk.officer, desk.queue) == (THEIRS, 5)
    assert officer.phase is Phase.DISPLACED


@pytest.mark.parametrize("deeds_before", [1, 2, 3])
def test_a_counter_that_a_person_takes_over_is_left_until_the_person_closes_it(
    shifts: Shifts, deeds_before: int
) -> None:
    desk = FakeDesk(queue=5)
    officer = an_officer(desk, shifts)
    now = at(shifts, "09:00")
    for _ in range(deeds_before):
        now = officer.act(now)

    desk.officer, desk.services = THEIRS, ("guidance",)
    before = list(desk.deeds)
    now = work(officer, now, until=now + 3600)
    while_there = list(desk.deeds)
    desk.state, desk.officer, desk.ticket = "closed", None, None
    work(officer, now, until=now + 120)

    assert while_there == before
    assert desk.officer == OURS
    assert desk.deeds[len(before)] == "open"


def test_an_idle_officer_who_is_to_help_does_not_take_a_counter_back_from_a_person(shifts: Shifts) -> None:
    desk = FakeDesk()
    officer = an_officer(desk, shifts)
    now = work(officer, at(shifts, "09:00"), until=at(shifts, "09:10"))
    desk.officer = THEIRS

    officer.helps_people = True
    officer.wake()
    officer.act(now)

    assert desk.officer == THEIRS
    assert officer.phase is Phase.DISPLACED


def test_what_is_left_to_people_is_served_while_help_is_wanted(shifts: Shifts) -> None:
    desk = FakeDesk()
    officer = an_officer(desk, shifts)
    now = work(officer, at(shifts, "09:00"), until=at(shifts, "09:10"))

    officer.helps_people = True
    officer.wake()
    now = officer.act(now)
    helping = desk.services
    officer.helps_people = False
    officer.wake()
    officer.act(now)

    assert helping == (*SERVICES, LEFT_TO_PEOPLE)
    assert desk.services == SERVICES


@pytest.mark.parametrize(("state", "deed"), [("serving", "finish"), ("called", "start")])
def test_after_a_restart_the_visitor_at_the_counter_is_taken_up(shifts: Shifts, state: str, deed: str) -> None:
    desk = FakeDesk(state="open", officer=OURS)
    desk.ticket, desk.ticket_state = "t9", state
    officer = an_officer(desk, shifts)

    now = officer.act(at(shifts, "09:00"))
    officer.act(now)

    assert desk.deeds == [deed]


def test_a_state_that_is_another_than_believed_is_looked_at_again(shifts: Shifts) -> None:
    desk = FakeDesk(queue=1)
    officer = an_officer(desk, shifts)
    now = officer.act(at(shifts, "09:00"))
    desk.state = "paused"

    now = officer.act(now)
    work(officer, now, until=now + 60)

    assert "resume" in desk.deeds
    assert desk.queue == 0
