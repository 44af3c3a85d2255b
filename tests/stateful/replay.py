"""Where must everybody be, if the events say the truth? Told again without what was undone, by plain words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.stateful.world import Row

OVER = {
    "finished": "done",
    "no_show": "no_show",
    "cancelled": "cancelled",
    "expired": "expired",
    "referred": "referred",
    "voided": "void",
}


@dataclass
class Place:
    """A visit: its state (of the present step, or of the one that ended it), the service and the counter."""

    state: str
    service: str
    counter: str | None = None
    over: bool = False


@dataclass
class Desk:
    """A counter: its state, whose it is, and who stands there."""

    state: str = "closed"
    officer: str | None = None
    services: list[str] = field(default_factory=list)
    ticket: str | None = None


@dataclass
class Told:
    """What the events of a branch say."""

    visits: dict[str, Place] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    called: dict[int, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, event: Row) -> None:
        kind, ticket, counter = event.kind, event.ticket_id, event.counter
        if kind.startswith("counter_"):
            self._desk(event)
        elif kind == "issued":
            self.visits[ticket] = Place("waiting", event.data["services"][0])
        elif kind == "arrived":
            self.visits[ticket].state = "waiting"
        elif ticket is not None and kind in ("called", "reopened"):
            self._to_counter(event, self.visits[ticket], counter)
        elif ticket is not None:
            self._from_there(event, self.visits[ticket])

    def _desk(self, event: Row) -> None:
        desk = self.desks.setdefault(event.counter, Desk())
        desk.state = {"opened": "open", "paused": "paused", "resumed": "open", "closed": "closed"}[event.kind[8:]]
        if event.kind == "counter_opened":
            desk.officer, desk.services = event.data["officer"], event.data["services"]
        if event.kind == "counter_closed":
            desk.officer = None

    def _to_counter(self, event: Row, visit: Place, counter: str) -> None:
        desk = self.desks.setdefault(counter, Desk())
        if desk.ticket is not None or visit.counter is not None:
            self.problems.append(f"{event.seq}: {event.ticket_id} is called while the counter or the visitor is busy")
        desk.ticket = event.ticket_id
        visit.state = "called" if event.kind == "called" else "serving"
        visit.service, visit.counter, visit.over = event.data["service"], counter, False
        if event.kind == "called":
            self.called[event.seq] = event.ticket_id

    def _from_there(self, event: Row, visit: Place) -> None:
        kind = event.kind
        if kind == "started":
            visit.state = "serving"
        if kind in ("repeated", "started", "service_added", "reclassed", "dossiers_counted", "marked_inaccurate"):
            return
        if kind == "postponed":
            return
        if visit.counter is not None:
            self.desks[visit.counter].ticket = None
            visit.counter = None
        onward = event.data.get("onward") if kind == "finished" else None
        if onward:
            visit.state, visit.service = "waiting", onward
        elif kind in OVER:
            visit.state, visit.over = OVER[kind], True
        elif kind == "held":
            visit.state = "held"
        elif kind in ("released", "returned", "transferred", "service_changed", "turn_ended"):
            visit.state, visit.over = "waiting", False
            visit.service = event.data.get("service", visit.service)
        else:
            self.problems.append(f"{event.seq}: nobody knows what {kind} is")


def told_again(events: Iterable[Row]) -> Told:
    """Return what the events say, as if those that were undone had never been."""
    rows = list(events)
    undone = {seq for row in rows if row.kind == "undone" for seq in row.data["undoes"]}
    told = Told()
    for row in rows:
        if row.seq not in undone and row.kind != "undone" and not row.kind.startswith(("branch_", "intake_")):
            told.take(row)
    return told
