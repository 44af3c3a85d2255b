"""How do tests have simulated printers beside them? In a thread, for as long as a block lasts."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from printers.simulated.faults import Fault
from printers.simulated.pictures import picture_server
from printers.simulated.service import PrinterPlace, SimulatedPrinter

HOST = "127.0.0.1"


@dataclass(frozen=True)
class RunningPrinters:
    """The printers that run, with their real ports, and the port of their pictures."""

    printers: Sequence[SimulatedPrinter]
    http_port: int
    loop: asyncio.AbstractEventLoop

    def set_fault(self, fault: Fault, *, present: bool = True, amount: float | None = None) -> None:
        """Make something wrong with all of them, or right again; it holds when this returns."""
        for number in range(len(self.printers)):
            self.set_fault_of(number, fault, present=present, amount=amount)

    def set_fault_of(self, number: int, fault: Fault, *, present: bool = True, amount: float | None = None) -> None:
        """Make something wrong with one of them, counted from 0, or right again; it holds when this returns."""
        change = self.printers[number].set_fault(fault, present=present, amount=amount)
        asyncio.run_coroutine_threadsafe(change, self.loop).result(timeout=5)


@contextmanager
def printers_in_thread(places: Sequence[PrinterPlace]) -> Iterator[RunningPrinters]:
    """Run printers, on free ports where a place says 0, until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="simulated printers", daemon=True)
    thread.start()
    printers = [SimulatedPrinter(place, host=HOST) for place in places]
    try:
        for printer in printers:
            asyncio.run_coroutine_threadsafe(printer.listen(), loop).result(timeout=5)
        with picture_server(printers, loop, host=HOST, port=0) as http_port:
            yield RunningPrinters(printers, http_port, loop)
    finally:
        asyncio.run_coroutine_threadsafe(_end(printers), loop).result(timeout=5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
        loop.close()


async def _end(printers: Sequence[SimulatedPrinter]) -> None:
    for printer in printers:
        printer.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
