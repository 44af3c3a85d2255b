"""Many displays in one lean process: each reads only seq and rev of what it is sent. `python -m bench.displays`."""

import json
import os
import re
import sys
import time

from gevent import monkey

monkey.patch_all()

import gevent  # noqa: E402
from simple_websocket import Client, ConnectionClosed  # noqa: E402

SEQ = re.compile(r'"seq":\s*(\d+)')


class Display:
    """One Socket.IO client on /hall, spoken by hand: the library's would take most of the machine."""

    def __init__(self, port: int, branch: str) -> None:
        self.views: list[tuple[int, float]] = []
        self.ready = False
        self._socket = Client(f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket")
        self._branch = branch

    def run(self) -> None:
        """Connect, watch, and note each view's seq and time until the socket closes."""
        self._socket.send("40/hall,{}")
        try:
            while True:
                self._hear(str(self._socket.receive()))
        except ConnectionClosed:
            return

    def _hear(self, told: str) -> None:
        if told == "2":
            self._socket.send("3")
        elif told.startswith("40/hall"):
            self._socket.send(f'42/hall,0["watch",{json.dumps({"branch": self._branch, "zone": None})}]')
        elif told.startswith("43/hall"):
            self.ready = True
        elif '"view"' in told[:20]:
            found = SEQ.search(told)
            if found:
                self.views.append((int(found[1]), time.monotonic()))


def main() -> None:
    """Watch with so many displays; print `ready`, and what each saw once a line comes on standard input."""
    port, branch, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    displays = []
    for _ in range(count):
        display = Display(port, branch)
        displays.append(display)
        gevent.spawn(display.run)
        gevent.sleep(0.002)
    while not all(display.ready for display in displays):
        gevent.sleep(0.05)
    print("ready", flush=True)
    begun, cpu = time.monotonic(), time.process_time()
    gevent.get_hub().threadpool.apply(sys.stdin.readline)
    used = (time.process_time() - cpu) / (time.monotonic() - begun)
    print(json.dumps({"views": [display.views for display in displays], "cpu": round(used, 2)}), flush=True)
    # Each socket has a reader that would keep the process until the server goes.
    os._exit(0)


if __name__ == "__main__":
    main()
