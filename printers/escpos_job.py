"""Which bytes print a picture? ESC/POS by python-escpos: the picture as GS v 0, the cut, the question "is it out?"."""

from escpos.printer import Dummy
from PIL import Image

from printers.models import PrinterModel

INITIALISE = b"\x1b@"
# Function B feeds to the blade before it cuts, whatever the model's distance is.
FEED_AND_CUT = b"\x1dV\x42\x00"
# Where there is no cutter: dots from the print head to the edge at which the paper is torn.
FEED_TO_TEAR = b"\x1bJ\xa0"


def escpos_job(picture: Image.Image, *, model: PrinterModel, process_id: str) -> bytes:
    """Return the job that prints a black-and-white picture of the model's width on one piece of paper.

    process_id: four characters, 0x20 to 0x7E, that the printer sends back when the paper is out. A new Dummy each
    time: it keeps state that neither ESC @ nor a new connection resets.
    """
    if picture.width != model.width:
        raise ValueError(f"the picture is {picture.width} dots wide, the printer prints {model.width}")
    printer = Dummy(profile=model.profile)
    printer._raw(INITIALISE)
    printer.image(picture, impl="bitImageRaster")
    printer._raw(FEED_AND_CUT if model.cuts else FEED_TO_TEAR)
    if model.acknowledges:
        printer._raw(b"\x1d(H\x06\x0000" + process_id.encode("ascii"))
    job: bytes = printer.output
    return job
