"""What became of a print job? One attempt: ask the printer, send, wait for its word.

Paper cannot be printed exactly once: a printer that falls silent may have printed. So an attempt of which a byte
has gone is never repeated by itself; its end is "printed" or "unknown", and a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from printers.models import PrinterAddress
from printers.status import PRINTS, Condition
from printers.transport import Deadlines, NoReply, PrinterLink, PrinterUnreachable, SendingBroke

PrintState = Literal["queued", "sending", "sent", "printed", "unknown", "failed"]
Reason = (
    Condition
    | Literal["no-connection", "connection-lost", "no-acknowledgement", "too-late", "interrupted", "cannot-draw"]
)
FINAL: frozenset[PrintState] = frozenset({"sent", "printed", "unknown", "failed"})
ACKNOWLEDGE_WITHIN_S = 10.0


@dataclass(frozen=True)
class Attempt:
    """How one attempt ended.

    state: "printed" (the printer said so), "sent" (all handed over to a model that cannot say so, and it is well),
    "unknown" (something has gone, and nobody knows), "queued" (no byte has gone: it may be tried again).
    reason: why it is not printed, or None. seen: the printer's condition when it was last asked.
    """

    state: PrintState
    reason: Reason | None
    seen: Condition


def print_once(
    job: bytes,
    *,
    address: PrinterAddress,
    process_id: str,
    before_sending: Callable[[], None] = lambda: None,
    deadlines: Deadlines | None = None,
    acknowledge_within_s: float = ACKNOWLEDGE_WITHIN_S,
) -> Attempt:
    """Try to print a job, whose bytes end with this process id where the model acknowledges.

    before_sending is called when the printer is well and before the first byte goes: the place to write down that
    from here on nobody may try again.
    """
    try:
        with PrinterLink(address, deadlines=deadlines) as link:
            seen = link.condition()
            if seen not in PRINTS:
                return Attempt("queued", seen, seen)
            before_sending()
            broken = _send(link, job)
            if broken is not None:
                return broken
            if address.model.acknowledges:
                return _acknowledged(link, process_id, acknowledge_within_s, before=seen)
            return _unconfirmed(link)
    except PrinterUnreachable:
        return Attempt("queued", "no-connection", "unknown")


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
        return Attempt("unknown", "no-acknowledgement" if after in PRINTS else after, after)
    return Attempt("printed", None, before)


def _unconfirmed(link: PrinterLink) -> Attempt:
    """Ask a model that acknowledges nothing how it is after the job: the most that it can say."""
    after = link.condition()
    return Attempt("sent", None, after) if after in PRINTS else Attempt("unknown", after, after)


def condition_of(address: PrinterAddress, *, deadlines: Deadlines | None = None) -> Condition:
    """Ask a printer how it is; "unknown" when it does not answer."""
    try:
        with PrinterLink(address, deadlines=deadlines) as link:
            return link.condition()
    except PrinterUnreachable:
        return "unknown"
