"""Do the simulated officers do what managers approved? Orders in force, as the public API tells them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from demo.api import Api
from demo.officer import Officer

IN_FORCE = "approved"


class Hall(Protocol):
    """A branch where orders can be carried out."""

    def officer_at(self, counter: str | None) -> Officer | None: ...
    def more_at(self, counter: str | None, services: tuple[str, ...], *, at: float) -> Officer | None: ...
    def stir(self, officer: Officer, now: float) -> None: ...


@dataclass
class Done:
    """What an order changed, to take it back when it ends."""

    sent_away: list[tuple[Hall, Officer]] = field(default_factory=list)
    added: list[tuple[Hall, Officer]] = field(default_factory=list)
    services: list[tuple[Officer, tuple[str, ...]]] = field(default_factory=list)


class Orders:
    """Carries out approved moves, and takes them back when they end or are undone."""

    def __init__(self, api: Api, token: str, halls: Mapping[str, Hall]) -> None:
        """token: of somebody who may read moves."""
        self._api, self._token, self._halls = api, token, halls
        self._done: dict[int, Done] = {}

    def follow(self, now: float) -> None:
        """See which moves are in force, and do what has changed since."""
        moves = self._api.get("/moves", token=self._token)["moves"]
        wanted = {one["id"]: one for one in moves if one["state"] == IN_FORCE and _seconds(one["end"]) > now}
        for which in self._done.keys() - wanted.keys():
            self._take_back(self._done.pop(which), now)
        for which, move in wanted.items():
            if which not in self._done and _seconds(move["start"]) <= now:
                self._done[which] = self._carry_out(move, now)

    def _carry_out(self, move: Mapping[str, Any], now: float) -> Done:
        done, hall, there = Done(), self._halls.get(move["branch"]), self._halls.get(move["to"] or "")
        if hall is None:
            return done
        if move["kind"] in ("lend", "remote", "close"):
            officer = hall.officer_at(move["counter"])
            if officer is not None:
                officer.sent_away = True
                hall.stir(officer, now)
                done.sent_away.append((hall, officer))
        if move["kind"] == "reskill":
            for part in move["parts"] or [move]:
                officer = hall.officer_at(part["counter"])
                if officer is not None:
                    done.services.append((officer, officer.services))
                    officer.services = tuple(dict.fromkeys((*officer.services, *part["services"])))
        elif move["kind"] == "open":
            self._add(done, hall, move, counter=move["counter"], at=now)
        elif there is not None and done.sent_away:
            self._add(done, there, move, counter=None, at=now + move["travel_s"])
        return done

    def _add(self, done: Done, hall: Hall, move: Mapping[str, Any], *, counter: str | None, at: float) -> None:
        officer = hall.more_at(counter, tuple(move["services"]), at=at)
        if officer is not None:
            done.added.append((hall, officer))

    def _take_back(self, done: Done, now: float) -> None:
        for hall, officer in done.added:
            officer.sent_away = True
            hall.stir(officer, now)
        for hall, officer in done.sent_away:
            officer.sent_away = False
            hall.stir(officer, now)
        for officer, services in done.services:
            officer.services = services


def _seconds(told: str) -> float:
    return datetime.fromisoformat(told).timestamp()
