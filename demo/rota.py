"""Do the simulated officers keep the staffing board? They rest at their lunch, and who is told absent is not there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from demo.api import Api
from demo.orders import Hall

AWAY = frozenset({"sick", "leave", "training"})


class Rota:
    """What managers tell of officers, as the public API tells it."""

    def __init__(self, api: Api, token: str, halls: Mapping[str, Hall]) -> None:
        """token: of somebody who may read the staff."""
        self._api, self._token, self._halls = api, token, halls
        self._counters: dict[str, str] = {}

    def follow(self, now: float) -> None:
        """Tell each officer his lunch of today, and whether he is away now."""
        for one in self._api.get("/staff", token=self._token)["officers"]:
            if one["counter"] is not None and one["works_at"] == one["branch"]:
                self._counters[one["badge"]] = one["counter"]
            hall = self._halls.get(one["branch"])
            officer = hall.officer_at(self._counters.get(one["badge"])) if hall is not None else None
            if hall is None or officer is None:
                continue
            officer.lunch = _span(one["lunch"]) if one["lunch"] is not None else None
            away = any(told["kind"] in AWAY and _holds(_span(told), now) for told in one["absences"])
            if away != officer.absent:
                officer.absent = away
                hall.stir(officer, now)


def _span(told: Mapping[str, Any]) -> tuple[float, float]:
    return datetime.fromisoformat(told["start"]).timestamp(), datetime.fromisoformat(told["end"]).timestamp()


def _holds(span: tuple[float, float], now: float) -> bool:
    return span[0] <= now < span[1]
