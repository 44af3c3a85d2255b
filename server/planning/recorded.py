"""What happened at a branch on one day, turn by turn, so that it can be run again? An undone act never was.

Times are seconds of the local day. What a counter did while somebody waited for it belongs to the officer and stays
with his last visitor (`after_s`); pauses, lunches and a branch that stood still are gaps in the counter's windows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean

from server.domain.order import ORDINARY
from server.domain.rules import Rules
from server.domain.statistics import COUNTER_FREE, VISIT_ENDS, Event
from server.planning.day import Windows

DAY_S = 24 * 3600.0
# Who is left over at the end has not gone: he waited until then.
GONE = VISIT_ENDS - {"expired"}
IN_LINE = frozenset({"arrived", "came_early", "returned", "released"})


@dataclass(frozen=True)
class Known:
    """What is told of a ticket beside its events. counts_s: what its order counts from; ready_s: see order.ready_time.

    priority and dossiers are erased when the day is closed. usual_s: of its service, where nobody was served.
    stood: it was in line, which an appointment is once its holder has come.
    """

    ready_s: float
    counts_s: float
    service: str
    usual_s: float
    stood: bool = True
    priority: str = ORDINARY
    dossiers: int = 1


@dataclass
class Turn:
    """One stand in line; a folder's turns are one. stands_s: when it began to wait. called_s: None where nobody called.

    busy_s: how long it kept a counter, or would have. after_s: how long its officer then let others wait.
    """

    ticket: str
    service: str
    priority: str
    ready_s: float
    counts_s: float
    stands_s: float
    called_s: float | None
    first: bool
    dossiers: int
    busy_s: float = 0.0
    after_s: float = 0.0


@dataclass
class DeskDay:
    """A counter's day. calls: when it called. services: (from when, which), the earliest first."""

    calls: Windows = ()
    services: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True)
class RecordedDay:
    """A day as it was, until its last counter closed. left: how many left before they were called."""

    turns: Sequence[Turn]
    desks: Mapping[str, DeskDay]
    left: int
    ends_s: float

    @property
    def visits(self) -> list[Turn]:
        """The first turn of every visit, in the order of the calls; who was not called at the end."""
        return [one for one in self.turns if one.first]


def recorded_day(
    events: Sequence[Event], known: Mapping[str, Known], *, rules: Rules, second: Callable[[datetime], float]
) -> RecordedDay:
    """Return the day that its events tell. second: the second of the day at which an instant is."""
    undone = {seq for one in events if one.kind == "undone" for seq in one.data["undoes"]}
    story = _Story(known, rules)
    for one in events:
        if one.seq not in undone:
            story.tell(one, second(one.at))
    return story.end()


@dataclass
class _Guest:
    """A ticket on its way. since_s: at a counter since then. moved: a rule set its rank. folder: not done yet."""

    stands_s: float
    counts_s: float
    dossiers: int
    moved: bool = False
    turn: Turn | None = None
    since_s: float | None = None
    counter: str = ""
    gone: bool = False
    folder: bool = False
    done: int = 0


@dataclass
class _Desk:
    """A counter on its way. last: (turn, when it ended), until a pause. idle: nobody was called since it opened."""

    windows: list[tuple[float, float]] = field(default_factory=list)
    services: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)
    since_s: float | None = None
    idle: bool = True
    last: tuple[Turn, float] | None = None


