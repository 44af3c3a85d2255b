"""When does a visitor see the number? From the tap on the kiosk's page to the number drawn, in a real Chromium."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from typing import TYPE_CHECKING, Any

from bench import processes
from bench.chromium import NoBrowser, chromium
from bench.kiosk import DEADLINE_S, Kiosk, a_kiosk
from bench.lean import Run
from bench.measured import Measured

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# So few that p99 is the slowest: each takes as long as a visitor does.
TAPS = 16
CUTS = 3
# How long the question stands before it is answered.
READING_S = 0.3
WIDTH, HEIGHT = 1080, 1920

# In the page's own time: until a frame with the number has been handed on to be shown.
TAP = """async () => {
  const begun = performance.now();
  document.querySelector('.question .answer').click();
  while (!document.querySelector('.issued .number')) await new Promise((frame) => requestAnimationFrame(frame));
  await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
  return (performance.now() - begun) / 1000;
}"""

LIMITS: dict[str, tuple[float | None, float | None]] = {
    "here_p50_ratio": (None, 12.0),
    "cut_known_p50_ratio": (None, 12.0),
    "cut_met_p99_over_deadline": (1.0, 1.43),
}


def measure() -> Measured:
    """Return tap → number on the screen with the server here, at the tap that meets a cut, and once the cut is known.

    Each time somebody took a number just before, so that his paper is being printed. How long the agent alone took for
    that is what the ratios are over. Where there is no browser, that is told instead.
    """
    try:
        told = _told()
    except NoBrowser as missing:
        return Measured({"screen": str(missing)}, ("run", "ms"), (), LIMITS)
    rows = [(run, round(one * 1000, 3)) for run, seconds in told.items() for one in seconds]
    return Measured(_figures(told), ("run", "ms"), rows, LIMITS)


def _told() -> dict[str, list[float]]:
    # No counter is open: where nobody is promised a wait, nobody is advised to go elsewhere.
    with chromium() as browser, processes.serving() as server, a_kiosk(server) as kiosk:
        page = _Page(browser, kiosk)
        told = {
            "here": page.taps(TAPS),
            "cut_met": page.taps_that_meet_a_cut(CUTS),
            "cut_known": page.taps_while_cut(TAPS),
        }
    return told | {"agent": page.agent_s}


def _figures(told: dict[str, list[float]]) -> dict[str, Any]:
    of = {run: Run(answers_s=seconds) for run, seconds in told.items()}
    figures: dict[str, Any] = {"taps": TAPS, "cuts": CUTS}
    for run, one in of.items():
        figures |= {f"{run}_p50_ms": round(one.quantile_ms(0.5), 1), f"{run}_p99_ms": round(one.quantile_ms(0.99), 1)}
    agent_ms = of["agent"].quantile_ms(0.5)
    return figures | {
        "here_p50_ratio": round(of["here"].quantile_ms(0.5) / agent_ms, 2),
        "cut_known_p50_ratio": round(of["cut_known"].quantile_ms(0.5) / agent_ms, 2),
        "cut_met_p99_over_deadline": round(of["cut_met"].quantile_ms(0.99) / 1000 / DEADLINE_S, 2),
    }


class _Page:
    """A kiosk's page, touched as a visitor does: a service, the question of priority, and home again.

    agent_s: what the agent alone took to give each number whose paper is printed meanwhile.
    """

    def __init__(self, browser: "Browser", kiosk: Kiosk) -> None:
        self.agent_s: list[float] = []
        self._kiosk, self._turn = kiosk, count()
        self._page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        self._page.goto(kiosk.url)
        self._services = self._page.locator(".services button")
        self._services.first.wait_for()

    def taps(self, number: int, *, during: Callable[[], AbstractContextManager[None]] = nullcontext) -> list[float]:
        """Take numbers, one after the other. during: what goes on while the last tap of each is answered."""
        seconds = []
        for _ in range(number):
            self._begin()
            self.agent_s.append(self._kiosk.tap(pause_s=0.0)[0])
            with during():
                seconds.append(self._end())
        return seconds

    def taps_that_meet_a_cut(self, number: int) -> list[float]:
        """Cut the line without a word before each last tap."""
        return self.taps(number, during=self._kiosk.cut)

    def taps_while_cut(self, number: int) -> list[float]:
        """Take numbers while the agent knows that its line is cut."""
        with self._kiosk.known_cut():
            return self.taps(number)

    def _begin(self) -> None:
        """Touch a service, and read the question that comes then."""
        self._services.nth(next(self._turn) % self._services.count()).click()
        self._page.locator(".question .answer").first.wait_for()
        self._page.wait_for_timeout(READING_S * 1000)

    def _end(self) -> float:
        """Touch the answer; how many seconds until the number is drawn. Goes home then."""
        took: float = self._page.evaluate(TAP)
        self._page.locator(".issued .done").click()
        self._services.first.wait_for()
        return took
