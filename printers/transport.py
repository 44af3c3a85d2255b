"""How do bytes reach a printer over TCP, and its answers come back? One connection a job, blocking, closed after it.

Nothing here is shared between threads. Connecting, sending and each reply have deadlines of their own. A
printer serves one connection at a time, so an open one keeps all others waiting.
"""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from printers.models import PrinterAddress
from printers.replies import Acknowledged, Reply, ReplyStream, StatusByte
from printers.status import QUESTIONS, Condition, condition

DLE_EOT = b"\x10\x04"
Found = TypeVar("Found")


class PrinterUnreachable(Exception):
    """No connection came about: nothing listens there, the network is down, or the deadline passed."""


@dataclass(eq=False)
class SendingBroke(Exception):
    """The connection ended, or took nothing more, after `sent` bytes had been handed over."""

    sent: int


class NoReply(Exception):
    """The printer did not say what it was asked, in time or at all."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds for connecting, for handing over a whole job, and for one reply."""

    connect_s: float = 3.0
    send_s: float = 20.0
    reply_s: float = 2.0


class PrinterLink:
    """An open connection to a printer. Use it in a `with`; leaving closes it."""

    def __init__(self, address: PrinterAddress, *, deadlines: Deadlines | None = None) -> None:
        """Connect. Raises PrinterUnreachable."""
        self.deadlines = deadlines or Deadlines()
        try:
            self._socket = socket.create_connection((address.host, address.port), timeout=self.deadlines.connect_s)
        except OSError as error:
            raise PrinterUnreachable(str(error)) from error
        self._stream = ReplyStream()
        self._waiting: list[Reply] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, job: bytes) -> None:
        """Hand all of a job to the network; that says nothing yet about paper. Raises SendingBroke."""
        sent = 0
        end = time.monotonic() + self.deadlines.send_s
        try:
            while sent < len(job):
                self._socket.settimeout(max(0.001, end - time.monotonic()))
                sent += self._socket.send(job[sent:])
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

    def wait_for_acknowledgement(self, process_id: str, *, within_s: float) -> None:
        """Return when the printer says that the job with this process id has come out. Raises NoReply."""
        self._wait_for(lambda reply: reply == Acknowledged(process_id) or None, within_s)

    def _ask(self, question: bytes) -> None:
        try:
            self._socket.settimeout(self.deadlines.reply_s)
            self._socket.sendall(question)
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
            self._receive(end - time.monotonic())

    def _receive(self, within_s: float) -> None:
        if within_s <= 0:
            raise NoReply("too late")
        try:
            self._socket.settimeout(within_s)
            received = self._socket.recv(4096)
        except OSError as error:
            raise NoReply(str(error)) from error
        if not received:
            raise NoReply("the printer closed the connection")
        self._waiting += self._stream.feed(received)

    def _forget_what_came_unasked(self) -> None:
        """Drop stray answers, or each later one would be taken for the answer to the question before."""
        self._socket.settimeout(0.0)
        try:
            while received := self._socket.recv(4096):
                self._stream.feed(received)
        except BlockingIOError:
            pass
        except OSError as error:
            raise NoReply(str(error)) from error
        self._waiting.clear()


def _status_byte(reply: Reply) -> int | None:
    return reply.value if isinstance(reply, StatusByte) else None
