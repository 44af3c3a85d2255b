"""What is to be seen on a page, and what would a person with little sight, or one who uses keys, find wrong with it?

axe knows most of that.
"""

import time
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
PATIENCE_S = 30


def until(page: Page, look: Callable[[], Any], *, within_s: float = PATIENCE_S) -> Any:
    """Return what a look finds once it finds anything; fails when it never does.

    `page.wait_for_function` would use eval, which the security policy of our pages forbids.
    """
    end = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < end
        page.wait_for_timeout(20)
    return found


def faults(page: Page) -> list[str]:
    """Return what breaks WCAG 2.2 A or AA on a page as it stands, with the place of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(options) => axe.run(options).then((told) => told.violations)", WCAG)
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
