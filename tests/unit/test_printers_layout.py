"""Is a ticket on paper whole, legible and true?"""

import string
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import zxingcpp
from PIL import Image, ImageChops

from printers.layout import DOTS_PER_MM, SIZES, PaperNotDrawable, draw_ticket, spaced
from printers.qr_code import QUIET_MODULES, qr_code
from printers.ticket_paper import TicketPaper
from printers.typeset import Typesetter, font_of, stack

HANOI = timezone(timedelta(hours=7))
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"
WIDTHS = sorted(SIZES)
LANGUAGES = ["vi", "en", "fr"]
MARKS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = [
    unicodedata.normalize("NFC", letter + mark)
    for vowel in "aăâeêioôơuưy"
    for letter in (vowel, vowel.upper())
    for mark in MARKS
]


def a_paper(**changes: object) -> TicketPaper:
    paper = TicketPaper(
        branch_name="Chi nhánh số 1 - Tây Hồ",
        number="A007",
        service_name="Chứng thực",
        issued_at=datetime(2026, 11, 24, 10, 42, tzinfo=HANOI),
        ahead=12,
        wait_low_s=2400,
        wait_high_s=3600,
        url=LINK,
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def ink_rows(picture: Image.Image) -> int:
    box = ImageChops.invert(picture.convert("L")).getbbox()
    return 0 if box is None else box[3] - box[1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_is_read_from_every_ticket_by_another_decoder(width: int, language: str) -> None:
    picture = draw_ticket(a_paper(language=language, offline=True, reprint=True), width=width)

    found = zxingcpp.read_barcodes(picture.convert("L"))

    assert (picture.mode, picture.width) == ("1", width)
    assert [code.text for code in found] == [LINK]


@pytest.mark.parametrize("number", ["A007", "K1000", "M99999"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_number_is_at_least_15_mm_high_and_fits_the_paper(width: int, number: str) -> None:
    letters = Typesetter(width=width, margin=SIZES[width].margin)

    headline = letters.headline(spaced(number), height=16 * DOTS_PER_MM)
    whole = draw_ticket(a_paper(number=number), width=width)

    assert ink_rows(headline) >= 15 * DOTS_PER_MM
    assert headline.width == width
    assert whole.crop((0, 0, SIZES[width].margin, whole.height)).getextrema() == (255, 255)


@pytest.mark.parametrize("changes", [{"wait_low_s": None}, {"wait_high_s": None}])
def test_a_wait_of_which_half_is_unknown_is_left_out(changes: dict[str, object]) -> None:
    known = draw_ticket(a_paper(), width=576)
    unknown = draw_ticket(a_paper(wait_low_s=None, wait_high_s=None), width=576)
    half = draw_ticket(a_paper(**changes), width=576)

    assert half.tobytes() == unknown.tobytes()
    assert unknown.height < known.height


def test_unknown_people_ahead_are_left_out_but_nobody_ahead_is_said() -> None:
    unknown, nobody, twelve = (draw_ticket(a_paper(ahead=ahead), width=576) for ahead in (None, 0, 12))

    assert unknown.height < nobody.height == twelve.height
    assert nobody.tobytes() != twelve.tobytes()


def test_a_ticket_without_a_link_has_no_code() -> None:
    picture = draw_ticket(a_paper(url=None), width=576)

    assert zxingcpp.read_barcodes(picture.convert("L")) == []


def test_an_offline_number_and_a_reprint_say_so() -> None:
    plain = draw_ticket(a_paper(), width=384)

    assert draw_ticket(a_paper(offline=True), width=384).height > plain.height
    assert draw_ticket(a_paper(reprint=True), width=384).height > plain.height


@pytest.mark.parametrize("language", ["en", "fr"])
def test_vietnamese_stands_beside_another_language(language: str) -> None:
    alone = draw_ticket(a_paper(), width=576)
    both = draw_ticket(a_paper(language=language), width=576)
    named = draw_ticket(a_paper(language=language, service_name="Land", service_name_vi="Đất đai"), width=576)

    assert both.height > alone.height
    assert named.height > both.height


def test_every_vietnamese_letter_has_a_glyph_of_its_own() -> None:
    font = font_of(48)
    missing = bytes(font.getmask("\U0010ffff"))
    letters = [*VIETNAMESE, "đ", "Đ", *string.ascii_letters, *string.digits, *"–·’éèêçàâôîÉÀŒœ"]

    drawn = {letter: bytes(font.getmask(letter, anchor="ls")) for letter in letters}

    assert [letter for letter, dots in drawn.items() if dots == missing or not any(dots)] == []
    assert len({drawn[letter] for letter in VIETNAMESE}) == len(set(VIETNAMESE)) == 144


@pytest.mark.parametrize("size", [21, 24, 34, 46])
def test_marks_above_and_below_are_not_cut_off(size: int) -> None:
    tall = "ẪỖẢỘỰậọỵgp"
    letters = Typesetter(width=576, margin=0)
    font = font_of(size, 700)
    _, top, _, bottom = font.getbbox(tall)

    strip = stack([letters.text(tall, size=size, weight=700)])

    assert ink_rows(strip) >= bottom - top - 1
    assert strip.crop((0, 0, 576, 1)).getextrema() == (255, 255)
    assert strip.crop((0, strip.height - 1, 576, strip.height)).getextrema() == (255, 255)


def test_the_code_has_four_white_modules_on_every_side() -> None:
    code = qr_code(LINK, module=6, room=576)
    quiet = 6 * QUIET_MODULES

    box = ImageChops.invert(code).getbbox()

    assert box == (quiet, quiet, code.width - quiet, code.height - quiet)


@pytest.mark.parametrize(("link", "width"), [("x" * 5000, 576), (LINK, 400)])
def test_what_cannot_be_laid_out_is_refused(link: str, width: int) -> None:
    with pytest.raises(PaperNotDrawable):
        draw_ticket(a_paper(url=link), width=width)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        a_paper(issued_at=datetime(2026, 11, 24, 10, 42, tzinfo=UTC).replace(tzinfo=None))


def test_letters_with_separate_marks_look_like_whole_ones() -> None:
    apart = unicodedata.normalize("NFD", "Chứng thực")

    assert draw_ticket(a_paper(service_name=apart), width=384).tobytes() == draw_ticket(a_paper(), width=384).tobytes()
