"""Is every Vietnamese letter drawn, whole, and unlike every other, at each size that a ticket uses?"""

import string
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from config.ticket import TicketLayout
from printers.preview import LETTERS, letter_sheet
from printers.sizes import MARGINS, sizes_of
from printers.typeset import NO_BREAK, Typesetter, font_of, stack, wrap

SHEET = Path(__file__).parents[2] / "docs" / "pictures" / "letters.png"
ALL = [*LETTERS, "đ", "Đ", *string.ascii_letters, *string.digits, *"–·’éèêçàâôîÉÀŒœ"]
SIZES = sorted(
    {
        size
        for width in MARGINS
        for large in (False, True)
        for sizes in [sizes_of(TicketLayout(), width=width, large=large)]
        for size in (sizes.small, sizes.service)
    }
)


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(picture.convert("L")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("weight", [500, 700])
def test_every_vietnamese_letter_has_a_glyph_of_its_own(weight: int) -> None:
    font = font_of(48, weight)
    missing = bytes(font.getmask("\U0010ffff"))

    drawn = {letter: bytes(font.getmask(letter, anchor="ls")) for letter in ALL}

    assert [letter for letter, dots in drawn.items() if dots == missing or not any(dots)] == []
    assert len({drawn[letter] for letter in LETTERS}) == len(set(LETTERS)) == 144


@pytest.mark.parametrize("weight", [500, 700])
@pytest.mark.parametrize("size", SIZES)
def test_no_letter_is_cut_off_nor_like_another_in_black_and_white(size: int, weight: int) -> None:
    letters = Typesetter(width=384, margin=4)
    font = font_of(size, weight)

    strips = {letter: stack([letters.text(letter, size=size, weight=weight)]) for letter in ALL}

    for letter, strip in strips.items():
        _, top, _, bottom = ink_box(strip)
        mask = font.getmask(letter).getbbox()
        assert (top > 0, bottom < strip.height) == (True, True), letter
        assert bottom - top >= mask[3] - mask[1] - 2, letter
    assert len({strips[letter].tobytes() for letter in LETTERS}) == 144


def test_the_sheet_of_letters_in_the_documentation_is_what_we_print() -> None:
    kept = Image.open(SHEET).convert("1")
    drawn = letter_sheet()

    assert (kept.size, kept.tobytes()) == (drawn.size, drawn.tobytes())


def test_marks_of_two_lines_do_not_touch() -> None:
    letters = Typesetter(width=384, margin=4)

    strip = stack([letters.text("Ặgpqyựệ " * 4 + "ẪỖẢỘỰẾ " * 4, size=40)])

    rows = [strip.crop((0, y, 384, y + 1)).getextrema()[0] for y in range(strip.height)]
    blank = [y for y, darkest in enumerate(rows[:-1]) if darkest and not rows[y + 1]]
    assert len(blank) >= 3


def test_what_is_tied_stays_on_one_line_as_long_as_it_fits() -> None:
    tied = f"Lúc 09:51, thứ{NO_BREAK}Tư"

    assert wrap(tied, 12, len) == ["Lúc 09:51,", f"thứ{NO_BREAK}Tư"]
    assert wrap(f"aaaa{NO_BREAK}bbbb", 5, len) == ["aaaa", "bbbb"]


@pytest.mark.parametrize(
    ("words", "tied"), [("Chi nhánh số 1 - Tây Hồ", 2), ("ngày 24/11/2026", 0), ("khoảng 45–70", 0)]
)
def test_a_short_number_never_stands_alone_at_the_head_of_a_line(words: str, tied: int) -> None:
    letters = Typesetter(width=384, margin=4)
    by_hand = words.replace(" 1 -", f"{NO_BREAK}1{NO_BREAK}-")

    assert by_hand.count(NO_BREAK) == tied
    assert letters.text(words, size=60).tobytes() == letters.text(by_hand, size=60).tobytes()


def test_words_are_made_a_little_smaller_where_that_saves_a_line() -> None:
    letters = Typesetter(width=576, margin=8)
    words = "Phía trước còn khoảng 18 người"

    at_14, at_13 = (letters.text(words, size=size) for size in (39, 36))

    assert at_14.tobytes() == at_13.tobytes()
    assert letters.text("Phía trước", size=39).tobytes() != letters.text("Phía trước", size=36).tobytes()
