"""How does one talk to a printer over TCP? A new connection each time; a printer serves one and lets others wait."""

import socket

from printers.lines import PrinterUnreachable
from printers.models import PrinterAddress


class TcpLine:
    """A connection, by IPv4 or IPv6."""

    def __init__(self, address: PrinterAddress, *, within_s: float) -> None:
        """Connect. Raises PrinterUnreachable."""
        try:
            self._socket = socket.create_connection((address.host, address.port), timeout=within_s)
        except OSError as error:
            raise PrinterUnreachable(str(error)) from error

    def send(self, data: bytes, *, within_s: float) -> int:
        """Hand some bytes to the network; see Line."""
        self._socket.settimeout(within_s)
        return self._socket.send(data)

    def receive(self, *, within_s: float) -> bytes:
        """Return what has come; see Line."""
        self._socket.settimeout(within_s)
        try:
            return self._socket.recv(4096)
        except BlockingIOError as error:
            raise TimeoutError from error

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
