"""What does the planning need to know? Who comes on an ordinary day, who works there, when to alert, what to advise."""

from datetime import time
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from config.hours import Range
from config.table import Code, Fault, Model, refuse

Badge = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=32)]
Minutes = Annotated[float, Field(gt=0, le=480)]


class Demand(Model):
    """An ordinary day of a branch, from which a new one begins: visits, and each service's share of them."""

    visits: Annotated[float, Field(gt=0, le=5000)]
    mix: Annotated[dict[Code, Annotated[float, Field(gt=0)]], Field(min_length=1)]


class Staff(Model):
    """Officers who are alike. skills: what they serve; qualified: what they might beside it, after a word with them.

    badge: of a single officer; without it badges are made of the branch's code and a number. counter: the usual one of
    the first, where it is not the next one; the others follow. lunch: an hour from then on. opens, closes: shorter days
    than the branch's. movable: false for who must not be sent to another branch.
    """

    count: Annotated[int, Field(ge=1, le=200)] = 1
    badge: Badge | None = None
    counter: Annotated[str, StringConstraints(min_length=1, max_length=16)] | None = None
    skills: Annotated[tuple[Code, ...], Field(min_length=1)]
    qualified: tuple[Code, ...] = ()
    lunch: time | None = None
    opens: time | None = None
    closes: time | None = None
    movable: bool = True

    @model_validator(mode="after")
    def _consistent(self) -> "Staff":
        faults: list[Fault] = []
        if self.badge is not None and self.count > 1:
            faults.append((("badge",), f"badge {self.badge} belongs to one officer; leave it out or set count = 1"))
        return refuse(faults, self)


class Alerts(Model):
    """When managers are told. Each alert comes once and stays until it is over for `calm_min`; none in quiet times.

    p90_min: a wait of nine in ten beyond this. crowd_per_counter: people in the hall for each counter of the branch.
    silence_min: a device that was not heard of. forgotten_min: a counter that called nobody while people waited.
    """

    p90_min: Minutes = 45
    crowd_per_counter: Annotated[float, Field(gt=0, le=100)] = 4
    silence_min: Minutes = 5
    forgotten_min: Minutes = 20
    calm_min: Minutes = 5
    quiet: tuple[Range, ...] = ()


class Advice(Model):
    """When a visitor is told of another branch: a saving of `margin_min` at least, the way included.

    farthest_km: no branch beyond it is offered. km_h, set_out_min: how fast visitors and officers who are lent travel.
    """

    on: bool = True
    margin_min: Annotated[float, Field(ge=0, le=240)] = 10
    farthest_km: Annotated[float, Field(gt=0, le=200)] = 20
    km_h: Annotated[float, Field(gt=0, le=120)] = 25
    set_out_min: Annotated[float, Field(ge=0, le=60)] = 5


class Intake(Model):
    """When the counter-minutes left today serve nobody more. margin: the part of them that is kept back.

    refuse: whether no more tickets are given then; else it is only said.
    """

    margin: Annotated[float, Field(ge=0, le=0.9)] = 0.1
    refuse: bool = False


class Moves(Model):
    """Who agrees that an officer leaves a branch? Its own manager; with network_consents the network's as well."""

    network_consents: bool = False
