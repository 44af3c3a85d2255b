"""How does a page's socket talk where a test stands for the server? One namespace, whose view is asked for or sent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

SAYS = {"sid": "s", "upgrades": [], "pingInterval": 60_000, "pingTimeout": 60_000, "maxPayload": 1_000_000}


@dataclass
class Sockets:
    """Every socket of a namespace that pages have opened. view: what its pages are shown now."""

    namespace: str
    view: Callable[[], Any]
    _open: list[WebSocketRoute] = field(default_factory=list)

    def serve(self, page: Page) -> None:
        """Answer whatever socket a page opens."""
        page.route_web_socket("**/socket.io/**", self._connect)

    def push(self) -> None:
        """Send the view as it is now to all of them."""
        for socket in self._open:
            socket.send(f"42/{self.namespace},{json.dumps(['view', self.view()])}")

    def _connect(self, socket: WebSocketRoute) -> None:
        def said(message: str | bytes) -> None:
            text = str(message)
            if text.startswith(f"40/{self.namespace}"):
                socket.send(f'40/{self.namespace},{{"sid":"n"}}')
                self._open.append(socket)
            elif text.startswith(f"42/{self.namespace},"):
                number = text.removeprefix(f"42/{self.namespace},").partition("[")[0]
                socket.send(f"43/{self.namespace},{number}{json.dumps([self.view()])}")

        socket.on_message(said)
        socket.send(f"0{json.dumps(SAYS)}")
