"""What time is it for one run of a program? The wall clock at its start, and from then on what has passed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class RunClock:
    """Unix time that runs on evenly, whoever sets the machine's clock meanwhile."""

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    _ahead: float = field(init=False)

    def __post_init__(self) -> None:
        self._ahead = self.wall() - self.monotonic()

    def now(self) -> float:
        """Return the time."""
        return self._ahead + self.monotonic()

    def on_the_wall(self, at: float) -> float:
        """Return what the machine's clock shows at an instant of this one."""
        return at + self.wall() - self.now()
