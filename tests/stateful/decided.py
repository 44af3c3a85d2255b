"""Does a branch call and give numbers, as its events tell it? Read a second time, without the product's own code."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.stateful.world import World


@dataclass(frozen=True)
class Decided:
    """What was decided, and since when."""

    reason: str
    since: int


def paused_now(world: World, branch: str) -> Decided | None:
    """Return why a branch stands still; None while the work goes on. Neither night nor timer ends it."""
    paused = None
    for event in world.events.get(branch, []):
        if event.kind in ("branch_paused", "branch_resumed"):
            paused = Decided(event.data["reason"], event.told["at"]) if event.kind == "branch_paused" else None
    return paused


def closed_now(world: World, branch: str) -> dict[str | None, Decided]:
    """Return of which services the intake is closed today; None stands for the whole branch. The night ends it."""
    closed: dict[str | None, Decided] = {}
    for event in world.events.get(branch, []):
        if event.kind == "branch_opened":
            closed = {}
        elif event.kind == "intake_closed":
            closed[event.data.get("service")] = Decided(event.data["reason"], event.told["at"])
        elif event.kind == "intake_opened":
            closed.pop(event.data.get("service"), None)
    return closed


def gives_numbers(world: World, branch: str, services: Iterable[str], at: int) -> bool:
    """Whether a number of an instant is given, as far as a supervisor decides that."""
    closed = closed_now(world, branch)
    stops = [paused_now(world, branch), *(closed.get(one) for one in (None, *services))]
    return not any(stop is not None and at >= stop.since for stop in stops)
