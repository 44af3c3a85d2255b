"""What if one visit goes through much? A visitor is followed from act to act, so that rare ways are gone as well."""

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from server.actions.transfer_visitor import Onward
from server.domain.order import Place as Standing
from tests.stateful.asked import deed
from tests.stateful.invariants import Invariants
from tests.stateful.mending import Mending
from tests.stateful.network import PLACES, SERVICES
from tests.stateful.officers import Place, which
from tests.stateful.world import LIVE

ACTS: Mapping[str, Callable[["Following", int], None]] = {
    "call": lambda self, lot: self.pick(self.a_free_place(lot), lot, "he is ill", "the truth"),
    "start": lambda self, lot: self.start(lot),
    "finish": lambda self, lot: self.finish(lot, None),
    "hold": lambda self, lot: self.hold(lot, lot % 2 == 0, None),
    "no-show": lambda self, lot: self.no_show(lot),
    "send on": lambda self, lot: self.transfer(lot, "anybody", PLACES[0], onward(lot, back=False)),
    "send on and back": lambda self, lot: self.transfer(lot, "anybody", PLACES[0], onward(lot, back=True)),
    "come back": lambda self, lot: self.come_back(lot, "officer"),
    "postpone": lambda self, lot: self.postpone(lot, "visitor"),
    "make ordinary": lambda self, lot: self.make_ordinary(lot, "greeter"),
    "count": lambda self, lot: self.count_dossiers(lot, "officer", lot % 6 + 1),
    "add": lambda self, lot: self.add_service(lot, "greeter", a_service(lot)),
    "change": lambda self, lot: self.change_service(lot, "officer", a_service(lot)),
    "refer": lambda self, lot: self.refer(lot, "officer", None),
    "reopen": lambda self, lot: self.reopen(self.a_free_place(lot), lot),
    "end turn": lambda self, lot: self.end_turn(lot, None),
    "arrive": lambda self, lot: self.arrive(lot, "visitor"),
    "cancel": lambda self, lot: self.cancel(lot, "visitor"),
    "void": lambda self, lot: self.void(lot),
    "help": lambda self, lot: self.help(self.a_busy_place(lot), lot, lot % 3 != 0),
    "undo": lambda self, lot: self.undo(lot),
    "wait": lambda self, lot: self.time_passes(lot * 10, "", False),
}
OFTEN = [
    "call",
    "call",
    "call",
    "call",
    "start",
    "finish",
    "finish",
    "send on and back",
    "send on and back",
    "postpone",
]
acts = st.sampled_from([*OFTEN, *ACTS])


def a_service(lot: int) -> str:
    return sorted(SERVICES)[lot % len(SERVICES)]


def onward(lot: int, *, back: bool) -> Onward:
    return Onward(a_service(lot), None, None, sorted(Standing)[lot % len(Standing)], back, 1, None)


class Following(Mending, Invariants):
    """One visitor, and whoever has to do with him."""

    def time_passes(self, seconds: int, more: str, swept: bool) -> None:
        """See `faults`."""
        raise NotImplementedError

    def a_free_place(self, lot: int) -> Place:
        """Return an open counter of the visitor's branch, one where nobody stands if there is one."""
        branch = self.known[self.followed or ""].branch
        places = [place for place in PLACES if place[0] == branch]
        is_open = [place for place in places if self.world.counters[place].state == "open"]
        free = [place for place in is_open if self.world.counters[place].ticket_id is None]
        found = free or is_open or places
        return found[lot % len(found)]

    @deed(14, lot=which, steps=st.lists(st.tuples(acts, which), min_size=2, max_size=8))
    def a_visitor_is_followed(self, lot: int, steps: list[tuple[str, int]]) -> None:
        self.followed = self.some_ticket(lot, *LIVE)
        for act, how in steps:
            ACTS[act](self, how)
            self.everything_holds()
        self.followed = None
