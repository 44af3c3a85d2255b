"""What may an officer do at a counter? The deeds of the public API, as a simulated officer needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Refused(Exception):
    """The server refused by a 4xx; the state of things is another than the caller believed."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(f"{status} {title}")
        self.status = status


@dataclass(frozen=True)
class Called:
    """Who was called: the ticket's id, the present service, and how many dossiers come with it."""

    ticket: str
    service: str
    dossiers: int


@dataclass(frozen=True)
class Seat:
    """How a counter stands: closed, open or paused, whose it is, and who is there (`called` or `serving`)."""

    state: str
    officer: str | None
    ticket: str | None
    ticket_state: str | None


class Desk(Protocol):
    """One counter, worked at through the API. Every deed may raise Refused."""

    def look(self) -> Seat: ...
    def open(self, services: Sequence[str]) -> None: ...
    def call_next(self) -> Called | None: ...
    def recall(self) -> None: ...
    def start(self) -> None: ...
    def finish(self) -> None: ...
    def no_show(self) -> None: ...
    def pause(self, reason: str) -> None: ...
    def resume(self) -> None: ...
    def close(self) -> None: ...
