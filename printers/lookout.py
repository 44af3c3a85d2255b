"""How is each printer of a spool? As it said when it was last asked; what is heard of earlier jobs is passed on."""

import time
from collections.abc import Callable, Iterator

from printers.models import AnyAddress
from printers.new_roll import Paper, is_new_roll, paper_after
from printers.print_job import look_at
from printers.status import Condition
from printers.transport import Deadlines


class Lookout:
    """Knows the conditions of a printer and its backups. `saw` and `look_if_due` are called by one thread at a time."""

    def __init__(
        self,
        address: AnyAddress,
        *,
        every_s: float,
        deadlines: Deadlines,
        on_new_roll: Callable[[str], None],
        on_heard: Callable[[frozenset[str]], None],
    ) -> None:
        """every_s: from the beginning of one look to that of the next.

        on_new_roll: gets the address of a printer whose roll was changed. on_heard: gets the process ids of jobs that
        came out. Both may raise sqlite3.Error, after the condition is kept; a roll is then told again at the next look.
        """
        self.printers = {one.name: one for one in with_backups(address)}
        self.seen: dict[str, Condition] = dict.fromkeys(self.printers, "unknown")
        self._paper: dict[str, Paper] = dict.fromkeys(self.printers, "fine")
        self._every_s, self._deadlines = every_s, deadlines
        self._on_new_roll, self._on_heard = on_new_roll, on_heard
        self._next = time.monotonic()

    @property
    def rest_s(self) -> float:
        """Seconds until it is time to look again."""
        return max(0.0, self._next - time.monotonic())

    def look_if_due(self) -> None:
        """See how the printers are, if that is due; one that another program is at stays as it was."""
        if self.rest_s:
            return
        self._next = time.monotonic() + self._every_s
        for name, address in self.printers.items():
            look = look_at(address, deadlines=self._deadlines)
            if not look.in_use:
                self.saw(name, look.condition, look.heard)

    def saw(self, name: str, seen: Condition, heard: frozenset[str] = frozenset()) -> None:
        """Keep how a printer is, and pass on what it says of earlier jobs."""
        self.seen[name] = seen
        if is_new_roll(self._paper[name], seen):
            self._on_new_roll(name)
        self._paper[name] = paper_after(self._paper[name], seen)
        if heard:
            self._on_heard(heard)


def with_backups(address: AnyAddress) -> Iterator[AnyAddress]:
    """Give a printer, its backup, and the backup's."""
    one: AnyAddress | None = address
    while one is not None:
        yield one
        one = one.backup
