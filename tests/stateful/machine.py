"""How does the machine press? Each request as the API makes it, once a key; broken, doubled and refused ones too."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import copy
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Connection

from server.actions.set_clock import set_clock
from server.database import change as change_module
from server.database.change import BranchChange
from server.database.idempotency import keep_answer, kept_answer, question
from server.domain.dispatch import Wait
from server.domain.refusals import Refused
from server.domain.rights import Caller
from server.views.ticket import officers_ticket
from tests.integration.databases import TUESDAY_NINE, Databases
from tests.stateful.asked import FRAME, Act, Known, Request, Then, Work, must
from tests.stateful.network import local_day, open_playground
from tests.stateful.world import Row, World, changed, instant, micros, read

SYSTEM = "system:day"


class Boom(Exception):
    """What is thrown in the middle of a change."""


class Press(RuleBasedStateMachine):
    """A database of its own, what stands in it, and one way to ask for a change of it."""

    def __init__(self, databases: Databases, kind: str) -> None:
        super().__init__()
        self._open = ExitStack()
        self.store = open_playground(self._open.enter_context(databases.ready(kind)))
        self._open.callback(self.store.close)
        self.now = TUESDAY_NINE.astimezone(UTC)
        self.world = read(self.store)
        self.known: dict[str, Known] = {}
        self.acts: dict[tuple[str, str], Act] = {}
        self.requests: list[Request] = []
        self.expected_s: dict[str, float | None] = {}
        self.breaks: str | None = None
        self.too_late: set[tuple[str, int]] = set()
        self.steps = self.asked = 0

    def teardown(self) -> None:
        self._open.close()

    # Time

    def at(self, branch: str) -> int:
        """The time of a branch's next change."""
        return max(micros(self.now), self.world.branches[branch].last_at or 0)

    def day_is_due(self, branch: str) -> bool:
        """Whether the next change of a branch begins its day, so that little can be foretold."""
        day = self.world.branches[branch].day
        return day is None or day < local_day(instant(self.at(branch)))

    def go_to(self, now: datetime) -> None:
        self.now = now
        set_clock(self.store, at=now, speed=0.0)

    def look(self) -> None:
        """Read what stands in the database now."""
        self.world = read(self.store)

    # Pressing

    def ask(
        self,
        name: str,
        who: Caller,
        branches: str | tuple[str, ...],
        work: Work,
        *,
        allowed: bool | None,
        kinds: Sequence[Sequence[str]] | None = None,
        counter: str | None = None,
        body: Any = None,
        also: frozenset[str] = frozenset(),
        then: Then | None = None,
    ) -> Any:
        """Ask for a change; return the answer, None when it was refused.

        allowed: whether it must be taken. kinds: the events that it must record, one of several ways. also: tickets
        that may change without an event of their own. then: asks more of the worlds before and after.
        """
        places = (branches,) if isinstance(branches, str) else branches
        sure = not any(self.day_is_due(branch) for branch in places)
        request = Request(name, who, places, work, str(len(self.requests)), body, allowed if sure else None, counter)
        self.asked += 1
        before, knew = self.world, {ticket: copy(known) for ticket, known in self.known.items()}
        if self.breaks is not None:
            self._broken(request, before)
        status = self._sent(request)
        self.look()
        if status is None:
            must(before == self.world, f"{name} was refused and changed something")
            return None
        self.requests.append(request)
        events = self._own_events(before, places)
        self._frame(request, before, also)
        if kinds is not None and sure:
            told = tuple(event.kind for event in events)
            must(told in {tuple(one) for one in kinds}, f"{name} told {told}")
        if then is not None and sure:
            then(before, self.world, events)
        if counter is not None and events:
            self._remember(request, before if sure else None, events, knew)
        if len(self.requests) % 7 == 0:
            self.press_again(request)
        return json.loads(request.answer[1]) if request.answer and request.answer[1] else {}

    def press_again(self, request: Request) -> None:
        """A doubled request with the same key is answered the same and does nothing."""
        if any(self.day_is_due(branch) for branch in request.branches):
            return
        before, answer = self.world, request.answer
        again = copy(request)
        again.allowed = True
        self._sent(again)
        self.look()
        must(again.answer == answer, f"{request.name} was answered twice in two ways")
        must(before == self.world, f"{request.name} was done twice for one key")

    def _sent(self, request: Request) -> int | None:
        """Send it; the status, or None when it was refused. What nobody refuses or allows is a fault."""
        try:
            with self._change(request) as changes:
                request.answer = self._answered(changes, request)
        except Refused as refused:
            must(request.allowed is not True, f"{request.name} was refused: {refused!r}")
            return None
        must(request.allowed is not False, f"{request.name} was taken, it must be refused")
        return request.answer[0]

    @contextmanager
    def _change(self, request: Request) -> Iterator[tuple[BranchChange, ...]]:
        ask = question(request.once)
        if len(request.branches) == 1:
            with self.store.change(request.branches[0], actor=request.who.actor, ask=ask) as change:
                yield (change,)
        else:
            with self.store.change.of_several(request.branches, actor=request.who.actor, ask=ask) as changes:
                yield changes

    @staticmethod
    def _answered(changes: tuple[BranchChange, ...], request: Request) -> tuple[int, str]:
        """As server.api.answers does: the answer that was kept for this key, or the work and its answer."""
        before = kept_answer(changes[0], request.once)
        if before is not None:
            return before
        body = request.work(*changes)
        status, text = (204, "") if body is None else (200, json.dumps(body, ensure_ascii=False))
        keep_answer(changes[0], request.once, status=status, answer=text)
        return status, text

    def _broken(self, request: Request, before: World) -> None:
        """Send it once with something that breaks on the way; the same is then asked for again."""
        where, self.breaks = self.breaks, None
        places = {
            "event": (BranchChange, "record"),
            "head": (change_module._NEW_HEAD, "run"),
            "commit": (Connection, "commit"),
        }
        with ExitStack() as broken:
            for target, name in {places[where or "commit"], places["commit"]}:
                broken.enter_context(patch.object(target, name, side_effect=Boom))
            try:
                with self._change(request) as changes:
                    self._answered(changes, request)
                must(False, f"{request.name} was acknowledged though it broke")
            except (Boom, Refused):
                pass
        must(before == read(self.store), f"{request.name} broke ({where}) and changed something")

    # What an act may change

    def _own_events(self, before: World, places: Sequence[str]) -> list[Row]:
        events = [event for branch in places for event in self.world.since(before, branch)]
        return [event for event in events if event.told["actor"] != SYSTEM]

    def _frame(self, request: Request, before: World, also: frozenset[str]) -> None:
        """Nothing changes but what an event tells of, or what is undone."""
        named = changed(before, self.world, FRAME)
        events = [event for branch in request.branches for event in self.world.since(before, branch)]
        tickets = {event.ticket_id for event in events} | also
        counters = {(event.branch, event.counter) for event in events}
        if any(event.told["actor"] == SYSTEM for event in events):
            return
        if request.name == "undo" and request.counter is not None:
            act = self.acts[request.branches[0], request.counter]
            if act.before is None:
                return
            tickets, counters = tickets | act.tickets, counters | act.changed["counters"]
        if request.name == "help":
            counters.add((request.branches[0], request.counter))
        for table in ("tickets", "steps", "privates"):
            touched = {key if isinstance(key, str) else key[0] for key in named[table]}
            must(touched <= tickets, f"{request.name} changed {table} of which no event tells: {touched - tickets}")
        must(named["counters"] <= counters, f"{request.name} changed counters of which no event tells")
        elsewhere = [branch for branch in before.branches if branch not in request.branches]
        for branch in elsewhere:
            must(before.branches[branch] == self.world.branches[branch], f"{request.name} changed another branch")

    def _remember(self, request: Request, before: World | None, events: list[Row], knew: dict[str, Known]) -> None:
        if request.name == "refer":
            return
        rows = {name: set[Any]() for name in FRAME} if before is None else changed(before, self.world, FRAME)
        place = (request.branches[0], request.counter or "")
        named = {event.ticket_id for event in events if event.ticket_id is not None}
        self.acts.pop(place, None)
        self.acts[place] = Act(request.name, before, rows, events[0].seq, events[-1].seq, knew, named)

    # What the API gives to the actions

    def estimate(self, service: str, ahead: int) -> Wait | None:
        """What the waits' view would say; it follows the machine, so that orders of services can be foretold."""
        waited = self.expected_s.get(service)
        return None if waited is None else Wait(waited, waited * 2, int(waited), int(waited) * 2, 300.0)

    def waits(self, service: str) -> float | None:
        return self.expected_s.get(service)


def told_desk(change: BranchChange, _desk: object) -> dict[str, Any]:
    """The answer to an act that is about no visitor."""
    return told_officer(change, None)


def told_officer(change: BranchChange, ticket: Any) -> dict[str, Any]:
    """The answer to an officer, as the API gives it."""
    if ticket is None:
        return {"ticket": None, "seq": change.seq}
    seen = officers_ticket(ticket, change.branch, private=change.kept.private(ticket.id))
    return {"ticket": seen, "seq": change.seq}
