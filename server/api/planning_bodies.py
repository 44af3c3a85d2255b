"""Which bodies do managers take and give? Waits, crowd and alerts of the network, the staff, suggestions and moves.

Addresses under /api/v1 (who: network-manager; branch-manager for his branch; auditor reads):

    GET  /network                              NetworkOut, also by the socket /network
    GET  /network/branches/{branch}            BranchDetailOut: counters, officers, longest waits, half hours
    GET  /staff                                StaffOut: officers by branch, with skills, roster and absences
    POST /staff/{badge}/absences               AbsenceIn -> StaffOut (sick in two taps)
    POST /staff/{badge}/absences/{id}/cancel   StaffOut
    POST /network/branches/{branch}/lunches          LunchesIn -> StaffOut: all of them, or 422 `bad-lunch`
    POST /network/branches/{branch}/lunches/cancel   LunchesBackIn -> StaffOut
    POST /suggestions                          AskIn -> 202 RunOut: asks the worker for suggestions
    GET  /suggestions                          SuggestionsOut: the last run with its progress, what is proposed
    POST /what-if                              WhatIfIn -> 202 RunOut: effects of changes that nobody has made
    GET  /what-if/{run}                        RunOut, its `effects` once `state` is done
    POST /suggestions/{id}/consent             the giving branch agrees
    POST /suggestions/{id}/approve             409 `consent-needed` before, 409 `move-impossible` when too late
    POST /suggestions/{id}/dismiss             DismissIn
    POST /suggestions/{id}/undo                takes an approval or a dismissal back
    POST /suggestions/{id}/arrived             the receiving branch confirms
    GET  /suggestions/{id}/order               OrderOut: the assignment order, to be printed by the page
    GET  /moves                                MovesOut: approved moves with what was promised and what happened
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, model_validator

from server.api.bodies import Body, Code, Names

Instant = Annotated[AwareDatetime, Field(strict=False)]
Kind = Literal["open", "close", "reskill", "lend", "remote"]
AwayKind = Literal["sick", "leave", "overtime", "training"]
AbsenceKind = Literal["sick", "leave", "overtime", "training", "lunch"]


class AlertOut(BaseModel):
    """Something to be looked at. where: a counter or a device; value and limit in the unit of its code.

    p90 and crowd: seconds and people; kiosk, printer and display: seconds of silence; counter-forgotten: seconds.
    """

    id: str
    branch: str
    code: Literal["p90", "crowd", "kiosk", "printer", "display", "counter-forgotten", "help"]
    where: str | None
    since: datetime
    value: float | None
    limit: float | None
    sentence: Names


class ServiceWait(BaseModel):
    """A visitor who comes now for this service; null where nothing can be told.

    places_left: how many more the counters can call today.
    """

    code: str
    letter: str
    names: Names
    waiting: int
    wait_p50_s: int | None
    wait_p90_s: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    places_left: int | None


class NetworkRow(BaseModel):
    """A branch now and today.

    wait_p50_s, wait_p90_s: of who comes now, services weighed by how many came today. crowd: who waits, is called or
    is served. predicted_by: `pass` while the worker is away. promises_kept: the share of today's told ranges.
    intake_left: places_left of the scarcest service. expected_hour: who comes within an hour by the forecast.
    """

    code: str
    kind: str
    parent: str | None
    names: Names
    lat: float
    lon: float
    seq: int
    rev: int
    open: bool
    waiting: int
    crowd: int
    crowd_limit: int | None
    expected_hour: float | None
    called: int
    within_15: float | None
    within_30: float | None
    wait_p50_s: int | None
    wait_p90_s: int | None
    predicted_by: Literal["simulation", "pass"] | None
    predicted_at: datetime | None
    promises_kept: float | None
    intake_left: int | None
    help: list[str]
    counters_open: int
    counters_paused: int
    counters: int
    services: list[ServiceWait]
    alerts: list[AlertOut]


class WayBetween(BaseModel):
    """A way that the map draws: as few as join all branches. travel_s: setting out included."""

    branch: str
    to: str
    travel_s: int


class NetworkOut(BaseModel):
    """ways: none for who sees one branch alone."""

    branches: list[NetworkRow]
    ways: list[WayBetween]


class CounterNow(BaseModel):
    """number and since: who stands there, and since when; else since when it is in its state."""

    code: str
    state: Literal["closed", "open", "paused"]
    services: list[str]
    officer: str | None
    number: str | None
    serving: str | None
    since: datetime | None


class LongWait(BaseModel):
    number: str
    service: str
    waited_s: int
    wait_p50_s: int | None
    wait_p90_s: int | None


class HalfHour(BaseModel):
    """expected: visitors (low to high: nine of ten days); came: null in the future.

    work_min and capacity_min: minutes of work that comes, and that rostered officers can give.
    """

    at: datetime
    expected: float
    low: float
    high: float
    came: int | None
    work_min: float
    capacity_min: float


class DeviceNow(BaseModel):
    """heard_at: by the wall clock; null when it was never heard of.

    trouble: the worst that is wrong with a kiosk or its printer, see GET /branches/{b}/kiosks; null for displays.
    roll_ends: the local hour of today when its paper ends at the present pace. backup: of its second printer.
    """

    code: str
    kind: Literal["kiosk", "display"]
    heard_at: datetime | None
    trouble: str | None
    papers_left: int | None
    roll_ends: str | None
    backup: str | None
    backup_papers_left: int | None
    backup_roll_ends: str | None


class WayTo(BaseModel):
    """How long one is on the way to another branch, setting out included."""

    branch: str
    travel_s: int


class BranchDetailOut(BaseModel):
    """model: which forecast of arrivals is switched on, since it beats the other on the branch's past days."""

    branch: NetworkRow
    at: datetime
    counters: list[CounterNow]
    longest: list[LongWait]
    half_hours: list[HalfHour]
    devices: list[DeviceNow]
    ways: list[WayTo]
    model: Literal["described", "seasonal", "library"]


