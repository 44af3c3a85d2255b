"""What does the printer do with what it is told? Commands in; answers and receipts out by two callbacks; no socket."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PIL import Image

from printers.simulated.commands import (
    Acknowledge,
    Align,
    AskPaper,
    AskStatus,
    AutomaticStatus,
    Columns,
    Command,
    Cut,
    Feed,
    Initialise,
    LineFeed,
    Raster,
    Text,
)
from printers.simulated.faults import AMOUNTS, HOLDING, Fault, automatic_status, paper_status, real_time_status
from printers.simulated.mischief import PROCESS_ID_HEAD
from printers.simulated.paper import Paper


@dataclass
class Machine:
    """One printer. answer: gets what it says, as it should be said. receipt: gets each cut piece of paper.

    faults: what is wrong with it, and how much of it.
    """

    width: int
    answer: Callable[[bytes], None]
    receipt: Callable[[Image.Image], object]
    faults: dict[Fault, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.paper = Paper(self.width)
        self._waiting: deque[Command] = deque()
        self._speaks_up = False

    @property
    def holds(self) -> bool:
        """Whether something waits inside that could not be printed yet."""
        return bool(self._waiting)

    def take(self, commands: Iterable[Command]) -> None:
        """Take commands from the host: status is answered at once, the rest in its turn."""
        for command in commands:
            if isinstance(command, AskStatus):
                self._say(real_time_status(command.question, self.faults))
            else:
                self._waiting.append(command)
        self._go_on()

    def set_fault(self, fault: Fault, *, present: bool, amount: float | None = None) -> None:
        """Make something wrong, or right again; what was held then comes out. amount: None for the usual."""
        usual = AMOUNTS[fault].usual if fault in AMOUNTS else 0.0
        faults = {name: much for name, much in self.faults.items() if name != fault}
        self._now(faults | {fault: usual if amount is None else amount} if present else faults)
        self._go_on()

    def _now(self, faults: dict[Fault, float]) -> None:
        """Have these faults from now on, and say so where that was asked for."""
        before, after = automatic_status(self.faults), automatic_status(faults)
        self.faults = faults
        if self._speaks_up and after != before:
            self._say(after)

    def disconnected(self) -> None:
        """Forget what the host asked to be told by itself."""
        self._speaks_up = False

    def tear(self) -> None:
        """End the receipt without a cut, as a person who tears the paper off."""
        self.paper.end_line()
        if self.paper.printed:
            self.receipt(self.paper.torn())

    def _go_on(self) -> None:
        while self._waiting and not HOLDING & self.faults.keys():
            if isinstance(self._waiting[0], Cut) and "cutter" in self.faults:
                return
            self._do(self._waiting.popleft())

    def _do(self, command: Command) -> None:
        match command:
            case Initialise():
                self.paper.align = 0
                self._speaks_up = False
            case Raster():
                self._print(command)
            case Columns():
                self.paper.columns(command)
            case Text():
                self.paper.words(command.characters)
            case LineFeed():
                self.paper.line_feed()
            case Feed():
                self.paper.feed(command.dots)
            case Align():
                self.paper.align = command.side
            case Cut():
                self.tear()
            case _:
                self._reply_to(command)

    def _print(self, picture: Raster) -> None:
        """Print a picture, or as much of it as there is paper for: the rest waits."""
        rows = len(picture.rows) // picture.row_bytes if picture.row_bytes else 0
        last = self.faults.get("paper-out-midway")
        if last is None or self.paper.height + rows <= last:
            self.paper.raster(picture)
            return
        begun = max(0, int(last) - self.paper.height) * picture.row_bytes
        self.paper.raster(Raster(picture.row_bytes, picture.rows[:begun]))
        self._waiting.appendleft(Raster(picture.row_bytes, picture.rows[begun:]))
        faults = self.faults | {"paper-out": 0.0}
        del faults["paper-out-midway"]
        self._now(faults)

    def _reply_to(self, command: Command) -> None:
        match command:
            case AskPaper(question=1):
                self._say(paper_status(self.faults))
            case AskPaper(question=2):
                self._say(b"\0")
            case AutomaticStatus():
                self._speaks_up = command.wanted != 0
                if self._speaks_up:
                    self._say(automatic_status(self.faults))
            case Acknowledge():
                self._say(PROCESS_ID_HEAD + command.process_id + b"\0")

    def _say(self, answer: bytes) -> None:
        if answer:
            self.answer(answer)
