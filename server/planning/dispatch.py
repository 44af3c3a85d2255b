"""When is each one who waits called, if chance falls so? The queue played many times from now on.

A ticket's call depends only on those of smaller rank (and on who comes later but ranks before it): a free counter takes
the smallest rank among what it serves, so a larger one never delays a smaller one at a counter able to serve it. Hence
one replication tells the call of everybody, and what is drawn for a ticket stays the same when more come behind it.

For speed the rule "smallest rank whom the counter may call" is written here once more, without `choice.choose`, on
numbers in place of tickets: skills and the bulk lane are kept, while who waits for one officer alone, needs a level
or a fit counter is treated as anybody. tests/property compares it with a run through the domain.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from math import inf

import numpy as np

from server.domain.rules import Rules
from server.planning.habits import SLOT_S, Habits
from server.planning.present import Away, DeskNow, InLine, Present, away, free_in
from server.planning.times import Floats

PROBE = -1.0
Comer = tuple[float, int, float, float]


@dataclass(frozen=True)
class Draws:
    """All chance of the replications. starts[r]: (seconds, desk); comers[r]: (comes, service, place, busy).

    busy[r]: by ticket, negative for a probe.
    lines[service]: its tickets, as places in the order of rank; asked: whose calls are waited for; pace: of each desk;
    folders: places of who brings one.
    """

    order: Sequence[InLine]
    lines: Sequence[Sequence[int]]
    skills: Sequence[tuple[int, ...]]
    closed: Sequence[Away]
    starts: Sequence[Sequence[tuple[float, int]]]
    busy: Sequence[Sequence[float]]
    comers: Sequence[Sequence[Comer]]
    asked: Sequence[bool]
    pace: Sequence[float]
    folders: frozenset[int]
    lanes: Sequence[Sequence[float]]
    lane_width: int


def draw(
    present: Present, habits: Habits, rules: Rules, *, replications: int, seed: int, waiting_too: bool = True
) -> Draws:
    """Draw all that is left to chance, with a seed: the same state and seed give the same replications.

    waiting_too: whether it is played until all who wait are called, or only until the probes are.
    """
    uniform = [np.random.default_rng([seed, part]) for part in range(5)]
    desks = sorted(present.desks, key=lambda one: (len(one.services), one.code))
    pace = present.done.pace(habits.day_sd)
    factor = np.exp(uniform[4].normal(pace.middle, pace.sd, replications))
    starts, taking, closed = [], [], []
    for desk in desks:
        one, other = uniform[0].random((2, replications))
        free = free_in(desk, habits, present.now_s, one, other)
        if free is not None:
            free = free * factor if desk.serving else free
            gone = away(desk, habits.shifts.get(desk.code), present.now_s)
            for start, end in gone:
                free = np.where((free >= start) & (free < end), end, free)
            starts.append(free)
            taking.append(desk)
            closed.append(gone)
    services = sorted({service for desk in taking for service in desk.services} & habits.times.keys())
    number = {service: at for at, service in enumerate(services)}
    probes = {id(one) for one in present.probes}
    order = sorted(
        (one for one in (*present.waiting, *present.probes) if one.service in number),
        key=lambda one: (one.rank_s, id(one) in probes),
    )
    lines: list[list[int]] = [[] for _ in services]
    for place, one in enumerate(order):
        lines[number[one.service]].append(place)
    real = [one for one in order if id(one) not in probes]
    drawn = _busy(real, habits, rules, uniform[1], replications) * factor
    busy = np.full((len(order), replications), PROBE)
    busy[[place for place, one in enumerate(order) if id(one) not in probes]] = drawn
    return Draws(
        order=order,
        lines=lines,
        skills=[tuple(number[service] for service in sorted(desk.services) if service in number) for desk in taking],
        closed=closed,
        starts=_starts(starts, replications),
        busy=busy.T.tolist(),
        asked=[waiting_too or id(one) in probes for one in order],
        pace=[habits.pace.get(desk.code, 1.0) for desk in taking],
        comers=_comers(present, habits, order, number, chance=uniform[2], runs=replications),
        folders=frozenset(place for place, one in enumerate(order) if one.dossiers >= rules.bulk_from),
        lanes=_lanes(taking, starts, replications),
        lane_width=rules.bulk_counters,
    )


def _starts(starts: Sequence[Floats], replications: int) -> list[list[tuple[float, int]]]:
    if not starts:
        return [[] for _ in range(replications)]
    rows: list[list[float]] = np.array(starts).T.tolist()
    return [[(free, at) for at, free in enumerate(row) if free < inf] for row in rows]


def _lanes(desks: Sequence[DeskNow], starts: Sequence[Floats], replications: int) -> list[list[float]]:
    bulk = [start.tolist() for desk, start in zip(desks, starts, strict=True) if desk.folder]
    return [[start[r] for start in bulk] for r in range(replications)]


def _busy(tickets: Sequence[InLine], habits: Habits, rules: Rules, chance: np.random.Generator, runs: int) -> Floats:
    """How long each keeps a counter: his service, and what the officer pauses after it; or that he does not come.

    One row of chance a ticket, in the order of rank: a row stays the same however many come behind it.
    """
    lots = chance.random((len(tickets), 2, runs))
    busy = np.empty((len(tickets), runs))
    for service in {one.service for one in tickets}:
        of = [at for at, one in enumerate(tickets) if one.service == service]
        busy[of] = habits.times[service].draw(lots[of, 0])
        for at in of:
            if tickets[at].dossiers > 1:
                turn = min(tickets[at].dossiers, rules.bulk_turn)
                busy[at] += (turn - 1) * habits.dossier_s.get(service, 0.0)
    other = lots[:, 1]
    paused = other > 1 - habits.break_share
    busy[paused] += habits.breaks.draw((other[paused] - (1 - habits.break_share)) / habits.break_share)
    busy[other < habits.no_show] = habits.no_show_s
    return busy


def _comers(
    present: Present,
    habits: Habits,
    order: Sequence[InLine],
    number: dict[str, int],
    *,
    chance: np.random.Generator,
    runs: int,
) -> list[list[Comer]]:
    """Who will come and yet rank before somebody who is here: Poisson, by service, class and quarter of an hour."""
    none: list[list[Comer]] = [[] for _ in range(runs)]
    coming = [one for one in habits.coming if one.service in number]
    if not coming or not order:
        return none
    last = order[-1].rank_s
    reach = np.array([max(0.0, one.head_start_s + last) for one in coming])
    slot = int(present.now_s // SLOT_S) % len(coming[0].per_second)
    expected = present.crowd * reach * np.array([one.per_second[slot] for one in coming])
    total = expected.sum()
    if total <= 0:
        return none
    many = chance.poisson(total, runs)
    kinds = chance.choice(len(coming), size=many.sum(), p=expected / total)
    comes = chance.random(many.sum()) * reach[kinds]
    ranks = [one.rank_s for one in order]
    before = np.searchsorted(ranks, comes - np.array([one.head_start_s for one in coming])[kinds]) - 0.5
    lots = chance.random(many.sum())
    busy = np.empty(many.sum())
    for at, one in enumerate(coming):
        of = kinds == at
        busy[of] = habits.times[one.service].draw(lots[of])
    busy[chance.random(many.sum()) < habits.no_show] = habits.no_show_s
    ties = np.arange(many.sum()) / (2.0 * many.sum() + 2)
    rows = list(
        zip(
            comes.tolist(),
            [number[coming[kind].service] for kind in kinds],
            (before + ties).tolist(),
            busy.tolist(),
            strict=True,
        )
    )
    edges = np.concatenate(([0], np.cumsum(many)))
    return [sorted(rows[edges[r] : edges[r + 1]]) for r in range(runs)]


def play(draws: Draws) -> Floats:
    """Return (ticket, replication) -> seconds until the call, in the order of rank; infinite where there is none."""
    called = [[inf] * len(draws.order) for _ in draws.busy]
    if draws.order:
        for r, row in enumerate(called):
            _replicate(draws, r, row)
    return np.array(called, dtype=np.float64).reshape(len(draws.busy), len(draws.order)).T


def _replicate(draws: Draws, r: int, called: list[float]) -> None:  # noqa: PLR0912 (the hot loop stays in one place)
    heap = list(draws.starts[r])
    heapify(heap)
    queues: list[list[float]] = [list(line) for line in draws.lines]
    skills, closed, busy, asked, pace = draws.skills, draws.closed, draws.busy[r], draws.asked, draws.pace
    comers, folders, lane = draws.comers[r], draws.folders, list(draws.lanes[r])
    guests: dict[float, float] = {}
    come = 0
    left = sum(asked)
    while left and heap:
        now, desk = heap[0]
        while come < len(comers) and comers[come][0] <= now:
            _, service, place, takes = comers[come]
            insort(queues[service], place)
            guests[place] = takes
            come += 1
        best = inf
        line: list[float] = []
        for service in skills[desk]:
            queue = queues[service]
            if queue and queue[0] < best:
                best, line = queue[0], queue
        if folders and best in folders and busy[int(best)] >= 0 and sum(end > now for end in lane) >= draws.lane_width:
            best, line = _beside(queues, skills[desk], folders)
            if best == inf:
                heapreplace(heap, (min(end for end in lane if end > now), desk))
                continue
        if best == inf:
            then = next((one[0] for one in comers[come:] if one[1] in skills[desk]), inf)
        else:
            line.remove(best)
            takes = guests[best] if best in guests else busy[int(best)]
            if best not in guests:
                called[int(best)] = now
                left -= asked[int(best)]
                if takes < 0:
                    continue
                if best in folders:
                    lane.append(now + takes * pace[desk])
            then = now + takes * pace[desk]
        for start, end in closed[desk]:
            if start <= then < end:
                then = end
        if then == inf:
            heappop(heap)
        else:
            heapreplace(heap, (then, desk))


def _beside(queues: Sequence[list[float]], skills: Sequence[int], folders: frozenset[int]) -> tuple[float, list[float]]:
    """Return the first who brings no folder, and his line."""
    found: tuple[float, list[float]] = (inf, [])
    for service in skills:
        first = next((place for place in queues[service] if place not in folders), inf)
        if first < found[0]:
            found = (first, queues[service])
    return found
