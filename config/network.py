"""What is a network of branches? The typed form of the network file, with every rule that it must keep."""

from collections.abc import Set
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints, field_validator, model_validator

from config.hall import HallScreens, Notice
from config.hours import WEEKDAYS, Hours
from config.kiosk import KioskScreens, Procedure
from config.planning import Advice, Alerts, Demand, Intake, Moves, Staff
from config.table import Code, Fault, Model, Names, Place, refuse, repeats, unknown
from config.ticket import Documents, TicketLayout

__all__ = ["WEEKDAYS", "Branch", "Fault", "Hours", "Network", "Place", "Rules", "Service"]

CounterCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=16)]


class Service(Model):
    """A procedure field. target_min: mean minutes of one service; cv: coefficient of variation.

    level: the least skill of an officer who serves it. after: services that a visit must have done before.
    outcomes: what the officer chooses from when it is finished; none means that nothing is asked. documents: what a
    visitor should have ready, as it stands on the ticket.
    """

    code: Code
    letter: Annotated[str, StringConstraints(pattern=r"^[A-ZĐ]$")]
    digits: Annotated[int, Field(ge=3, le=4)] = 3
    names: Names
    target_min: Annotated[float, Field(gt=0, le=480)]
    cv: Annotated[float, Field(gt=0, le=3)] = 0.8
    level: Annotated[int, Field(ge=1, le=3)] = 1
    after: tuple[Code, ...] = ()
    outcomes: tuple["Outcome", ...] = ()
    documents: Documents = Documents()


class Outcome(Model):
    """How a service may end, for statistics and for the visitor."""

    code: Code
    names: Names


class Priority(Model):
    """A class that goes ahead: by a fixed head start, so that nobody starves."""

    code: Code
    names: Names
    head_start_min: Annotated[float, Field(ge=0, le=240)]


