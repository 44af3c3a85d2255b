"""What goes wrong, and what only passes: time, closing, something that breaks, two who press at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

from hypothesis import strategies as st

from server.actions.call_next import call_next
from server.actions.start_day import begin_days
from server.domain.refusals import Refused
from tests.integration.databases import HERE, THERE
from tests.stateful.asked import FRAME, Act, Request, deed, must
from tests.stateful.network import NETWORK, OFFICERS, local_day
from tests.stateful.officers import Officers, which
from tests.stateful.visitors import Visitors
from tests.stateful.world import instant

NOON, FRIDAY = 12, 4
LONG_ENOUGH = 20
MOMENT_S = 0.02


class Faults(Officers, Visitors):
    """Time and trouble."""

    @deed(
        6,
        seconds=st.sampled_from([1, 3, 10, 30, 60, 120, 180, 300, 480, 720, 1200, 2700, -1, -90, -300]),
        more=st.sampled_from(["", "", "", "", "", "over lunch", "to the next day"]),
        swept=st.booleans(),
    )
    def time_passes(self, seconds: int, more: str, swept: bool) -> None:
        """Seconds or minutes, sometimes back; over lunch, or the night, after which a timer may begin the day."""
        local = instant(max(self.at(HERE), self.at(THERE))).astimezone(NETWORK.zone)
        if more == "over lunch" and local.hour < NOON:
            self.go_to(local.replace(hour=13, minute=1, second=0, microsecond=0))
        elif more == "to the next day" and len(self.requests) > LONG_ENOUGH:
            days = 3 if local.weekday() == FRIDAY else 1
            self.go_to(local.replace(hour=8, minute=5, second=0, microsecond=0) + timedelta(days=days))
            self.leased.clear()
            if swept:
                self.sweep()
        else:
            self.go_to(self.now + timedelta(seconds=seconds))

    def sweep(self) -> None:
        """What the timer does: it begins the day of every branch that still stands at an earlier one."""
        begin_days(self.store)
        self.look()
        for branch in (HERE, THERE):
            day = self.world.branches[branch].day
            must(day is None or day >= local_day(self.now), f"{branch} is still at {day}")

    @deed(1, where=st.sampled_from(["event", "head", "commit"]))
    def the_next_change_breaks(self, where: str) -> None:
        """Somewhere in the middle; it must change nothing, and the same request then goes through."""
        self.breaks = where

    @deed(2, lot=which, same=st.booleans())
    def a_key_comes_twice(self, lot: int, same: bool) -> None:
        """A request that was answered comes again; with another body it is refused."""
        if not self.requests:
            return
        before, old = self.world, self.requests[-1 - lot % min(9, len(self.requests))]
        if same:
            self.press_again(old)
            return
        other = Request(old.name, old.who, old.branches, old.work, old.key, ["another", old.body], counter=old.counter)
        self._sent(other)
        must(other.answer is None, "a key was taken for two different bodies")
        self.look()
        must(before == self.world, "a key that was used before changed something")

    @deed(2, lot=which)
    def two_press_at_once(self, lot: int) -> None:
        """The second calls while the first has not committed yet: he waits for that, and then finds what it left."""
        locked, inside = Event(), Event()
        if self.day_is_due(HERE):
            return
        pressed = [("1", "2"), ("1", "1"), ("2", "4")][lot % 3]
        standing = {counter: self.world.counters[HERE, counter] for counter in pressed}
        after = {counter: self.after(row, "the truth") for counter, row in standing.items()}

        def press(counter: str, work: Callable[[], object]) -> str | None:
            row = standing[counter]
            who = next((one for one in OFFICERS[HERE] if one.subject == row.officer), OFFICERS[HERE][0])
            try:
                with self.store.change(HERE, actor=who.actor) as change:
                    called = call_next(change, counter=counter, caller=who, after=after[counter])
                    work()
                    return None if called is None else called.id
            except Refused:
                return "refused"
            finally:
                locked.set()

        def leave_time() -> None:
            locked.set()
            inside.wait(MOMENT_S)

        def second() -> str | None:
            with self.store.read() as connection:
                connection.exec_driver_sql("SELECT 1")  # so that it is connected
            locked.wait()
            return press(pressed[1], inside.set)

        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(second)
            told = [press(pressed[0], leave_time), other.result()]
        before = self.world
        self.look()
        called = [event.ticket_id for event in self.world.since(before, HERE) if event.kind == "called"]
        must(sorted(called) == sorted(one for one in told if one not in (None, "refused")), f"{told} against {called}")
        must(len(set(called)) == len(called), "one visitor was called twice at once")
        for counter in {event.counter for event in self.world.since(before, HERE)}:
            head = len(self.world.events[HERE])
            self.acts[HERE, counter] = Act("call-next", None, {name: set() for name in FRAME}, head, head, {})
