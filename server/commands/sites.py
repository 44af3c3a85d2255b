"""What does a scenario say to the planning? Branches with those who come and those who serve, in plain values."""

from datetime import time, timedelta
from math import inf
from pathlib import Path

from config import scenario as described
from config.network import Network
from server.database.staff_rows import planning_of
from server.domain.dispatch import Duration
from server.domain.rules import Rules
from server.planning.day import Floor, Officer, Visitor, Windows
from server.planning.demand import Demand, draw
from server.planning.network import Policy, Post, Site

LUNCH_S = 3600.0


def hanoi_scenario() -> Path:
    """Return the example that is shipped with the network of Hanoi."""
    return Path(described.__file__).parent / "hanoi" / "scenario.toml"


def sites_of(scenario: described.Scenario, network: Network) -> tuple[Site, ...]:
    """Return the branches of a scenario, as the network file places them."""
    durations = {one.code: Duration(one.target_min * 60, one.cv) for one in network.services}
    branches = {one.code: one for one in network.branches}
    return tuple(
        Site(
            code=code,
            lat=branches[code].lat,
            lon=branches[code].lon,
            demand=Demand(
                visits=load.visits,
                mix=load.mix,
                durations=durations,
                classes=scenario.classes,
                day_cv=scenario.day_cv,
                no_show=scenario.no_show,
                break_share=scenario.break_share,
                break_mean_s=scenario.break_min * 60,
            ),
            posts=tuple(_posts(code, load)),
            desks=load.desks or len(branches[code].counters),
            planning=planning_of(network),
        )
        for code, load in scenario.branches.items()
    )


def floor_of(network: Network) -> Floor:
    """Return the rules and head starts that hold at every branch; nobody works there yet."""
    head_starts = {one.code: timedelta(minutes=one.head_start_min) for one in network.priorities}
    rules = network.rules
    return Floor(
        officers=(),
        rules=Rules(bulk_from=rules.bulk_from, bulk_turn=rules.bulk_turn, bulk_counters=rules.bulk_counters),
        head_starts=head_starts,
    )


def policies_of(scenario: described.Scenario, sites: tuple[Site, ...]) -> list[Policy]:
    """Return the policies of a scenario. Raises ScenarioError where one moves more officers than there are."""
    return [
        Policy(
            one.name,
            posts=_moved(one, sites) if one.moves else None,
            reskill=one.reskill,
            follow=one.follow,
            pool=one.pool,
        )
        for one in scenario.policies
    ]


def visitors_of(sites: tuple[Site, ...], *, seed: int, day: int) -> list[Visitor]:
    """Return all who come to the network on a day; the same for every policy."""
    visitors: list[Visitor] = []
    for at, site in enumerate(sites):
        visitors += draw(site.demand, branch=site.code, seed=(seed, day, at), first=len(visitors))
    return visitors


def _posts(code: str, load: described.Load) -> list[Post]:
    posts: list[Post] = []
    for staff in load.staff:
        for _ in range(staff.count):
            officer = Officer(f"{code}/{len(posts) + 1}", staff.enabled, _windows(staff))
            posts.append(Post(officer, tuple(dict.fromkeys((*staff.enabled, *staff.qualified)))))
    return posts


def _windows(staff: described.Staff) -> Windows:
    opens, closes = seconds_of(staff.opens), inf if staff.closes is None else seconds_of(staff.closes)
    if staff.lunch is None:
        return ((opens, closes),)
    lunch = seconds_of(staff.lunch)
    return ((opens, lunch), (lunch + LUNCH_S, closes))


def seconds_of(clock: time) -> float:
    """Return the second of the day at which a clock shows this."""
    return clock.hour * 3600.0 + clock.minute * 60 + clock.second


def _moved(policy: described.Policy, sites: tuple[Site, ...]) -> dict[str, list[str]]:
    posts = {site.code: [post.officer.code for post in site.posts] for site in sites}
    desks = {site.code: site.desks for site in sites}
    for move in policy.moves:
        if len(posts[move.origin]) <= move.count:
            raise described.ScenarioError(
                f"policy {policy.name}: {move.origin} has {len(posts[move.origin])} officers; {move.count} cannot leave"
            )
        posts[move.to] += [posts[move.origin].pop() for _ in range(move.count)]
        if len(posts[move.to]) > desks[move.to]:
            raise described.ScenarioError(f"policy {policy.name}: {move.to} has only {desks[move.to]} counters")
    return posts
