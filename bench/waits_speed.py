"""How long does the prediction of a full branch take, against the simplest pass that gives any quantiles at all?

Both in pure Python, in one process, 200 replications, 60 waiting on 12 counters. The simplest: the counter that is free
first takes the first whom it may call, for a duration drawn from a list; no elapsed times, absences, pauses, no-shows,
head starts nor folders.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heapreplace
from math import inf
from random import Random
from statistics import quantiles

import numpy as np

from bench import simulated_branch as branch
from server.domain.rules import Rules
from server.planning.habits import SLOT_S, Coming, Habits, Shift
from server.planning.present import DeskNow, InLine, Present
from server.planning.times import from_target
from server.planning.waits import REPLICATIONS, predict

WAITING, ROUNDS = 60, 15


def times_of_simplest() -> float:
    """Return the ratio of the best times of several rounds, taken in turns."""
    present, habits = _full_branch()
    samples = {service: times.sample.tolist() for service, times in habits.times.items()}
    full, simple = [], []
    for _ in range(ROUNDS):
        simple.append(_seconds(lambda: _simplest(present, samples)))
        full.append(_seconds(lambda: predict(present, habits, Rules(), seed=1)))
    return round(min(full) / min(simple), 3)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _full_branch() -> tuple[Present, Habits]:
    """A branch in a rush before lunch, with all that the predictor knows."""
    chance = Random(1)  # noqa: S311 (a bench's dice)
    services = chance.choices(list(branch.MIX), weights=list(branch.MIX.values()), k=WAITING)
    waiting = [InLine(str(at), service, -60.0 * (WAITING - at)) for at, service in enumerate(services)]
    desks = [
        DeskNow(code, able, serving=min(able), for_s=chance.uniform(0, 600)) for code, able in branch.SERVICES.items()
    ]
    habits = Habits(
        times={service: from_target(target) for service, target in branch.TARGETS.items()},
        breaks=from_target(branch.TARGETS["business"]),
        shifts={code: Shift(8 * 3600, ((12 * 3600 - 900, 13 * 3600 - 900),)) for code in branch.SERVICES},
        coming=[
            Coming(service, 900.0, np.full(24 * 3600 // SLOT_S, 0.13 * share * 50 / 3600))
            for service, share in branch.MIX.items()
        ],
    )
    probes = [InLine(f"next {service}", service, 0.0) for service in branch.MIX]
    return Present(11 * 3600, waiting, probes, desks), habits


def _simplest(present: Present, samples: Mapping[str, Sequence[float]]) -> list[list[float]]:
    chance = Random(1)  # noqa: S311 (a bench's dice)
    called: list[list[float]] = [[] for _ in present.waiting]
    for _ in range(REPLICATIONS):
        lines: dict[str, list[int]] = {service: [] for service in samples}
        for at, one in enumerate(present.waiting):
            lines[one.service].append(at)
        heap = [(chance.choice(samples[min(desk.services)]), at) for at, desk in enumerate(present.desks)]
        heapify(heap)
        left = len(present.waiting)
        while left and heap:
            now, at = heap[0]
            best: float = inf
            of = ""
            for service in present.desks[at].services:
                if lines[service] and lines[service][0] < best:
                    best, of = lines[service][0], service
            if best == inf:
                heappop(heap)
                continue
            called[lines[of].pop(0)].append(now)
            left -= 1
            heapreplace(heap, (now + chance.choice(samples[of]), at))
    return [quantiles(row, n=10) for row in called]
