"""How does a network run on a day, under one policy? Who works where, who is sent elsewhere, and what comes of it.

All policies of a day see the same visitors (common random numbers); only the way to run the day differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from server.domain.advice import for_all_s
from server.domain.staff import Planning, distance_km
from server.planning.day import NO_SHOW_S, Call, Floor, Officer, Visitor
from server.planning.demand import Demand
from server.planning.hall import Hall
from server.planning.simulation import Leave, Look, simulate, stay_home

POOL = "all"


@dataclass(frozen=True)
class Post:
    """One officer of a branch: what he serves, what he might serve, when he calls, and whether he may be moved."""

    officer: Officer
    qualified: tuple[str, ...]
    movable: bool = True


@dataclass(frozen=True)
class Site:
    """A branch: where it lies, who comes, who works there and at how many desks. planning: how one travels from it."""

    code: str
    lat: float
    lon: float
    demand: Demand
    posts: tuple[Post, ...]
    desks: int
    planning: Planning = field(default_factory=Planning)


@dataclass(frozen=True)
class Policy:
    """One way to run a day. posts: branch -> officers who work there, by officer's code; None: each at home.

    services: officer -> what he serves instead. follow: the share of visitors who go where they are sent.
    pool: everybody in one hall, without travel, with all that each is qualified for: what no plan can beat by far.
    """

    name: str
    posts: Mapping[str, Sequence[str]] | None = None
    services: Mapping[str, tuple[str, ...]] | None = None
    reskill: bool = False
    follow: float = 0.0
    pool: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of one day: seconds waited and travelled by each visitor, and where he was served."""

    waits_s: np.ndarray[tuple[int], np.dtype[np.float64]]
    travel_s: np.ndarray[tuple[int], np.dtype[np.float64]]
    branch: Sequence[str]
    redirected: int
    last_call_s: float


def travel_s(one: Site, other: Site) -> float:
    """Return the seconds from a branch to another, by the network's rule of travel."""
    return 0.0 if one.code == other.code else one.planning.travel_s(km_between(one, other))


def km_between(one: Site, other: Site) -> float:
    """Return how far a branch lies from another, as the crow flies."""
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def run(
    sites: Sequence[Site],
    floor: Floor,
    visitors: Sequence[Visitor],
    policy: Policy,
    *,
    looks: Mapping[float, Look] | None = None,
) -> Outcome:
    """Run a day under a policy. floor: rules and head starts of the network; its officers are not looked at.

    looks: when it is looked who works where from then on.
    """
    if policy.pool:
        officers = tuple(replace(post.officer, services=post.qualified) for site in sites for post in site.posts)
        calls = simulate({POOL: replace(floor, officers=officers)}, [replace(one, branch=POOL) for one in visitors])
        return _outcome(visitors, calls, {})
    halls = {site.code: replace(floor, officers=_officers(site, sites, policy)) for site in sites}
    sent: dict[int, float] = {}
    leave = _advised(sites, policy.follow, sent) if policy.follow else stay_home
    return _outcome(visitors, simulate(halls, visitors, leave=leave, looks=looks), sent)


def _officers(site: Site, sites: Sequence[Site], policy: Policy) -> tuple[Officer, ...]:
    home = {post.officer.code: (post, origin) for origin in sites for post in origin.posts}
    codes = [post.officer.code for post in site.posts] if policy.posts is None else policy.posts[site.code]
    return tuple(_at_work(*home[code], site, policy) for code in codes)


def _at_work(post: Post, origin: Site, site: Site, policy: Policy) -> Officer:
    """An officer who works elsewhere begins later by his way; what he serves is as the policy says."""
    services = post.qualified if policy.reskill else post.officer.services
    services = (policy.services or {}).get(post.officer.code, services)
    way_s = travel_s(origin, site)
    first, *rest = post.officer.calls
    calls = tuple(window for window in ((first[0] + way_s, first[1]), *rest) if window[0] < window[1])
    return replace(post.officer, services=services, calls=calls)


def _advised(sites: Sequence[Site], follow: float, sent: dict[int, float]) -> Leave:
    """Send who follows advice where he is called sooner, his way included, and it is best for all (domain/advice.py).

    When he would be called is told by one deterministic pass.

    His place counts from when he sets out, so there he stands behind who waits now or is on his way: he is called when
    they have been, but not before he is there. Those on their way are counted, or all would be sent to the same place.
    """
    ways = {(one.code, other.code): travel_s(one, other) for one in sites for other in sites}
    means = {
        site.code: {code: _busy_s(site.demand, each.mean_s) for code, each in site.demand.durations.items()}
        for site in sites
    }
    coming: dict[str, list[tuple[float, str]]] = {site.code: [] for site in sites}

    def leave(halls: Mapping[str, Hall], visitor: Visitor, now_s: float) -> tuple[str, float]:
        home = visitor.branch
        if visitor.patience >= follow:
            return home, now_s
        for code in halls:
            coming[code] = [one for one in coming[code] if one[0] > now_s]
        here_s = expected_s(halls[home], visitor.service, now_s, means[home], coming[home])
        best, best_s = home, inf
        for code, hall in halls.items():
            way_s = ways[home, code]
            if code == home or way_s >= min(here_s, best_s):
                continue
            waits_s = expected_s(hall, visitor.service, now_s, means[code], coming[code])
            there_s = max(way_s, waits_s)
            if there_s < here_s and for_all_s(there_s, waits_s) < best_s:
                best, best_s = code, for_all_s(there_s, waits_s)
        if best == home:
            return home, now_s
        way_s = ways[home, best]
        coming[best].append((now_s + way_s, visitor.service))
        sent[visitor.number] = way_s
        return best, now_s + way_s

    return leave


def _busy_s(demand: Demand, mean_s: float) -> float:
    """How long one visitor keeps a counter on average: his service and the pause after it, or that he does not come."""
    return (1 - demand.no_show) * (mean_s + demand.break_share * demand.break_mean_s) + demand.no_show * NO_SHOW_S


def expected_s(
    hall: Hall, service: str, now_s: float, mean_s: Mapping[str, float], coming: Sequence[tuple[float, str]]
) -> float:
    """Return in how many seconds the next visitor of a service may expect to be called: one pass with means."""
    officers = hall.floor.officers
    free = [hall.free_from(one, now_s, mean_s) for one in officers]
    able: dict[str, list[int]] = {}
    for at, one in enumerate(officers):
        for code in one.services:
            able.setdefault(code, []).append(at)
    if not able.get(service):
        return inf
    for code in (*(one.service for one in hall.line()), *(one for _, one in coming)):
        first = min(able.get(code, ()), key=free.__getitem__, default=None)
        if first is not None and free[first] < inf:
            free[first] = officers[first].next_calling(free[first] + mean_s[code])
    return min(free[at] for at in able[service]) - now_s


def _outcome(visitors: Sequence[Visitor], calls: Sequence[Call], sent: Mapping[int, float]) -> Outcome:
    """Who is never called waits until the last call of the day."""
    first = {call.visitor.number: call for call in calls if call.first}
    last_s = max((call.called_s for call in calls), default=0.0)
    waits = [
        first[one.number].wait_s
        if one.number in first
        else max(0.0, last_s - one.arrives_s - sent.get(one.number, 0.0))
        for one in visitors
    ]
    return Outcome(
        waits_s=np.array(waits),
        travel_s=np.array([sent.get(one.number, 0.0) for one in visitors]),
        branch=[first[one.number].at if one.number in first else one.branch for one in visitors],
        redirected=len(sent),
        last_call_s=last_s,
    )
