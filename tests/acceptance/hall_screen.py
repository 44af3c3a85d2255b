"""What does a hall display hear from the server? A Socket.IO client that keeps the highest view, as a page does."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import socketio

WAIT_S = 20


class HallScreen:
    """Watches one branch; asks for the view again after every connect."""

    def __init__(self, url: str, branch: str) -> None:
        self.branch = branch
        self.views: list[dict[str, Any]] = []
        self.connects = 0
        self._changed = threading.Condition()
        self._client = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=0.5)
        self._client.on("connect", self._connected, namespace="/hall")
        self._client.on("view", self._seen, namespace="/hall")
        self._client.connect(url, namespaces=["/hall"], transports=["websocket"], wait_timeout=WAIT_S)

    def _connected(self) -> None:
        self.connects += 1
        self._client.emit("watch", {"branch": self.branch}, namespace="/hall", callback=self._seen)

    def _seen(self, view: dict[str, Any]) -> None:
        with self._changed:
            self.views.append(view)
            self._changed.notify_all()

    @property
    def view(self) -> dict[str, Any]:
        return max(self.views, key=lambda view: (view["seq"], view["rev"]))

    def wait_for(self, what: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the highest view once it is like this; fails when it never is."""
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.views) and what(self.view), WAIT_S), self.views[-1:]
            return self.view

    def close(self) -> None:
        self._client.disconnect()


class Line:
    """The line between a display and the server, which can be cut and mended: a relay of bytes."""

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._is_cut = threading.Event()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._is_cut.set()
        for end in self._open:
            _close(end)
        self._open.clear()

    def mend(self) -> None:
        self._is_cut.clear()

    def close(self) -> None:
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._is_cut.is_set():
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._server_port))
                self._open += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(source, target), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
    for end in (source, target):
        _close(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
