"""Which answers of the server does a kiosk take? Those of the shape that it reads, prints and shows; any other is none.

What is taken here stands on the page, on paper and on the disk, where it outlives a restart.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from kiosk.product_clock import YEARS

T = TypeVar("T")
WRONG = 3
# What a visitor said of himself neither page nor paper needs, so a ticket that is kept here does not tell it.
UNSAID: Mapping[str, Any] = {"priority": None, "needs": []}
PROBLEM = ("type", "title", "detail")
IN_LANGUAGES = ("titles", "details")


def _instant(told: str) -> str:
    at = datetime.fromisoformat(told)
    if at.tzinfo is None or at.year not in YEARS:
        raise ValueError(f"no instant of a branch: {told}")
    return told


def _normal(told: str) -> str:
    return datetime.fromisoformat(_instant(told)).isoformat()


Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Instant = Annotated[str, StringConstraints(max_length=40), AfterValidator(_instant)]
Normal = Annotated[str, StringConstraints(max_length=40), AfterValidator(_normal)]
Seconds = Annotated[int, Field(ge=0, le=10_000_000)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class _Told(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False)


class _Names(_Told):
    vi: Name
    en: Name
    fr: Name


class _Coded(_Told):
    code: Code
    names: _Names


class _Service(_Coded):
    letter: Annotated[str, StringConstraints(min_length=1, max_length=1)]
    name: Name | None = None
    open: bool
    waiting: Count | None = None
    wait_p50_s: Seconds | None = None
    wait_p90_s: Seconds | None = None
    wait_low_s: Seconds | None = None
    wait_high_s: Seconds | None = None
    places_left: Count | None = None
    full_today: bool = False
    intake_closed: Code | None = None


class _Span(_Told):
    start: Annotated[Normal, Field(alias="from")]
    to: Normal


class _Day(_Told):
    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
    ranges: Annotated[list[_Span], Field(max_length=20)]


class _Door(_Told):
    opens_at: Instant
    draw_at: Instant | None


class _StillOpen(_Told):
    branch: Code
    names: _Names
    travel_s: Seconds
    opens_at: Instant | None
    open_until: Instant
    wait_low_s: Seconds | None
    wait_high_s: Seconds | None


class _Elsewhere(_Told):
    service: Code
    branches: Annotated[list[_StillOpen], Field(max_length=50)]


class _Facts(_Told):
    branch: Code
    names: _Names
    open: bool
    hours: Annotated[list[_Day], Field(max_length=60)] | None
    door: _Door | None
    stopped: Code | None
    services_closed: dict[Code, Code]
    told_at: Instant
    speed: float
    services: Annotated[list[_Service], Field(max_length=200)]
    languages: Annotated[list[Literal["vi", "en", "fr"]], Field(min_length=1, max_length=3)]
    priorities: Annotated[list[_Coded], Field(max_length=50)]
    plan: str
    elsewhere: dict[Code, list[_StillOpen]] = Field(default_factory=dict)


class _Step(_Told):
    service: Code
    state: Code


class _Ticket(_Told):
    id: Code
    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
    number: Annotated[str, StringConstraints(pattern=r"^[A-ZĐ][0-9]{3,7}$")]
    branch: Code | None = None
    branch_names: _Names
    service: Code
    service_names: _Names
    language: Literal["vi", "en", "fr"]
    issued_at: Instant
    state: Code = "waiting"
    counter: Code | None = None
    slot: Instant | None = None
    back_at: Instant | None = None
    draw_at: Instant | None = None
    ahead: Count | None
    wait_low_s: Seconds | None
    wait_high_s: Seconds | None
    wait_p50_s: Seconds | None = None
    wait_p90_s: Seconds | None = None
    steps: Annotated[list[_Step], Field(max_length=50)] = Field(default_factory=list)
    may: list[str] = Field(default_factory=list)


class _Appointment(_Told):
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z-]{4,16}$")]
    slot: Normal
    service: Code


class _Offer(_Told):
    branch: Code
    names: _Names
    travel_s: Seconds
    wait_low_s: Seconds
    wait_high_s: Seconds
    here_low_s: Seconds | None = None
    here_high_s: Seconds | None = None
    saved_s: Seconds | None = None


_FACTS = TypeAdapter(_Facts)
_TICKET = TypeAdapter(_Ticket)
_APPOINTMENT = TypeAdapter(_Appointment)
_ELSEWHERE = TypeAdapter(Annotated[list[_Elsewhere], Field(max_length=200)])
_OFFERS = TypeAdapter(Annotated[list[_Offer], Field(max_length=50)])


def branch_facts(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of a branch, and nothing beside. Raises ValueError."""
    return _as(_FACTS, told).model_dump(by_alias=True, exclude_unset=True)


def a_ticket(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a ticket as it was told, but for priority class and needs.

    Raises ValueError where something that is printed or shown is nonsense.
    """
    _as(_TICKET, told)
    return {**told, **UNSAID}


def an_appointment(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return code, time and service of an appointment. Raises ValueError."""
    return _as(_APPOINTMENT, told).model_dump()


def offers(told: Any) -> list[dict[str, Any]]:
    """Return the branches that are offered instead. Raises ValueError."""
    return [one.model_dump(exclude_unset=True) for one in _as(_OFFERS, told)]


def elsewhere(told: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the branches that take in today what is closed here, by service. Raises ValueError."""
    rows = _as(_ELSEWHERE, told)
    return {one.service: [branch.model_dump() for branch in one.branches] for one in rows}


def is_problem(told: Mapping[str, Any]) -> bool:
    """Whether this is how our server refuses: with a type, and sentences for a person, perhaps in every language."""
    return all(isinstance(told.get(name), str) for name in PROBLEM) and all(
        _is_in_languages(told.get(name)) for name in IN_LANGUAGES
    )


def _is_in_languages(told: Any) -> bool:
    return told is None or (isinstance(told, dict) and all(isinstance(one, str) for one in told.values()))


def refused_appointment(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a problem for the page to go on from, with what it says well of the appointment."""
    shapes = {"service": str, "travel_s": int}
    well = {name: told[name] for name in told if isinstance(told[name], shapes.get(name, object))}
    return well | {"appointment": True}


def finite(number: str) -> float:
    """Return a number of a JSON text. Raises ValueError for one that no JSON text can say again."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"no number: {number}")
    return value


def _as(shape: TypeAdapter[T], told: Any) -> T:
    try:
        return shape.validate_python(told)
    except ValidationError as error:
        # Where it is wrong, not what stands there: that may be a visitor's link.
        wrong = (".".join(map(str, one["loc"])) for one in error.errors(include_input=False)[:WRONG])
        raise ValueError(f"nonsense at {', '.join(wrong)}") from None
