"""Does everybody hold one number, and the server each held number once, whatever line, power and clocks do?"""

import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from uuid_utils import uuid7

from tests.stateful.kiosk_world import LETTERS, Machine, Server

# In memory where there is such a folder: a disk that is slow to write through proves nothing here.
FOLDER = "/dev/shm" if Path("/dev/shm").is_dir() else None
FAULTS = ("none", "none", "request-lost", "answer-lost", "late", "busy", "nonsense", "breaks", "refused")
kiosks = st.integers(0, 1)
faults = st.lists(st.sampled_from(FAULTS), max_size=6)
kills = st.sampled_from(("killed-before", "killed-after"))


class KioskMachine(RuleBasedStateMachine):
    """Two kiosks at one server."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=FOLDER)
        self.server = Server()
        self.machines = [Machine(Path(self.folder.name) / f"{name}.sqlite3", self.server) for name in "ab"]

    @initialize(known=st.booleans())
    def begin(self, known: bool) -> None:
        for machine in self.machines if known else ():
            machine.catches_up()

    @rule(which=kiosks, service=st.sampled_from(sorted(LETTERS)), faults=faults)
    def tap(self, which: int, service: str, faults: list[str]) -> None:
        machine = self.machines[which]
        machine.faults.next = faults
        machine.taps(service, None)

    @rule(which=kiosks, first=faults, second=faults)
    def tap_twice_with_one_id(self, which: int, first: list[str], second: list[str]) -> None:
        machine, key = self.machines[which], str(uuid7())
        machine.faults.next = first
        one = machine.taps("land", key)
        machine.faults.next = second
        other = machine.taps("land", key)

        if one is not None:
            assert other is not None
            assert (one["id"], one["number"], one["token"]) == (other["id"], other["number"], other["token"])

    @rule(which=kiosks, before=st.integers(0, 1), kill=kills)
    def tap_and_die_at_the_line(self, which: int, before: int, kill: str) -> None:
        machine = self.machines[which]
        machine.faults.next = ["breaks"] * before + [kill]
        machine.taps("land", None)

    @rule(which=kiosks, writes=st.integers(0, 2), kill=kills, faults=faults)
    def tap_and_die_at_the_disk(self, which: int, writes: int, kill: str, faults: list[str]) -> None:
        machine = self.machines[which]
        machine.faults.next, machine.file.kill_at = faults, ["lives"] * writes + [kill]
        machine.taps("land", None)

    @rule(which=kiosks, faults=faults)
    def catch_up(self, which: int, faults: list[str]) -> None:
        machine = self.machines[which]
        machine.faults.next = faults
        machine.catches_up()

    @rule(which=kiosks, writes=st.integers(0, 4), requests=st.integers(3, 9), kill=kills, at_disk=st.booleans())
    def die_while_catching_up(self, which: int, writes: int, requests: int, kill: str, at_disk: bool) -> None:
        machine = self.machines[which]
        if at_disk:
            machine.file.kill_at = ["lives"] * writes + [kill]
        else:
            machine.faults.next = ["none"] * requests + [kill]
        machine.catches_up()

    @rule(which=kiosks)
    def restart(self, which: int) -> None:
        self.machines[which].dies()

    @rule(which=kiosks, seconds=st.sampled_from((-3600.0, -5.0, 60.0)))
    def set_the_wall_clock(self, which: int, seconds: float) -> None:
        self.machines[which].wall_shift += seconds

    @rule(which=kiosks, seconds=st.floats(0.01, 600))
    def wait(self, which: int, seconds: float) -> None:
        self.machines[which].kiosk_waits(seconds)

    @rule(which=kiosks)
    def the_line_delivers_late(self, which: int) -> None:
        late, self.machines[which].faults.late = self.machines[which].faults.late, []
        for deliver in late:
            deliver()

    @rule()
    def a_night_passes(self) -> None:
        self.server.midnight()

    @invariant()
    def no_number_is_held_twice_on_a_day(self) -> None:
        held = {
            (job, paper.issued_at.date(), paper.number)
            for machine in self.machines
            for job, paper in machine.tray.papers.items()
        }

        twice = [one for one, times in Counter((day, number) for _, day, number in held).items() if times > 1]
        assert twice == []

    @invariant()
    def what_is_shown_is_on_the_paper(self) -> None:
        for machine in self.machines:
            assert all(machine.tray.papers[one].number == ticket["number"] for one, ticket in machine.shown.items())

    def teardown(self) -> None:
        try:
            for which, machine in enumerate(self.machines):
                self.the_line_delivers_late(which)
                machine.catches_up()
                machine.catches_up()
            self.everything_is_merged()
        finally:
            for machine in self.machines:
                machine.file.close()
            self.folder.cleanup()

    def everything_is_merged(self) -> None:
        aside = {kept.id for machine in self.machines for kept in machine.kiosk.outbox.aside()}
        papers = {job for machine in self.machines for job in machine.tray.papers}
        for machine in self.machines:
            assert (machine.kiosk.outbox.waiting, machine.kiosk.outbox.ghosts) == (0, 0)
            assert set(machine.shown) <= papers
            mine = [one for one in self.server.arrived if one in machine.tray.papers]
            written = [machine.tray.papers[one].issued_at for one in mine if machine.tray.papers[one].offline]
            assert written == sorted(set(written))
            in_turn = [one for one in mine if one not in machine.before_its_turn]
            counted = [datetime.fromisoformat(self.server.tickets[one]["issued_at"]) for one in in_turn]
            assert counted == sorted(counted)
        # Each paper is in the list once, or told to staff; nobody stands in the list whom no paper calls.
        assert set(self.server.live) | aside == papers
        assert not set(self.server.live) & aside


def test_everybody_holds_one_number_and_the_server_has_each_once() -> None:
    run_state_machine_as_test(KioskMachine, settings=settings(max_examples=60, stateful_step_count=30))


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_everybody_holds_one_number_however_long_it_goes_on() -> None:
    run_state_machine_as_test(
        KioskMachine, settings=settings(max_examples=2000, stateful_step_count=60, derandomize=False)
    )
