"""What is due next? One heap of deeds in product time, for all simulated people of all branches."""

import heapq
import itertools
from collections.abc import Callable

Deed = Callable[[float, float], None]


class Agenda:
    """Deeds by the instant at which they are due; each is called with (now, due)."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Deed]] = []
        self._order = itertools.count()

    def put(self, due: float, deed: Deed) -> None:
        """Plan a deed."""
        heapq.heappush(self._heap, (due, next(self._order), deed))

    @property
    def next_due(self) -> float | None:
        """When the next deed is due; None when nothing is planned."""
        return self._heap[0][0] if self._heap else None

    def take_due(self, now: float) -> tuple[float, Deed] | None:
        """Take the earliest deed that is due; None when there is none."""
        if not self._heap or self._heap[0][0] > now:
            return None
        due, _, deed = heapq.heappop(self._heap)
        return due, deed
