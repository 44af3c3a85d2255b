"""`motcua simulate --replay`: what would a recorded day have been under another rule? Read, run twice, compared."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click
import numpy as np
from pydantic import ValidationError
from sqlalchemy import Connection, select

from config import network as described
from server.commands.opened import opened
from server.commands.simulate_plot import plot_waits
from server.commands.sites import seconds_of
from server.database import tables
from server.database.kept_events import event_of
from server.domain.branch import Branch
from server.domain.order import ORDINARY
from server.domain.refusals import BranchNotFound
from server.domain.rules import Rules
from server.planning.day import Windows
from server.planning.recorded import Known, RecordedDay, recorded_day
from server.planning.replay import Ruled, Waits, distance, happened, replay

FOLDERS = ("bulk_from", "bulk_turn", "bulk_counters")
POSSIBLE = (
    "what can be changed: head_start.CLASS=MINUTES, bulk_from, bulk_turn, bulk_counters, "
    "services.COUNTER=CODE,CODE and open.COUNTER=08:00-12:00,13:00-17:00"
)
COLUMNS = ("number", "service", "ready", "really_min", "as_it_was_min", "changed_min")
_E, _T, _S, _P = tables.event.c, tables.ticket.c, tables.step.c, tables.ticket_private.c


@dataclass(frozen=True)
class Recorded:
    """A day with its branch. closed: classes and needs are erased. numbers: ticket -> its number."""

    branch: Branch
    day: RecordedDay
    closed: bool
    numbers: Mapping[str, str] = field(default_factory=dict)


def replay_day(code: str, day: date, rules: Sequence[str], *, out: Path | None, plot: Path | None) -> None:
    """Read, run, print and draw."""
    found = _read(code, day)
    before = Ruled(found.branch.rules, found.branch.head_starts)
    after = _changed(found, before, rules)
    if not any(one.called_s is not None for one in found.day.turns):
        raise click.ClickException(f"On {day} nobody was called at {code}.")
    really, was = happened(found.day), replay(found.day, before)
    runs = [("as it really was", really), ("run again as it was", was)]
    if rules:
        runs.append((f"with {', '.join(rules)}", replay(found.day, after)))
    _show(runs)
    _tell(found, was, really)
    if out is not None:
        _write(out, found, runs)
    if plot is not None:
        plot_waits({name: np.where(one.called, one.seconds, np.inf) for name, one in runs}, plot)


def _read(code: str, day: date) -> Recorded:
    try:
        with opened() as store, store.read() as connection:
            return read_day(connection, store.branch(code), day)
    except BranchNotFound as error:
        raise click.ClickException(f"There is no branch {code}.") from error


def read_day(connection: Connection, branch: Branch, day: date) -> Recorded:
    """Return a day of a branch as its events and tickets tell it. Raises ClickException where it has none."""
    opened = select(_E.seq, _E.body).where(_E.branch == branch.code, _E.kind == "branch_opened").order_by(_E.seq)
    openings = [(seq, date.fromisoformat(json.loads(body)["data"]["day"])) for seq, body in connection.execute(opened)]
    first = next((seq for seq, one in openings if one == day), None)
    if first is None:
        raise click.ClickException(f"There is no record of {day} at {branch.code}.")
    end = min((seq for seq, _ in openings if seq > first), default=None)
    span = select(_E.body).where(_E.branch == branch.code, _E.seq >= first).order_by(_E.seq)
    bodies = connection.execute(span if end is None else span.where(_E.seq < end)).scalars()
    midnight = branch.hours.midnight(day)

    def second(at: datetime) -> float:
        return (at.astimezone(branch.hours.zone) - midnight).total_seconds()

    tickets = connection.execute(
        select(_T.id, _T.number, _T.ready_at, _T.turn_at, _P.priority, _P.dossiers, _S.service, _S.since)
        .join(tables.step, (_S.ticket_id == _T.id) & (_S.position == 0))
        .outerjoin(tables.ticket_private, _P.ticket_id == _T.id)
        .where(_T.branch == branch.code, _T.day == day)
    ).all()
    known = {
        one.id: Known(
            ready_s=second(one.ready_at),
            counts_s=second(one.turn_at or one.ready_at),
            service=one.service,
            usual_s=branch.services[one.service].duration.mean_s if one.service in branch.services else 0.0,
            stood=one.since is not None,
            priority=one.priority or ORDINARY,
            dossiers=one.dossiers or 1,
        )
        for one in tickets
    }
    told = recorded_day([event_of(body) for body in bodies], known, rules=branch.rules, second=second)
    return Recorded(branch, told, end is not None, {one.id: one.number for one in tickets})


def _changed(found: Recorded, before: Ruled, rules: Sequence[str]) -> Ruled:
    after = before
    for rule in rules:
        name, _, value = rule.partition("=")
        kind, _, what = name.partition(".")
        if kind == "head_start" and what:
            after = replace(after, head_starts={**after.head_starts, what: _head_start(found, what, value)})
        elif name in FOLDERS:
            after = replace(after, rules=_with_figure(after.rules, name, value))
        elif kind == "services" and what in found.branch.counters:
            after = replace(after, services={**after.services, what: _services(found.branch, value)})
        elif kind == "open" and what in found.branch.counters:
            planned = found.branch.counters[what].services
            known = after.services if what in found.day.desks else {what: planned, **after.services}
            after = replace(after, services=known, hours={**after.hours, what: _hours(value)})
        elif kind in ("services", "open"):
            raise click.UsageError(f"{rule}: {found.branch.code} has no counter {what}.")
        else:
            raise click.UsageError(f"{rule} cannot be replayed; {POSSIBLE}.")
    return after


def _head_start(found: Recorded, priority: str, value: str) -> timedelta:
    if priority not in found.branch.priorities:
        raise click.UsageError(f"head_start: the network has no priority class {priority}.")
    if found.closed:
        raise click.UsageError(
            "head_start: this day is closed, and who had which priority was erased then. "
            "Replay a day before it is closed."
        )
    try:
        minutes = float(value)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= 240:
        raise click.UsageError(f"head_start.{priority}: {value} is no number of minutes from 0 to 240.")
    return timedelta(minutes=minutes)


def _with_figure(rules: Rules, name: str, value: str) -> Rules:
    try:
        one = described.Rules.model_validate({name: int(value)})
    except ValidationError as error:
        raise click.UsageError(f"{name}: {error.errors()[0]['msg']}.") from error
    except ValueError as error:
        raise click.UsageError(f"{name}: {value} is no whole number.") from error
    changed: dict[str, Any] = {name: getattr(one, name)}
    return replace(rules, **changed)


def _services(branch: Branch, value: str) -> tuple[str, ...]:
    services = tuple(value.split(","))
    unknown = [one for one in services if one not in branch.services]
    if unknown:
        raise click.UsageError(f"services: {branch.code} has no service {', '.join(unknown)}.")
    return services


def _hours(value: str) -> Windows:
    hours: list[tuple[float, float]] = []
    for part in value.split(","):
        try:
            start, end = (seconds_of(time.fromisoformat(one)) for one in part.split("-"))
        except ValueError as error:
            raise click.UsageError(f"open: {part} is no span like 08:00-12:00.") from error
        if end <= start or (hours and start < hours[-1][1]):
            raise click.UsageError(f"open: {part} ends before it begins, or begins before the one before it ends.")
        hours.append((start, end))
    return tuple(hours)


def _show(runs: Sequence[tuple[str, Waits]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "visits", "P50, min", "P90, min", "≤ 15 min", "≤ 30 min", "not called")
    for name, one in runs:
        shares = (f"{one.within(minutes):.0%}" for minutes in (15, 30))
        quantiles = (f"{one.quantile_min(level):.1f}" for level in (0.5, 0.9))
        table.add_row(name, str(len(one.called)), *quantiles, *shares, str(int((~one.called).sum())))
    Console().print(table)


def _tell(found: Recorded, was: Waits, really: Waits) -> None:
    far = distance(was, really)
    way = "earlier" if far.earlier_min >= 0 else "later"
    click.echo(
        f"Run again as it was, half of the visits are called within {far.off_min:.1f} min of when they were, "
        f"on average {abs(far.earlier_min):.1f} min {way}. A difference between rules that is smaller says nothing."
    )
    later = len(found.day.turns) - len(found.day.visits)
    if later:
        click.echo(
            f"{later} further stands in line (sent on, held, back after a missed call) begin when they did then."
        )
    if found.day.left:
        click.echo(f"{found.day.left} who left before they were called are left out.")
    if not really.called.all():
        click.echo("Who still waited at the end waits until then, with the mean service time of that day.")
    if found.closed:
        click.echo("The day is closed: priority classes, and folders that nobody counted, are erased and not played.")


def _write(out: Path, found: Recorded, runs: Sequence[tuple[str, Waits]]) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS[: 3 + len(runs)])
        for at, one in enumerate(found.day.visits):
            ready = str(timedelta(seconds=round(one.ready_s)))
            waits = (f"{run.seconds[at] / 60:.2f}" if run.called[at] else "" for _, run in runs)
            writer.writerow((found.numbers[one.ticket], one.service, ready, *waits))
