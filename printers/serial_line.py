"""How does one talk to a printer at a serial port? By pyserial, in pieces, so that a deadline can pass between two."""

import contextlib
import time

import serial

from printers.lines import PerhapsSent, PrinterUnreachable
from printers.models import SerialAddress

PIECE = 1024
LOOK_S = 0.005


class SerialLine:
    """An open serial port, ours alone."""

    def __init__(self, address: SerialAddress) -> None:
        """Open the port. Raises PrinterUnreachable."""
        try:
            self._port = serial.Serial(
                address.port,
                address.baud,
                dsrdtr=address.flow == "dsrdtr",
                rtscts=address.flow == "rtscts",
                exclusive=True,
            )
        except (OSError, ValueError) as error:  # pyserial's own errors are OSErrors
            raise PrinterUnreachable(str(error)) from error

    def send(self, data: bytes, *, within_s: float) -> int:
        """Put a piece on the wire and wait until it has gone; see Line."""
        end = time.monotonic() + within_s
        piece = data[:PIECE]
        try:
            self._port.write_timeout = within_s
            self._port.write(piece)
            while self._port.out_waiting:
                if time.monotonic() > end:
                    raise PerhapsSent("the printer takes nothing more")
                time.sleep(LOOK_S)
        except PerhapsSent:
            raise
        except OSError as error:
            raise PerhapsSent(str(error)) from error
        return len(piece)

    def receive(self, *, within_s: float) -> bytes:
        """Return what has come; see Line."""
        self._port.timeout = within_s
        first: bytes = self._port.read(1)
        if not first:
            raise TimeoutError("the printer says nothing")
        rest: bytes = self._port.read(self._port.in_waiting)
        return first + rest

    def close(self) -> None:
        """Let the port go; what has not gone by now would hold the closing up, and is dropped."""
        with contextlib.suppress(OSError):
            self._port.reset_output_buffer()
        self._port.close()
