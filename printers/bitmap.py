"""Which dots must not be sent? A printer obeys real-time commands even when they stand inside a picture's bytes."""

from PIL import Image

# DLE EOT asks for status, DLE ENQ recovers from errors, DLE DC4 opens drawers and clears the buffer.
REAL_TIME_COMMANDS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
# One more dot beside the single dot of 0x10: an eighth of a millimetre that nobody sees.
_THICKER = 0x18
# Pillow keeps white as a set bit, printers black.
_INVERTED = bytes(byte ^ 0xFF for byte in range(256))


def raster_bytes(picture: Image.Image) -> bytes:
    """Return a black-and-white picture as GS v 0 sends it: rows of bytes, a set bit is a dot."""
    return picture.tobytes().translate(_INVERTED)


def without_real_time_commands(picture: Image.Image) -> Image.Image:
    """Return the picture with a dot added wherever its bytes would read as a real-time command.

    The picture's width is a multiple of 8.
    """
    raster = raster_bytes(picture)
    for command in REAL_TIME_COMMANDS:
        raster = raster.replace(command, bytes([_THICKER, command[1]]))
    return Image.frombytes("1", picture.size, raster.translate(_INVERTED))
