"""What does the network file say of staff, alerts and advice, in the domain's terms?"""

from datetime import timedelta

from config import network as described
from server.domain.staff import OfficerPlan, Planning, named


def officers_of(branch: described.Branch) -> tuple[OfficerPlan, ...]:
    """Return a branch's officers one by one, each with his usual counter: the next one, unless his group names one."""
    each = [(group, at) for group in branch.staff for at in range(group.count)]
    badges = named((group.badge for group, _ in each), branch.code)
    counters = [counter.code for counter in branch.counters]
    officers, place = [], 0
    for badge, (group, at) in zip(badges, each, strict=True):
        if at == 0 and group.counter is not None:
            place = counters.index(group.counter)
        officers.append(
            OfficerPlan(
                badge=badge,
                skills=group.skills,
                qualified=group.qualified,
                counter=counters[place] if place < len(counters) else None,
                lunch=group.lunch,
                opens=group.opens,
                closes=group.closes,
                movable=group.movable,
            )
        )
        place += 1
    return tuple(officers)


def planning_of(network: described.Network) -> Planning:
    """Return when managers are told, visitors advised and intake is full."""
    alerts, advice, intake = network.alerts, network.advice, network.intake
    return Planning(
        p90=timedelta(minutes=alerts.p90_min),
        crowd_per_counter=alerts.crowd_per_counter,
        silence=timedelta(minutes=alerts.silence_min),
        forgotten=timedelta(minutes=alerts.forgotten_min),
        calm=timedelta(minutes=alerts.calm_min),
        quiet=alerts.quiet,
        advises=advice.on,
        margin=timedelta(minutes=advice.margin_min),
        farthest_km=advice.farthest_km,
        km_h=advice.km_h,
        set_out=timedelta(minutes=advice.set_out_min),
        intake_margin=intake.margin,
        refuses_when_full=intake.refuse,
        network_consents=network.moves.network_consents,
    )
