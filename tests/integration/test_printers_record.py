"""Do we draw the same paper as emupos, which nobody here wrote? From recorded bytes and pictures, and live.

The live test is skipped where there is no emupos (see emupos.py beside this); the recorded ones always run.
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
from tests.integration.emupos import FULL, command, emupos, jobs

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


def test_emupos_draws_every_ticket_as_our_layout_does() -> None:
    found = command()
    if found is None:
        pytest.skip("no emupos: it needs a Python 3.13 environment of its own, named by MOTCUA_EMUPOS")
    with emupos(found) as other:
        drawn = {name: (width, other.draws(said)) for name, width, said in jobs()}

    for name, (width, theirs) in drawn.items():
        paper = replace(FULL, large=True) if name.startswith("large") else FULL
        ours = draw_ticket(paper, width=width)
        assert theirs.crop((0, 0, width, theirs.height)).tobytes() == ours.crop((0, 0, width, theirs.height)).tobytes()
        assert is_white(theirs.crop((width, 0, *theirs.size)))
        assert is_white(ours.crop((0, theirs.height, *ours.size)))
        assert theirs.height == ours.height or name.startswith("feeds")
