"""Which bytes print a picture? ESC/POS by python-escpos: the picture as GS v 0, the cut, the question "is it out?"."""

from collections.abc import Iterator
from itertools import groupby

from escpos.printer import Dummy
from PIL import Image

from printers.bitmap import raster_bytes
from printers.models import PrinterModel

INITIALISE = b"\x1b@"
# Where there is no cutter: dots from the print head to the edge at which the paper is torn.
FEED_TO_TEAR = b"\x1bJ\xa0"
# Blank rows from which a feed is worth its command and a new picture's head.
WORTH_A_FEED = 16


def escpos_job(picture: Image.Image, *, model: PrinterModel, process_id: str) -> bytes:
    """Return the job that prints a black-and-white picture of the model's width on one piece of paper.

    process_id: four characters, 0x20 to 0x7E, that the printer sends back when the paper is out. A new Dummy each
    time: it keeps state that neither ESC @ nor a new connection resets.
    """
    if picture.width != model.width:
        raise ValueError(f"the picture is {picture.width} dots wide, the printer prints {model.width}")
    printer = Dummy(profile=model.profile)
    printer._raw(INITIALISE)
    for part in _parts(picture) if model.feed_per_dot else [picture]:
        if isinstance(part, int):
            printer._raw(_feed(part * model.feed_per_dot))
        else:
            printer.image(part, impl="bitImageRaster")
    printer._raw(model.cut or FEED_TO_TEAR)
    if model.acknowledges:
        printer._raw(b"\x1d(H\x06\x0000" + process_id.encode("ascii"))
    job: bytes = printer.output
    return job


def _parts(picture: Image.Image) -> Iterator[Image.Image | int]:
    """Cut a picture into what is printed and, as numbers, the blank rows between that are worth a feed."""
    size, raster = picture.width // 8, raster_bytes(picture)
    nothing = bytes(size)
    begin = 0
    first = 0
    for blank, rows in groupby(raster.startswith(nothing, row * size) for row in range(picture.height)):
        count = len(list(rows))
        if blank and count >= WORTH_A_FEED:
            if first > begin:
                yield picture.crop((0, begin, picture.width, first))
            yield count
            begin = first + count
        first += count
    if begin < picture.height:
        yield picture.crop((0, begin, picture.width, picture.height))


def _feed(units: int) -> bytes:
    """Return ESC J as often as its one byte asks for."""
    whole, rest = divmod(units, 255)
    return b"\x1bJ\xff" * whole + (b"\x1bJ" + bytes([rest]) if rest else b"")
