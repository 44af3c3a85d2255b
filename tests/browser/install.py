"""Where does the tests' browser come from? Out of an npm package, unpacked inside the project's own ignored folder."""

import os
import subprocess
import sys

import build_pages
from bench.chromium import UNPACKED

FOLDER = UNPACKED.parent
PACKAGE = "@sparticuz/chromium@153.0.0"
UNPACK = "import('@sparticuz/chromium').then(async (found) => console.log(await found.default.executablePath()))"


def install() -> None:
    """Put the package and its browser into the folder, once."""
    if UNPACKED.is_file():
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
    if done.returncode != 0 or not UNPACKED.is_file():
        sys.exit(f"The tests' browser could not be unpacked: {done.stderr.strip()}")


if __name__ == "__main__":
    install()
