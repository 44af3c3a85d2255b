"""What is the way to a printer? One interface over a network, a serial port, USB and a device of the system."""

from typing import Literal, Protocol

from printers.models import AnyAddress, PrinterAddress, SerialAddress, UsbAddress

Unreachable = Literal["no-connection", "no-libusb", "in-use"]


class PrinterUnreachable(Exception):
    """No connection came about: nothing listens there, it is unplugged or in use, or the deadline passed."""

    def __init__(self, says: str, *, reason: Unreachable = "no-connection") -> None:
        """reason: "no-libusb" where this machine lacks what USB needs, "in-use" where another program has it."""
        super().__init__(says)
        self.reason = reason


class PerhapsSent(OSError):
    """Sending failed, and nobody can say of how much: some of it may have gone."""


class Line(Protocol):
    """An open way to one printer, for one thread."""

    def send(self, data: bytes, *, within_s: float) -> int:
        """Hand some of the bytes over and return how many. Raises OSError (none of them gone), PerhapsSent."""

    def receive(self, *, within_s: float) -> bytes:
        """Return what has come, empty when the other side has closed. Raises OSError; TimeoutError: nothing came."""

    def close(self) -> None:
        """Let the printer go."""


def open_line(address: AnyAddress, *, within_s: float) -> Line:
    """Open the way to a printer. Raises PrinterUnreachable."""
    if isinstance(address, PrinterAddress):
        from printers.tcp_line import TcpLine

        return TcpLine(address, within_s=within_s)
    if isinstance(address, SerialAddress):
        from printers.serial_line import SerialLine

        return SerialLine(address)
    if isinstance(address, UsbAddress):
        from printers.usb_line import UsbLine

        return UsbLine(address)
    from printers.device_line import DeviceLine

    return DeviceLine(address)
