"""How does one talk to a printer at USB? By pyusb, to its interface of the printer class."""

import contextlib
from typing import Any

import usb.core
import usb.util

from printers.lines import PerhapsSent, PrinterUnreachable
from printers.models import UsbAddress

PRINTER_CLASS = 7
PIECE = 4096
NO_LIBUSB = (
    "this machine has no libusb, without which no USB printer can be reached: install libusb 1.0"
    " (Debian and Ubuntu: apt install libusb-1.0-0), or use file:/dev/usb/lp0"
)


class UsbLine:
    """A claimed printer, ours alone until it is closed."""

    def __init__(self, address: UsbAddress, *, backend: Any = None) -> None:
        """Claim the printer. backend: pyusb's, None for libusb. Raises PrinterUnreachable."""
        try:
            device = usb.core.find(idVendor=address.vendor, idProduct=address.product, backend=backend)
            if device is None:
                raise PrinterUnreachable(f"no printer {address.name} is plugged in")
            self._claim(device)
        except usb.core.NoBackendError as error:
            raise PrinterUnreachable(NO_LIBUSB, reason="no-libusb") from error
        except OSError as error:  # pyusb's own errors are OSErrors
            raise PrinterUnreachable(f"{address.name}: {error}") from error

    def _claim(self, device: Any) -> None:
        configuration = device.get_active_configuration()
        interface = usb.util.find_descriptor(configuration, bInterfaceClass=PRINTER_CLASS)
        if interface is None:
            raise PrinterUnreachable("that USB device is no printer")
        with contextlib.suppress(NotImplementedError):
            if device.is_kernel_driver_active(interface.bInterfaceNumber):
                device.detach_kernel_driver(interface.bInterfaceNumber)
        usb.util.claim_interface(device, interface)
        self._device = device
        self._out, self._in = (
            usb.util.find_descriptor(
                interface,
                custom_match=lambda end, way=way: usb.util.endpoint_direction(end.bEndpointAddress) == way,
            )
            for way in (usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN)
        )
        if self._out is None:
            raise PrinterUnreachable("that USB printer has no endpoint to print by")

    def send(self, data: bytes, *, within_s: float) -> int:
        """Hand a piece over; see Line."""
        try:
            return int(self._out.write(data[:PIECE], timeout=_ms(within_s)))
        except OSError as error:
            raise PerhapsSent(str(error)) from error

    def receive(self, *, within_s: float) -> bytes:
        """Return what has come; see Line."""
        if self._in is None:
            raise TimeoutError("a printer of one way")
        try:
            received = bytes(self._in.read(self._in.wMaxPacketSize, timeout=_ms(within_s)))
        except usb.core.USBTimeoutError as error:
            raise TimeoutError from error
        if not received:
            raise TimeoutError("the printer says nothing")
        return received

    def close(self) -> None:
        """Let the printer go."""
        usb.util.dispose_resources(self._device)


def _ms(within_s: float) -> int:
    """Return milliseconds as libusb counts them; 0 would be for ever."""
    return max(1, round(within_s * 1000))