class Span(BaseModel):
    start: datetime
    end: datetime


class AbsenceOut(BaseModel):
    id: int
    kind: AbsenceKind
    start: datetime
    end: datetime
    note: str | None
    by: str


class OfficerOut(BaseModel):
    """skills: service -> level, what he serves; qualified: what he might after a word with him.

    state: `present` is at a counter; `expected` is rostered now; `lent` works elsewhere by an order, `works_at` says
    where. movable: false for who must not be moved.
    """

    badge: str
    branch: str
    skills: dict[str, int]
    qualified: list[str]
    counter: str | None
    state: Literal["present", "expected", "lunch", "off", "sick", "leave", "training", "lent"]
    works_at: str
    roster: list[Span]
    lunch: Span | None
    movable: bool
    absences: list[AbsenceOut]


class StaffOut(BaseModel):
    """open: branch -> when it takes visitors today."""

    at: datetime
    open: dict[str, list[Span]]
    officers: list[OfficerOut]


class AbsenceIn(Body):
    """From `start` (now, if it is left out) to `end` (the end of the day)."""

    kind: AwayKind = "sick"
    start: Instant | None = None
    end: Instant | None = None
    note: Annotated[str, StringConstraints(max_length=200)] | None = None


class LunchIn(Body):
    """From 15 minutes to 2 hours, within the officer's day."""

    badge: Code
    start: Instant
    end: Instant


class LunchesIn(Body):
    """When officers of a branch rest, all at once; who is left out rests as before."""

    lunches: Annotated[list[LunchIn], Field(min_length=1, max_length=200)]


class LunchesBackIn(Body):
    """The numbers of lunches as absences tell them; what was told before, or the network file's, holds again."""

    absences: Annotated[list[int], Field(min_length=1, max_length=200)]


class AskIn(Body):
    """branches: only these may give or get; none means all."""

    branches: Annotated[list[Code], Field(max_length=200, default_factory=list)]


class ChangeIn(Body):
    """One change to be tried. open, close, reskill: at `branch` and `counter`; lend, remote: `officer` goes to `to`.

    start: now, if left out; end: the end of the day.
    """

    kind: Kind
    branch: Code
    counter: Code | None = None
    services: Annotated[list[Code], Field(max_length=64, default_factory=list)]
    officer: Code | None = None
    to: Code | None = None
    start: Instant | None = None
    end: Instant | None = None


class WhatIfIn(Body):
    changes: Annotated[list[ChangeIn], Field(min_length=1, max_length=20)]


class Figures(BaseModel):
    """Of all who come in the rest of the day, the present queue included. crowd: the most who wait at once."""

    p50_s: int
    p90_s: int
    within_15: float
    crowd: int


class Interval(BaseModel):
    """What a change does, with 90 % confidence: after less before, over days with the same visitors."""

    low: float
    middle: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> "Interval":
        assert self.low <= self.middle <= self.high
        return self


class Difference(BaseModel):
    p50_s: Interval
    p90_s: Interval
    within_15: Interval
    crowd: Interval


