"""How is the ticket's link drawn, so that any phone reads it? A QR code with its whole quiet zone."""

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

QUIET_MODULES = 4


class LinkTooLong(ValueError):
    """A link that fits no QR code."""


def qr_code(link: str, *, module: int, room: int) -> Image.Image:
    """Draw a link with modules of so many dots, or fewer where the code would be wider than the room.

    Raises LinkTooLong when not even modules of two dots fit: phones do not read smaller ones.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(link)
    try:
        rows = code.get_matrix()
    except (DataOverflowError, ValueError) as error:
        raise LinkTooLong(f"{len(link)} characters fit no QR code") from error
    dots = min(module, room // len(rows))
    if dots < 2:
        raise LinkTooLong(f"{len(rows)} modules do not fit {room} dots")
    small = Image.new("L", (len(rows), len(rows)))
    small.putdata([0 if dark else 255 for row in rows for dark in row])
    return small.resize((len(rows) * dots, len(rows) * dots), Image.Resampling.NEAREST)
