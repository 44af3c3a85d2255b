"""What does a printer with a fault of its line or its acknowledgements really say? Its answer in, what is heard out."""

from collections.abc import Mapping
from dataclasses import dataclass

from printers.simulated.faults import Fault, automatic_status

PROCESS_ID_HEAD = b"\x37\x22"
# The id of a job that nobody sent: it has a sign that our own ids never have.
OTHER = PROCESS_ID_HEAD + b"~~~~\0"


@dataclass(frozen=True)
class Heard:
    """Some bytes that leave the printer, so many seconds late. hang_up: the connection ends behind them."""

    answer: bytes
    after_s: float = 0.0
    hang_up: bool = False


def is_acknowledgement(answer: bytes) -> bool:
    """Tell whether an answer is the word that a job is out."""
    return answer.startswith(PROCESS_ID_HEAD)


def heard(answer: bytes, faults: Mapping[Fault, float]) -> list[Heard]:
    """Return what leaves the printer for an answer that it would give."""
    if "mute" in faults:
        return []
    leaves = _acknowledged(answer, faults) if is_acknowledgement(answer) else [Heard(answer)]
    if "cut-answer" in faults and leaves:
        return [Heard(answer[: len(answer) // 2], hang_up=True)]
    if "noise" in faults:
        noise = Heard(automatic_status(faults))
        return [noise, *leaves, noise]
    return leaves


def _acknowledged(answer: bytes, faults: Mapping[Fault, float]) -> list[Heard]:
    if "no-ack" in faults:
        return []
    said = [OTHER] if "other-ack" in faults else [answer, answer] if "double-ack" in faults else [answer]
    return [Heard(one, after_s=faults.get("late-ack", 0.0)) for one in said]
