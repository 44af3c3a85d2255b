"""What may lie between a kiosk and its server? A TCP line that cuts, delays and halves what it carries, when told."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

Mood = Literal["well", "cut", "slow", "halves", "silent"]
PIECE = 65536


class FaultyLine:
    """Listens on a port of its own and carries to another; a mood holds for what passes from now on."""

    def __init__(self, target: int, *, seed: int) -> None:
        self._target = target
        self._random = random.Random(seed)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._one = threading.Lock()
        self.mood: Mood = "well"
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def become(self, mood: Mood) -> None:
        """Change the mood; a cut ends what is open."""
        self.mood = mood
        if mood == "cut":
            self._cut_all()

    def close(self) -> None:
        self._listening.close()
        self._cut_all()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self.mood == "cut":
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._one:
                self._open |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while (piece := one.recv(PIECE)) and self.mood != "cut":
                if self.mood == "silent":
                    continue
                if self.mood == "slow":
                    time.sleep(self._random.uniform(0.0, 1.5))
                if self.mood == "halves" and self._random.random() < 0.5:
                    other.sendall(piece[: len(piece) // 2])
                    break
                other.sendall(piece)
        except OSError:
            pass
        finally:
            self._end(one)
            self._end(other)

    def _cut_all(self) -> None:
        with self._one:
            held = list(self._open)
        for one in held:
            self._end(one)

    def _end(self, one: socket.socket) -> None:
        with self._one:
            self._open.discard(one)
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def a_faulty_line(target: int, *, seed: int) -> Iterator[FaultyLine]:
    """Carry to a port of this machine until the block ends."""
    line = FaultyLine(target, seed=seed)
    try:
        yield line
    finally:
        line.close()
