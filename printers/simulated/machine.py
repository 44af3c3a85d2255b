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
from printers.simulated.faults import HOLDING, Fault, automatic_status, paper_status, real_time_status
from printers.simulated.paper import Paper

PROCESS_ID_HEAD = b"\x37\x22"


@dataclass
class Machine:
    """One printer. answer: sends bytes to whoever is connected. receipt: gets each cut piece of paper."""

    width: int
    answer: Callable[[bytes], None]
    receipt: Callable[[Image.Image], object]
    faults: set[Fault] = field(default_factory=set)

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

    def set_fault(self, fault: Fault, *, present: bool) -> None:
        """Make something wrong, or right again; what was held then comes out."""
        before = automatic_status(self.faults)
        (self.faults.add if present else self.faults.discard)(fault)
        if self._speaks_up and automatic_status(self.faults) != before:
            self._say(automatic_status(self.faults))
        self._go_on()

    def disconnected(self) -> None:
        """Forget what the host asked to be told by itself."""
        self._speaks_up = False

    def tear(self) -> None:
        """End the receipt without a cut, as a person who tears the paper off."""
        self.paper.end_line()
        if self.paper.printed:
            self.receipt(self.paper.torn())

    def _go_on(self) -> None:
        while self._waiting and not (self.faults & HOLDING):
            if isinstance(self._waiting[0], Cut) and "cutter" in self.faults:
                return
            self._do(self._waiting.popleft())

    def _do(self, command: Command) -> None:
        match command:
            case Initialise():
                self.paper.align = 0
                self._speaks_up = False
            case Raster():
                self.paper.raster(command)
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
        if answer and "mute" not in self.faults:
            self.answer(answer)
