"""Whose turn is it at a printer? One at a time on this machine, whatever spool, process or folder asks.

A printer over TCP serves one connection and lets the others wait; to them it would look mute. Where the system has
abstract sockets (Linux), their names are the locks: nothing is left on the disk, and who dies lets go.
"""

import errno
import hashlib
import socket
import sys
import threading
import time
from collections.abc import Callable

from printers.lines import PrinterUnreachable

LOOK_S = 0.01
_ones: dict[str, threading.Lock] = {}
_all = threading.Lock()
_owned: set[socket.socket] = set()


class Turn:
    """The right to talk to a printer, until `end`."""

    def __init__(self, printer: str, *, within_s: float) -> None:
        """Wait for it. printer: its address. Raises PrinterUnreachable when others keep it for so long."""
        end = time.monotonic() + within_s
        with _all:
            self._here = _ones.setdefault(printer, threading.Lock())
        if not self._here.acquire(timeout=within_s):
            raise _in_use(printer)
        try:
            self._name = _name_held(f"turn {printer}", until=end)
        except OSError as error:
            self._here.release()
            raise _in_use(printer) from error

    def end(self) -> None:
        """Let the next one talk."""
        if self._name is not None:
            self._name.close()
        self._here.release()


def own(printer: str) -> Callable[[], None]:
    """Become the one owner of a printer on this machine, until this program ends or calls what is returned.

    Raises PrinterUnreachable.
    """
    try:
        name = _name_held(f"owner {printer}", until=0.0)
    except OSError as error:
        raise _in_use(printer) from error
    if name is None:
        return lambda: None
    _owned.add(name)

    def give_up() -> None:
        _owned.discard(name)
        name.close()

    return give_up


def _name_held(what: str, *, until: float) -> socket.socket | None:
    """Return a socket that holds a name, as soon as nobody else does; None where the system has no such names."""
    if not sys.platform.startswith("linux"):
        return None
    held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    name = f"\0motcua printer {hashlib.sha256(what.encode()).hexdigest()}"
    while True:
        try:
            held.bind(name)
            return held
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() >= until:
                held.close()
                raise
        time.sleep(LOOK_S)


def _in_use(printer: str) -> PrinterUnreachable:
    return PrinterUnreachable(f"{printer} is in use by another program", reason="in-use")
