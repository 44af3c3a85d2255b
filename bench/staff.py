"""How good are the suggestions to managers, and how soon are they there? Judged on days that they were not made from.

At 09:30 of an ordinary day of the Hanoi example, with what had come by then still waiting, suggestions are asked for.
What they promise is compared with what happens on further days with the same beginning and other visitors to come.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import inf

import numpy as np

from bench.measured import Measured
from config.load import hanoi_path, load_network
from server.database.network_rows import network_from
from server.domain.branch import Branch, Network
from server.domain.staff import roster
from server.planning.arrivals import described
from server.planning.day import Floor
from server.planning.effects import effects
from server.planning.habits import without_history
from server.planning.outlook import BranchNow, OfficerNow, Outlook, draw_rest
from server.planning.simulation import simulate
from server.planning.suggest import WITHIN_S, Suggested, suggest

DAY, ASKED_S, OPENS_S, ENDS_S = date(2026, 11, 24), 9.5 * 3600, 8 * 3600.0, 17 * 3600.0
JUDGED_ON, JUDGE_SEED = 16, 7
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "gap": (None, 0.02),
    "interval_holds": (0.8, None),
    "worst_p90_falls_min": (0.0, None),
}
COLUMNS = ("branch", "promised_p90_change_min", "low", "high", "happened_p90_change_min")


def measure(*, within_s: float = WITHIN_S) -> Measured:
    """Ask once, and judge on other days. within_s: as `suggest` takes it."""
    network = network_from(load_network(hanoi_path()).model_dump_json(), version="bench")
    branches = _at_half_past_nine(network)
    begun = time.perf_counter()
    found = suggest(branches, now_s=ASKED_S, ends_s=ENDS_S, within_s=within_s)
    seconds = time.perf_counter() - begun
    rows, figures = _judged(branches, found)
    return Measured(
        figures | {"seconds": round(seconds, 1), "gap": found.gap or 0.0, "n": len(rows)}, COLUMNS, rows, LIMITS
    )


def _judged(branches: Mapping[str, BranchNow], found: Suggested) -> tuple[list[tuple[object, ...]], dict[str, float]]:
    changes = [change for one in found.proposals for change in one.candidate.changes]
    outlook = Outlook(branches, ASKED_S, JUDGED_ON, JUDGE_SEED)
    happened = {one.branch: one for one in effects(outlook, changes)} if changes else {}
    rows: list[tuple[object, ...]] = []
    for one in found.together:
        told, came = one.difference[2], happened[one.branch].difference[2]
        # What happened is itself a mean over few days: both intervals must miss each other to be a broken promise.
        rows.append((one.branch, *(round(value / 60, 2) for value in (told.middle, told.low, told.high, came.middle))))
    holds = [
        one.difference[2].low <= happened[one.branch].difference[2].high
        and happened[one.branch].difference[2].low <= one.difference[2].high
        for one in found.together
    ]
    worst = max(branches, key=lambda code: float(np.mean([one.p90_s for one in outlook.before(code)])))
    falls_s = -happened[worst].difference[2].middle if worst in happened else 0.0
    return rows, {
        "proposals": len(found.proposals),
        "lent": sum(one.change.to is not None for one in found.proposals),
        "interval_holds": float(np.mean(holds)) if holds else 1.0,
        "worst_p90_falls_min": round(falls_s / 60, 2),
        "counters_missing": sum((found.missing or {}).values()),
    }


def _at_half_past_nine(network: Network) -> dict[str, BranchNow]:
    opened = {
        branch.code: _opening(branch)
        for branch in network.branches.values()
        if branch.staff and branch.demand is not None
    }
    return {code: _later(one) for code, one in opened.items()}


def _opening(branch: Branch) -> BranchNow:
    assert branch.demand is not None
    officers = []
    for one in branch.staff:
        spans = [
            ((span.start.hour * 60 + span.start.minute) * 60.0, (span.end.hour * 60 + span.end.minute) * 60.0)
            for span in roster(one, branch.hours, DAY)
        ]
        calls = (*spans[:-1], (spans[-1][0], inf))
        officers.append(OfficerNow(one.badge, branch.code, one.skills, one.able, calls, one.counter))
    return BranchNow(
        code=branch.code,
        lat=branch.lat,
        lon=branch.lon,
        officers=tuple(officers),
        queue=(),
        expected=described(branch.demand.visits, branch.demand.mix).per_slot,
        habits=without_history({code: service.duration for code, service in branch.services.items()}),
        rules=branch.rules,
        head_starts=branch.head_starts,
        classes={code: 0.13 for code in branch.head_starts if code == "priority"},
        closed=tuple(list(branch.counters)[len(branch.staff) :]),
        planning=branch.planning,
    )


def _later(branch: BranchNow) -> BranchNow:
    """Let the morning pass: who has come and was not called yet waits."""
    visitors = draw_rest(branch, now_s=OPENS_S, seed=(3, len(branch.code)))
    floor = Floor(tuple(one.works for one in branch.officers), branch.rules, branch.head_starts)
    came = [one for one in visitors if one.arrives_s < ASKED_S]
    called = {call.visitor.number for call in simulate({branch.code: floor}, came) if call.called_s < ASKED_S}
    waiting = [replace(one, number=0) for one in came if one.number not in called]
    officers = tuple(
        replace(one, calls=tuple((max(start, ASKED_S), end) for start, end in one.calls if end > ASKED_S))
        for one in branch.officers
    )
    return replace(branch, queue=tuple(waiting), officers=officers)
