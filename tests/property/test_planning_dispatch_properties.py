"""The replications: they follow the domain's choice, and a wait depends on nobody who ranks behind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.dispatch import Duration
from server.domain.rules import Rules
from server.planning.day import Floor, Officer, Visitor
from server.planning.dispatch import draw, play
from server.planning.habits import SLOT_S, Coming, Habits, without_history
from server.planning.hall import Hall
from server.planning.present import DeskNow, InLine, Present
from server.planning.simulation import simulate, waits_s
from server.planning.times import Times
from server.planning.waits import Correction, predict, printed_s

SERVICES = ("business", "land", "social")
TARGETS = {service: Duration(60.0 * (at + 4), 0.8) for at, service in enumerate(SERVICES)}
HABITS = without_history(TARGETS)
EXACT = Habits(
    times={service: Times(np.array([target.mean_s])) for service, target in TARGETS.items()},
    breaks=HABITS.breaks,
    no_show=0.0,
    break_share=0.0,
    day_sd=0.0,
    dossier_s=dict.fromkeys(SERVICES, 100.0),
)
skills = st.lists(st.sets(st.sampled_from(SERVICES), min_size=1), min_size=1, max_size=5)
lines = st.lists(st.sampled_from(SERVICES), max_size=25)


def in_line(services: Sequence[str], *, first: int = 0) -> list[InLine]:
    return [InLine(str(at), service, -3600.0 + 60 * at) for at, service in enumerate(services, start=first)]


def desks(able: Sequence[set[str]]) -> list[DeskNow]:
    return [DeskNow(str(at), frozenset(services), serving=min(services), for_s=120) for at, services in enumerate(able)]


def probes() -> list[InLine]:
    return [InLine(f"next {service}", service, 0.0) for service in SERVICES]


@settings(max_examples=25)
@given(able=skills, waiting=lines, more=lines, seed=st.integers(0, 9))
def test_who_ranks_behind_changes_no_replication_of_who_ranks_before(
    able: list[set[str]], waiting: list[str], more: list[str], seed: int
) -> None:
    coming = [Coming(service, 900.0, np.full(24 * 3600 // SLOT_S, 0.001)) for service in SERVICES]
    for habits in (HABITS, replace(HABITS, coming=coming)):
        few = in_line(waiting)
        many = few + [replace(one, rank_s=-1000.0 + at) for at, one in enumerate(in_line(more, first=100))]
        there = [DeskNow("x", frozenset(SERVICES)), *desks(able)]
        end = [InLine("last", "land", 0.0)]

        alone = draw(Present(36_000, few, end, there), habits, Rules(), replications=20, seed=seed)
        crowded = draw(Present(36_000, many, end, there), habits, Rules(), replications=20, seed=seed)

        assert play(alone)[: len(few)].tolist() == play(crowded)[: len(few)].tolist()


@settings(max_examples=25)
@given(able=skills, waiting=lines, added=st.sampled_from(SERVICES), seed=st.integers(0, 9))
def test_one_more_before_him_shortens_nobodys_wait(
    able: list[set[str]], waiting: list[str], added: str, seed: int
) -> None:
    few = in_line(waiting)
    there = desks(able)

    before = predict(Present(36_000, few, probes(), there), HABITS, Rules(), seed=seed, replications=30)
    more = [*few, InLine("added", added, -1.0)]
    after = predict(Present(36_000, more, probes(), there), HABITS, Rules(), seed=seed, replications=30)

    for probe in probes():
        one, other = before[probe.key], after[probe.key]
        assert (one is None) == (other is None)
        assert one is None or other is None or one.p50_s <= other.p50_s


@settings(max_examples=25)
@given(able=skills, waiting=lines, seed=st.integers(0, 9), factors=st.tuples(*[st.floats(-1, 1)] * 3))
def test_quantiles_are_ordered_and_the_printed_range_holds_them(
    able: list[set[str]], waiting: list[str], seed: int, factors: tuple[float, float, float]
) -> None:
    found = predict(Present(36_000, in_line(waiting), probes(), desks(able)), HABITS, Rules(), seed=seed)

    served = {service for services in able for service in services}
    assert {key for key, one in found.items() if one is None and key.startswith("next")} == {
        f"next {service}" for service in SERVICES if service not in served
    }
    for one in found.values():
        if one is not None:
            told = Correction(*factors).told(one)
            low, high = printed_s(told)
            assert 0 <= one.p10_s <= one.p50_s <= one.p90_s
            assert low <= told.p10_s <= told.p50_s <= high
            assert (low % 300, high % 300) == (0, 0)
            assert low < high


@settings(max_examples=50)
@given(
    able=skills,
    comes=st.lists(
        st.tuples(
            st.sampled_from(SERVICES),
            st.integers(0, 1800),
            st.sampled_from(("ordinary", "priority")),
            st.sampled_from((1, 1, 1, 7)),
        ),
        max_size=30,
    ),
    asked_at=st.integers(0, 1800),
)
def test_a_replication_calls_whom_the_domain_would_choose(
    able: list[set[str]], comes: list[tuple[str, int, str, int]], asked_at: int
) -> None:
    """Nobody comes after the question; durations are known; so the one replication must tell what then happens."""
    rules = Rules(bulk_counters=1)
    officers = tuple(Officer(str(at), tuple(sorted(services))) for at, services in enumerate(able))
    floor = Floor(officers, rules, {"priority": timedelta(minutes=15)})
    visitors = [
        Visitor(
            at,
            "b",
            service,
            kind,
            float(min(when, asked_at) + at * 1e-3),
            TARGETS[service].mean_s,
            dossiers=many,
            dossier_s=100.0,
        )
        for at, (service, when, kind, many) in enumerate(sorted(comes, key=lambda one: one[1]))
    ]
    asks = Visitor(999, "b", "land", "ordinary", asked_at + 1.0, 1.0)
    seen: list[Present] = []

    def watch(hall: Hall, visitor: Visitor, now_s: float) -> None:
        if visitor.number == 999:
            seen.append(hall.present(now_s, [InLine("999", "land", 0.0)]))

    calls = simulate({"b": floor}, [*visitors, asks], watch=watch)
    asked = draw(seen[0], EXACT, rules, replications=1, seed=1)

    waits = waits_s(calls)
    arrived = {str(one.number): one.arrives_s for one in (*visitors, asks)}
    waited_before = {one.key: seen[0].now_s - arrived[one.key] for one in asked.order}
    told = {one.key: float(row[0]) for one, row in zip(asked.order, play(asked), strict=True)}
    for key, wait in told.items():
        assert abs(wait + waited_before[key] - waits[int(key)]) < 1e-6
