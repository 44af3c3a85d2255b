"""What is to become of a paper for each fault, before, during and after its job? The table itself, for two tests.

"before": the fault is there when the paper is put. "during": it comes when the job is about to be sent. "after": it
comes when the job has ended, before the next paper.
"""

from dataclasses import dataclass, replace

from printers.models import MODELS, PrinterModel
from printers.simulated.faults import FAULTS, Fault
from printers.status import Condition

AMOUNTS: dict[Fault, float] = {"late-ack": 1.0, "slow": 400_000.0, "reset": 5000.0}
ACK, MUTE = "TM-T20II", "generic-80"


@dataclass(frozen=True)
class Row:
    """What is to come of a paper. ends: "state" or "state reason" of it, perhaps several; healed: after the fault is
    taken away; papers: how often it is out in the end (several where a connection breaks at no certain place)."""

    fault: Fault
    when: str
    model: str
    ends: tuple[str, ...]
    healed: tuple[str, ...]
    papers: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.fault} {self.when} {self.model}"


def row(fault: Fault, when: str, model: str, ends: str, healed: str = "", *, papers: tuple[int, ...] = (1,)) -> Row:
    """Build a row; alternatives are parted by " or "; healed is as it ended unless said."""
    return Row(fault, when, model, tuple(ends.split(" or ")), tuple((healed or ends).split(" or ")), papers)


# A fault that a printer tells of before the job: no byte goes, and who has waited too long gets no paper any more.
BEFORE = [
    *(
        row(fault, "before", model, f"failed {reason}", papers=(0,))
        for model in (ACK, MUTE)
        for fault, reason in (
            ("paper-out", "paper-out"),
            ("cover-open", "cover-open"),
            ("offline", "offline"),
            ("cutter", "cutter-error"),
            ("refuse", "no-connection"),
            ("hang-up", "unknown"),
            ("never-read", "unknown"),
            ("mute", "unknown"),
            ("cut-answer", "unknown"),
        )
    ),
    row("near-end", "before", ACK, "printed"),
    row("near-end", "before", MUTE, "sent"),
    row("paper-out-midway", "before", ACK, "unknown paper-out", "printed"),
    row("paper-out-midway", "before", MUTE, "unknown paper-out"),
    row("reset", "before", ACK, "unknown connection-lost or unknown unknown", papers=(0, 1)),
    row("reset", "before", MUTE, "unknown connection-lost or unknown unknown", papers=(0, 1)),
    row("slow", "before", ACK, "printed"),
    row("slow", "before", MUTE, "sent"),
    row("noise", "before", ACK, "printed"),
    row("noise", "before", MUTE, "sent"),
    row("no-ack", "before", ACK, "unknown no-acknowledgement"),
    row("late-ack", "before", ACK, "unknown no-acknowledgement or printed", "printed"),
    row("double-ack", "before", ACK, "printed"),
    row("other-ack", "before", ACK, "unknown no-acknowledgement"),
    *(row(fault, "before", MUTE, "sent") for fault in ("no-ack", "late-ack", "double-ack", "other-ack")),
]
# From the first byte on, nobody may try again: the paper is out, or its end is not known. A late word makes it known.
DURING = [
    row("near-end", "during", ACK, "printed"),
    row("near-end", "during", MUTE, "sent"),
    *(
        row(fault, "during", model, f"unknown {reason}", "printed" if model == ACK else "")
        for model in (ACK, MUTE)
        for fault, reason in (
            ("paper-out", "paper-out"),
            ("paper-out-midway", "paper-out"),
            ("cover-open", "cover-open"),
            ("offline", "offline"),
            ("cutter", "cutter-error"),
        )
    ),
    *(
        row(fault, "during", model, "unknown connection-lost or unknown unknown", papers=(0, 1))
        for model in (ACK, MUTE)
        for fault in ("refuse", "reset")
    ),
    *(row(fault, "during", ACK, "printed") for fault in ("hang-up", "slow", "noise", "double-ack")),
    *(row(fault, "during", MUTE, "sent") for fault in ("hang-up", "slow", "noise", "double-ack")),
    row("never-read", "during", ACK, "unknown connection-lost or unknown unknown", "", papers=(0, 1)),
    row("never-read", "during", MUTE, "unknown connection-lost or unknown unknown", "", papers=(0, 1)),
    row("mute", "during", ACK, "unknown unknown"),
    row("mute", "during", MUTE, "unknown unknown"),
    row("cut-answer", "during", ACK, "unknown unknown"),
    row("cut-answer", "during", MUTE, "unknown unknown"),
    row("no-ack", "during", ACK, "unknown no-acknowledgement"),
    row("late-ack", "during", ACK, "unknown no-acknowledgement or printed", "printed"),
    row("other-ack", "during", ACK, "unknown no-acknowledgement"),
    *(row(fault, "during", MUTE, "sent") for fault in ("no-ack", "late-ack", "other-ack")),
]
# What was printed stays printed, whatever befalls the printer afterwards.
AFTER = [row(fault, "after", model, "printed" if model == ACK else "sent") for model in (ACK, MUTE) for fault in FAULTS]
TABLE = BEFORE + DURING + AFTER
# What staff are to read of the printer: what it says of itself, or nothing. Of others it says that all is well.
SEEN: dict[Fault, Condition] = {
    "near-end": "near-end",
    "paper-out": "paper-out",
    "paper-out-midway": "paper-out",
    "cover-open": "cover-open",
    "offline": "offline",
    "cutter": "cutter-error",
    **dict.fromkeys(("refuse", "hang-up", "never-read", "mute", "cut-answer"), "unknown"),
}


def well(model: str) -> str:
    """Return the end of a paper where nothing is wrong."""
    return "printed" if model == ACK else "sent"


def next_paper(case: Row) -> Row:
    """Return what is to come of the paper after this one, for which the fault was there before."""
    return next(one for one in BEFORE if (one.fault, one.model) == (case.fault, case.model))


def record_of(case: Row) -> PrinterModel:
    """Return the printer's record; one that is known to be slow gets more time by it."""
    return replace(MODELS[case.model], bytes_per_s=20_000 if case.fault == "slow" else None)
