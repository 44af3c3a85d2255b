"""Give those who come before opening a place and a time to be back, and draw the places where the network draws."""

import secrets
from dataclasses import replace
from datetime import datetime

from server.actions.transfer_visitor import arrival_rank
from server.database import queue
from server.database.change import BranchChange
from server.database.learned import durations_of
from server.domain.dispatch import Wait, turns
from server.domain.door import DoorPlace, back_time, desks_at, draw_time, drawn, seal
from server.domain.lifecycle import StepState
from server.domain.ticket import Ticket

SYSTEM = "system:door"


def place_at_door(change: BranchChange, service: str, *, opening: datetime, at: datetime) -> DoorPlace:
    """Return the place of who comes to the door now: behind those who are there, or to be drawn."""
    draw_at = draw_time(change.branch, opening)
    if draw_at is not None and at < draw_at:
        _seal_draw(change, draw_at)
        return DoorPlace(at, opening, draw_at)
    line = [one for _, one in queue.in_rank_order(change)]
    return DoorPlace(at, back_time(opening, _low_s(_turns(change, [*line, service], opening)[-1])))


def draw_if_due(change: BranchChange) -> None:
    """Draw the places of all who came before the stated hour, once; run at the head of every branch change.

    The seed was sealed by an event before the first of them had a number, and is told by the event of the draw.
    """
    seed = change.standing.door_seed
    if seed is None:
        return
    day = change.branch.hours.local_day(change.now)
    if change.standing.door_day != day:
        return
    opening = change.branch.hours.first_opening(day)
    draw_at = None if opening is None else draw_time(change.branch, opening)
    if opening is None or (draw_at is not None and change.now < draw_at):
        return
    _draw(change, seed, opening)
    change.standing = replace(change.standing, door_seed=None)


def _draw(change: BranchChange, seed: str, opening: datetime) -> None:
    here = {ticket.id: ticket for ticket in queue.live_tickets(change) if ticket.draw_at is not None}
    order = [here[one] for one in drawn(here, seed)]
    change.record("drawn", data={"seed": seed, "tickets": [one.id for one in order]}, actor=SYSTEM)
    for ticket, turn_at in zip(order, sorted(one.counts_from for one in order), strict=True):
        ticket.turn_at, ticket.draw_at = turn_at, None
        for step in ticket.steps:
            if step.ended_at is None and step.rule is None:
                step.rank = arrival_rank(change, ticket)
    change.write_back()
    _tell_times(change, here, opening)


def _tell_times(change: BranchChange, here: dict[str, Ticket], opening: datetime) -> None:
    """Say when each is to be back. Who said that he is here already, or asked for a later turn, keeps to that."""
    line = queue.in_rank_order(change)
    for (ticket_id, _), wait in zip(line, _turns(change, [service for _, service in line], opening), strict=True):
        ticket = here.get(ticket_id)
        if ticket is None or ticket.last.state is not StepState.WAITING or ticket.last.rule is not None:
            continue
        ticket.ready_at = back_time(opening, _low_s(wait))
        if ticket.back_at is not None:
            ticket.back_at = ticket.ready_at
        in_s = round((ticket.ready_at - change.now).total_seconds())
        change.record("placed", ticket=ticket.id, data={"in_s": in_s}, actor=SYSTEM)


def _seal_draw(change: BranchChange, draw_at: datetime) -> None:
    """Say that there will be a draw, with the seal of its seed, before the first number of the day."""
    day = change.branch.hours.local_day(change.now)
    if change.standing.door_day == day:
        return
    seed = secrets.token_hex(16)
    change.standing = replace(change.standing, door_seed=seed, door_day=day)
    at = draw_at.astimezone(change.branch.hours.zone).isoformat()
    change.record("draw_announced", data={"draw_at": at, "seal": seal(seed)}, actor=SYSTEM)


def _turns(change: BranchChange, services: list[str], opening: datetime) -> list[Wait | None]:
    return turns(services, desks_at(change.branch, opening), durations_of(change.connection, change.branch))


def _low_s(wait: Wait | None) -> float | None:
    return None if wait is None else wait.low_s
