"""What holds for every picture, every stream and every ticket?"""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from printers.bitmap import REAL_TIME_COMMANDS, raster_bytes, without_real_time_commands
from printers.escpos_job import escpos_job
from printers.layout import minutes
from printers.models import MODELS
from printers.replies import ReplyStream
from printers.simulated.commands import Text
from printers.simulated.decoder import Decoder
from printers.simulated.machine import Machine
from printers.ticket_job import process_id
from printers.ticket_paper import TicketPaper
from printers.typeset import wrap

pieces = st.lists(st.binary(max_size=20), max_size=20)
# Bytes that make up commands come often, so that the streams say something.
speech = st.lists(
    st.sampled_from([b"\x10", b"\x04", b"\x1b", b"\x1d", b"@", b"(", b"v0", b"V", b"k", b"L", b"\x00", b"\x02", b"A"])
    | st.binary(max_size=4),
    max_size=60,
).map(b"".join)
zones = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def without_joints(commands: list[object]) -> list[object]:
    """Words may arrive in pieces: join neighbours, since only their sum is on the paper."""
    joined: list[object] = []
    for command in commands:
        if isinstance(command, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].characters + command.characters)
        else:
            joined.append(command)
    return joined


@given(said=speech, cuts=st.lists(st.integers(0, 240), max_size=8))
def test_a_stream_means_the_same_in_whatever_pieces_it_arrives(said: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(said)), len(said)]
    decoder = Decoder()

    in_pieces = [command for begin, end in pairwise(edges) for command in decoder.feed(said[begin:end])]

    assert without_joints(in_pieces) == without_joints(list(Decoder().feed(said)))


@given(said=pieces)
def test_replies_are_the_same_in_whatever_pieces_they_arrive(said: list[bytes]) -> None:
    whole, split = ReplyStream(), ReplyStream()
    joined = b"".join(said)

    one_by_one = [reply for byte in joined for reply in split.feed(bytes([byte]))]

    assert one_by_one == whole.feed(joined)


@settings(max_examples=50)
@given(said=speech)
def test_no_stream_breaks_the_simulated_printer(said: bytes) -> None:
    torn: list[Image.Image] = []
    machine = Machine(64, answer=lambda _: None, receipt=torn.append)

    machine.take(Decoder().feed(said))
    machine.tear()

    assert all(picture.width == 64 for picture in torn)


@given(rows=st.binary(min_size=8, max_size=64).map(lambda raw: raw[: len(raw) // 8 * 8]), around=st.binary(max_size=16))
def test_no_picture_holds_a_real_time_command_and_no_dot_is_lost(rows: bytes, around: bytes) -> None:
    raster = rows + b"".join(REAL_TIME_COMMANDS) + b"\0\0" + around.ljust(16, b"\0")
    picture = Image.frombytes("1", (64, len(raster) // 8), bytes(byte ^ 0xFF for byte in raster))

    quiet = without_real_time_commands(picture)

    assert not any(command in raster_bytes(quiet) for command in REAL_TIME_COMMANDS)
    lost = ImageChops.subtract(quiet.convert("L"), picture.convert("L"))
    assert lost.getbbox() is None


@settings(max_examples=30)
@given(rows=st.binary(min_size=1, max_size=200), height=st.integers(1, 1000))
def test_what_is_sent_is_what_comes_out_dot_for_dot(rows: bytes, height: int) -> None:
    raster = (rows * (48 * height // len(rows) + 1))[: 48 * height]
    picture = Image.frombytes("1", (384, height), raster)
    torn: list[Image.Image] = []
    answers = bytearray()
    machine = Machine(384, answer=answers.extend, receipt=torn.append)

    machine.take(Decoder().feed(escpos_job(picture, model=MODELS["simulated-58"], process_id="00A1")))

    assert bytes(answers) == b"\x37\x2200A1\x00"
    if picture.convert("L").getextrema()[0] == 0 or torn:
        assert torn[0].tobytes() == picture.tobytes()


@given(words=st.lists(st.text("abcđếịợ", min_size=1, max_size=9), max_size=12), room=st.integers(1, 30))
def test_wrapping_loses_no_letter_and_no_line_is_too_long(words: list[str], room: int) -> None:
    lines = wrap(" ".join(words), room, len)

    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(len(line) <= room for line in lines)


@given(low=st.floats(0, 86400), spread=st.floats(0, 86400))
def test_the_minutes_on_the_paper_hold_the_promise(low: float, spread: float) -> None:
    shown_low, shown_high = minutes(low, low + spread)

    assert shown_low * 60 <= low
    assert shown_high * 60 >= low + spread
    assert shown_high >= 1


@given(
    at=st.datetimes(timezones=zones | st.just(UTC)),
    name=st.text(max_size=40),
    wait=st.none() | st.floats(0, 86400),
    ahead=st.none() | st.integers(0, 5000),
)
def test_a_kept_ticket_is_the_same_ticket(at: datetime, name: str, wait: float | None, ahead: int | None) -> None:
    paper = TicketPaper(
        branch_name=name, number="A007", service_name=name, issued_at=at, ahead=ahead, wait_low_s=wait, wait_high_s=wait
    )

    assert TicketPaper.from_json(paper.as_json()) == paper


@given(places=st.sets(st.integers(1, 36**4 - 1), min_size=2, max_size=50))
def test_jobs_have_names_of_their_own_that_printers_can_send_back(places: set[int]) -> None:
    names = {process_id(place) for place in places}

    assert len(names) == len(places)
    assert all(len(name) == 4 and name.isascii() and name.isalnum() for name in names)