class Rules(Model):
    """What a network decides about queues; docs/rules.md is made from this. Each key has a test named after it."""

    recalls: Annotated[int, Field(ge=0, le=10)] = Field(
        default=2,
        description="How often a visitor is called again; the last repeat is announced as the last call.",
        examples=["With 2, T0007 is called, repeated once, and repeated a second time as the last call."],
    )
    recall_gap_s: Annotated[int, Field(ge=0, le=600)] = Field(
        default=0,
        description="Seconds that must pass between two calls of the same visitor; sooner is refused with 409.",
        examples=["With 20, a repeat 5 s after the call is refused: wait 15 more seconds."],
    )
    calls_before_no_show: Annotated[int, Field(ge=1, le=10)] = Field(
        default=1,
        description="How many calls a visitor gets at least before an officer may say that he did not come.",
        examples=["With 2, no-show right after the first call is refused; after one repeat it is taken."],
    )
    no_show_grace_min: Annotated[int, Field(ge=0, le=480)] = Field(
        default=15,
        description="Minutes in which a missed visitor may come back with the same ticket; later he needs another.",
        examples=["With 15, given up at 9:30: at 9:40 he is back in line, at 9:50 he needs a new number."],
    )
    no_show_keeps_place: bool = Field(
        default=True,
        description="Whether a missed visitor who is back in time keeps his place, or stands behind the others.",
        examples=["With true, who took his number at 9:00 and is back at 9:40 still goes before who came at 9:05."],
    )
    hold_limit_min: Annotated[int, Field(ge=1, le=480)] = Field(
        default=60,
        description="Minutes for which who fetches a document keeps his place, unless the officer says otherwise.",
        examples=[
            "With 60, held at 9:00 and back at 9:50 keeps the place; back at 10:10 stands behind who waits then."
        ],
    )
    postponements: Annotated[int, Field(ge=0, le=10)] = Field(
        default=2,
        description="How often a visitor may ask for a later turn.",
        examples=["With 2, the third “15 minutes later” is refused."],
    )
    postpone_min: Annotated[int, Field(ge=1, le=240)] = Field(
        default=15,
        description="By how many minutes a visitor's turn moves back each time.",
        examples=["With 15, asked at 9:20 by who came at 9:00: his turn counts as of 9:35."],
    )
    booking_grace_min: Annotated[int, Field(ge=0, le=240)] = Field(
        default=10,
        description="Minutes after an appointment's slot until which it counts from its slot; later from arrival.",
        examples=["With 10 and a slot at 9:00: here at 9:08 counts from 9:00, here at 9:15 counts from 9:15."],
    )
    booking_slot_min: Annotated[int, Field(ge=5, le=480)] = Field(
        default=15,
        description="Minutes of a slot, counted from the beginning of each opening range, for `bookings_per_slot`.",
        examples=[
            "With 30 and an opening at 8:00, appointments at 8:30 and at 8:45 share a slot, one at 9:00 does not."
        ],
    )
    bookings_per_slot: Annotated[int, Field(ge=0, le=500)] = Field(
        default=0,
        description="How many appointments a service takes in one slot; more are refused, with the next slots that are "
        "free. 0: no limit.",
        examples=["With 2, the third appointment for land at 9:00 is refused: 9:15, 9:30 and 9:45 are free."],
    )
    alone_min: Annotated[int, Field(ge=0, le=480)] = Field(
        default=20,
        description="Minutes for which who was sent to one counter or officer waits for that one alone.",
        examples=["With 20, sent to officer 0127 at 9:00: any able counter from 9:20, at once when 0127 has gone."],
    )
    bulk_from: Annotated[int, Field(ge=2, le=500)] = Field(
        default=5,
        description="From how many dossiers on a visitor is a bulk filer, who is served in the bulk lane.",
        examples=["With 5, four dossiers are an ordinary visit, five are a folder."],
    )
    bulk_turn: Annotated[int, Field(ge=1, le=500)] = Field(
        default=10,
        description="How many dossiers of a bulk filer are done in one turn; the rest ranks again.",
        examples=["With 10, a folder of 25 is done in turns of 10, 10 and 5, and others are called in between."],
    )
    bulk_counters: Annotated[int, Field(ge=1, le=100)] = Field(
        default=2,
        description="How many counters of a branch serve bulk filers at the same time: the width of the bulk lane. "
        "Whoever comes to it while so many are served or before him is promised no wait.",
        examples=["With 2, a third folder waits while two are served; the counter calls who comes after it."],
    )
    reorder_gain_min: Annotated[int, Field(ge=0, le=480)] = Field(
        default=5,
        description="Another service of a visit is done first when its wait is shorter by more than these minutes.",
        examples=["With 5: land 40 min, certification 10 min: certification first; 12 and 10 min: as was asked for."],
    )
    leftover_days: Annotated[int, Field(ge=0, le=30)] = Field(
        default=3,
        description="For how many days who was left over at closing may exchange his ticket for a first place.",
        examples=["With 3, who was left over on Friday exchanges his ticket on Monday and counts from the opening."],
    )
    pick_needs_right: bool = Field(
        default=False,
        description="Whether calling out of order, which always needs a reason, also needs the right `pick`.",
        examples=["With true, only officers with `motcua person add … --right pick` may call K 012 before its turn."],
    )
    door_from_min: Annotated[int, Field(ge=0, le=600)] = Field(
        default=0,
        description="From how many minutes before the day's opening who is at the door gets a number and a time to "
        "come back; 0: no numbers before opening.",
        examples=["With 90 and an opening at 8:00, a number taken at 6:40 says: be back at 8:20. Nobody has to queue."],
    )
    door_draw_min: Annotated[int, Field(ge=0, le=600)] = Field(
        default=0,
        description="How many minutes before the opening the order of all who came until then is drawn; who comes "
        "later is behind them, by arrival. 0: no draw, the order of arrival holds.",
        examples=["With 30 and an opening at 8:00, who came at 4:00 and who came at 7:25 have the same chance."],
    )
    door_givers: tuple[Literal["kiosk", "greeter", "officer"], ...] = Field(
        default=("kiosk", "greeter", "officer"),
        description="Who gives numbers at the door; supervisors are officers.",
        examples=['With ["greeter"], the kiosk says that the branch is closed until it opens.'],
    )

    @model_validator(mode="after")
    def _draw_in_time(self) -> "Rules":
        late: list[Fault] = [(("door_draw_min",), "the draw comes before any number; write less than door_from_min")]
        return refuse(late if self.door_draw_min and self.door_draw_min >= self.door_from_min else [], self)