class EffectOut(BaseModel):
    """What it does at one branch."""

    branch: str
    before: Figures
    after: Figures
    difference: Difference


class HappenedOut(BaseModel):
    """What was measured at a branch from the move's beginning to its end (or to now)."""

    branch: str
    called: int
    p50_s: int | None
    p90_s: int | None
    within_15: float | None
    crowd: int | None


class PartOut(BaseModel):
    """What one officer takes on, where a suggestion is for several."""

    officer: str
    counter: str | None
    services: list[str]


class SuggestionOut(BaseModel):
    """branch: that of the counter; for lend and remote the giving one, and `to` the getting one.

    sentence: what is to be done; reason: why. needs_consent: whose manager has not agreed yet. may: what the caller
    may do now: consent, approve, dismiss, undo, arrived, order. why_not: why it is no longer possible.
    """

    id: int
    kind: Kind
    state: Literal["proposed", "approved", "dismissed", "undone", "lapsed", "ended"]
    branch: str
    counter: str | None
    services: list[str]
    officer: str | None
    parts: list[PartOut]
    to: str | None
    start: datetime
    end: datetime
    travel_s: int
    sentence: Names
    reason: Names
    effects: list[EffectOut]
    needs_consent: list[str]
    consented_by: dict[str, str]
    decided_by: str | None
    decided_at: datetime | None
    dismissed_because: str | None
    dismissed_note: str | None
    arrived_at: datetime | None
    happened: list[HappenedOut]
    may: list[Literal["consent", "approve", "dismiss", "undo", "arrived", "order"]]
    why_not: Names | None


class Missing(BaseModel):
    """How many counters more it would take to keep the promise of the service with what will come today."""

    branch: str
    service: str | None
    counters: int


class RunOut(BaseModel):
    """state: `asked` until the worker begins. gap: how far from the best the plan may be, null when none was made.

    helps: false when no move helps; `verdict` says so in a sentence, with how many counters are `missing`;
    null where there was no time left to find out.
    """

    id: int
    state: Literal["asked", "running", "done", "failed"]
    progress: float
    asked_at: datetime
    done_at: datetime | None
    seconds: float | None
    gap: float | None
    helps: bool | None
    verdict: Names | None
    missing: list[Missing]
    effects: list[EffectOut]


class SuggestionsOut(BaseModel):
    """worker: false when nothing has been heard from it, so that asking would be in vain for now."""

    at: datetime
    worker: bool
    run: RunOut | None
    suggestions: list[SuggestionOut]


class MovesOut(BaseModel):
    moves: list[SuggestionOut]


class DecidedOut(BaseModel):
    suggestion: SuggestionOut


class DismissIn(Body):
    """reason teaches the next run: `not-this-officer` and `not-this-branch` keep them out of it for today."""

    reason: Literal["not-this-officer", "not-this-branch", "too-small", "too-far", "other"] = "other"
    note: Annotated[str, StringConstraints(max_length=200)] | None = None


class OrderOut(BaseModel):
    """The assignment order (phiếu điều động), to be printed. id: of its suggestion; number: unique, as it is read."""

    id: int
    number: str
    day: date
    officer: str
    branch: str
    branch_names: Names
    to: str
    to_names: Names
    remote: bool
    start: datetime
    end: datetime
    travel_s: int
    services: list[dict[str, Names]]
    consented_by: str | None
    approved_by: str | None
    approved_at: datetime | None
    sentence: Names


class OrdersOut(BaseModel):
    orders: list[OrderOut]


class AdviceQuery(BaseModel):
    """all: also the branches that save no time, for who sends a visitor on for another reason."""

    service: Code | None = None
    all: bool = False


class FollowIn(Body):
    branch: Code | None = None


class OfferOut(BaseModel):
    """Waits for who comes now: there from the arrival on, here from now on. saved_s: how much sooner, way included."""

    branch: str
    names: Names
    travel_s: int
    wait_low_s: int
    wait_high_s: int
    here_low_s: int | None
    here_high_s: int | None
    saved_s: int | None


class AdviceOut(BaseModel):
    offers: list[OfferOut]


class StillOpenOut(BaseModel):
    """A branch that gives numbers today. opens_at: null where it is open when one comes; waits: null if not known."""

    branch: str
    names: Names
    travel_s: int
    opens_at: datetime | None
    open_until: datetime
    wait_low_s: int | None
    wait_high_s: int | None


class ServiceElsewhere(BaseModel):
    service: str
    branches: list[StillOpenOut]


class ElsewhereOut(BaseModel):
    services: list[ServiceElsewhere]
