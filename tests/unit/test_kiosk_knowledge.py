"""Does a kiosk say how old what it shows is, and go on with the last that it knew?"""

from typing import Any

import pytest

from kiosk.knowledge import RULES_EVERY_S, Knowledge
from kiosk.server_line import Answer, NoServer, ServerLine

GOOD: dict[str, dict[str, Any]] = {
    "/branches/b": {"code": "b", "names": {"vi": "B"}, "open": True},
    "/branches/b/services": {"services": [{"code": "land"}]},
    "/branches/b/priorities": {"languages": ["vi"], "priorities": []},
    "/clock": {"now": "2026-11-24T10:42:00+07:00", "speed": 1.0},
}


class Line(ServerLine):
    """A line whose server says what the test wants."""

    def __init__(self) -> None:
        super().__init__("http://nowhere.invalid", "t")
        self.said: dict[str, Any] = dict(GOOD)
        self.away = False
        self.asked: list[str] = []

    def get(self, path: str, *, within_s: float = 0) -> Answer:
        self.asked.append(path)
        if self.away:
            raise NoServer("refused")
        return Answer(200, self.said[path])


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_before_the_server_has_answered_nothing_is_known() -> None:
    line = Line()
    line.away = True
    knowledge = Knowledge(line, "b")

    knowledge.look()

    assert (knowledge.now(), knowledge.linked, knowledge.age_s) == (None, False, None)


def test_a_lost_server_leaves_what_was_known_and_its_age_grows() -> None:
    line, clock = Line(), Clock()
    knowledge = Knowledge(line, "b", clock=clock)
    knowledge.look()
    line.away, clock.now = True, 130.0

    knowledge.look()
    known = knowledge.now()

    assert known is not None
    assert (known["services"], known["link"], known["age_s"]) == ([{"code": "land", "open": True}], "down", 30.0)


def test_the_products_clock_goes_on_at_its_own_speed_while_the_server_is_silent() -> None:
    line, clock = Line(), Clock()
    line.said["/clock"] = {"now": "2026-11-24T10:42:00+07:00", "speed": 20}
    knowledge = Knowledge(line, "b", clock=clock)
    knowledge.look()
    clock.now += 30

    known = knowledge.now()

    assert known is not None
    assert (known["told_at"][11:19], known["at"][11:19], known["at"][-6:]) == ("10:42:00", "10:52:00", "+07:00")


def test_a_server_that_is_back_makes_it_new_again() -> None:
    line, clock = Line(), Clock()
    knowledge = Knowledge(line, "b", clock=clock)
    for line.away in (False, True, False):
        clock.now += 10
        knowledge.look()

    known = knowledge.now()

    assert known is not None
    assert (known["link"], known["age_s"]) == ("up", 0.0)


@pytest.mark.parametrize("path", sorted(GOOD))
def test_an_answer_without_what_belongs_in_it_counts_as_none(path: str) -> None:
    line = Line()
    line.said[path] = {}
    knowledge = Knowledge(line, "b")

    knowledge.look()

    assert (knowledge.now(), knowledge.linked) == (None, False)


def test_rules_that_seldom_change_are_asked_for_seldom() -> None:
    line, clock = Line(), Clock()
    knowledge = Knowledge(line, "b", clock=clock)
    for seconds in (0, 4, 4, RULES_EVERY_S + 1):
        clock.now += seconds
        knowledge.look()

    assert line.asked.count("/branches/b/priorities") == 2
    assert line.asked.count("/branches/b/services") == 4
