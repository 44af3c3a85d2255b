"""Do we draw the same paper as a printer simulator that nobody here wrote? From recorded bytes and pictures."""

import gzip
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.simulated.decoder import Decoder
from printers.simulated.machine import Machine

RECORDS = Path(__file__).parents[1] / "data" / "printers"
LINK = "https://mc.hanoi.gov.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg"


@pytest.mark.parametrize("name", ["raster-576", "raster-512", "raster-384", "graphics-576", "columns-576"])
def test_our_picture_of_recorded_bytes_is_that_of_another_decoder(name: str) -> None:
    said = gzip.decompress((RECORDS / f"{name}.escpos.gz").read_bytes())
    theirs = Image.open(RECORDS / f"{name}.png").convert("1")
    torn: list[Image.Image] = []

    Machine(theirs.width, answer=lambda _: None, receipt=torn.append).take(Decoder().feed(said))

    assert [picture.size for picture in torn] == [theirs.size]
    assert torn[0].tobytes() == theirs.tobytes()


@pytest.mark.parametrize("name", ["raster-576", "raster-512", "raster-384"])
def test_the_link_is_read_from_the_other_decoders_picture(name: str) -> None:
    theirs = Image.open(RECORDS / f"{name}.png").convert("L")

    assert [code.text for code in zxingcpp.read_barcodes(theirs)] == [LINK]
