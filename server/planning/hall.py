"""How does a branch's queue move in a simulated day? By the rules of the domain: rank, and who is chosen.

Nothing of order or choice is written here: `order.rank` places who comes, `choice.choose` says whom a free counter
calls. What the domain leaves to people is: who comes while several able officers are idle goes to the one with the
fewest services (he who can do least else).
"""

from bisect import insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import chain

from server.domain.choice import Seat, Waiting, choose
from server.domain.order import rank
from server.planning.day import NO_SHOW_S, Call, Floor, Officer, Visitor
from server.planning.present import DeskNow, InLine, Present

START = datetime(2026, 1, 5, tzinfo=UTC)
# How long a short pause goes on, on average, whenever one looks.
AWAY_S = 240.0
Queue = list[tuple[datetime, int, Waiting]]


def instant(at_s: float) -> datetime:
    """Return the instant that a second of the simulated day stands for."""
    return START + timedelta(seconds=at_s)


class Hall:
    """One branch at work. `free_at` is called with an officer and when he is free again."""

    def __init__(self, code: str, floor: Floor, free_at: Callable[[float, "Hall", Officer], None]) -> None:
        self.code, self.floor, self.calls = code, floor, list[Call]()
        self._free_at = free_at
        self._queues: dict[str, Queue] = {}
        self._guests: dict[str, tuple[Visitor, float, int]] = {}
        self._idle: dict[str, Officer] = {}
        self._serving: dict[str, Call] = {}
        self._away_until: dict[str, float] = {}
        self._away_since: dict[str, float] = {}
        self._order = 0
        self._seats: dict[str, Seat] = {}
        self._take_places(floor.officers)

    def staff(self, officers: tuple[Officer, ...], now_s: float) -> None:
        """Let others work here from now on: who leaves ends whom he serves, who comes calls when he is here."""
        before = {one.code for one in self.floor.officers}
        self.floor = replace(self.floor, officers=officers)
        self._take_places(officers)
        self._idle = {code: self._here[code] for code in self._idle if code in self._here}
        for one in officers:
            if one.code not in before:
                for start, _ in one.calls:
                    self._free_at(max(start, now_s), self, one)

    def _take_places(self, officers: Sequence[Officer]) -> None:
        self._here = {one.code: one for one in officers}
        self._seats |= {one.code: Seat(one.code, one.code, one.services) for one in officers}
        self._by_service = {
            service: sorted((one for one in officers if service in one.services), key=lambda one: len(one.services))
            for service in {service for one in officers for service in one.services}
        }

    def arrive(self, visitor: Visitor, now_s: float) -> None:
        """Give a visitor his place, and let an idle officer call him.

        Who was sent here from elsewhere keeps the time at which he came there.
        """
        self._stand(visitor, now_s, arrived_s=now_s, done=0)
        for officer in self._by_service.get(visitor.service, ()):
            if officer.code in self._idle and officer.next_calling(now_s) <= now_s:
                del self._idle[officer.code]
                self.next_at(officer, now_s)
                return

    def next_at(self, officer: Officer, now_s: float) -> None:
        """Let a free officer call whose turn it is; who is busy or away goes on with that, who has left does not."""
        if officer.code not in self._here:
            return
        officer = self._here[officer.code]
        if officer.code in self._serving or self._away_until.get(officer.code, 0.0) > now_s:
            return
        opens = officer.next_calling(now_s)
        if opens > now_s:
            self._idle.pop(officer.code, None)
            return
        chosen = choose(
            self._seats[officer.code],
            self._in_line(officer),
            self._others,
            rules=self.floor.rules,
            now=instant(now_s),
        )
        if chosen is None:
            self._idle[officer.code] = officer
            return
        self._idle.pop(officer.code, None)
        self._call(officer, chosen.ticket_id, now_s)

    def end(self, officer: Officer, now_s: float) -> None:
        """End a service: the rest of a folder ranks again, the officer pauses if he must, or calls the next.

        Where a folder leaves the bulk lane, who is idle beside may call the next folder.
        """
        call = self._serving.pop(officer.code)
        self.calls.append(call)
        visitor, arrived_s, done = self._guests.pop(str(call.visitor.number))
        if call.visitor.came and done + call.dossiers < visitor.dossiers:
            self._stand(visitor, now_s, arrived_s=arrived_s, done=done + call.dossiers)
        elif visitor.break_s and visitor.came:
            self._away_since[officer.code] = now_s
            self._away_until[officer.code] = now_s + visitor.break_s
            self._free_at(now_s + visitor.break_s, self, officer)
        free = {**self._idle, officer.code: officer} if visitor.dossiers > 1 else {officer.code: officer}
        for one in sorted(free.values(), key=lambda one: (len(one.services), one.code)):
            self.next_at(one, now_s)

    def seen(self) -> Iterator[Visitor]:
        """Who has come here so far."""
        served = (call.visitor for call in self.calls if call.first and str(call.visitor.number) not in self._guests)
        return chain(served, (visitor for visitor, _, _ in self._guests.values()))

    def serving(self, officer: Officer) -> Call | None:
        """Whom an officer serves now."""
        return self._serving.get(officer.code)

    @property
    def done(self) -> list[tuple[str, str, float]]:
        """What was done today: counter, service and seconds; folders and who did not come are left out."""
        ended = ((call, call.visitor) for call in self.calls)
        return [
            (call.officer, visitor.service, call.ended_s - call.called_s)
            for call, visitor in ended
            if visitor.came and visitor.dossiers == 1
        ]

    def present(self, now_s: float, probes: Sequence[InLine], *, absent: Sequence[DeskNow] = ()) -> Present:
        """Return how the hall stands, as a predictor may know it: what the branch's rows would say."""
        waiting = [
            InLine(one.ticket_id, one.service, (place - START).total_seconds() - now_s, one.dossiers)
            for place, _, one in merge(*self._queues.values())
        ]
        desks = [self._desk(officer, now_s) for officer in self.floor.officers]
        return Present(now_s, waiting, probes, [*desks, *absent])

    def _desk(self, officer: Officer, now_s: float) -> DeskNow:
        services = frozenset(officer.services)
        call = self._serving.get(officer.code)
        if call is not None:
            folder = _left(call, self._guests) >= self.floor.rules.bulk_from
            return DeskNow(
                officer.code, services, "open", call.visitor.service, now_s - call.called_s, call.dossiers, folder
            )
        until_s = self._away_until.get(officer.code, 0.0)
        if until_s > now_s:
            return DeskNow(officer.code, services, "paused", for_s=now_s - self._away_since[officer.code])
        if officer.next_calling(now_s) <= now_s:
            return DeskNow(officer.code, services)
        came = officer.calls[0][0] <= now_s < officer.calls[-1][1]
        ended_s = max((end for _, end in officer.calls if end <= now_s), default=now_s)
        return DeskNow(officer.code, services, "paused" if came else "closed", for_s=now_s - ended_s)

    def line(self) -> Iterator[Waiting]:
        """Who waits, in the order of rank."""
        return (one for _, _, one in merge(*self._queues.values()))

    def free_from(self, officer: Officer, now_s: float, mean_s: Mapping[str, float]) -> float:
        """When an officer may be expected to call again, as somebody sees it who knows no more than the rows say."""
        call = self._serving.get(officer.code)
        if call is not None:
            mean = mean_s[call.visitor.service] * call.dossiers
            return officer.next_calling(now_s + max(mean - (now_s - call.called_s), mean / 10))
        if self._away_until.get(officer.code, 0.0) > now_s:
            return officer.next_calling(now_s + AWAY_S)
        return officer.next_calling(now_s)

    def counts(self) -> dict[str, int]:
        """How many wait for each service."""
        return {service: len(queue) for service, queue in self._queues.items() if queue}

    def _stand(self, visitor: Visitor, now_s: float, *, arrived_s: float, done: int) -> None:
        ready = instant(now_s if done else min(now_s, visitor.arrives_s))
        place = rank(ready, visitor.priority, self.floor.head_starts) if done == 0 else ready
        one = Waiting(str(visitor.number), visitor.service, place, ready, dossiers=visitor.dossiers - done)
        self._guests[one.ticket_id] = (visitor, arrived_s, done)
        self._order += 1
        insort(self._queues.setdefault(visitor.service, []), (place, self._order, one))

    def _in_line(self, officer: Officer) -> Iterator[Waiting]:
        queues = [self._queues[service] for service in officer.services if self._queues.get(service)]
        return (one for _, _, one in (queues[0] if len(queues) == 1 else merge(*queues)))

    def _others(self) -> list[Seat]:
        """The open counters; only where somebody brings a folder is it asked who serves one."""
        bulk_from = self.floor.rules.bulk_from
        return [
            Seat(code, code, self._seats[code].services, bulk=_left(call, self._guests) >= bulk_from)
            for code, call in self._serving.items()
        ]

    def _call(self, officer: Officer, ticket_id: str, now_s: float) -> None:
        visitor, arrived_s, done = self._guests[ticket_id]
        queue = self._queues[visitor.service]
        del queue[next(at for at, entry in enumerate(queue) if entry[2].ticket_id == ticket_id)]
        count, turn_s = visitor.turn_s(done, self.floor.rules.bulk_turn)
        ended_s = now_s + (turn_s * officer.pace if visitor.came else NO_SHOW_S)
        self._serving[officer.code] = Call(
            visitor, self.code, officer.code, arrived_s, now_s, ended_s, count, first=done == 0
        )
        self._free_at(ended_s, self, officer)


def _left(call: Call, guests: dict[str, tuple[Visitor, float, int]]) -> int:
    visitor, _, done = guests[str(call.visitor.number)]
    return visitor.dossiers - done
