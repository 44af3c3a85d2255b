"""When is a manager told of something, and when is it over? Once each, without storms, and not in quiet times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Condition:
    """Something that is so now. where: a counter or a device. value and limit: seconds, or people for `crowd`."""

    code: str
    where: str | None
    value: float
    limit: float

    @property
    def key(self) -> Key:
        """What makes it the same alert later on."""
        return self.code, self.where


@dataclass(frozen=True)
class Verdict:
    """What is to be told anew, and what is over."""

    begun: tuple[Condition, ...] = ()
    over: tuple[Key, ...] = ()


@dataclass
class Watch:
    """The alerts of one branch. on: which were told, and when each was last so."""

    on: dict[Key, datetime] = field(default_factory=dict)

    def judge(self, now_so: Iterable[Condition], *, now: datetime, calm: timedelta, quiet: bool) -> Verdict:
        """Take what is so now. An alert stays on until it was not so for `calm`: what comes and goes is told once.

        quiet: nothing new is told; what begins then is told after it, if it still is so.
        """
        seen: Mapping[Key, Condition] = {one.key: one for one in now_so}
        begun = () if quiet else tuple(one for key, one in seen.items() if key not in self.on)
        for key in seen:
            if key in self.on or not quiet:
                self.on[key] = now
        over = tuple(key for key, last in self.on.items() if key not in seen and now - last >= calm)
        for key in over:
            del self.on[key]
        return Verdict(begun, over)
