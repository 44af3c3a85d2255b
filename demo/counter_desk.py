"""How does a simulated officer reach a counter? Each deed is one request of the public API."""

from collections.abc import Sequence
from typing import Any

from demo.api import Api
from demo.desk import Called, Seat


class CounterDesk:
    """One counter of a branch, worked at with an officer's token. Knows who was last called here."""

    def __init__(self, api: Api, *, branch: str, counter: str, token: str) -> None:
        self._api = api
        self._counters = f"/branches/{branch}/counters"
        self._counter = counter
        self._token = token

    def look(self) -> Seat:
        """Return how the counter stands."""
        rows = self._api.get(self._counters, token=self._token)["counters"]
        row = next(one for one in rows if one["code"] == self._counter)
        ticket = row["ticket"] or {}
        return Seat(row["state"], row["officer"], ticket.get("id"), ticket.get("state"))

    def open(self, services: Sequence[str]) -> None:
        """Open the counter for services."""
        self._post("open", {"services": list(services)})

    def call_next(self) -> Called | None:
        """Call the next visitor to the free counter; None when nobody waits."""
        answer = self._post("call-next", {"after": None})
        if answer is None:
            return None
        ticket = answer["ticket"]
        return Called(ticket["id"], ticket["service"], ticket["dossiers"] or 1)

    def recall(self) -> None:
        """Call the same visitor again."""
        self._post("recall")

    def start(self) -> None:
        """The visitor has come."""
        self._post("start")

    def finish(self) -> None:
        """The service is done."""
        self._post("finish")

    def no_show(self) -> None:
        """The visitor did not come."""
        self._post("no-show")

    def pause(self, reason: str) -> None:
        """Take nobody for a while."""
        self._post("pause", {"reason": reason})

    def resume(self) -> None:
        """Take visitors again."""
        self._post("resume")

    def close(self) -> None:
        """End the work here."""
        self._post("close")

    def _post(self, deed: str, body: dict[str, Any] | None = None) -> Any:
        return self._api.post(f"{self._counters}/{self._counter}/{deed}", token=self._token, body=body)
