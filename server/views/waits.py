"""How long will a visitor wait who comes now? Read by kiosk, phone, counter and public page from one place."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, and_, func, select

from server.database import tables
from server.domain.branch import Branch
from server.domain.dispatch import Desk, Duration, Wait, longer, next_waits, remaining_s, told_range
from server.domain.intake import places_left
from server.views.forecast_rows import Foreseen, read_foreseen

Read = Callable[[], AbstractContextManager[Connection]]
RANKED_AT_MOST = 2000
# A branch with thousands waiting is computed anew less often: at most one part in 200 of the time goes into it.
COST_SHARE = 200
_S, _C, _T = tables.step.c, tables.counter.c, tables.ticket.c


@dataclass(frozen=True)
class BranchWaits:
    """The waits of each service, for a visitor who comes behind the `counts` that waited when they were computed.

    foreseen: what the worker computed, where it did; else they are those of the deterministic pass.
    """

    branch: Branch
    waits: Mapping[str, Wait | None]
    counts: Mapping[str, int]
    foreseen: Foreseen | None = None

    def estimate(self, service: str, same: int) -> Wait | None:
        """Return the wait behind so many of the same service; None where no open counter serves it."""
        wait = self.waits.get(service)
        if wait is None:
            return None
        more = same - self.counts.get(service, 0)
        return longer(wait, tickets=more, duration=self.branch.services[service].duration) if more else wait

    def places_left(self, service: str, *, now: datetime) -> int | None:
        """Return how many more of a service can be called today, the network's margin kept back; None: not reckoned."""
        margin = self.branch.planning.intake_margin
        return places_left(self.waits.get(service), self.branch.hours, now=now, margin=margin)

    def is_full(self, service: str, *, now: datetime) -> bool:
        """Whether who comes now for a service would wait in vain today."""
        return self.places_left(service, now=now) == 0

    def knows(self, ticket: str) -> bool:
        """Whether the worker has foreseen the wait of this very ticket."""
        return self.foreseen is not None and ticket in self.foreseen.tickets

    def of_ticket(self, ticket: str, service: str, same: int, *, now: datetime) -> Wait | None:
        """Return what a ticket that waits may expect from now on; its own, where the worker knew it."""
        own = self.foreseen.tickets.get(ticket) if self.foreseen is not None else None
        if own is None or self.foreseen is None:
            return self.estimate(service, same)
        gone_s = (now - self.foreseen.at).total_seconds()
        p10_s, p50_s, p90_s = (max(0.0, one - gone_s) for one in own)
        return Wait(p50_s, p90_s, *told_range(p10_s, p90_s), per_ticket_s=0.0, p10_s=p10_s, simulated=True)


@dataclass(frozen=True)
class _Kept:
    until: float
    waits: BranchWaits


class Waits:
    """Keeps each branch's waits for a moment: issuing a ticket adjusts them instead of dispatching anew."""

    def __init__(self, *, fresh_for_s: float = 1.0) -> None:
        self._fresh_for_s = fresh_for_s
        self._kept: dict[str, _Kept] = {}

    def of(self, read: Read, branch: Branch, *, now: datetime, fresh_for_s: float | None = None) -> BranchWaits:
        """Return a branch's waits, computed about `fresh_for_s` of wall clock ago at most. now: product time.

        read: gives a connection; called only when the waits are computed anew.
        """
        begun = time.monotonic()
        kept = self._kept.get(branch.code)
        limit = self._fresh_for_s if fresh_for_s is None else fresh_for_s
        if kept is not None and begun < kept.until + limit and kept.waits.branch is branch:
            return kept.waits
        with read() as connection:
            waits = branch_waits(connection, branch, now=now)
        done = time.monotonic()
        self._kept[branch.code] = _Kept(done + (done - begun) * COST_SHARE, waits)
        return waits

    def seen_by(
        self, connection: Connection, branch: Branch, *, now: datetime, fresh_for_s: float | None = None
    ) -> BranchWaits:
        """Return a branch's waits, see `of`, for who has a connection."""
        return self.of(lambda: nullcontext(connection), branch, now=now, fresh_for_s=fresh_for_s)

    def forget(self, branch: str) -> None:
        """Let a branch's waits be read anew when they are next asked for: the worker has computed others."""
        self._kept.pop(branch, None)


def branch_waits(connection: Connection, branch: Branch, *, now: datetime) -> BranchWaits:
    """Return what the worker computed of a branch; where that is missing or old, run the deterministic pass."""
    if _day_is_over(connection, branch, now):
        return BranchWaits(branch, next_waits((), (), _durations(branch)), {})
    here = (_S.branch == branch.code, tables.WAITING)
    counts: dict[str, int] = dict(
        connection.execute(select(_S.service, func.count()).where(*here).group_by(_S.service)).all()
    )
    computed = read_foreseen(connection, branch.code, now=now, wall_now=datetime.now(UTC))
    if computed is not None:
        before = BranchWaits(branch, computed.services, computed.counts, computed)
        waits = {code: before.estimate(code, counts.get(code, 0)) for code in branch.services}
        return replace(before, waits=waits, counts=counts)
    ranked = select(_S.service).where(*here).order_by(_S.rank).limit(RANKED_AT_MOST)
    waiting = list(connection.execute(ranked).scalars())
    waiting += _beyond(waiting, counts)
    return BranchWaits(branch, next_waits(waiting, _desks(connection, branch, now), _durations(branch)), counts)


def _durations(branch: Branch) -> dict[str, Duration]:
    return {code: service.duration for code, service in branch.services.items()}


def _day_is_over(connection: Connection, branch: Branch, now: datetime) -> bool:
    day = connection.execute(select(tables.branch.c.day).where(tables.branch.c.code == branch.code)).scalar()
    return branch.hours.is_over(day, now)


def _beyond(ranked: list[str], counts: Mapping[str, int]) -> list[str]:
    """Who waits behind the ranked ones, whose order among services no longer matters much."""
    if len(ranked) < RANKED_AT_MOST:
        return []
    return [service for service, count in counts.items() for _ in range(count - ranked.count(service))]


def _desks(connection: Connection, branch: Branch, now: datetime) -> list[Desk]:
    wanted = (
        select(_C.services, _S.service, _S.started_at, _S.called_at)
        .select_from(tables.counter)
        .outerjoin(tables.ticket, _T.id == _C.ticket_id)
        .outerjoin(tables.step, and_(_S.ticket_id == _T.id, _S.position == _T.step))
        .where(_C.branch == branch.code, _C.state == "open", _C.active == 1)
    )
    return [_desk(branch, row, now) for row in connection.execute(wanted).mappings()]


def _desk(branch: Branch, row: RowMapping, now: datetime) -> Desk:
    services = frozenset(row["services"])
    service = row["service"]
    if service not in branch.services:
        return Desk(services, 0.0)
    since = row["started_at"] or row["called_at"]
    assert isinstance(since, datetime)
    return Desk(services, remaining_s(branch.services[service].duration, (now - since).total_seconds()))
