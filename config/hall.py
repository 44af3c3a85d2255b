"""What does the network file say about hall displays? How far away they are read, what they tell, when they speak."""

from datetime import datetime, time
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from config.table import Code, Fault, Model, refuse

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Told(Model):
    vi: Sentence
    en: Sentence
    fr: Sentence


class Notice(Model):
    """What a hall is told beside calls. starts, ends: local time, none means always; daily: only within these hours.

    spoken_every_min: how often it is also said, none means never. branches: where; none means everywhere.
    """

    code: Code
    texts: Told
    starts: datetime | None = None
    ends: datetime | None = None
    daily: tuple[time, time] | None = None
    spoken_every_min: Annotated[int, Field(ge=5, le=480)] | None = None
    branches: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        faults: list[Fault] = []
        for key in ("starts", "ends"):
            at = getattr(self, key)
            if at is not None and at.tzinfo is not None:
                faults.append(((key,), "write local time without an offset, like 2026-11-24T08:00:00"))
        if not faults and self.starts and self.ends and self.starts >= self.ends:
            faults.append((("ends",), "a notice ends after it starts"))
        if self.daily and self.daily[0] >= self.daily[1]:
            faults.append((("daily",), "write hours from earlier to later"))
        return refuse(faults, self)


class Loudness(Model):
    """How loud the hall is between two local times, in percent of the full volume; 0 is silence."""

    start: time
    end: time
    percent: Annotated[int, Field(ge=0, le=100)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return refuse([(("end",), "write hours from earlier to later")] if self.start >= self.end else [], self)


class HallScreens(Model):
    """How a branch's displays are read and heard.

    read_from_m, screen_inch: from where, and on how large a screen; larger letters follow from both. say_within_s: a
    call that waited longer than this for its turn to be spoken is only shown. closing_soon_min: how long before the end
    the hall is told. volume: in percent; volumes: other ones at some hours, the first that fits holds. say_service:
    whether a call also names the service: where the ticket's letter sounds like another one of the branch ("close"),
    always or never.
    """

    read_from_m: Annotated[float, Field(ge=2, le=30)] = 10
    screen_inch: Annotated[float, Field(ge=15, le=150)] = 55
    say_within_s: Annotated[int, Field(ge=10, le=600)] = 60
    closing_soon_min: Annotated[int, Field(ge=0, le=120)] = 15
    volume: Annotated[int, Field(ge=0, le=100)] = 100
    volumes: tuple[Loudness, ...] = ()
    say_service: Literal["never", "close", "always"] = "close"
