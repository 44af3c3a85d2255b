"""How does one talk to a printer behind a device of the system, such as Linux's /dev/usb/lp0?

By plain reads and writes. A plain file takes jobs too, for trying out (with answers=no). Windows has no such devices.
"""

import os
import select
import time

from printers.lines import PrinterUnreachable
from printers.models import DeviceAddress

LOOK_S = 0.01


class DeviceLine:
    """An open device."""

    def __init__(self, address: DeviceAddress) -> None:
        """Open the device; it must be there, and is never made. Raises PrinterUnreachable."""
        way = os.O_RDWR if address.model.answers else os.O_WRONLY | os.O_APPEND
        try:
            self._file = os.open(address.path, way | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise PrinterUnreachable(f"{address.path}: {error.strerror}") from error

    def send(self, data: bytes, *, within_s: float) -> int:
        """Write some bytes; see Line."""
        self._wait(select.POLLOUT, within_s)
        return os.write(self._file, data)

    def receive(self, *, within_s: float) -> bytes:
        """Return what has come; see Line. No bytes at once are no end: the kernel's printer driver gives such too."""
        end = time.monotonic() + within_s
        while True:
            self._wait(select.POLLIN, max(0.0, end - time.monotonic()))
            received = os.read(self._file, 4096)
            if received:
                return received
            if time.monotonic() >= end:
                raise TimeoutError("the printer says nothing")
            time.sleep(LOOK_S)

    def close(self) -> None:
        """Let the device go."""
        os.close(self._file)

    def _wait(self, ready: int, within_s: float) -> None:
        poll = select.poll()
        poll.register(self._file, ready)
        if not poll.poll(within_s * 1000):
            raise TimeoutError("the printer is not ready")
