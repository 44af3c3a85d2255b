"""What does the simulated printer say when its line or its words are at fault, and when paper ends midway?"""

import pytest
from PIL import Image

from printers.replies import Acknowledged, AutomaticStatus, ReplyStream, StatusByte
from printers.simulated.commands import Acknowledge, AskStatus, Cut, Raster
from printers.simulated.commands import AutomaticStatus as SpeakUp
from printers.simulated.faults import AMOUNTS, FAULTS, Fault
from printers.simulated.machine import Machine
from printers.simulated.mischief import OTHER, Heard, heard

ACK = b"\x37\x2200A1\x00"
FINE = b"\x12"


@pytest.mark.parametrize(
    ("fault", "of_status", "of_acknowledgement"),
    [
        ("mute", [], []),
        ("no-ack", [Heard(FINE)], []),
        ("double-ack", [Heard(FINE)], [Heard(ACK), Heard(ACK)]),
        ("other-ack", [Heard(FINE)], [Heard(OTHER)]),
        ("late-ack", [Heard(FINE)], [Heard(ACK, after_s=15)]),
        ("cut-answer", [Heard(b"", hang_up=True)], [Heard(ACK[:3], hang_up=True)]),
        ("paper-out", [Heard(FINE)], [Heard(ACK)]),
    ],
)
def test_each_fault_of_words_changes_what_is_heard(
    fault: Fault, of_status: list[Heard], of_acknowledgement: list[Heard]
) -> None:
    faults = {fault: AMOUNTS[fault].usual if fault in AMOUNTS else 0.0}

    assert (heard(FINE, faults), heard(ACK, faults)) == (of_status, of_acknowledgement)


def test_noise_is_told_from_the_answer_within_it() -> None:
    stream = ReplyStream()

    replies = [reply for one in heard(FINE, {"noise": 0.0}) for reply in stream.feed(one.answer)]

    assert [type(reply) for reply in replies] == [AutomaticStatus, StatusByte, AutomaticStatus]


def test_an_acknowledgement_of_another_job_is_none_of_ours() -> None:
    assert ReplyStream().feed(OTHER) == [Acknowledged("~~~~")]


def test_paper_that_ends_midway_holds_the_rest_and_the_acknowledgement_until_there_is_more() -> None:
    said, torn = bytearray(), list[Image.Image]()
    machine = Machine(8, answer=said.extend, receipt=torn.append)
    machine.set_fault("paper-out-midway", present=True, amount=3)

    machine.take([SpeakUp(255), Raster(1, bytes(range(1, 11))), Cut(), Acknowledge(b"00A1")])
    machine.take([AskStatus(4)])
    begun, told = machine.paper.height, bytes(said)
    machine.set_fault("paper-out", present=False)

    assert (begun, set(machine.faults)) == (3, set())
    assert told == b"\x10\x00\x00\x00" + b"\x18\x00\x0f\x00" + b"\x7e"
    assert [picture.height for picture in torn] == [10]
    assert bytes(said).endswith(b"\x10\x00\x00\x00" + ACK)


def test_a_fault_has_its_usual_amount_unless_another_is_said() -> None:
    machine = Machine(8, answer=lambda _: None, receipt=lambda _: None)

    machine.set_fault("slow", present=True)
    machine.set_fault("reset", present=True, amount=7)
    machine.set_fault("mute", present=True)

    assert machine.faults == {"slow": AMOUNTS["slow"].usual, "reset": 7, "mute": 0}
    assert AMOUNTS.keys() <= set(FAULTS)
