"""Do we draw the same paper as emupos, which nobody here wrote? From recorded bytes and pictures, and live.

The live test is skipped where there is no emupos (`make soak` installs it where it can; see emupos.py beside this); the
recorded ones always run.
"""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.layout import draw_ticket
from printers.simulated.decoder import Decoder
from printers.simulated.machine import Machine
from tests.integration.emupos import FULL, command, emupos, jobs, made_command, newer_python

TICKETS = [f"{kind}-{width}" for kind in ("ticket", "feeds", "large") for width in (576, 512, 384)]
RECORDS = Path(__file__).parents[1] / "data" / "printers"
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"


@pytest.mark.parametrize("name", ["raster-576", "raster-512", "raster-384", "graphics-576", "columns-576", *TICKETS])
def test_our_picture_of_recorded_bytes_is_that_of_another_decoder(name: str) -> None:
    said = gzip.decompress((RECORDS / f"{name}.escpos.gz").read_bytes())
    theirs = Image.open(RECORDS / f"{name}.png").convert("1")
    torn: list[Image.Image] = []

    Machine(theirs.width, answer=lambda _: None, receipt=torn.append).take(Decoder().feed(said))

    (ours,) = torn
    assert ours.crop((0, 0, *theirs.size)).tobytes() == theirs.tobytes()
    assert ours.height == theirs.height or name.startswith("feeds")
    assert is_white(ours.crop((0, theirs.height, *ours.size)))


def is_white(picture: Image.Image) -> bool:
    """Tell whether nothing stands there: emupos ends its picture at the last printed row, before a feed."""
    return not picture.height or not picture.width or picture.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("name", ["raster-576", "raster-512", "raster-384", *TICKETS])
def test_the_link_is_read_from_the_other_decoders_picture(name: str) -> None:
    theirs = Image.open(RECORDS / f"{name}.png").convert("L")

    assert [code.text for code in zxingcpp.read_barcodes(theirs)] == [LINK]


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, _, said in jobs()], ids=lambda one: str(one)[:12])
def test_the_recorded_bytes_are_those_that_a_ticket_is_printed_with_today(name: str, said: bytes) -> None:
    assert gzip.decompress((RECORDS / f"{name}.escpos.gz").read_bytes()) == said


def test_a_python_that_is_new_enough_is_found_where_pyenv_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version, code in (("3.13.0", 1), ("3.14.2", 0)):
        python = tmp_path / "versions" / version / "bin" / f"python{version[:4]}"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\nexit {code}\n", encoding="ascii")
        python.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path))

    assert newer_python() == [str(tmp_path / "versions" / "3.14.2" / "bin" / "python3.14")]


@pytest.mark.parametrize("found", ["there", pytest.param("made", marks=pytest.mark.soak)])
def test_emupos_draws_every_ticket_as_our_layout_does(found: str) -> None:
    started_by = made_command() if found == "made" else command()
    if started_by is None:
        pytest.skip("no emupos: it needs Python 3.13 or newer and an environment of its own, made by `make soak`")
    with emupos(started_by) as other:
        drawn = {name: (width, other.draws(said)) for name, width, said in jobs()}

    for name, (width, theirs) in drawn.items():
        paper = replace(FULL, large=True) if name.startswith("large") else FULL
        ours = draw_ticket(paper, width=width)
        assert theirs.crop((0, 0, width, theirs.height)).tobytes() == ours.crop((0, 0, width, theirs.height)).tobytes()
        assert is_white(theirs.crop((width, 0, *theirs.size)))
        assert is_white(ours.crop((0, theirs.height, *ours.size)))
        assert theirs.height == ours.height or name.startswith("feeds")