Need = Literal["deaf", "low-vision", "wheelchair", "interpreter"]


class Overflow(Model):
    """A service that a counter takes beside its own once nobody has waited for these for `empty_min` minutes."""

    service: Code
    empty_min: Annotated[float, Field(ge=0, le=240)] = 5


class Counter(Model):
    """A counter and what it serves unless its officer chooses otherwise; no list means every service.

    suits: the needs for which it is fit, so that such a visitor is called to it while it is open. remote: a booth with
    screen, camera and scanner, which an officer of another branch may serve.
    """

    code: CounterCode
    services: tuple[Code, ...] = ()
    overflow: tuple[Overflow, ...] = ()
    suits: tuple[Need, ...] = ()
    remote: bool = False


class Zone(Model):
    """A room with displays of its own, and its counters."""

    code: Code
    names: Names
    counters: tuple[CounterCode, ...]


class Device(Model):
    """A kiosk, or a display (zone: the room that it shows), that is to be here: managers see which was not heard of."""

    code: Code
    kind: Literal["kiosk", "display"]
    zone: Code | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_version(cls, told: object) -> object:
        """The width of paper was asked for here, though a kiosk's printer model says it; it stands in stored files."""
        return {name: value for name, value in told.items() if name != "paper_mm"} if isinstance(told, dict) else told


class Branch(Model):
    """A branch or a service point. services: what is accepted here; none means all. counters: a number or a list.

    population: of its catchment, for whoever estimates the demand; nothing is computed from it.
    """

    code: Code
    kind: Literal["branch", "service_point"] = "branch"
    parent: Code | None = None
    names: Names
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    population: Annotated[int, Field(ge=0)] | None = None
    services: tuple[Code, ...] = ()
    counters: tuple[Counter, ...]
    zones: tuple[Zone, ...] = ()
    devices: tuple[Device, ...] = ()
    hours: Hours | None = None
    hall: HallScreens | None = None
    crowd_limit: Annotated[int, Field(ge=1, le=10_000)] | None = None
    demand: Demand | None = None
    staff: tuple[Staff, ...] = ()

    @field_validator("counters", mode="before")
    @classmethod
    def _numbered(cls, value: object) -> object:
        if isinstance(value, int) and 1 <= value <= 500:
            return [{"code": str(number)} for number in range(1, value + 1)]
        return value

    @model_validator(mode="after")
    def _consistent(self) -> "Branch":
        faults = repeats("counters", "code", [counter.code for counter in self.counters])
        faults += repeats("zones", "code", [zone.code for zone in self.zones])
        faults += repeats("devices", "code", [device.code for device in self.devices])
        if not self.counters:
            faults.append((("counters",), "a branch needs at least one counter"))
        known = {counter.code for counter in self.counters}
        for at, zone in enumerate(self.zones):
            faults += unknown(("zones", at, "counters"), f"zone {zone.code}", "counter", zone.counters, known)
        rooms = {zone.code for zone in self.zones}
        for at, device in enumerate(self.devices):
            shown = [] if device.zone is None else [device.zone]
            faults += unknown(("devices", at, "zone"), f"device {device.code}", "zone", shown, rooms)
        if (self.kind == "service_point") != (self.parent is not None):
            faults.append((("parent",), "a service point names its branch by `parent`; a branch has none"))
        return refuse(faults, self)

    def waits_in(self, service: str) -> Zone | None:
        """Return the room where visitors of a service wait: the only one whose counters serve it, else None."""
        serving = {
            counter.code
            for counter in self.counters
            if not counter.services or service in (*counter.services, *(one.service for one in counter.overflow))
        }
        rooms = [zone for zone in self.zones if serving & set(zone.counters)]
        return rooms[0] if len(rooms) == 1 and serving <= set(rooms[0].counters) else None


