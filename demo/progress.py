"""How is the network doing? A table that stays in place on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol

import click

from config.texts import text

LINE_EVERY_S = 15.0


@dataclass(frozen=True)
class State:
    """The network at an instant: rows of GET /network for the demo's branches, and what is worth a remark."""

    address: str
    now: datetime
    speed: float
    rows: Sequence[dict[str, Any]]
    remark: str | None = None

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(row["waiting"] for row in self.rows)

    @property
    def called(self) -> int:
        """How many were called today."""
        return sum(row["called"] for row in self.rows)

    @property
    def within_15(self) -> float | None:
        """The share called within 15 minutes today; None while nobody was."""
        known = [(row["called"], row["within_15"]) for row in self.rows if row["within_15"] is not None]
        total = sum(called for called, _ in known)
        return sum(called * share for called, share in known) / total if total else None


class Progress(Protocol):
    """Something that shows states."""

    def __enter__(self) -> "Progress": ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def show(self, state: State) -> None: ...


class Lines:
    """One line every quarter of a minute, for logs."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._next = 0.0

    def __enter__(self) -> "Lines":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to put back."""

    def show(self, state: State) -> None:
        """Print a line if the last one is old enough."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + LINE_EVERY_S
        click.echo(line(state, self._language))


class Table:
    """A table drawn in place by rich."""

    def __init__(self, language: str) -> None:
        from rich.live import Live

        self._language = language
        self._live = Live(auto_refresh=False)

    def __enter__(self) -> "Table":
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def show(self, state: State) -> None:
        """Draw the state."""
        self._live.update(table(state, self._language), refresh=True)


def line(state: State, language: str) -> str:
    """Return a state as one line."""
    said = text(
        "demo.line",
        language,
        address=state.address,
        now=state.now.strftime("%Y-%m-%d %H:%M"),
        waiting=state.waiting,
        called=state.called,
        within=percent(state.within_15),
    )
    return f"{said} {state.remark}" if state.remark else said


def table(state: State, language: str) -> Any:
    """Return a state as a table of rich."""
    from rich.table import Table as RichTable

    drawn = RichTable(
        title=text(
            "demo.title",
            language,
            address=state.address,
            now=state.now.strftime("%Y-%m-%d %H:%M"),
            speed=f"{state.speed:g}",
        ),
        caption=" ".join(filter(None, (state.remark, text("demo.stop", language)))),
    )
    drawn.add_column(text("demo.branch", language))
    for name in ("waiting", "called", "within_15", "counters"):
        drawn.add_column(text(f"demo.{name}", language), justify="right")
    for row in state.rows:
        drawn.add_row(
            row["names"][language],
            str(row["waiting"]),
            str(row["called"]),
            percent(row["within_15"]),
            f"{row['counters_open']}/{row['counters']}",
        )
    drawn.add_section()
    drawn.add_row(
        text("demo.all", language),
        str(state.waiting),
        str(state.called),
        percent(state.within_15),
        "",
    )
    return drawn


def percent(share: float | None) -> str:
    """Return a share for people; a dash where nothing is known."""
    return "–" if share is None else f"{share:.0%}"