class _Story:
    def __init__(self, known: Mapping[str, Known], rules: Rules) -> None:
        self._known, self._rules = known, rules
        self._guests: dict[str, _Guest] = {}
        self._desks: dict[str, _Desk] = defaultdict(_Desk)
        self._turns: list[Turn] = []
        self._stops: list[tuple[float, float]] = []
        self._stopped_s: float | None = None
        self._ends_s = 0.0

    def tell(self, event: Event, at_s: float) -> None:
        if event.kind == "branch_paused":
            self._stopped_s = at_s
        elif event.kind == "branch_resumed" and self._stopped_s is not None:
            self._stops.append((self._stopped_s, at_s))
            self._stopped_s = None
        elif event.kind.startswith("counter_") and event.counter is not None:
            # What the next day's beginning closes had closed with its last visitor.
            if at_s < DAY_S:
                self._tell_desk(self._desks[event.counter], event, at_s)
        elif event.ticket is None:
            return
        elif event.kind == "issued" and event.ticket in self._known:
            one = self._known[event.ticket]
            self._guests[event.ticket] = _Guest(max(at_s, one.ready_s), one.counts_s, one.dossiers)
        elif event.ticket in self._guests:
            self._tell_guest(event.ticket, self._guests[event.ticket], event, at_s)

    def end(self) -> RecordedDay:
        if self._stopped_s is not None:
            self._stops.append((self._stopped_s, DAY_S))
        desks = {code: DeskDay(self._calls(one), one.services) for code, one in self._desks.items()}
        ends_s = max([self._ends_s, *(end for one in desks.values() for _, end in one.calls)])
        left = sum(one.gone and one.turn is None for one in self._guests.values())
        return RecordedDay([*self._turns, *self._unfinished(ends_s)], desks, left, ends_s)

    def _unfinished(self, ends_s: float) -> Iterator[Turn]:
        """Who still waited at the end was in line all the while; he, and who was at a counter, take the mean."""
        took: dict[str, list[float]] = defaultdict(list)
        for turn in self._turns:
            if turn.busy_s:
                took[turn.service].append(turn.busy_s)
        for ticket, guest in self._guests.items():
            one = self._known[ticket]
            if guest.turn is not None and guest.since_s is not None:
                mean_s = fmean(took[guest.turn.service] or [one.usual_s])
                guest.turn.busy_s = max(guest.turn.busy_s + self._ends_s - guest.since_s, mean_s)
            elif guest.turn is None and one.stood and not guest.gone and guest.stands_s < ends_s:
                turn = self._turn(ticket, guest, one.service, None)
                turn.busy_s = fmean(took[one.service] or [one.usual_s])
                yield turn

    def _turn(self, ticket: str, guest: _Guest, service: str, called_s: float | None) -> Turn:
        one = self._known[ticket]
        return Turn(
            ticket=ticket,
            service=service,
            priority=ORDINARY if guest.moved else one.priority,
            ready_s=one.ready_s,
            counts_s=guest.counts_s,
            stands_s=guest.stands_s,
            called_s=called_s,
            first=guest.turn is None,
            dossiers=guest.dossiers,
        )

    def _calls(self, desk: _Desk) -> Windows:
        still = [] if desk.since_s is None else [(desk.since_s, self._ends_s)]
        calls = [*desk.windows, *still]
        for stop, go in self._stops:
            calls = [part for start, end in calls for part in ((start, min(end, stop)), (max(start, go), end))]
        return tuple((start, end) for start, end in calls if start < end)

    def _tell_desk(self, desk: _Desk, event: Event, at_s: float) -> None:
        if event.kind == "counter_opened":
            desk.services.append((at_s, tuple(event.data["services"])))
        if event.kind in ("counter_opened", "counter_resumed"):
            if desk.since_s is None:
                desk.since_s, desk.idle = at_s, True
        elif desk.since_s is not None:
            desk.windows.append((desk.since_s, at_s))
            desk.since_s = desk.last = None

    def _tell_guest(self, ticket: str, guest: _Guest, event: Event, at_s: float) -> None:
        if event.kind in IN_LINE:
            guest.stands_s = at_s
        elif event.kind == "postponed":
            guest.counts_s = max(guest.counts_s, at_s) + self._rules.postpone_by.total_seconds()
            guest.moved = True
        elif event.kind == "dossiers_counted":
            guest.dossiers = event.data["count"]
            if guest.turn is not None and guest.since_s is not None and not guest.folder:
                guest.turn.dossiers = guest.dossiers
        elif event.kind == "called" and event.counter is not None:
            self._called(ticket, guest, event, at_s)
        elif event.kind == "reopened" and event.counter is not None:
            guest.since_s, guest.counter = at_s, event.counter
        elif event.kind in COUNTER_FREE and guest.since_s is not None:
            self._freed(guest, event, at_s)
        elif event.kind in GONE:
            guest.gone = True

    def _called(self, ticket: str, guest: _Guest, event: Event, at_s: float) -> None:
        assert event.counter is not None
        if not guest.folder or guest.turn is None:
            guest.turn = self._turn(ticket, guest, event.data["service"], at_s)
            self._turns.append(guest.turn)
        guest.since_s, guest.counter = at_s, event.counter
        desk = self._desks[event.counter]
        if desk.last is not None and guest.stands_s <= desk.last[1]:
            desk.last[0].after_s = at_s - desk.last[1]
        if desk.idle and desk.since_s is not None and guest.stands_s <= desk.since_s:
            desk.since_s = at_s
        desk.idle, desk.last = False, None

    def _freed(self, guest: _Guest, event: Event, at_s: float) -> None:
        turn = guest.turn
        assert turn is not None
        assert guest.since_s is not None
        turn.busy_s += at_s - guest.since_s
        guest.folder = event.kind == "turn_ended"
        if guest.folder:
            guest.done += event.data["done"]
            turn.dossiers = guest.done + event.data["left"]
        guest.stands_s, guest.since_s = at_s, None
        self._desks[guest.counter].last = (turn, at_s)
        self._ends_s = max(self._ends_s, at_s)
