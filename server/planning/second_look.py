"""What should staff do once part of the day is seen? The plan again, from who waits then and how many have come."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil, inf

import numpy as np

from server.planning.day import Officer
from server.planning.demand import SLOT_S, Demand
from server.planning.hall import Hall
from server.planning.network import Post, Site, travel_s
from server.planning.simulation import Look
from server.planning.staff import SLOT_MIN, NoPlan, Place, plan_places

ENDS_S = 17 * 3600.0


def second_look(sites: Sequence[Site], *, limit_s: float) -> Look:
    """Return what plans again when it is asked, within a time limit; without a plan everybody stays where he is.

    It sees what managers see then: who came, who waits, who is at which branch. Visitors still to come are those of an
    ordinary day, more or fewer by what came so far.
    """
    qualified = {post.officer.code: post.qualified for site in sites for post in site.posts}

    def look(halls: Mapping[str, Hall], now_s: float) -> Mapping[str, tuple[Officer, ...]]:
        came = Counter(one.branch for hall in halls.values() for one in hall.seen())
        places = [_place(site, halls[site.code], came[site.code], qualified, now_s) for site in sites]
        try:
            plan = plan_places(places, begins_min=now_s / 60, slots=_slots(now_s), limit_s=limit_s)
        except NoPlan:
            return {}
        return _staff(sites, halls, plan.posts, now_s)

    return look


def crowd(demand: Demand, came: int, now_s: float) -> float:
    """Return by what more come today than usual: the mean of a gamma whose prior is the days' own spread."""
    usual = demand.visits * float(np.interp(now_s / SLOT_S, *_begun(demand)))
    if not demand.day_cv:
        return 1.0
    known = 1 / demand.day_cv**2
    return (known + came) / (known + usual)


def _place(site: Site, hall: Hall, came: int, qualified: Mapping[str, tuple[str, ...]], now_s: float) -> Place:
    demand, waiting = site.demand, hall.counts()
    edges = (now_s + 60 * SLOT_MIN * np.arange(_slots(now_s) + 1)) / SLOT_S
    visits = np.diff(np.interp(edges, *_begun(demand))) * demand.visits * crowd(demand, came, now_s)
    pause_s = demand.break_share * demand.break_mean_s
    work = {}
    for code, share in demand.mix.items():
        come = visits * share / sum(demand.mix.values())
        come[0] += waiting.get(code, 0)
        each_min = (1 - demand.no_show) * (demand.durations[code].mean_s + pause_s) / 60
        work[code] = [float(one) * each_min for one in come]
    posts = tuple(Post(_from(one, now_s), qualified[one.code]) for one in hall.floor.officers if _works(one, now_s))
    means = {code: demand.durations[code].mean_s / 60 for code in demand.mix}
    return Place(replace(site, posts=posts), work, means, frozenset(demand.mix))


def _staff(
    sites: Sequence[Site], halls: Mapping[str, Hall], posts: Mapping[str, Sequence[str]], now_s: float
) -> dict[str, tuple[Officer, ...]]:
    """Return who works where from now on: whoever goes elsewhere ends what he does, and loses his way."""
    by_code = {site.code: site for site in sites}
    known = {one.code: (one, code) for code, hall in halls.items() for one in hall.floor.officers}
    staff: dict[str, tuple[Officer, ...]] = {}
    for at, codes in posts.items():
        here = []
        for officer, home in (known[code] for code in codes):
            if home == at:
                here.append(officer)
                continue
            serving = halls[home].serving(officer)
            leaves_s = now_s if serving is None else serving.ended_s
            here.append(_from(officer, leaves_s + travel_s(by_code[home], by_code[at])))
        gone = (one for one in halls[at].floor.officers if not _works(one, now_s))
        staff[at] = (*here, *gone)
    return staff


def _begun(demand: Demand) -> tuple[Sequence[int], Sequence[float]]:
    """The share of a day's visits that have come by the beginning of each quarter of an hour."""
    shares: Iterable[float] = np.concatenate(([0.0], np.cumsum(demand.slots))) / np.sum(demand.slots)
    return range(len(demand.slots) + 1), list(shares)


def _slots(now_s: float) -> int:
    return max(1, ceil((ENDS_S - now_s) / 60 / SLOT_MIN))


def _works(officer: Officer, now_s: float) -> bool:
    return officer.next_calling(now_s) < inf


def _from(officer: Officer, begins_s: float) -> Officer:
    return replace(officer, calls=tuple((max(start, begins_s), end) for start, end in officer.calls if end > begins_s))
