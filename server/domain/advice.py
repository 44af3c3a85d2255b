"""Would a visitor be called sooner at another branch, his way included? Offered only where it saves enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from server.domain.dispatch import Wait

AT_MOST = 3


@dataclass(frozen=True)
class Elsewhere:
    """Another branch for a visitor who sets out now. coming: how many are on their way there by advice.

    Who is on his way is counted as waiting there already, or everybody would be sent to the same place.
    """

    branch: str
    wait: Wait
    travel_s: float
    coming: int = 0

    @property
    def there_s(self) -> float:
        """After how long he may expect to be called there: his place counts from now, but not before he is there."""
        return max(self.travel_s, self.waits_s)

    @property
    def waits_s(self) -> float:
        """How long those who stand before him there keep the counters busy."""
        return self.wait.p50_s + self.coming * self.wait.per_ticket_s


class Obstacle(StrEnum):
    """Why a branch that has a service is not offered; FAR alone says nothing against going there all the same."""

    FAR = "far"
    NO_COUNTER = "no_counter"
    TAKES_NOBODY = "takes_nobody"
    CLOSED = "closed"


@dataclass(frozen=True)
class NotOffered:
    """Another branch that has a service, what speaks against it, and what is known all the same."""

    branch: str
    why: Obstacle
    travel_s: float
    wait: Wait | None


def better(here: Wait | None, others: Iterable[Elsewhere], *, margin_s: float) -> list[Elsewhere]:
    """Return the branches that save at least so much, the best for all first; none where the wait here is not known."""
    if here is None:
        return []
    saving = [one for one in others if here.p50_s - one.there_s >= margin_s]
    return sorted(saving, key=lambda one: (for_all_s(one.there_s, one.waits_s), one.branch))[:AT_MOST]


def for_all_s(there_s: float, waits_s: float) -> float:
    """Return by what one of several branches that save a visitor time is preferred: the smaller, the better for all.

    Where nobody waits, nobody comes to stand behind him either; where people wait, whoever comes until the line has
    ended waits longer by him. So a line counts twice, as his wait and as theirs (decision 0029).
    """
    return there_s + waits_s
