"""What lies between two machines? A line that can fall silent, and that knows when the last byte went."""

import socket
import threading
import time
from contextlib import suppress

BIG = 65536


class Relay:
    """Passes a TCP port on to another. While `silent`, it takes in what is sent and gives nothing on: a cut line.

    last: when the last byte of a passage of at least `counts` bytes went on towards the far end (perf_counter).
    """

    def __init__(self, to_port: int, *, counts: int = 0) -> None:
        self.silent = False
        self.last = 0.0
        self._to_port, self._counts = to_port, counts
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def heal(self) -> None:
        """Pass on again; connections that lost something are ended."""
        self.silent = False
        pairs, self._pairs = self._pairs, []
        for sock in (one for pair in pairs for one in pair):
            _end(sock)

    def close(self) -> None:
        """End everything."""
        self._listening.close()
        self.heal()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to_port))
            except OSError:
                return
            for sock in (near, far):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs.append((near, far))
            threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, here: socket.socket, there: socket.socket, forwards: bool) -> None:
        passed = 0
        with suppress(OSError):
            while data := here.recv(BIG):
                if self.silent:
                    continue
                there.sendall(data)
                passed += len(data)
                if forwards and passed >= self._counts:
                    self.last = time.perf_counter()
        _end(there)


def _end(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
