"""Does the bench of the kiosk's page go on where there is no browser?"""

from pathlib import Path

import pytest

from bench import chromium, screen


def test_without_a_browser_it_says_what_to_install_and_breaks_no_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chromium, "UNPACKED", tmp_path / "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))

    measured = screen.measure()

    assert "tests.browser.install" in measured.figures["screen"]
    assert (list(measured.rows), measured.broken()) == ([], [])
