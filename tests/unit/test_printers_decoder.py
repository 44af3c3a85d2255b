"""Does the simulated printer understand what hosts say, and pass over what it does not know?"""

import pytest
from PIL import Image

from printers.simulated.commands import (
    Acknowledge,
    AskPaper,
    AskStatus,
    Command,
    Cut,
    Feed,
    Ignored,
    Initialise,
    LineFeed,
    Raster,
    Text,
)
from printers.simulated.decoder import Decoder
from printers.simulated.machine import Machine


def understood(said: bytes) -> list[Command]:
    return [command for command in Decoder().feed(said) if not isinstance(command, Ignored)]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (b"\x1b@", [Initialise()]),
        (b"\x1dv0\x00\x02\x00\x01\x00\xaa\x55", [Raster(2, b"\xaa\x55")]),
        (b"Xin\nch\x61o", [Text(b"Xin"), LineFeed(), Text(b"chao")]),
        (b"\x1bJ\x18\x1bd\x02", [Feed(24), Feed(60)]),
        (b"\x1dV\x00\x1dV\x42\x10\x1di\x1bm", [Cut(), Cut(), Text(b"i"), Cut()]),
        (b"\x10\x04\x01\x1dr1", [AskStatus(1), AskPaper(1)]),
        (b"\x1d(H\x06\x0000A1b2", [Acknowledge(b"A1b2")]),
        (b"\x1b!\x00\x1bt\x1e\x1dL\x10\x00\x1c.\x1b$\x01\x02ok", [Text(b"ok")]),
        (b"\x1d(k\x03\x001Q0ok", [Text(b"ok")]),
        (b"\x1dk\x04ABC\x00\x1dk\x49\x02{Aok", [Text(b"ok")]),
        (b"\x1bp\x00\x19\xfaok\x10\x14\x01\x00\x01", [Text(b"ok")]),
    ],
)
def test_commands_are_understood(said: bytes, means: list[Command]) -> None:
    assert understood(said) == means


def test_a_status_question_inside_a_picture_is_part_of_the_picture() -> None:
    picture = b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01"

    assert understood(picture) == [Raster(3, b"\x10\x04\x01")]


def receipts_of(*said: bytes, width: int = 16) -> tuple[list[Image.Image], bytes]:
    torn: list[Image.Image] = []
    answers = bytearray()
    machine = Machine(width, answer=answers.extend, receipt=torn.append)
    machine.take(Decoder().feed(b"".join(said)))
    return torn, bytes(answers)


def test_a_narrow_picture_stands_where_it_is_aligned() -> None:
    dot = b"\x1dv0\x00\x01\x00\x01\x00\xff"

    [picture], _ = receipts_of(dot, b"\x1ba\x02", dot, b"\x1dV\x00", width=24)

    assert picture.size == (24, 2)
    assert picture.convert("L").crop((0, 0, 8, 1)).getextrema() == (0, 0)
    assert picture.convert("L").crop((16, 1, 24, 2)).getextrema() == (0, 0)


def test_words_are_shown_and_a_cut_of_white_paper_is_no_receipt() -> None:
    words, _ = receipts_of(b"Hello\n\x1dV\x00", width=384)
    white, _ = receipts_of(b"\x1bd\x05\x1dV\x00")

    assert words[0].convert("L").getextrema() == (0, 255)
    assert white == []


def test_the_acknowledgement_comes_after_all_before_it_and_questions_go_first() -> None:
    _, answers = receipts_of(b"\x1da\xff\x1d(H\x06\x0000A1b2\x10\x04\x04\x1dr1")

    assert answers == b"\x12" + b"\x10\x00\x00\x00" + b"\x37\x22A1b2\x00" + b"\x00"


def test_what_waits_for_paper_comes_out_when_there_is_some() -> None:
    torn: list[Image.Image] = []
    answers = bytearray()
    machine = Machine(16, answer=answers.extend, receipt=torn.append)
    machine.set_fault("paper-out", present=True)

    machine.take(Decoder().feed(b"\x1dv0\x00\x02\x00\x01\x00\xff\xff\x1dV\x00\x1d(H\x06\x0000A1b2\x10\x04\x04"))
    held = (list(torn), bytes(answers))
    machine.set_fault("paper-out", present=False)

    assert held == ([], b"\x7e")
    assert len(torn) == 1
    assert bytes(answers) == b"\x7e\x37\x22A1b2\x00"


def test_a_printer_that_was_asked_to_speaks_up_when_something_changes() -> None:
    answers = bytearray()
    machine = Machine(16, answer=answers.extend, receipt=lambda _: None)
    machine.take(Decoder().feed(b"\x1da\xff"))

    machine.set_fault("cover-open", present=True)

    assert bytes(answers) == b"\x10\x00\x00\x00" + b"\x38\x00\x00\x00"
