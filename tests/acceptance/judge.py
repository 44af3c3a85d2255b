"""Was everything right in a rush? A branch's events told once more, by rules that the product's code does not know."""

from dataclasses import dataclass, field
from typing import Any

Event = dict[str, Any]
LEAVES = {"finished", "no_show", "held", "transferred", "referred", "cancelled", "expired"}
BACK_IN_LINE = {"transferred", "released", "returned", "postponed", "service_changed"}


@dataclass
class Hall:
    """Who stands where, and who waits for what; `untouched` has nobody whose place an act has moved."""

    at: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    untouched: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def tell(self, event: Event) -> None:
        """Take the next event."""
        kind, ticket, counter = event["kind"], event["ticket"], event["counter"]
        if kind == "issued":
            self.tickets[ticket] = "waiting"
            self.untouched.setdefault(event["data"]["services"][0], {})[ticket] = event["seq"]
        elif kind == "called":
            self._called(event)
        elif kind in LEAVES | BACK_IN_LINE:
            self._moved(kind, ticket, counter, event)

    def before(self, event: Event) -> set[str]:
        """Return who came earlier for the same service than the one called, has not been moved, and still waits."""
        here = self.untouched.get(event["data"]["service"], {})
        own = here.get(event["ticket"])
        return set() if own is None else {ticket for ticket, seq in here.items() if seq < own}

    def _called(self, event: Event) -> None:
        ticket, counter = event["ticket"], event["counter"]
        if counter in self.at:
            self.faults.append(f"{event['seq']}: {counter} called while {self.at[counter]} stood there")
        if ticket in self.at.values():
            self.faults.append(f"{event['seq']}: {ticket} was called by two counters")
        if self.tickets.get(ticket) != "waiting":
            self.faults.append(f"{event['seq']}: {ticket} was called though {self.tickets.get(ticket)}")
        self.at[counter], self.tickets[ticket] = ticket, "called"
        self._touch(ticket)

    def _moved(self, kind: str, ticket: str, counter: str | None, event: Event) -> None:
        if counter is not None and kind in LEAVES and self.at.pop(counter, None) != ticket:
            self.faults.append(f"{event['seq']}: {kind} of {ticket}, who did not stand at {counter}")
        goes_on = kind in BACK_IN_LINE or event["data"].get("onward")
        self.tickets[ticket] = "waiting" if goes_on else kind
        self._touch(ticket)

    def _touch(self, ticket: str) -> None:
        for line in self.untouched.values():
            line.pop(ticket, None)


def told(events: list[Event]) -> Hall:
    """Return the hall after events of which none was undone."""
    hall = Hall()
    for event in events:
        hall.tell(event)
    return hall


def judged(events: list[Event]) -> tuple[Hall, list[tuple[Event, set[str]]]]:
    """Return the hall at the end, and each call with those whom it overtook; what is undone counts as never done."""
    hall, stands, calls = Hall(), list[Event](), list[tuple[Event, set[str]]]()
    for event in events:
        if event["kind"] == "undone":
            gone = set(event["data"]["undoes"])
            stands = [one for one in stands if one["seq"] not in gone]
            calls = [(one, passed) for one, passed in calls if one["seq"] not in gone]
            hall = told(stands)
            continue
        if event["kind"] == "called":
            calls.append((event, hall.before(event)))
        stands.append(event)
        hall.tell(event)
        if hall.faults:
            break
    return hall, calls
