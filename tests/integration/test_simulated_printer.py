"""Does a simulated printer that ends leave no host behind, in whatever moment one came?"""

import asyncio
import socket
from pathlib import Path

import pytest

from printers.simulated.service import PrinterPlace, SimulatedPrinter


@pytest.mark.parametrize("steps", range(8))
def test_a_host_that_came_in_the_moment_of_the_end_is_sent_away(tmp_path: Path, steps: int) -> None:
    async def ends_after(host: socket.socket) -> bool:
        printer = SimulatedPrinter(PrinterPlace(0, tmp_path), host="127.0.0.1")
        await printer.listen()
        host.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(host, ("127.0.0.1", printer.port))
        for _ in range(steps):
            await asyncio.sleep(0)
        printer.close()
        try:
            return await asyncio.wait_for(loop.sock_recv(host, 1), 5) == b""
        except ConnectionError:
            return True

    with socket.socket() as host:
        assert asyncio.run(ends_after(host))
