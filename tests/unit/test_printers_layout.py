"""Is a ticket on paper whole, legible and true?"""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops

from config.texts import area, text
from config.ticket import IN_ORDER, TicketLayout
from printers.layout import PaperNotDrawable, draw_ticket, spaced
from printers.sizes import DOTS_PER_MM, MARGINS, dots, sizes_of
from printers.ticket_paper import TicketPaper
from printers.typeset import Typesetter

HANOI = timezone(timedelta(hours=7))
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"
WIDTHS = sorted(MARGINS)
LANGUAGES = ["vi", "en", "fr"]


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
    letters = Typesetter(width=width, margin=MARGINS[width])

    headline = letters.headline(spaced(number), height=16 * DOTS_PER_MM)
    whole = draw_ticket(a_paper(number=number), width=width)

    assert ink_rows(headline) >= 15 * DOTS_PER_MM
    assert headline.width == width
    assert whole.crop((0, 0, MARGINS[width], whole.height)).getextrema() == (255, 255)


@pytest.mark.parametrize("changes", [{"wait_low_s": None}, {"wait_high_s": None}])
def test_a_wait_of_which_half_is_unknown_is_left_out(changes: dict[str, object]) -> None:
    known = draw_ticket(a_paper(), width=576)
    unknown = draw_ticket(a_paper(wait_low_s=None, wait_high_s=None), width=576)
    half = draw_ticket(a_paper(**changes), width=576)

    assert half.tobytes() == unknown.tobytes()
    assert unknown.height < known.height


def test_a_number_from_the_door_says_when_to_be_back_or_when_that_is_drawn_instead_of_a_wait() -> None:
    waits = draw_ticket(a_paper(), width=576)
    back = draw_ticket(a_paper(back_at="08:20"), width=576)
    later = draw_ticket(a_paper(back_at="08:25"), width=576)
    drawn = draw_ticket(a_paper(back_at="08:00", draw_at="07:30"), width=576)

    assert len({one.tobytes() for one in (waits, back, later, drawn)}) == 4
    assert drawn.height > back.height


def test_who_came_to_an_appointment_reads_its_hour() -> None:
    papers = [draw_ticket(a_paper(appointed=at, wait_low_s=None), width=576) for at in (None, "10:30", "10:45")]

    assert len({one.tobytes() for one in papers}) == 3


def test_a_reprint_tells_when_it_was_printed_again() -> None:
    known = [draw_ticket(a_paper(reprint=True, reprinted_at=at), width=576) for at in (None, "09:17", "09:18")]

    assert len({one.tobytes() for one in known}) == 3


@pytest.mark.parametrize("changes", [{}, {"back_at": "08:20"}, {"back_at": None, "draw_at": "07:30"}])
def test_what_is_kept_of_a_paper_makes_the_same_paper_again(changes: dict[str, Any]) -> None:
    paper = a_paper(**changes)

    assert TicketPaper.from_json(paper.as_json()) == paper


def an_appointment(**changes: object) -> TicketPaper:
    slot = datetime(2026, 11, 25, 8, 30, tzinfo=HANOI)
    values: dict[str, object] = {
        "number": "K7M2-9QXA",
        "url": "K7M2-9QXA",
        "slot": slot,
        "documents": ("Giấy chứng sinh",),
    }
    return a_paper(**values | dict.fromkeys(("ahead", "wait_low_s", "wait_high_s")) | changes)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_appointments_paper_fits_and_its_code_is_read_by_another_decoder(width: int, language: str) -> None:
    picture = draw_ticket(an_appointment(language=language), width=width)

    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == ["K7M2-9QXA"]
    assert picture.crop((0, 0, MARGINS[width], picture.height)).getextrema() == (255, 255)


@pytest.mark.parametrize(
    "changes",
    [
        {"slot": datetime(2026, 11, 25, 8, 45, tzinfo=HANOI)},
        {"slot": datetime(2026, 11, 26, 8, 30, tzinfo=HANOI)},
        {"number": "K7M2-9QXB"},
        {"documents": ()},
    ],
)
def test_day_hour_code_and_documents_of_an_appointment_are_seen_on_its_paper(changes: dict[str, Any]) -> None:
    paper = an_appointment()

    assert TicketPaper.from_json(paper.as_json()) == paper
    assert draw_ticket(an_appointment(**changes), width=576).tobytes() != draw_ticket(paper, width=576).tobytes()


