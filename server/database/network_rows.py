"""How does the network file get into the database, and back into the domain's terms?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, delete, insert, select, update

from config import network as described
from config.hall import HallScreens
from server.database import tables
from server.database.chain import GENESIS
from server.database.engine import WRITES
from server.database.kiosk_rows import kiosk_plan
from server.database.staff_rows import officers_of, planning_of
from server.domain import branch as domain
from server.domain.choice import Overflow
from server.domain.dispatch import Duration
from server.domain.hours import Hours
from server.domain.notices import Notice, Screens
from server.domain.rules import Rules
from server.domain.volume import Loudness, Volume

_B, _C = tables.branch.c, tables.counter.c


@dataclass(frozen=True)
class Plan:
    """What applying a description would change; `blocked` counters have somebody in front of them."""

    added: Sequence[str]
    changed: Sequence[str]
    removed: Sequence[str]
    blocked: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Whether the database holds this description already."""
        return not (self.added or self.changed or self.removed)


def network_from(document: str, *, version: str) -> domain.Network:
    """Return the domain's network from the stored document."""
    whole = described.Network.model_validate_json(document)
    return domain.Network(version, {one.code: _branch(whole, one) for one in whole.branches})


def plan(engine: Engine, network: described.Network) -> Plan:
    """Compare a description with what the database holds, and change nothing."""
    new = _places(network)
    with engine.connect() as connection:
        stored = connection.execute(select(tables.network.c.document)).scalar()
        busy = connection.execute(select(_C.branch, _C.code).where(_C.ticket_id.is_not(None))).all()
    old = _places(described.Network.model_validate_json(stored)) if stored else {}
    removed = [place for place in old if place not in new]
    counters = {(code, counter.code) for code, one in _by_code(network).items() for counter in one.counters}
    return Plan(
        added=[place for place in new if place not in old],
        changed=[place for place in new if place in old and old[place] != new[place]],
        removed=removed,
        blocked=[f"counter {code} of {branch}" for branch, code in busy if (branch, code) not in counters],
    )


def first_plan(network: described.Network) -> Plan:
    """Return what a description adds to a database that holds nothing yet, not even tables."""
    return Plan(added=list(_places(network)), changed=(), removed=(), blocked=())


def apply(engine: Engine, network: described.Network) -> None:
    """Put a description into the database. Live tickets stay; what is no longer described is only set inactive."""
    document = network.model_dump_json()
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        _put_branches(connection, network)
        connection.execute(delete(tables.network))
        row = {
            "id": 1,
            "version": sha256(document.encode()).hexdigest(),
            "document": document,
            "applied_at": datetime.now(UTC),
        }
        connection.execute(insert(tables.network), row)


def _put_branches(connection: Connection, network: described.Network) -> None:
    known = set(connection.execute(select(_B.code)).scalars())
    counters = set(connection.execute(select(_C.branch, _C.code)))
    connection.execute(update(tables.branch).values(active=0))
    connection.execute(update(tables.counter).values(active=0))
    for code, one in _by_code(network).items():
        if code not in known:
            connection.execute(insert(tables.branch), {"code": code, "head_hash": GENESIS, "numbers": "{}"})
        connection.execute(update(tables.branch).where(_B.code == code).values(active=1))
        for position, counter in enumerate(one.counters):
            if (code, counter.code) not in counters:
                row = {"branch": code, "code": counter.code, "position": position, "services": []}
                connection.execute(insert(tables.counter), row)
            here = (_C.branch == code, _C.code == counter.code)
            connection.execute(update(tables.counter).where(*here).values(active=1, position=position))


def _by_code(network: described.Network) -> dict[str, described.Branch]:
    return {one.code: one for one in network.branches}


def _places(network: described.Network) -> Mapping[str, str]:
    """Everything that can be said to be added, changed or removed, each with its description as text."""
    places = {f"service {one.code}": one.model_dump_json() for one in network.services} | {
        f"priority class {one.code}": one.model_dump_json() for one in network.priorities
    }
    places |= {f"procedure {one.code}": one.model_dump_json() for one in network.procedures}
    for one in network.branches:
        places[f"branch {one.code}"] = one.model_dump_json(exclude={"counters"})
        places |= {f"counter {counter.code} of {one.code}": counter.model_dump_json() for counter in one.counters}
    shared = network.model_dump(
        mode="json", include={"name", "timezone", "languages", "rules", "hours", "hall", "kiosk", "notices", "ticket"}
    )
    shared |= network.model_dump(mode="json", include={"alerts", "advice", "intake", "moves"})
    return places | {key: json.dumps(value) for key, value in shared.items()}


