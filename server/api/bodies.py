"""Which bodies are taken and given? The shapes of the contract, for validation and for the OpenAPI page."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Short = Annotated[str, StringConstraints(max_length=200)]
Id = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
]
Language = Literal["vi", "en", "fr"]
Need = Literal["deaf", "low-vision", "wheelchair", "interpreter"]
Names = dict[str, str]
BranchPaused = Literal["evacuation", "interruption"] | None
IntakeClosed = Literal["full", "early"] | None


class Body(BaseModel):
    """A request's body: strict about types, deaf to members that it does not know."""

    model_config = ConfigDict(extra="ignore", strict=True)


class TicketIn(Body):
    services: Annotated[list[Code], Field(min_length=1, max_length=8)]
    language: Language = "vi"
    priority: Code | None = None
    needs: Annotated[list[Need], Field(max_length=4)] = []
    dossiers: Annotated[int, Field(ge=1, le=500)] = 1
    id: Id | None = None
    number: Annotated[str, StringConstraints(max_length=12)] | None = None
    issued_at: Annotated[AwareDatetime, Field(strict=False)] | None = None
    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")] | None = None
    dossier: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    slot: Annotated[AwareDatetime, Field(strict=False)] | None = None
    instead_of: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


class BookingIn(Body):
    service: Code
    slot: Annotated[AwareDatetime, Field(strict=False)]
    language: Language = "vi"
    priority: Code | None = None
    needs: Annotated[list[Need], Field(max_length=4)] = []


class BookingOut(BaseModel):
    """code: all that its holder needs, as it is printed."""

    code: str
    branch: str
    service: str
    slot: datetime
    language: str
    seq: int


class CheckInIn(Body):
    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class LeaseIn(Body):
    service: Code
    count: Annotated[int, Field(ge=1, le=1000)]


class RollIn(Body):
    service: Code
    at: Annotated[int, Field(ge=1, le=9_999_999)]


class OpenIn(Body):
    services: Annotated[list[Code], Field(min_length=1, max_length=64)] | None = None


class PauseIn(Body):
    """minutes: after how many the counter is meant to be back, as the screens tell."""

    reason: Short | None = None
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None


class FinishIn(Body):
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None


class CallNextIn(Body):
    """after: who is believed to be at the counter; after_step: at which step of that visit, an index from 0."""

    after: Id | None = None
    after_step: Annotated[int, Field(ge=0, le=100)] | None = None


class PickIn(CallNextIn):
    number: Annotated[str, StringConstraints(min_length=1, max_length=16)]
    reason: Short | None = None


class HoldIn(Body):
    reason: Short | None = None
    pool: Literal["own", "branch"] = "branch"
    due_min: Annotated[float, Field(gt=0, le=480, strict=False)] | None = None


class TransferIn(Body):
    service: Code
    counter: Code | None = None
    officer: Code | None = None
    place: Literal["before", "by-arrival", "after"] = "by-arrival"
    back: bool = False
    level: Annotated[int, Field(ge=1, le=3)] = 1
    note: Short | None = None


class EndTurnIn(Body):
    done: Annotated[int, Field(ge=1, le=500)] | None = None


class ReopenIn(Body):
    number: Annotated[str, StringConstraints(min_length=1, max_length=16)]


class HelpIn(Body):
    wanted: bool = True


class MendIn(Body):
    """counter: the officer's own, whose act it then is, so that it can be undone there."""

    counter: Code | None = None


class ServiceIn(MendIn):
    service: Code


class HolderServiceIn(Body):
    service: Code


class CountIn(MendIn):
    count: Annotated[int, Field(ge=1, le=500)]


class ReferIn(MendIn):
    """on_the_way: the place there is held until the visitor can have arrived, and says that he has."""

    branch: Code
    service: Code | None = None
    on_the_way: bool = False


class FindQuery(BaseModel):
    find: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class PinIn(Body):
    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,8}$")]


class NewPinIn(PinIn):
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SignInIn(Body):
    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class EmptyIn(Body):
    """No member is read."""


