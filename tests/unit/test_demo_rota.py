"""Do simulated officers keep the lunches and absences that managers tell?"""

from datetime import datetime
from typing import Any

from demo.rota import Rota

NOON = datetime.fromisoformat("2026-11-24T12:00+07:00").timestamp()


class FakeOfficer:
    def __init__(self) -> None:
        self.absent, self.lunch = False, None


class FakeHall:
    def __init__(self) -> None:
        self.officer, self.stirred = FakeOfficer(), 0

    def officer_at(self, counter: str | None) -> FakeOfficer | None:
        return self.officer if counter == "2" else None

    def more_at(self, counter: str | None, services: tuple[str, ...], *, at: float) -> None:
        """Nobody comes."""

    def stir(self, officer: object, now: float) -> None:
        self.stirred += 1


class FakeApi:
    def __init__(self) -> None:
        self.officer: dict[str, Any] = {"badge": "b-01", "branch": "b", "works_at": "b", "counter": "2"}

    def get(self, path: str, *, token: str) -> Any:
        assert (path, token) == ("/staff", "manager")
        return {"officers": [{"lunch": None, "absences": [], **self.officer}]}


def test_an_officer_is_told_his_lunch_and_that_he_is_away_as_long_as_he_is() -> None:
    api, hall = FakeApi(), FakeHall()
    rota = Rota(api, "manager", {"b": hall})  # type: ignore[arg-type]
    span = {"start": "2026-11-24T11:30:00+07:00", "end": "2026-11-24T12:30:00+07:00"}
    api.officer["lunch"] = span

    rota.follow(NOON)
    assert (hall.officer.lunch, hall.officer.absent) == ((NOON - 1800, NOON + 1800), False)
    # Who is sick has closed his counter.
    api.officer |= {"counter": None, "absences": [{"kind": "sick", **span}]}
    rota.follow(NOON)
    rota.follow(NOON)
    assert (hall.officer.absent, hall.stirred) == (True, 1)
    rota.follow(NOON + 1800)
    assert (hall.officer.absent, hall.stirred) == (False, 2)
