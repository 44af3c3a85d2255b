"""How much of the gap between doing nothing and one hall for all do moves, re-skilling and advice close?

Ways of visitors are counted as waiting. Days of a scenario with common random numbers; perfect pooling (one hall,
everybody serving all that he is qualified for, no ways) is the bound. "plan and advice" looks a second time during the
morning, as managers can: it sees who came and who waits by then, and nothing of what is still to come.
"""

import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

from bench.measured import Measured
from config import scenario as described
from config.load import hanoi_path, load_network
from server.commands import sites as built
from server.planning.network import Outcome, Policy, run
from server.planning.second_look import second_look
from server.planning.staff import plan
from server.planning.times import Floats

FOLLOW = 0.3
LOOK_S, LOOK_LIMIT_S = 10.5 * 3600, 30.0
LIMITS: dict[str, tuple[float | None, float | None]] = {
    "gap_closed_mean": (0.75, None),
    "gap_closed_p90": (0.75, None),
    "worst_branch_p90_rise_min": (None, 10.0),
}
COLUMNS = ("policy", "day", "visitor", "branch", "wait_min", "travel_min")


def measure(*, scenario: Path | None = None, seed: int | None = None) -> Measured:
    """Plan the staff once, run each policy on every day, and compare."""
    network = load_network(hanoi_path())
    try:
        wanted = described.read(scenario or built.hanoi_scenario(), network)
    except described.ScenarioError as error:
        raise click.ClickException(str(error)) from error
    sites, floor = built.sites_of(wanted, network), built.floor_of(network)
    begun = time.perf_counter()
    best = plan(sites)
    seconds = time.perf_counter() - begun
    ways = {
        "nothing": Policy("nothing"),
        "plan": best.policy("plan"),
        "plan and advice": best.policy("plan and advice", follow=FOLLOW),
        "everybody follows": Policy("everybody follows", follow=1.0),
        "pool": Policy("pool", pool=True),
    }
    first = wanted.seed if seed is None else seed
    rows: list[tuple[object, ...]] = []
    outcomes: dict[str, list[Outcome]] = {name: [] for name in ways}
    for day in range(wanted.days):
        visitors = built.visitors_of(sites, seed=first, day=day)
        for name, way in ways.items():
            looks = {LOOK_S: second_look(sites, limit_s=LOOK_LIMIT_S)} if name == "plan and advice" else None
            outcome = run(sites, floor, visitors, way, looks=looks)
            outcomes[name].append(outcome)
            whole = zip(visitors, outcome.branch, outcome.waits_s, outcome.travel_s, strict=True)
            rows += [
                (name, day, one.number, at, round(float(wait) / 60, 2), round(float(way_s) / 60, 2))
                for one, at, wait, way_s in whole
            ]
    figures = {
        "gap_closed_mean": _closed(outcomes, "plan and advice", lambda told: float(told.mean())),
        "gap_closed_p90": _closed(outcomes, "plan and advice", lambda told: float(np.quantile(told, 0.9))),
        "gap_closed_mean_plan": _closed(outcomes, "plan", lambda told: float(told.mean())),
        "gap_closed_p90_plan": _closed(outcomes, "plan", lambda told: float(np.quantile(told, 0.9))),
        "worst_branch_p90_rise_min": _worst_rise(outcomes),
        "moves": best.moves,
        "seconds": round(seconds, 1),
        "n": len(rows) // len(ways),
    }
    figures |= {f"mean_min {name}": round(float(_whole(told).mean()), 2) for name, told in outcomes.items()}
    return Measured(figures, COLUMNS, rows, LIMITS)


def _whole(outcomes: list[Outcome]) -> Floats:
    return np.concatenate([one.waits_s + one.travel_s for one in outcomes]) / 60


def _closed(outcomes: dict[str, list[Outcome]], name: str, figure: Callable[[Floats], float]) -> float:
    nothing, done, pool = (figure(_whole(outcomes[one])) for one in ("nothing", name, "pool"))
    return round(float((nothing - done) / (nothing - pool)), 4)


def _worst_rise(outcomes: dict[str, list[Outcome]]) -> float:
    """By how many minutes the P90 of the worst-hit branch rises when everybody follows advice."""
    before, after = (_p90_by_branch(outcomes[name]) for name in ("nothing", "everybody follows"))
    return round(max(after[branch] - before[branch] for branch in before if branch in after), 2)


def _p90_by_branch(outcomes: list[Outcome]) -> dict[str, float]:
    branch = np.concatenate([np.array(one.branch) for one in outcomes])
    waits = np.concatenate([one.waits_s for one in outcomes]) / 60
    return {str(one): float(np.quantile(waits[branch == one], 0.9)) for one in np.unique(branch)}