def _branch(network: described.Network, one: described.Branch) -> domain.Branch:
    services = {
        service.code: domain.Service(
            code=service.code,
            letter=service.letter,
            digits=service.digits,
            names=service.names.model_dump(),
            duration=Duration(mean_s=service.target_min * 60, cv=service.cv),
            level=service.level,
            after=service.after,
            outcomes={outcome.code: outcome.names.model_dump() for outcome in service.outcomes},
        )
        for service in network.services
        if not one.services or service.code in one.services
    }
    return domain.Branch(
        code=one.code,
        kind=one.kind,
        parent=one.parent,
        names=one.names.model_dump(),
        lat=one.lat,
        lon=one.lon,
        hours=_hours(one.hours or network.hours, network.zone),
        services=services,
        counters={counter.code: _counter(counter, services) for counter in one.counters},
        zones={zone.code: zone.counters for zone in one.zones},
        head_starts={priority.code: timedelta(minutes=priority.head_start_min) for priority in network.priorities},
        priorities={priority.code: priority.names.model_dump() for priority in network.priorities},
        rules=_rules(network.rules),
        languages=network.languages,
        devices=tuple(domain.Device(device.code, device.kind) for device in one.devices),
        screens=_screens(one.hall or network.hall),
        notices=_notices(network, one),
        demand=None if one.demand is None else domain.Demand(one.demand.visits, one.demand.mix),
        staff=officers_of(one),
        crowd_limit=one.crowd_limit,
        planning=planning_of(network),
        kiosk=kiosk_plan(network, one, services=frozenset(services)),
    )


def _screens(hall: HallScreens) -> Screens:
    return Screens(
        read_from_m=hall.read_from_m,
        screen_inch=hall.screen_inch,
        say_within_s=hall.say_within_s,
        closing_soon=timedelta(minutes=hall.closing_soon_min),
        volume=Volume(hall.volume, tuple(Loudness(one.start, one.end, one.percent) for one in hall.volumes)),
        say_service=hall.say_service,
    )


def _notices(network: described.Network, one: described.Branch) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            code=notice.code,
            texts=notice.texts.model_dump(),
            starts=notice.starts,
            ends=notice.ends,
            daily=notice.daily,
            spoken_every=None if notice.spoken_every_min is None else timedelta(minutes=notice.spoken_every_min),
        )
        for notice in network.notices
        if not notice.branches or one.code in notice.branches
    )


def _counter(counter: described.Counter, services: Mapping[str, domain.Service]) -> domain.CounterPlan:
    return domain.CounterPlan(
        services=counter.services or tuple(services),
        overflow=tuple(Overflow(one.service, one.empty_min * 60) for one in counter.overflow),
        suits=counter.suits,
        remote=counter.remote,
    )


def _rules(rules: described.Rules) -> Rules:
    return Rules(
        recalls=rules.recalls,
        recall_gap=timedelta(seconds=rules.recall_gap_s),
        calls_before_no_show=rules.calls_before_no_show,
        no_show_grace=timedelta(minutes=rules.no_show_grace_min),
        no_show_keeps_place=rules.no_show_keeps_place,
        hold_limit=timedelta(minutes=rules.hold_limit_min),
        postponements=rules.postponements,
        postpone_by=timedelta(minutes=rules.postpone_min),
        booking_grace=timedelta(minutes=rules.booking_grace_min),
        booking_slot=timedelta(minutes=rules.booking_slot_min),
        bookings_per_slot=rules.bookings_per_slot,
        alone_for=timedelta(minutes=rules.alone_min),
        bulk_from=rules.bulk_from,
        bulk_turn=rules.bulk_turn,
        bulk_counters=rules.bulk_counters,
        reorder_gain=timedelta(minutes=rules.reorder_gain_min),
        leftover_days=rules.leftover_days,
        pick_needs_right=rules.pick_needs_right,
        door_from=timedelta(minutes=rules.door_from_min),
        door_draw=timedelta(minutes=rules.door_draw_min),
        door_givers=frozenset(rules.door_givers),
    )


def _hours(hours: described.Hours, zone: ZoneInfo) -> Hours:
    weekly = {number: getattr(hours, name) for number, name in enumerate(described.WEEKDAYS)}
    return Hours(zone=zone, weekly=weekly, days=hours.days)
