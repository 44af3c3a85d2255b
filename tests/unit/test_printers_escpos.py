"""Do our bytes print what was drawn? By decoders: ours, and one that was written for this test from the reference."""

from dataclasses import replace

import pytest
from PIL import Image

from printers.bitmap import REAL_TIME_COMMANDS
from printers.escpos_job import escpos_job
from printers.layout import draw_ticket
from printers.models import MODELS, PrinterModel
from printers.simulated.decoder import Decoder
from printers.simulated.machine import Machine
from tests.papers import a_paper

MODEL_OF = {576: MODELS["TM-T20II"], 512: MODELS["TM-T88V"], 384: MODELS["simulated-58"]}
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"


def a_ticket(width: int, *, language: str = "vi", large: bool = False) -> Image.Image:
    paper = a_paper(url=LINK, language=language, large=large, documents=("Bản chính", "Thẻ căn cước"), zone="Sảnh A")
    return draw_ticket(paper, width=width)


def printed(job: bytes, width: int) -> tuple[Image.Image, bytes]:
    """Return what the simulated printer makes of a job, and what it says."""
    torn: list[Image.Image] = []
    said = bytearray()
    Machine(width, answer=said.extend, receipt=torn.append).take(Decoder().feed(job))
    (picture,) = torn
    return picture, bytes(said)


def plainly_decoded(job: bytes, width: int) -> Image.Image:
    """Read ESC @, GS v 0, ESC J, GS V B and GS ( H as Epson's reference says, and nothing else."""
    rows, at = bytearray(), 0
    while at < len(job):
        two = job[at : at + 2]
        if two == b"\x1b@":
            at += 2
        elif two == b"\x1dv":
            assert job[at + 2 : at + 4] == b"0\x00"
            across, down = (int.from_bytes(job[at + n : at + n + 2], "little") for n in (4, 6))
            assert across == width // 8
            rows += job[at + 8 : at + 8 + across * down]
            at += 8 + across * down
        elif two == b"\x1bJ":
            rows += bytes(job[at + 2] * width // 8)
            at += 3
        elif two == b"\x1dV":
            at += 4
        else:
            assert two == b"\x1d(", f"an unknown command at {at}"
            at += 5 + int.from_bytes(job[at + 3 : at + 5], "little")
    return Image.frombytes("1", (width, len(rows) * 8 // width), bytes(byte ^ 0xFF for byte in rows))


@pytest.mark.parametrize("width", sorted(MODEL_OF))
@pytest.mark.parametrize("language", ["vi", "en", "fr"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("feeds", [0, 1])
def test_what_was_drawn_is_what_both_decoders_print_dot_for_dot(
    width: int, language: str, large: bool, feeds: int
) -> None:
    drawn = a_ticket(width, language=language, large=large)
    job = escpos_job(drawn, model=replace(MODEL_OF[width], feed_per_dot=feeds), process_id="00A1")

    ours, said = printed(job, width)

    assert said == b"\x37\x2200A1\x00"
    assert plainly_decoded(job, width).tobytes() == ours.tobytes() == drawn.tobytes()


@pytest.mark.parametrize("width", sorted(MODEL_OF))
def test_feeds_instead_of_blank_rows_save_a_fifth_of_the_bytes(width: int) -> None:
    drawn = a_ticket(width)
    rows, feeds = (
        escpos_job(drawn, model=replace(MODEL_OF[width], feed_per_dot=feeds), process_id="00A1") for feeds in (0, 1)
    )

    assert len(feeds) < 0.85 * len(rows)


def test_a_feed_is_counted_in_the_units_of_the_record_and_split_where_one_byte_is_too_little() -> None:
    picture = Image.new("1", (384, 400), 1)
    picture.putpixel((0, 0), 0)
    picture.putpixel((0, 399), 0)
    record = replace(MODELS["POS-5890"], feed_per_dot=2)

    job = escpos_job(picture, model=record, process_id="00A1")

    assert b"\x1bJ\xff\x1bJ\xff\x1bJ\xff\x1bJ\x1f" in job
    assert job.count(b"\x1dv0") == 2


@pytest.mark.parametrize(("cut", "ends"), [(b"\x1bi", b"\x1bi"), (b"", b"\x1bJ\xa0")])
def test_a_record_says_how_the_paper_is_cut(cut: bytes, ends: bytes) -> None:
    record = PrinterModel("POS-5890", width=384, acknowledges=False, cut=cut)

    assert escpos_job(a_ticket(384), model=record, process_id="00A1").endswith(ends)


@pytest.mark.parametrize("width", sorted(MODEL_OF))
@pytest.mark.parametrize("feeds", [0, 1])
def test_no_job_holds_a_real_time_command_anywhere(width: int, feeds: int) -> None:
    record = replace(MODEL_OF[width], feed_per_dot=feeds)

    jobs = [
        escpos_job(a_ticket(width, language=language), model=record, process_id="00A1")
        for language in ("vi", "en", "fr")
    ]

    assert not any(command in job for job in jobs for command in REAL_TIME_COMMANDS)


def test_a_picture_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="576 dots wide"):
        escpos_job(a_ticket(576), model=MODELS["generic-58"], process_id="00A1")
