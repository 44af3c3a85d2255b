"""How does a network run on a day, under one policy? Who works where, who is sent elsewhere, and what comes of it.

All policies of a day see the same visitors (common random numbers); only the way to run the day differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, inf, radians, sin, sqrt

import numpy as np

from server.planning.day import Call, Floor, Officer, Visitor
from server.planning.demand import Demand
from server.planning.hall import Hall
from server.planning.simulation import Leave, simulate, stay_home

EARTH_KM, DETOUR, KM_PER_H, SET_OUT_MIN = 6371.0, 1.3, 25.0, 5.0
MARGIN_S = 300.0
POOL = "all"


@dataclass(frozen=True)
class Post:
    """One officer of a branch: what he serves, what he might serve, when he calls, and whether he may be moved."""

    officer: Officer
    qualified: tuple[str, ...]
    movable: bool = True


@dataclass(frozen=True)
class Site:
    """A branch: where it lies, who comes, who works there and at how many desks."""

    code: str
    lat: float
    lon: float
    demand: Demand
    posts: tuple[Post, ...]
    desks: int


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
    """Return the seconds from a branch to another: to set out, and the road (1.3 times the crow's way) at 25 km/h."""
    if one.code == other.code:
        return 0.0
    return 60 * (SET_OUT_MIN + 60 * DETOUR * distance_km(one, other) / KM_PER_H)


def distance_km(one: Site, other: Site) -> float:
    """Return the great-circle distance (haversine)."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    half = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def run(sites: Sequence[Site], floor: Floor, visitors: Sequence[Visitor], policy: Policy) -> Outcome:
    """Run a day under a policy. floor: rules and head starts of the network; its officers are not looked at."""
    if policy.pool:
        officers = tuple(replace(post.officer, services=post.qualified) for site in sites for post in site.posts)
        calls = simulate({POOL: replace(floor, officers=officers)}, [replace(one, branch=POOL) for one in visitors])
        return _outcome(visitors, calls, {})
    halls = {site.code: replace(floor, officers=_officers(site, sites, policy)) for site in sites}
    sent: dict[int, float] = {}
    leave = _advised(sites, policy.follow, sent) if policy.follow else stay_home
    return _outcome(visitors, simulate(halls, visitors, leave=leave), sent)


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
    """Send who follows advice to the branch where he is called soonest, his way included.

    The work before him: who waits or is on his way for what shares officers with his service, over those able. Those on
    their way are counted, or everybody would be sent to the same place.
    """
    ways = {(one.code, other.code): travel_s(one, other) for one in sites for other in sites}
    means = {site.code: {code: each.mean_s for code, each in site.demand.durations.items()} for site in sites}
    coming: dict[str, list[tuple[float, str]]] = {site.code: [] for site in sites}
    shares: dict[str, Mapping[tuple[str, str], float]] = {}

    def leave(halls: Mapping[str, Hall], visitor: Visitor, now_s: float) -> tuple[str, float]:
        if visitor.patience >= follow:
            return visitor.branch, now_s
        for code, hall in halls.items():
            if code not in shares:
                shares[code] = overlap(hall.floor.officers)
            coming[code] = [one for one in coming[code] if one[0] > now_s]

        def expected_s(code: str) -> float:
            counts = halls[code].counts()
            for _, service in coming[code]:
                counts[service] = counts.get(service, 0) + 1
            able = sum(visitor.service in one.services for one in halls[code].floor.officers)
            if not able:
                return inf
            share = shares[code]
            work = sum(
                count * means[code][service] * share.get((visitor.service, service), 0.0)
                for service, count in counts.items()
            )
            return work / able

        def total_s(code: str) -> float:
            return expected_s(code) + ways[visitor.branch, code]

        best = min(halls, key=total_s)
        if best == visitor.branch or expected_s(visitor.branch) - total_s(best) <= MARGIN_S:
            return visitor.branch, now_s
        way_s = ways[visitor.branch, best]
        coming[best].append((now_s + way_s, visitor.service))
        sent[visitor.number] = way_s
        return best, now_s + way_s

    return leave


def overlap(officers: Sequence[Officer]) -> dict[tuple[str, str], float]:
    """Return (service, other) -> the share of those able to serve the other who can serve this one too."""
    able: dict[str, set[str]] = {}
    for officer in officers:
        for service in officer.services:
            able.setdefault(service, set()).add(officer.code)
    return {(one, other): len(able[one] & able[other]) / len(able[other]) for one in able for other in able}


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
