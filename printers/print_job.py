"""What became of a print job? One attempt: ask the printer, send, wait for its word.

Paper cannot be printed exactly once: a printer that falls silent may have printed. So an attempt of which a byte
has gone is never repeated by itself; its end is "printed" or "unknown", and a person decides.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from printers.lines import PrinterUnreachable
from printers.models import AnyAddress
from printers.status import PRINTS, Condition
from printers.transport import Deadlines, NoReply, PrinterLink, SendingBroke
from printers.watch import Watch

PrintState = Literal["queued", "sending", "sent", "printed", "unknown", "failed"]
Reason = (
    Condition
    | Literal["no-connection", "no-libusb", "in-use", "connection-lost", "no-acknowledgement"]
    | Literal["too-late", "interrupted", "cannot-draw", "not-out", "awaited"]
)
# Why a job is "sent" that is not over: all of it has gone, and its printer will say when the paper is out.
AWAITED: Reason = "awaited"
ACKNOWLEDGE_WITHIN_S = 10.0
# Beyond what its printer needs by its record: a job that takes longer to hand over is stuck.
STUCK_AFTER_S = 2.0


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
    """How a printer was when it was asked. problem: why it could not be asked, in technical English, or None.

    in_use: another program has it, so nothing was asked.
    """

    condition: Condition
    problem: str | None = None
    heard: frozenset[str] = frozenset()
    in_use: bool = False


@dataclass(frozen=True)
class Told:
    """What an attempt tells on its way.

    before_sending: the printer is well (or can say nothing), and the first byte goes next: the place to write down that
    from here on nobody may try again. sent: all of the job has gone, and the printer's word is awaited. seen: how the
    printer is, each time that it was asked meanwhile, or "unknown" where it takes nothing or says nothing; it may be
    called from another thread.
    """

    before_sending: Callable[[], None] = lambda: None
    sent: Callable[[], None] = lambda: None
    seen: Callable[[Condition], None] = lambda _: None


def is_over(state: PrintState, reason: Reason | None) -> bool:
    """Whether nothing more is to come of a job by itself."""
    return state in {"printed", "unknown", "failed"} or (state == "sent" and reason != AWAITED)


def print_once(
    job: bytes,
    *,
    address: AnyAddress,
    process_id: str,
    told: Told | None = None,
    deadlines: Deadlines | None = None,
    acknowledge_within_s: float = ACKNOWLEDGE_WITHIN_S,
) -> Attempt:
    """Try to print a job, whose bytes end with this process id where the model acknowledges."""
    try:
        with PrinterLink(address, deadlines=deadlines) as link:
            attempt = _attempt(link, job, address, process_id, told or Told(), acknowledge_within_s)
            return replace(attempt, heard=frozenset(link.heard))
    except PrinterUnreachable as unreachable:
        return Attempt("queued", unreachable.reason, "unknown")


def _attempt(  # noqa: PLR0917 (only print_once calls it)
    link: PrinterLink,
    job: bytes,
    address: AnyAddress,
    process_id: str,
    told: Told,
    acknowledge_within_s: float,
) -> Attempt:
    model = address.model
    seen: Condition = "unknown"
    if model.answers:
        seen = link.condition()
        told.seen(seen)
        if seen not in PRINTS:
            return Attempt("queued", seen, seen)
    told.before_sending()
    broken = _send(link, job, told)
    if broken is not None:
        return broken
    if not model.answers:
        return Attempt("sent", None, "unknown")
    within_s = acknowledge_within_s + link.needs_s(job)
    watch = link.watch(drained_in_s=link.needs_s(job), on_seen=told.seen)
    if model.acknowledges:
        told.sent()
        return _acknowledged(link, process_id, within_s, watch=watch, before=seen)
    return _unconfirmed(link, within_s, watch=watch)


def _send(link: PrinterLink, job: bytes, told: Told) -> Attempt | None:
    """Hand the job over; return an end only where that broke."""
    stuck = threading.Timer(STUCK_AFTER_S + link.needs_s(job), told.seen, args=("unknown",))
    stuck.daemon = True
    stuck.start()
    try:
        link.send(job)
    except SendingBroke as broke:
        return Attempt("unknown" if broke.sent else "queued", "connection-lost", "unknown")
    finally:
        stuck.cancel()
    return None


def _acknowledged(link: PrinterLink, process_id: str, within_s: float, *, watch: Watch, before: Condition) -> Attempt:
    try:
        link.wait_for_acknowledgement(process_id, within_s=within_s, watch=watch)
    except NoReply:
        after = link.look_again(watch)
        if process_id in link.heard:  # at the last moment
            return Attempt("printed", None, after)
        return Attempt("unknown", "no-acknowledgement" if after in PRINTS else after, after)
    return Attempt("printed", None, watch.seen or before)


def _unconfirmed(link: PrinterLink, within_s: float, *, watch: Watch) -> Attempt:
    """Ask a model that acknowledges nothing how it is after the job: the most that it can say."""
    after = link.look_once(watch, within_s=within_s)
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
        return Look("unknown", str(unreachable), in_use=unreachable.reason == "in-use")
