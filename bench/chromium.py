"""Which browser do benches and tests drive? The one that the tests unpack, else a Chromium of the system."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# `python -m tests.browser.install` puts it there.
UNPACKED = Path(__file__).resolve().parents[1] / ".cache" / "browser" / "chromium"
LAUNCH = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")


class NoBrowser(RuntimeError):
    """There is no browser to drive; the message says what to do."""


def chromium_path() -> Path:
    """Return where the browser is. Raises NoBrowser."""
    if UNPACKED.is_file():
        return UNPACKED
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NoBrowser("No browser: run `python -m tests.browser.install`, or install Chromium.")


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Run the browser until the block ends. Raises NoBrowser, also where nothing is installed that drives one."""
    path = chromium_path()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser("No Playwright: install motcua[test].") from error
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(path), args=[*LAUNCH])
        yield running
        running.close()
