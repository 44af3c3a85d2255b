"""Where does the tests' browser come from? Out of an npm package, unpacked inside the project's own ignored folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import build_pages

FOLDER = build_pages.ROOT / ".cache" / "browser"
PACKAGE = "@sparticuz/chromium@153.0.0"
LAUNCH = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync")
UNPACK = "import('@sparticuz/chromium').then(async (found) => console.log(await found.default.executablePath()))"


class NoBrowser(RuntimeError):
    """There is no browser to test with; the message says what to do."""


def chromium_path() -> Path:
    """Return the browser that tests drive: the unpacked one, else a Chromium of the system. Raises NoBrowser."""
    unpacked = FOLDER / "chromium"
    if unpacked.is_file():
        return unpacked
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NoBrowser("No browser: run `python -m tests.browser.install`, or install Chromium.")


def install() -> None:
    """Put the package and its browser into the folder, once."""
    if (FOLDER / "chromium").is_file():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    build_pages.npm("install", "--no-audit", "--no-fund", "--no-save", "--loglevel", "error", PACKAGE, cwd=FOLDER)
    # The package unpacks into the temporary folder: give it ours.
    environment = {**os.environ, "TMPDIR": str(FOLDER)}
    done = subprocess.run(
        [build_pages.node_path(), "-e", UNPACK],
        cwd=FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not (FOLDER / "chromium").is_file():
        sys.exit(f"The tests' browser could not be unpacked: {done.stderr.strip()}")


if __name__ == "__main__":
    install()
