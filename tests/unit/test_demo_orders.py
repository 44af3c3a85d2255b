"""Do simulated officers go where managers have sent them, and come back when it ends?"""

from datetime import datetime
from typing import Any

import pytest

from demo.orders import Orders

START, END = datetime.fromisoformat("2026-11-24T09:00+07:00"), datetime.fromisoformat("2026-11-24T12:00+07:00")
NINE = START.timestamp()


class FakeOfficer:
    def __init__(self, *services: str) -> None:
        self.services, self.sent_away = services, False


class FakeHall:
    """A branch with one officer at counter 2 and a free counter."""

    def __init__(self) -> None:
        self.officers = {"2": FakeOfficer("land")}
        self.added: list[tuple[str | None, tuple[str, ...], float]] = []

    def officer_at(self, counter: str | None) -> FakeOfficer | None:
        return self.officers.get(counter or "")

    def more_at(self, counter: str | None, services: tuple[str, ...], *, at: float) -> FakeOfficer:
        self.added.append((counter, services, at))
        one = self.officers[counter or "9"] = FakeOfficer(*services)
        return one

    def stir(self, officer: object, now: float) -> None:
        """Nothing is planned here."""


class FakeApi:
    def __init__(self) -> None:
        self.moves: list[dict[str, Any]] = []

    def get(self, _path: str, *, token: str) -> dict[str, Any]:
        assert token == "manager"
        return {"moves": self.moves}


def a_move(kind: str, **changes: Any) -> dict[str, Any]:
    plain = {"id": 1, "kind": kind, "state": "approved", "branch": "here", "counter": "2", "services": ["land"]}
    plain |= {"parts": [], "to": None, "start": START.isoformat(), "end": END.isoformat(), "travel_s": 900}
    return plain | changes


@pytest.fixture
def halls() -> dict[str, FakeHall]:
    return {"here": FakeHall(), "there": FakeHall()}


def orders(halls: dict[str, FakeHall]) -> tuple[Orders, FakeApi]:
    api = FakeApi()
    return Orders(api, "manager", halls), api  # type: ignore[arg-type]


def test_who_is_lent_leaves_works_there_after_his_way_and_comes_back_at_the_end(halls: dict[str, FakeHall]) -> None:
    followed, api = orders(halls)
    api.moves = [a_move("lend", to="there")]

    followed.follow(NINE - 1)
    assert not halls["there"].added
    followed.follow(NINE)
    followed.follow(NINE + 60)

    assert halls["here"].officers["2"].sent_away
    assert halls["there"].added == [(None, ("land",), NINE + 900)]
    followed.follow(END.timestamp())
    assert not halls["here"].officers["2"].sent_away
    assert halls["there"].officers["9"].sent_away


def test_what_is_undone_is_taken_back(halls: dict[str, FakeHall]) -> None:
    followed, api = orders(halls)
    api.moves = [a_move("reskill", parts=[{"officer": "0127", "counter": "2", "services": ["land", "results"]}])]
    followed.follow(NINE)
    assert halls["here"].officers["2"].services == ("land", "results")

    api.moves = [a_move("reskill", state="undone")]
    followed.follow(NINE + 60)

    assert halls["here"].officers["2"].services == ("land",)


def test_a_counter_is_opened_by_one_more_and_closed_by_whom_it_has(halls: dict[str, FakeHall]) -> None:
    followed, api = orders(halls)
    api.moves = [a_move("open", counter="5"), a_move("close", id=2), a_move("close", id=3, branch="elsewhere")]

    followed.follow(NINE)

    assert halls["here"].added == [("5", ("land",), NINE)]
    assert halls["here"].officers["2"].sent_away
