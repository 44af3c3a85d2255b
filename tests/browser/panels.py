"""Which touch screens does a kiosk have, and does a page suit the fingers and the reach of who stands before one?"""

from typing import NamedTuple

from playwright.sync_api import Page

SMALLEST_MM = 20
# EN 301 549, 8.3.2: what must be reached stands at most so high. A tall panel's lower edge is taken to be at 750 mm.
REACH_MM, LOWER_EDGE_MM = 1220, 750
_MISFITS = """() => {
    const { scrollHeight: high, scrollWidth: wide } = document.documentElement;
    const screen = high > innerHeight || wide > innerWidth ? [`the screen: ${wide}×${high}`] : [];
    const among = '[role="alertdialog"], .tickets';
    const buttons = [...document.querySelectorAll('button, input')].filter((one) => !one.closest(among));
    const isFull = (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    const full = buttons.filter(isFull);
    const boxes = buttons.map((one) => one.getBoundingClientRect());
    const over = (one, other) =>
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const covered = buttons.filter((_, at) => boxes.some((box, other) => other < at && over(box, boxes[at])));
    return [
        ...screen,
        ...full.map((one) => `too full: ${one.innerText}`),
        ...covered.map((one) => `covered: ${one.innerText}`),
    ];
}"""
_BOXES = "[...document.querySelectorAll('button, input')].map((one) => one.getBoundingClientRect())"


class Panel(NamedTuple):
    """A touch screen: pixels, and how large it is across."""

    width: int
    height: int
    inches: float

    @property
    def mm_a_pixel(self) -> float:
        return self.inches * 25.4 / float((self.width**2 + self.height**2) ** 0.5)


TALL, FLAT = Panel(1080, 1920, 32), Panel(1280, 1024, 19)


def too_small(page: Page, panel: Panel) -> list[str]:
    """Return the buttons of which a side is shorter than a finger needs."""
    sides = page.evaluate(f"{_BOXES}.map((box) => Math.min(box.width, box.height))")
    return [f"{side * panel.mm_a_pixel:.1f} mm" for side in sides if side * panel.mm_a_pixel < SMALLEST_MM]


def beyond_reach(page: Page, panel: Panel) -> list[str]:
    """Return how high the tops of buttons stand that a seated person cannot reach."""
    tops = page.evaluate(f"{_BOXES}.map((box) => box.top)")
    heights = [LOWER_EDGE_MM + (panel.height - top) * panel.mm_a_pixel for top in tops]
    return [f"{height:.0f} mm" for height in heights if height > REACH_MM]


def does_not_fit(page: Page) -> list[str]:
    """Return what lies outside of the screen, is larger than the button that holds it, or lies over another button."""
    return list(page.evaluate(_MISFITS))
