"""Does a branch call and take in visitors now? What its manager decided, beside the opening hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from server.domain.refusals import (
    BranchNotPaused,
    BranchPaused,
    IntakeClosed,
    IntakeOpen,
    ServiceIntakeClosed,
    ServiceIntakeOpen,
)

RESUMED_TOLD_FOR = timedelta(minutes=5)


class Pause(StrEnum):
    """Why a whole branch stops: people leave the building, or nothing works."""

    EVACUATION = "evacuation"
    INTERRUPTION = "interruption"


class Intake(StrEnum):
    """Why no more numbers are given today: as many as can be served are here, or the branch closes early."""

    FULL = "full"
    EARLY = "early"


@dataclass(frozen=True)
class Stop:
    """Why no more numbers are given for one service, since when, and on which local day alone."""

    reason: Intake
    at: datetime
    day: date


@dataclass(frozen=True)
class Standing:
    """What was decided, and when. paused: until somebody resumes it, over night too. intake: of `day` alone.

    services: the same as the intake for single services, by code.
    door_seed: what decides the draw of `door_day` among those who came before opening; None once it was drawn.
    """

    paused: Pause | None = None
    paused_at: datetime | None = None
    resumed_at: datetime | None = None
    intake: Intake | None = None
    intake_at: datetime | None = None
    day: date | None = None
    door_seed: str | None = None
    door_day: date | None = None
    services: Mapping[str, Stop] = field(default_factory=dict)

    def pause(self, branch: str, reason: Pause, *, now: datetime) -> "Standing":
        """Stop calling and giving numbers; an interruption may become an evacuation. Raises BranchPaused."""
        if self.paused is reason:
            raise BranchPaused(branch=branch, reason=reason)
        return replace(self, paused=reason, paused_at=now, resumed_at=None)

    def resume(self, branch: str, *, now: datetime) -> "Standing":
        """Go on. Raises BranchNotPaused."""
        if self.paused is None:
            raise BranchNotPaused(branch=branch)
        return replace(self, paused=None, paused_at=None, resumed_at=now)

    def close_intake(self, branch: str, reason: Intake, *, day: date, now: datetime) -> "Standing":
        """Give no more numbers today; who has one is served. Raises IntakeClosed."""
        if self.intake_on(day) is reason:
            raise IntakeClosed(branch=branch, reason=reason)
        return replace(self, intake=reason, intake_at=now, day=day)

    def open_intake(self, branch: str, *, day: date) -> "Standing":
        """Give numbers again. Raises IntakeOpen."""
        if self.intake_on(day) is None:
            raise IntakeOpen(branch=branch)
        return replace(self, intake=None, intake_at=None, day=None)

    def intake_on(self, day: date | None) -> Intake | None:
        """Return why no more numbers are given on a local day; None when they are."""
        return self.intake if day is not None and self.day == day else None

    def close_service(self, branch: str, service: str, reason: Intake, *, day: date, now: datetime) -> "Standing":
        """Give no more numbers for a service today. Raises ServiceIntakeClosed."""
        if self.service_on(service, day) is reason:
            raise ServiceIntakeClosed(branch=branch, service=service, reason=reason)
        return replace(self, services=self.stops_on(day) | {service: Stop(reason, now, day)})

    def open_service(self, branch: str, service: str, *, day: date) -> "Standing":
        """Give numbers for a service again. Raises ServiceIntakeOpen."""
        stops = self.stops_on(day)
        if service not in stops:
            raise ServiceIntakeOpen(branch=branch, service=service)
        return replace(self, services={code: stop for code, stop in stops.items() if code != service})

    def stops_on(self, day: date | None) -> dict[str, Stop]:
        """Return the services for which no more numbers are given on a local day."""
        return {code: stop for code, stop in self.services.items() if stop.day == day}

    def service_on(self, service: str, day: date | None) -> Intake | None:
        """Return why no more numbers are given for a service on a local day; None when they are."""
        stop = self.stops_on(day).get(service)
        return None if stop is None else stop.reason

    def require_service(self, branch: str, service: str, *, day: date, at: datetime) -> None:
        """Raise ServiceIntakeClosed where a number of this instant is one too many for the service."""
        stop = self.stops_on(day).get(service)
        if stop is not None and at >= stop.at:
            raise ServiceIntakeClosed(branch=branch, service=service, reason=stop.reason)

    def books(self, service: str, day: date) -> bool:
        """Whether appointments for a service are given on a local day: not where no more are taken in on it."""
        return self.intake_on(day) is None and self.service_on(service, day) is None

    def require_booking(self, branch: str, service: str, *, day: date) -> None:
        """Raise IntakeClosed or ServiceIntakeClosed where an appointment on a local day is one too many."""
        reason, of_service = self.intake_on(day), self.service_on(service, day)
        if reason is not None:
            raise IntakeClosed(branch=branch, reason=reason)
        if of_service is not None:
            raise ServiceIntakeClosed(branch=branch, service=service, reason=of_service)

    def require_calling(self, branch: str) -> None:
        """Raise BranchPaused while nobody may be called."""
        if self.paused is not None:
            raise BranchPaused(branch=branch, reason=self.paused)

    def require_intake(self, branch: str, *, day: date, at: datetime) -> None:
        """Raise BranchPaused or IntakeClosed where a number of this instant is one too many."""
        if self.paused is not None and self.paused_at is not None and at >= self.paused_at:
            raise BranchPaused(branch=branch, reason=self.paused)
        reason = self.intake_on(day)
        if reason is not None and self.intake_at is not None and at >= self.intake_at:
            raise IntakeClosed(branch=branch, reason=reason)

    def has_just_resumed(self, at: datetime) -> bool:
        """Whether the hall is still told that the work goes on."""
        return self.resumed_at is not None and self.resumed_at <= at < self.resumed_at + RESUMED_TOLD_FOR

    def as_json(self) -> dict[str, Any]:
        """Return what is decided as texts, without what is not."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "services"}
        stops = {
            code: {"reason": str(one.reason), "at": one.at.isoformat(), "day": one.day.isoformat()}
            for code, one in self.services.items()
        }
        return ({"services": stops} if stops else {}) | {
            name: one.isoformat() if isinstance(one, date) else str(one)
            for name, one in told.items()
            if one is not None
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Standing":
        """The reverse of `as_json`."""
        at = {
            name: datetime.fromisoformat(told[name])
            for name in ("paused_at", "resumed_at", "intake_at")
            if name in told
        }
        return cls(
            paused=Pause(told["paused"]) if "paused" in told else None,
            intake=Intake(told["intake"]) if "intake" in told else None,
            day=date.fromisoformat(told["day"]) if "day" in told else None,
            door_seed=told.get("door_seed"),
            door_day=date.fromisoformat(told["door_day"]) if "door_day" in told else None,
            services={
                code: Stop(Intake(one["reason"]), datetime.fromisoformat(one["at"]), date.fromisoformat(one["day"]))
                for code, one in told.get("services", {}).items()
            },
            **at,
        )