def test_unknown_people_ahead_are_left_out_but_nobody_ahead_is_said() -> None:
    unknown, nobody, twelve = (draw_ticket(a_paper(ahead=ahead), width=576) for ahead in (None, 0, 12))

    assert unknown.height < min(nobody.height, twelve.height)
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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("large", [False, True])
def test_no_line_of_a_full_ticket_leaves_its_margins_and_none_runs_into_another(
    width: int, language: str, large: bool
) -> None:
    texts = text_of_a_full_ticket(language)
    sizes = sizes_of(TicketLayout(), width=width, large=large)
    letters = Typesetter(width=width, margin=sizes.margin)

    strips = [letters.text(words, size=size) for words in texts for size in (sizes.small, sizes.text)]

    for strip in strips:
        box = ImageChops.invert(strip).getbbox()
        assert box is not None
        assert box[0] >= sizes.margin - 2
        assert box[2] <= width - sizes.margin + 2
        assert box[1] > 0
        assert box[3] < strip.height


def text_of_a_full_ticket(language: str) -> list[str]:
    values: dict[str, str | int] = {"time": "10:42", "day": "24", "month": "11", "year": "2026", "weekday": "2"}
    values |= {"zone": "Sảnh A", "ahead": 12, "low": 41, "high": 63}
    return [text(f"ticket.{key}", language, **values) for key in area("ticket", language)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("large", [False, True])
def test_letters_are_as_large_as_clear_print_asks_and_large_print_larger(width: int, large: bool) -> None:
    sizes = sizes_of(TicketLayout(), width=width, large=large)

    assert sizes.small >= dots(16 if large else 12)
    assert sizes.text >= dots(18 if large else 14)
    assert sizes.number >= 16 * DOTS_PER_MM


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", [30, 54])
def test_the_mark_of_a_reprint_is_whole_on_every_width(width: int, size: int) -> None:
    letters = Typesetter(width=width, margin=MARGINS[width])

    label = letters.label(text("ticket.reprint", "fr"), size=size)

    left, top, right, bottom = ImageChops.invert(label).getbbox() or (0, 0, 0, 0)
    assert left >= MARGINS[width] - 1
    assert right <= width - MARGINS[width] + 1
    for edge in ((left + 1, 14, left + 9, bottom - 14), (right - 9, 14, right - 1, bottom - 14)):
        assert label.crop(edge).getextrema() == (0, 0)
    assert label.crop((left + 14, top, right - 14, bottom)).getextrema() == (0, 255)


def test_the_layout_of_the_network_file_chooses_the_blocks_their_order_and_their_sizes() -> None:
    paper = a_paper(documents=("Bản chính",), zone="Sảnh A")
    whole = draw_ticket(paper, width=576)
    short = TicketLayout(blocks=("number", "service"))
    turned = TicketLayout(blocks=("service", "number"))

    assert draw_ticket(paper, width=576, layout=TicketLayout(blocks=IN_ORDER)).tobytes() == whole.tobytes()
    two, other = (draw_ticket(paper, width=576, layout=layout) for layout in (short, turned))
    assert two.height == other.height < whole.height
    assert two.tobytes() != other.tobytes()
    assert draw_ticket(paper, width=576, layout=TicketLayout(number_mm=24)).height > whole.height
    assert draw_ticket(replace(paper, large=True), width=576).height > whole.height


def test_no_layout_can_hide_that_a_ticket_is_a_reprint_or_offline() -> None:
    bare = TicketLayout(blocks=("number",))
    plain = draw_ticket(a_paper(), width=576, layout=bare)

    assert draw_ticket(a_paper(reprint=True), width=576, layout=bare).height > plain.height
    assert draw_ticket(a_paper(offline=True), width=576, layout=bare).height > plain.height


@pytest.mark.parametrize("changes", [{"zone": "Sảnh A"}, {"documents": ("Thẻ căn cước",)}])
def test_where_to_wait_and_what_to_have_ready_stand_there_when_known(changes: dict[str, object]) -> None:
    assert draw_ticket(a_paper(**changes), width=576).height > draw_ticket(a_paper(), width=576).height


def test_vietnamese_below_can_be_left_out() -> None:
    paper = a_paper(language="en", service_name="Land", service_name_vi="Đất đai")

    alone = draw_ticket(paper, width=576, layout=TicketLayout(vietnamese_below=False))

    assert alone.height < draw_ticket(paper, width=576).height
