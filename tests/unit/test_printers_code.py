"""Is the link read from the ticket, by a decoder that nobody here wrote, though the paper be stained?"""

import math
import random
from datetime import datetime

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from printers.layout import draw_ticket
from printers.qr_code import QUIET_MODULES, LinkTooLong, qr_code
from printers.ticket_paper import TicketPaper

TUESDAY = datetime.fromisoformat("2026-11-24T09:00:00+07:00")
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"
FINDER_MODULES = 8
SOILED = 0.10


def read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def code_box(ticket: Image.Image) -> tuple[int, int, int, int]:
    """Return where the code stands, without its quiet zone, as the decoder finds it."""
    place = zxingcpp.read_barcodes(ticket.convert("L"))[0].position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    return (
        min(point.x for point in corners),
        min(point.y for point in corners),
        max(point.x for point in corners) + 1,
        max(point.y for point in corners) + 1,
    )


def stained(ticket: Image.Image, *, seed: int, colour: int) -> Image.Image:
    """Cover a tenth of the code by one round stain, black or white, that leaves the three corners."""
    left, top, right, _ = code_box(ticket)
    chance = random.Random(seed)
    side = right - left
    radius = math.sqrt(SOILED * side * side / math.pi)
    corner = side * FINDER_MODULES / 41
    while True:
        x, y = (chance.uniform(radius, side - radius) for _ in range(2))
        near = [(0, 0), (side - corner, 0), (0, side - corner)]
        if all(distance(x, y, a, b, corner) > radius for a, b in near):
            break
    soiled = ticket.convert("L")
    place = (left + x - radius, top + y - radius, left + x + radius, top + y + radius)
    ImageDraw.Draw(soiled).ellipse(place, fill=colour)
    return soiled


def distance(x: float, y: float, left: float, top: float, side: float) -> float:
    """Return how far a point is from a square."""
    return math.hypot(max(left - x, 0, x - left - side), max(top - y, 0, y - top - side))


def dusted(ticket: Image.Image, *, seed: int) -> Image.Image:
    """Turn a tenth of all dots, as worn paper looks, and see it as a phone's camera does: a little blurred."""
    chance = random.Random(seed)
    soiled = ticket.convert("L")
    dots = bytearray(soiled.tobytes())
    for at in chance.sample(range(len(dots)), len(dots) // 10):
        dots[at] ^= 0xFF
    return Image.frombytes("L", soiled.size, bytes(dots)).filter(ImageFilter.GaussianBlur(2))


@pytest.mark.parametrize(("width", "large"), [(576, False), (512, False), (384, False), (384, True)])
def test_the_link_is_read_with_a_tenth_of_the_code_under_a_stain(width: int, large: bool) -> None:
    paper = TicketPaper(
        branch_name="Tây Hồ", number="A007", service_name="Đất đai", issued_at=TUESDAY, url=LINK, large=large
    )
    ticket = draw_ticket(paper, width=width)

    wrong = [
        (seed, colour)
        for seed in range(6)
        for colour in (0, 255)
        if read(stained(ticket, seed=seed, colour=colour)) != [LINK]
    ]
    dusty = [seed for seed in range(2) if read(dusted(ticket, seed=seed)) != [LINK]]

    assert read(ticket) == [LINK]
    assert wrong == []
    assert dusty == []


def test_the_code_has_four_white_modules_on_every_side() -> None:
    code = qr_code(LINK, room=300, most=576)
    quiet = 6 * QUIET_MODULES

    box = ImageChops.invert(code).getbbox()

    assert box == (quiet, quiet, code.width - quiet, code.height - quiet)


@pytest.mark.parametrize("length", [30, 60, 120, 200])
def test_a_longer_link_may_take_more_room_than_was_meant_but_never_more_than_there_is(length: int) -> None:
    link = "x" * length

    code = qr_code(link, room=200, most=384)

    assert code.width <= 384
    assert read(code) == [link]


def test_every_link_is_read_though_its_mask_is_not_chosen() -> None:
    chance = random.Random(7)
    links = [f"https://mc.hanoi.gov.vn/t/{chance.getrandbits(128):032x}" for _ in range(40)]

    assert [read(qr_code(link, room=320, most=576)) for link in links] == [[link] for link in links]


@pytest.mark.parametrize("link", ["x" * 1200, "x" * 5000])
def test_a_link_whose_modules_would_be_too_small_is_refused(link: str) -> None:
    with pytest.raises(LinkTooLong):
        qr_code(link, room=320, most=360)
