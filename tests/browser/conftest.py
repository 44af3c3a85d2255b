"""What do the browser tests share? One Chromium for each file's tests, and a look at each page by axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from bench.chromium import LAUNCH, chromium_path

SOUND = "--autoplay-policy=no-user-gesture-required"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that ends with the file: Playwright's loop, left running, would disturb other tests of the session."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium_path()), args=[*LAUNCH, SOUND])
        yield running
        running.close()


@pytest.fixture(autouse=True)
def _nothing_left_open(browser: Browser) -> Iterator[None]:
    yield
    for context in browser.contexts:
        context.close()