class EventsQuery(BaseModel):
    after: Annotated[int, Field(ge=0, le=2**62)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000


class HallQuery(BaseModel):
    zone: Annotated[str, StringConstraints(max_length=64)] | None = None


class StepOut(BaseModel):
    """calls: how often the visitor has been called to this step, repeats counted."""

    service: str
    state: str
    counter: str | None
    calls: int
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


class Reason(BaseModel):
    """Why a ticket was called: the rule, how many that overtook, and the sentence in each language."""

    rule: str
    overtaken: int
    note: str | None
    sentence: Names


class TicketOut(BaseModel):
    """`token` and `may` are there for who issued or holds the ticket; `notes` to `why` for officers.

    Of a number that was given before opening: `back_at`, when to be back; `draw_at`, when a draw will say that.
    """

    id: str
    number: str
    token: str | None = None
    branch: str
    branch_names: Names
    service: str
    service_names: Names
    state: str
    counter: str | None
    language: str
    priority: str | None
    needs: list[str]
    dossiers: int | None
    issued_at: datetime
    called_at: datetime | None
    ahead: int | None
    wait_p50_s: int | None
    wait_p90_s: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    slot: datetime | None
    back_at: datetime | None
    draw_at: datetime | None
    due_at: datetime | None
    postponements_left: int
    step: int | None
    steps: list[StepOut]
    may: list[str] | None = None
    notes: dict[str, str] | None = None
    dossiers_left: int | None = None
    counted: bool | None = None
    dossier: str | None = None
    for_counter: str | None = None
    for_officer: str | None = None
    why: Reason | None = None


class IssuedOut(TicketOut):
    seq: int


class MendedOut(BaseModel):
    ticket: TicketOut
    seq: int


class ReferredOut(BaseModel):
    """onward: the ticket at the other branch; its token is the same paper's."""

    ticket: TicketOut
    onward: TicketOut
    seq: int


class FoundOut(BaseModel):
    tickets: list[TicketOut]


class WhyOut(BaseModel):
    overtaken_by: int
    sentence: Names


class VoidOut(BaseModel):
    id: str
    seq: int


class LeaseOut(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    first: str = Field(alias="from")
    to: str
    expires_at: datetime


class RollOut(BaseModel):
    """next: the number that the service's next ticket gets."""

    service: str
    next: str
    seq: int


class CounterActOut(BaseModel):
    counter: str
    ticket: TicketOut | None
    seq: int


class CounterTicket(BaseModel):
    id: str
    number: str
    state: str | None


class CounterRow(BaseModel):
    code: str
    state: Literal["closed", "open", "paused"]
    services: list[str]
    officer: str | None
    help_at: datetime | None
    ticket: CounterTicket | None


class CountersOut(BaseModel):
    counters: list[CounterRow]
    seq: int


class Priority(BaseModel):
    code: str
    names: Names


class Outcome(BaseModel):
    code: str
    names: Names


class CatalogueRow(BaseModel):
    code: str
    letter: str
    names: Names
    intake_closed: IntakeClosed
    outcomes: list[Outcome]


class Colleague(BaseModel):
    counter: str
    officer: str | None
    services: list[str]
    state: Literal["open", "paused"]


class CounterRules(BaseModel):
    bulk_from: int
    bulk_turn: int
    hold_limit_min: int
    recalls: int


class Standing(BaseModel):
    id: str
    number: str
    service: str
    waited_s: int
    priority: str
    needs: list[str]
    dossiers: int
    booked: bool
    note: str | None


class WaitingRow(Standing):
    """obstacle: why this counter passes him over for now."""

    obstacle: str | None
    for_you: bool


class HeldRow(Standing):
    reason: str | None
    pool: Literal["own", "branch", "other"]
    due_at: datetime | None
    overdue: bool


class Today(BaseModel):
    served: int
    mean_service_s: int | None
    mean_call_to_start_s: int | None
    mean_turnaround_s: int | None
    inaccurate: int


class Clock(BaseModel):
    now: datetime
    speed: float


class DisplayLamp(BaseModel):
    """How many displays of the branch do what they should, cannot be heard, or have not been heard of."""

    alive: int
    unheard: int
    lost: int


class KioskLamp(BaseModel):
    """How a kiosk does; no trouble is none. roll_ends: the local hour of today when its paper ends."""

    name: str
    trouble: str | None
    papers_left: int | None
    roll_ends: str | None


class CounterViewOut(BaseModel):
    """unheard: why the hall heard nothing of the last call of who is called here."""

    branch: str
    branch_names: Names
    counter: str
    seq: int
    rev: int
    at: datetime
    clock: Clock
    state: Literal["closed", "open", "paused"]
    pause_reason: str | None
    back_at: datetime | None
    branch_paused: BranchPaused
    intake_closed: IntakeClosed
    unheard: Literal["late", "failed"] | None
    displays: DisplayLamp
    kiosks: list[KioskLamp]
    help_at: datetime | None
    services: list[str]
    overflow: list[str]
    defaults: list[str]
    catalogue: list[CatalogueRow]
    colleagues: list[Colleague]
    rules: CounterRules
    priorities: list[Priority]
    officer: str | None
    ticket: TicketOut | None
    waiting: list[WaitingRow]
    waiting_total: int
    held: list[HeldRow]
    today: Today
    undo: str | None
    undo_until: datetime | None
    undo_left_s: float | None


class CallOut(BaseModel):
    id: str
    number: str
    counter: str
    service: str
    language: str
    at: datetime
    kind: Literal["call", "repeat", "last", "corrected"]
    clips: list[str]
    show_s: int


class ServingOut(BaseModel):
    id: str
    number: str
    counter: str
    service: str
    state: Literal["called", "serving"]
    language: str
    at: datetime


class ServiceWaiting(BaseModel):
    service: str
    letter: str
    names: Names
    waiting: int
    wait_low_s: int | None
    wait_high_s: int | None
    intake_closed: IntakeClosed


class CounterSign(BaseModel):
    """What stands over a counter; number: whoever is called to it or served there."""

    code: str
    state: Literal["closed", "open", "paused"]
    services: list[str]
    number: str | None
    back_at: datetime | None


NoticeKind = Literal[
    "evacuation",
    "interruption",
    "resumption",
    "full",
    "early",
    "full_service",
    "early_service",
    "transfer",
    "pause",
    "missed",
    "apology",
    "delay",
    "door_soon",
    "door_now",
    "door_draw",
    "door_back",
    "closing",
    "lunch",
    "closed",
    "notice",
    "test",
]


class NoticeOut(BaseModel):
    """clips: how it is said, one a language; none where it is only written. every_s: how often, null for once."""

    id: str
    kind: NoticeKind
    texts: Names
    opens_at: datetime | None
    clips: list[str]
    every_s: int | None


class VolumeOut(BaseModel):
    """How loud a hall is between two local times like 12:00, in percent."""

    model_config = ConfigDict(populate_by_name=True)
    start: str = Field(alias="from")
    to: str
    percent: int


class ScreenOut(BaseModel):
    """From how far a display is read, how large and how loud it is, and how long a call may wait to be spoken."""

    read_from_m: float
    screen_inch: float
    say_within_s: int
    volume: int
    volumes: list[VolumeOut]


class HallOut(BaseModel):
    branch: str
    branch_names: Names
    zone: str | None
    seq: int
    rev: int
    at: datetime
    speed: float
    open: bool
    paused: BranchPaused
    intake_closed: IntakeClosed
    calls: list[CallOut]
    serving: list[ServingOut]
    next: list[str]
    waiting: int
    by_service: list[ServiceWaiting]
    counters: list[CounterSign]
    notices: list[NoticeOut]
    screen: ScreenOut


class BranchRow(BaseModel):
    code: str
    kind: str
    parent: str | None
    name: str
    names: Names
    lat: float
    lon: float
    open: bool
    waiting: int
    wait_low_s: int | None
    wait_high_s: int | None


class OpenSpan(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    start: datetime = Field(alias="from")
    to: datetime


class DayHours(BaseModel):
    """A local day; no ranges mean that the branch is closed."""

    day: date
    ranges: list[OpenSpan]


class DoorOut(BaseModel):
    """opens_at: before when numbers are given at the door; draw_at: when their places are drawn, if that is to come."""

    opens_at: datetime
    draw_at: datetime | None


class DoorStateOut(BaseModel):
    """state: `off` (never here), `closed` (not today), `later` (from `from` on), `now`, `over` (it is open).

    draw_at: when the places are drawn, if that is to come. given: how many wait with a number from the door.
    """

    state: Literal["off", "closed", "later", "now", "over"]
    givers: list[str]
    begins: Annotated[datetime | None, Field(alias="from")]
    opens_at: datetime | None
    draw_at: datetime | None
    given: int


class BranchOut(BranchRow):
    """hours: of today and the next seven days, so that a kiosk knows them when its line is down.

    door: whether kiosks give numbers before opening now. stopped: why none are given though it is open: `evacuation`,
    `interruption`, `full` or `early`. services_closed: why none are given today for single services, whatever the hour.
    phone_url: what stands before /t/{token} for phones; null where that is the address by which this was asked.
    """

    hours: list[DayHours]
    door: DoorOut | None
    stopped: str | None
    services_closed: dict[str, str]
    phone_url: str | None


class BranchesOut(BaseModel):
    branches: list[BranchRow]


class PrioritiesOut(BaseModel):
    languages: list[str]
    priorities: list[Priority]


class ServiceRow(BaseModel):
    """places_left: how many more can be called today, a margin kept back; null where it is not reckoned.

    intake_closed: why no more numbers are given for this service today, though the branch gives numbers.
    """

    code: str
    letter: str
    name: str
    names: Names
    open: bool
    waiting: int
    wait_p50_s: int | None
    wait_p90_s: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    places_left: int | None
    full_today: bool
    intake_closed: IntakeClosed


class ServicesOut(BaseModel):
    services: list[ServiceRow]


class EventOut(BaseModel):
    seq: int
    at: datetime
    actor: str
    kind: str
    ticket: str | None
    counter: str | None
    data: dict[str, Any]
    prev_hash: str
    hash: str


class EventsOut(BaseModel):
    events: list[EventOut]
    head: int


class ClockOut(BaseModel):
    now: datetime
    speed: float
    epoch: int


class PersonOut(BaseModel):
    login: str
    badge: str
    role: str
    branch: str | None
    counter: str | None
    skills: dict[str, int] | None
    rights: list[str]


class SessionOut(BaseModel):
    person: PersonOut
    csrf: str
    locked: bool
    has_pin: bool
