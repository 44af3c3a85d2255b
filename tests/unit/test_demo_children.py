"""Is a process of the demonstration that ends by itself started again, and not for ever?"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import children as processes
from demo.children import RESTARTS, Children

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]
ENDS = [sys.executable, "-c", "print('over')"]


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    made = Children(logs=tmp_path, env={})
    yield made
    made.stop()


def waits_for_its_end(children: Children, name: str) -> None:
    children._children[name].process.wait()


def test_a_server_that_was_killed_is_started_again_its_own_way(children: Children) -> None:
    children.start("serve", [sys.executable, "-c", "print('first')"], again=SLEEPS)
    waits_for_its_end(children, "serve")

    assert children.has_ended("serve")
    assert children.restart_ended() == (["serve"], [])
    assert not children.has_ended("serve")
    assert children.restart_ended() == ([], [])
    assert children.log("serve").read_text() == "first\n"


def test_what_ends_again_and_again_is_given_up(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STEADY_S", 1e9)
    assert restarts_until_given_up(children) == RESTARTS


def test_what_ran_for_long_in_between_is_not_given_up(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STEADY_S", 0.0)
    assert restarts_until_given_up(children) == RESTARTS + 2


def restarts_until_given_up(children: Children) -> int:
    children.start("crowd", ENDS)
    for done in range(RESTARTS + 2):
        waits_for_its_end(children, "crowd")
        if children.restart_ended() == ([], ["crowd"]):
            return done
    return RESTARTS + 2
