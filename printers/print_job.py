"""What became of a print job? One attempt: ask the printer, send, wait for its word.

Paper cannot be printed exactly once: a printer that falls silent may have printed. So an attempt of which a byte
has gone is never repeated by itself; its end is "printed" or "unknown", and a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from printers.lines import PrinterUnreachable
from printers.models import AnyAddress
from printers.status import PRINTS, Condition
from printers.transport import Deadlines, NoReply, PrinterLink, SendingBroke

PrintState = Literal["queued", "sending", "sent", "printed", "unknown", "failed"]
Reason = (
    Condition
    | Literal["no-connection", "no-libusb", "connection-lost", "no-acknowledgement"]
    | Literal["too-late", "interrupted", "cannot-draw", "not-out"]
)
FINAL: frozenset[PrintState] = frozenset({"sent", "printed", "unknown", "failed"})
ACKNOWLEDGE_WITHIN_S = 10.0


@dataclass(frozen=True)
class Attempt:
    """How one attempt ended.

    state: "printed" (the printer said so), "sent" (all handed over to a model that cannot say so, and it is well),
    "unknown" (something has gone, and nobody knows), "queued" (no byte has gone: it may be tried again).
    reason: why it is not printed, or None. seen: the printer's condition when it was last asked. heard: process ids
    of jobs that the printer acknowledged meanwhile, also of earlier ones whose end nobody knew.
    """

    state: PrintState
    reason: Reason | None
    seen: Condition
    heard: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Look:
    """How a printer was when it was asked. problem: why it could not be asked, in technical English, or None."""

    condition: Condition
    problem: str | None = None
    heard: frozenset[str] = frozenset()


def print_once(
    job: bytes,
    *,
    address: AnyAddress,
    process_id: str,
    before_sending: Callable[[], None] = lambda: None,
    deadlines: Deadlines | None = None,
    acknowledge_within_s: float = ACKNOWLEDGE_WITHIN_S,
) -> Attempt:
    """Try to print a job, whose bytes end with this process id where the model acknowledges.

    before_sending is called when the printer is well (or can say nothing) and before the first byte goes: the place
    to write down that from here on nobody may try again.
    """
    try:
        with PrinterLink(address, deadlines=deadlines) as link:
            attempt = _attempt(link, job, address, process_id, before_sending, acknowledge_within_s)
            return replace(attempt, heard=frozenset(link.heard))
    except PrinterUnreachable as unreachable:
        return Attempt("queued", unreachable.reason, "unknown")


def _attempt(  # noqa: PLR0917 (only print_once calls it)
    link: PrinterLink,
    job: bytes,
    address: AnyAddress,
    process_id: str,
    before_sending: Callable[[], None],
    acknowledge_within_s: float,
) -> Attempt:
    model = address.model
    seen: Condition = "unknown"
    if model.answers:
        seen = link.condition()
        if seen not in PRINTS:
            return Attempt("queued", seen, seen)
    before_sending()
    broken = _send(link, job)
    if broken is not None:
        return broken
    if not model.answers:
        return Attempt("sent", None, "unknown")
    within_s = acknowledge_within_s + link.needs_s(job)
    if model.acknowledges:
        return _acknowledged(link, process_id, within_s, before=seen)
    return _unconfirmed(link, within_s)


def _send(link: PrinterLink, job: bytes) -> Attempt | None:
    """Hand the job over; return an end only where that broke."""
    try:
        link.send(job)
    except SendingBroke as broke:
        return Attempt("unknown" if broke.sent else "queued", "connection-lost", "unknown")
    return None


def _acknowledged(link: PrinterLink, process_id: str, within_s: float, *, before: Condition) -> Attempt:
    try:
        link.wait_for_acknowledgement(process_id, within_s=within_s)
    except NoReply:
        after = link.condition()
        if process_id in link.heard:  # at the last moment
            return Attempt("printed", None, after)
        return Attempt("unknown", "no-acknowledgement" if after in PRINTS else after, after)
    return Attempt("printed", None, before)


def _unconfirmed(link: PrinterLink, within_s: float) -> Attempt:
    """Ask a model that acknowledges nothing how it is after the job: the most that it can say."""
    after = link.condition(within_s=within_s)
    return Attempt("sent", None, after) if after in PRINTS else Attempt("unknown", after, after)


def look_at(address: AnyAddress, *, deadlines: Deadlines | None = None) -> Look:
    """Ask a printer how it is; "unknown" when it does not or cannot answer."""
    try:
        with PrinterLink(address, deadlines=deadlines) as link:
            if not address.model.answers:
                return Look("unknown", "its record says that it never answers")
            seen = link.condition()
            problem = "it does not answer" if seen == "unknown" else None
            return Look(seen, problem, frozenset(link.heard))
    except PrinterUnreachable as unreachable:
        return Look("unknown", str(unreachable))


def condition_of(address: AnyAddress, *, deadlines: Deadlines | None = None) -> Condition:
    """Ask a printer how it is; "unknown" when it does not answer."""
    return look_at(address, deadlines=deadlines).condition
