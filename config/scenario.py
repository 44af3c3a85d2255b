"""What is to be simulated? The typed form of a scenario (TOML): who comes, who serves, which policies."""

import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from config.network import Network
from config.table import Code, Model

Minutes = Annotated[float, Field(ge=0, le=480)]
Share = Annotated[float, Field(ge=0, le=1)]


class ScenarioError(ValueError):
    """A scenario that cannot be simulated; the message says every fault in a line of its own."""


class Staff(Model):
    """Officers who are alike. enabled: what they serve today; qualified: what they might, after re-skilling.

    opens, closes, lunch: when they call (lunch is an hour from then on); no closes: until nobody waits.
    """

    count: Annotated[int, Field(ge=1, le=200)]
    enabled: Annotated[tuple[Code, ...], Field(min_length=1)]
    qualified: tuple[Code, ...] = ()
    opens: time = time(8)
    closes: time | None = None
    lunch: time | None = time(12)


class Load(Model):
    """One branch's ordinary day. desks: how many counters it has; none: those of the network file."""

    visits: Annotated[float, Field(gt=0, le=5000)]
    mix: Annotated[dict[Code, Annotated[float, Field(gt=0)]], Field(min_length=1)]
    staff: Annotated[tuple[Staff, ...], Field(min_length=1)]
    desks: Annotated[int, Field(ge=1, le=500)] | None = None


class Move(Model):
    """So many officers of a branch work at another one that day."""

    origin: Code
    to: Code
    count: Annotated[int, Field(ge=1, le=200)]


class Policy(Model):
    """One way to run the same days. reskill: everybody serves all that he is qualified for.

    follow: the share of visitors that goes where advice sends them. pool: one hall for all, without travel: a bound.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    reskill: bool = False
    follow: Share = 0.0
    pool: bool = False
    moves: tuple[Move, ...] = ()


class Scenario(Model):
    """The whole file. minutes and shares are those of planning/demand.Demand; seed: of the first day."""

    days: Annotated[int, Field(ge=1, le=250)] = 5
    seed: Annotated[int, Field(ge=0)] = 1
    no_show: Share = 0.075
    break_share: Share = 0.07
    break_min: Minutes = 8
    day_cv: Annotated[float, Field(ge=0, le=1)] = 0.12
    classes: dict[Code, Share] = Field(default_factory=dict)
    branches: Annotated[dict[Code, Load], Field(min_length=1)]
    policies: Annotated[tuple[Policy, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> "Scenario":
        faults: list[str] = []
        if sum(self.classes.values()) > 1:
            faults.append("the shares of the priority classes add up to more than 1")
        names = [policy.name for policy in self.policies]
        faults += [
            f"policy {name} stands there twice; give each a name of its own"
            for at, name in enumerate(names)
            if name in names[:at]
        ]
        for policy in self.policies:
            for move in policy.moves:
                faults += [
                    f"policy {policy.name}: the scenario has no branch {code}"
                    for code in (move.origin, move.to)
                    if code not in self.branches
                ]
        if faults:
            raise ValueError("; ".join(faults))
        return self


def read(path: Path, network: Network) -> Scenario:
    """Read a scenario that fits a network. Raises ScenarioError with a sentence for each fault."""
    try:
        scenario = Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{path} is no TOML: {error}") from error
    except ValidationError as error:
        raise ScenarioError("\n".join(_sentences(path, error))) from error
    faults = _strangers(scenario, network)
    if faults:
        raise ScenarioError("\n".join(f"{path}: {fault}" for fault in faults))
    return scenario


def _sentences(path: Path, error: ValidationError) -> list[str]:
    told = []
    for one in error.errors():
        place = ".".join(str(part) for part in one["loc"])
        said = one["msg"].removeprefix("Value error, ")
        told.append(f"{path}: {place + ': ' if place else ''}{said}")
    return told


def _strangers(scenario: Scenario, network: Network) -> list[str]:
    branches = {branch.code: branch for branch in network.branches}
    every = {service.code for service in network.services}
    classes = {one.code for one in network.priorities}
    faults = [f"the network has no priority class {code}" for code in scenario.classes.keys() - classes]
    for code, load in scenario.branches.items():
        if code not in branches:
            faults.append(f"the network has no branch {code}; add it there or correct the name")
            continue
        accepted = set(branches[code].services) or every
        named = {*load.mix, *(one for staff in load.staff for one in (*staff.enabled, *staff.qualified))}
        faults += [f"branch {code} has no service {one}" for one in sorted(named - accepted)]
        able = {one for staff in load.staff for one in staff.enabled}
        faults += [f"branch {code}: nobody serves {one}" for one in sorted(load.mix.keys() - able)]
        desks = load.desks or len(branches[code].counters)
        staff = sum(one.count for one in load.staff)
        if staff > desks:
            faults.append(f"branch {code} has {desks} counters for {staff} officers")
    return faults
