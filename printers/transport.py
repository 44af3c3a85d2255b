"""How do bytes reach a printer, and its answers come back? One connection a job, blocking, closed after it.

Nothing here is shared between threads. Connecting, sending and each reply have deadlines of their own. A
printer serves one connection at a time, so an open one keeps all others waiting.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from printers.lines import PerhapsSent, PrinterUnreachable, open_line
from printers.models import AnyAddress
from printers.replies import Acknowledged, Reply, ReplyStream, StatusByte
from printers.status import QUESTIONS, Condition, condition
from printers.turns import Turn
from printers.watch import Watch

__all__ = ["Deadlines", "NoReply", "PrinterLink", "PrinterUnreachable", "SendingBroke"]

DLE_EOT = b"\x10\x04"
PIECE = 16 * 1024
# A slow printer gets half as much time again as its record says that it needs.
SLACK = 1.5
# A printer that never stops talking is not listened to for ever.
MOST_STRAYS = 64
Found = TypeVar("Found")


@dataclass(eq=False)
class SendingBroke(Exception):
    """The connection ended, or took nothing more, after `sent` bytes or more had been handed over."""

    sent: int


class NoReply(Exception):
    """The printer did not say what it was asked, in time or at all."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds for connecting, for handing over a whole job (beyond what its printer needs), and for one reply.

    watch_s: between two looks at a printer that prints.
    """

    connect_s: float = 3.0
    send_s: float = 20.0
    reply_s: float = 2.0
    watch_s: float = 1.5


class PrinterLink:
    """An open connection to a printer. Use it in a `with`; leaving closes it.

    heard: the process ids of all jobs that the printer has acknowledged on this connection.
    """

    def __init__(self, address: AnyAddress, *, deadlines: Deadlines | None = None) -> None:
        """Wait for others on this machine to be done, and connect. Raises PrinterUnreachable."""
        self.deadlines = deadlines or Deadlines()
        self.heard: set[str] = set()
        self._bytes_per_s = address.model.bytes_per_s
        self._turn = Turn(address.name, within_s=self.deadlines.connect_s)
        try:
            self._line = open_line(address, within_s=self.deadlines.connect_s)
        except BaseException:
            self._turn.end()
            raise
        self._stream = ReplyStream()
        self._waiting: list[Reply] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._line.close()
        finally:
            self._turn.end()

    def needs_s(self, job: bytes) -> float:
        """Return the seconds that a job takes by the speed in the printer's record."""
        return SLACK * len(job) / self._bytes_per_s if self._bytes_per_s else 0.0

    def send(self, job: bytes) -> None:
        """Hand all of a job over; that says nothing yet about paper. Raises SendingBroke."""
        sent = 0
        end = time.monotonic() + self.deadlines.send_s + self.needs_s(job)
        try:
            while sent < len(job):
                left = max(0.001, end - time.monotonic())
                sent += self._line.send(job[sent : sent + PIECE], within_s=left)
        except PerhapsSent as error:
            raise SendingBroke(max(sent, 1)) from error
        except OSError as error:
            raise SendingBroke(sent) from error

    def condition(self) -> Condition:
        """Ask how the printer is. A question that gets no answer makes it "unknown", unless another told of trouble."""
        answers: dict[int, int] = {}
        try:
            self._forget_what_came_unasked()
            for question in QUESTIONS:
                self._ask(DLE_EOT + bytes([question]))
                answers[question] = self._wait_for(_status_byte, self.deadlines.reply_s)
        except NoReply:
            pass
        return condition(answers)

    def watch(self, *, drained_in_s: float, on_seen: Callable[[Condition], None]) -> Watch:
        """Return what says when to look at a printer that has a job. drained_in_s: what the job takes by its record.

        Until then silence says nothing: the questions may stand behind the job.
        """
        return Watch(
            now=time.monotonic(),
            every_s=self.deadlines.watch_s,
            reply_s=self.deadlines.reply_s,
            drained_in_s=drained_in_s,
            on_seen=on_seen,
        )

    def wait_for_acknowledgement(self, process_id: str, *, within_s: float, watch: Watch) -> None:
        """Return when the printer says that the job with this process id has come out. Raises NoReply."""
        self._listen(watch, lambda: process_id in self.heard, within_s=within_s)

    def look_once(self, watch: Watch, *, within_s: float) -> Condition:
        """Return how the printer is behind a job, once it has answered everything, or as far as it has by then."""
        rounds = watch.rounds
        return self._look(watch, lambda: watch.rounds > rounds, within_s=within_s)

    def look_again(self, watch: Watch) -> Condition:
        """Return how the printer is at the end of a wait; one that was silent gets no more than one reply's time."""
        rounds, was_silent = watch.rounds, watch.is_silent
        answers = 1 if was_silent else len(QUESTIONS)
        return self._look(
            watch,
            lambda: watch.rounds > rounds or (watch.is_silent and not was_silent),
            within_s=answers * self.deadlines.reply_s,
        )

    def _look(self, watch: Watch, has_come: Callable[[], bool], *, within_s: float) -> Condition:
        watch.hurry(time.monotonic())
        try:
            self._listen(watch, has_come, within_s=within_s)
        except NoReply:
            return watch.so_far
        return watch.seen or "unknown"

    def _listen(self, watch: Watch, has_come: Callable[[], bool], *, within_s: float) -> None:
        """Take in what the printer says until that has come, and ask it how it is meanwhile. Raises NoReply."""
        end = time.monotonic() + within_s
        for _ in range(MOST_STRAYS):  # what came unasked, or each answer would be taken for that to the next question
            if not self._heard_until(watch, 0.0):
                break
        while not has_come():
            now = time.monotonic()
            if now >= end:
                raise NoReply("too late")
            question = watch.due(now)
            if question is not None:
                with contextlib.suppress(NoReply):  # a line that takes nothing may still bring something
                    self._ask(DLE_EOT + bytes([question]))
            self._heard_until(watch, max(0.001, min(end, watch.due_at) - time.monotonic()))

    def _heard_until(self, watch: Watch, within_s: float) -> bool:
        """Give what comes within a time to the watch; False where nothing came."""
        try:
            replies = self._received(within_s)
        except NoReply as nothing:
            if isinstance(nothing.__cause__, TimeoutError):
                return False
            raise
        for reply in replies:
            if isinstance(reply, StatusByte):
                watch.answered(reply.value, time.monotonic())
        return True

    def _ask(self, question: bytes) -> None:
        try:
            self._line.send(question, within_s=self.deadlines.reply_s)
        except OSError as error:
            raise NoReply(str(error)) from error

    def _wait_for(self, wanted: Callable[[Reply], Found | None], within_s: float) -> Found:
        """Return the first reply that is wanted; others are passed over (automatic status, other jobs, noise)."""
        end = time.monotonic() + within_s
        while True:
            while self._waiting:
                found = wanted(self._waiting.pop(0))
                if found is not None:
                    return found
            left = end - time.monotonic()
            if left <= 0:
                raise NoReply("too late")
            self._waiting += self._received(left)

    def _received(self, within_s: float) -> list[Reply]:
        try:
            received = self._line.receive(within_s=within_s)
        except OSError as error:
            raise NoReply(str(error)) from error
        if not received:
            raise NoReply("the printer closed the connection")
        replies = self._stream.feed(received)
        self.heard |= {reply.process_id for reply in replies if isinstance(reply, Acknowledged)}
        return replies

    def _forget_what_came_unasked(self) -> None:
        """Drop stray answers, or each later one would be taken for the answer to the question before."""
        try:
            for _ in range(MOST_STRAYS):
                self._received(0.0)
        except NoReply as nothing:
            if not isinstance(nothing.__cause__, TimeoutError):
                raise
        self._waiting.clear()


def _status_byte(reply: Reply) -> int | None:
    return reply.value if isinstance(reply, StatusByte) else None
