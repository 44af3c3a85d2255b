"""How do many simulated printers run in one process? One asyncio loop serves their sockets, a thread the pictures."""

import asyncio
import contextlib
import math
import signal
import socket
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from printers.simulated.decoder import Decoder
from printers.simulated.faults import Fault
from printers.simulated.machine import Machine
from printers.simulated.mischief import Heard, heard, is_acknowledgement
from printers.simulated.receipts import ReceiptFolder

# A receipt with no cut ends when nothing more comes for so long.
TEAR_AFTER_S = 1.5
# An idle connection is closed sooner when others wait: a printer serves one at a time.
IDLE_S = 300.0
IDLE_WHILE_OTHERS_WAIT_S = 5.0
# A slow printer takes its pieces so often, and no more waits before it than a printer's own small buffer holds.
PIECE_S = 0.02
SLOW_BUFFER = 4096
AT_ONCE = 1 << 16
RESET = struct.pack("ii", 1, 0)


class PrinterPlace(NamedTuple):
    """A printer to run: its TCP port (0 for a free one), the folder for its pictures, dots across its paper."""

    port: int
    folder: Path
    width: int = 576


class SimulatedPrinter:
    """A printer on a TCP port. All but `port`, `width` and `receipts` belongs to the loop's thread."""

    def __init__(self, place: PrinterPlace, *, host: str) -> None:
        self.host = host
        self.port = place.port
        self.width = place.width
        self.receipts = ReceiptFolder(place.folder)
        self.machine = Machine(place.width, answer=self._answer, receipt=self.receipts.add)
        self._server: asyncio.Server | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._turn = asyncio.Lock()
        self._connected = 0
        self._served: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._unheard = b""
        self._perhaps_unheard = b""

    async def listen(self) -> None:
        """Open the port; from here on `port` is the real one. Raises OSError."""
        self._server = await asyncio.start_server(self._accept, self.host, self.port, limit=SLOW_BUFFER)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Close the port and whoever is connected."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._served):
            writer.transport.abort()

    async def set_fault(self, fault: Fault, *, present: bool, amount: float | None = None) -> None:
        """Make something wrong, or right again."""
        self.machine.set_fault(fault, present=present, amount=amount)
        if fault == "refuse" and present:
            self.close()
        elif fault == "refuse" and self._server is None:
            await self.listen()

    def _answer(self, answer: bytes) -> None:
        for one in heard(answer, self.machine.faults):
            if one.after_s:
                asyncio.get_running_loop().call_later(one.after_s, self._say, one)
            else:
                self._say(one)

    def _say(self, one: Heard) -> None:
        """Send to whoever is connected; of acknowledgements that nobody hears the last one waits for the next host.

        A host that says nothing after one may have been on its way out, so that the next one is told again.
        """
        if self._writer is None or self._writer.transport.is_closing():
            self._unheard = one.answer if is_acknowledgement(one.answer) else self._unheard
            return
        self._writer.write(one.answer)
        if is_acknowledgement(one.answer):
            self._perhaps_unheard = one.answer
        if one.hang_up:
            self._writer.close()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Know a host from its first moment, so that closing closes it, whatever else was to come of it."""
        if self._server is None:  # it came just before the port was closed
            writer.transport.abort()
            return
        self._served.add(writer)
        serving = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connected += 1
        try:
            async with self._turn:
                await self._host(reader, writer)
        except OSError:
            pass  # the host went away in the middle: what it had sent is printed all the same
        finally:
            if self._writer is writer:
                self._writer = None
                self._unheard, self._perhaps_unheard = self._unheard or self._perhaps_unheard, b""
                self.machine.disconnected()
            self._connected -= 1
            writer.close()
            # One that still has something to send is known until it is gone, so that closing the printer ends it.
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._served.discard(writer)

    async def _host(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if "hang-up" in self.machine.faults:
            return
        if "slow" in self.machine.faults:
            _socket_of(writer).setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER)
        self._writer = writer
        unheard, self._unheard = self._unheard, b""
        if unheard:
            writer.write(unheard)
        await self._listen_to(reader, writer)

    async def _listen_to(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        decoder = Decoder()
        idle, taken = 0.0, 0
        while idle < (IDLE_WHILE_OTHERS_WAIT_S if self._connected > 1 else IDLE_S):
            await self._until_it_reads()
            try:
                received = await asyncio.wait_for(reader.read(AT_ONCE), TEAR_AFTER_S)
            except TimeoutError:
                idle += TEAR_AFTER_S
                if not self.machine.holds:
                    self.machine.tear()
                continue
            if not received:
                break
            self._perhaps_unheard = b""
            idle, taken = 0.0, await self._take(received, decoder, taken)
            if taken >= self.machine.faults.get("reset", math.inf):
                _socket_of(writer).setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                writer.transport.abort()
                break
        if not self.machine.holds:
            self.machine.tear()

    async def _take(self, received: bytes, decoder: Decoder, taken: int) -> int:
        """Give what has come to the machine, in pieces where a fault wants that; return how much it has had so far."""
        while received:
            await self._until_it_reads()
            faults = self.machine.faults
            size = max(1, int(faults["slow"] * PIECE_S)) if "slow" in faults else len(received)
            if "reset" in faults:
                size = min(size, int(faults["reset"]) - taken)
                if size <= 0:
                    break
            self.machine.take(decoder.feed(received[:size]))
            taken, received = taken + len(received[:size]), received[size:]
            if "slow" in faults:
                await asyncio.sleep(size / faults["slow"])
        return taken

    async def _until_it_reads(self) -> None:
        while "never-read" in self.machine.faults:
            await asyncio.sleep(PIECE_S)


def _socket_of(writer: asyncio.StreamWriter) -> socket.socket:
    return cast("socket.socket", writer.get_extra_info("socket"))


async def _until_told(printers: Sequence[SimulatedPrinter], ready: Callable[[asyncio.AbstractEventLoop], None]) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    try:
        for printer in printers:
            await printer.listen()
        ready(loop)
        await stopped.wait()
    finally:
        for printer in printers:
            printer.close()


def run_printers(
    places: Sequence[PrinterPlace | tuple[int, Path, int]],
    http_port: int,
    *,
    host: str = "127.0.0.1",
    say: Callable[[str], None] = print,
) -> None:
    """Run printers until SIGTERM or SIGINT; their pictures are at http_port (0: a free one).

    say: gets a line for each printer, and one for the pictures, when all listen. Call it in a process of its own, in
    its main thread. Raises OSError when a port is taken.
    """
    from printers.simulated.pictures import picture_server

    printers = [SimulatedPrinter(PrinterPlace(*place), host=host) for place in places]
    with contextlib.ExitStack() as running:

        def ready(loop: asyncio.AbstractEventLoop) -> None:
            web = running.enter_context(picture_server(printers, loop, host=host, port=http_port))
            for printer in printers:
                folder = printer.receipts.folder
                say(f"printer on tcp://{host}:{printer.port}, {printer.width} dots, receipts in {folder}")
            say(f"receipts on http://{host}:{web}/")

        asyncio.run(_until_told(printers, ready))