class Network(Model):
    """The whole description. It is data of the client: everything here may be edited and applied by `motcua init`.

    illustrative: names, hours and loads are made up; said to who reads the file.
    """

    name: Names
    illustrative: bool = False
    timezone: str = "Asia/Ho_Chi_Minh"
    languages: tuple[Literal["vi", "en", "fr"], ...] = ("vi", "en", "fr")
    rules: Rules = Rules()
    ticket: TicketLayout = TicketLayout()
    hall: HallScreens = HallScreens()
    kiosk: KioskScreens = KioskScreens()
    notices: tuple[Notice, ...] = ()
    alerts: Alerts = Alerts()
    advice: Advice = Advice()
    intake: Intake = Intake()
    moves: Moves = Moves()
    hours: Hours
    services: tuple[Service, ...]
    procedures: tuple[Procedure, ...] = ()
    priorities: tuple[Priority, ...] = ()
    branches: tuple[Branch, ...]

    @field_validator("timezone")
    @classmethod
    def _a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"{value} is no time zone; write one like Asia/Ho_Chi_Minh") from error
        return value

    @model_validator(mode="after")
    def _consistent(self) -> "Network":
        faults = repeats("services", "code", [service.code for service in self.services])
        faults += repeats("services", "letter", [service.letter for service in self.services])
        faults += repeats("priorities", "code", [priority.code for priority in self.priorities])
        faults += repeats("notices", "code", [notice.code for notice in self.notices])
        faults += repeats("branches", "code", [branch.code for branch in self.branches])
        if not self.services:
            faults.append((("services",), "a network needs at least one service"))
        known = {service.code for service in self.services}
        for at, service in enumerate(self.services):
            faults += unknown(("services", at, "after"), f"service {service.code}", "service", service.after, known)
            faults += repeats("outcomes", "code", [outcome.code for outcome in service.outcomes])
        for at, procedure in enumerate(self.procedures):
            where, place = f"procedure {procedure.code}", ("procedures", at, "service")
            faults += unknown(place, where, "service", [procedure.service], known)
        faults += self._faults_of_groups(known)
        for at, branch in enumerate(self.branches):
            faults += [((("branches", at, *place)), told) for place, told in self._faults_of(branch)]
        return refuse(faults, self)

    def _faults_of_groups(self, known: Set[str]) -> list[Fault]:
        """Groups hold each service once, or a visitor could not find it, or finds it twice."""
        place: Place = ("kiosk", "groups")
        grouped = [service for group in self.kiosk.groups for service in group.services]
        faults = unknown(place, "groups of the kiosk", "service", grouped, known)
        faults += [(place, f"service {one} stands in several groups") for one in known if grouped.count(one) > 1]
        if grouped:
            faults += [(place, f"service {one} is in no group; add it to one") for one in sorted(known - set(grouped))]
        return faults

    def _faults_of(self, branch: Branch) -> list[Fault]:
        services = {service.code for service in self.services}
        branches = {one.code for one in self.branches if one.kind == "branch"}
        name = f"branch {branch.code}"
        parents = [branch.parent] if branch.parent is not None else []
        faults = unknown(("parent",), name, "branch", parents, branches)
        faults += unknown(("services",), name, "service", branch.services, services)
        accepted = set(branch.services) or services
        for at, counter in enumerate(branch.counters):
            where = ("counters", at, "services")
            faults += unknown(where, f"{name}, counter {counter.code}", "service here", counter.services, accepted)
            where = ("counters", at, "overflow")
            beside = [one.service for one in counter.overflow]
            faults += unknown(where, f"{name}, counter {counter.code}", "service here", beside, accepted)
        return faults + self._faults_of_day(branch, name, accepted)

    def _faults_of_day(self, branch: Branch, name: str, accepted: Set[str]) -> list[Fault]:
        """What is said of an ordinary day fits the branch; no two officers have one badge."""
        faults: list[Fault] = []
        if branch.demand is not None:
            faults += unknown(("demand", "mix"), f"{name}, demand", "service here", branch.demand.mix, accepted)
        for at, staff in enumerate(branch.staff):
            named = (*staff.skills, *staff.qualified)
            services = {service.code for service in self.services}
            faults += unknown(("staff", at), f"{name}, staff {at + 1}", "service", named, services)
            usual = [] if staff.counter is None else [staff.counter]
            counters = {counter.code for counter in branch.counters}
            faults += unknown(("staff", at, "counter"), f"{name}, staff {at + 1}", "counter", usual, counters)
        badges = [staff.badge for staff in branch.staff if staff.badge is not None]
        return faults + repeats("staff", "badge", badges)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of all branches."""
        return ZoneInfo(self.timezone)
