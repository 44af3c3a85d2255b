"""What does a kiosk know of its branch, and how old is that?"""

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from kiosk import last_word
from kiosk.elsewhere import Elsewhere, found_for
from kiosk.offline import aged, is_open
from kiosk.plan import Plan, needs, words_of_stop
from kiosk.planned import Keeper, Planned
from kiosk.product_clock import ProductClock, Word
from kiosk.server_line import NoServer, ServerLine
from kiosk.told import branch_facts

# Languages, priority classes and the plan change only when the network file does.
RULES_EVERY_S = 60.0
# How old what is kept on the disk may become while the server answers; a new version is kept at once.
KEEP_EVERY_S = 60.0
RULES = ("branch", "names", "hours", "languages", "priorities", "plan")
_NAME = "branch"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Told:
    """What the server said at once. version: of what the network file decides; waits and openness are no part."""

    facts: Mapping[str, Any]
    version: str

    @property
    def decided(self) -> str:
        """The version of what the branch decided: pauses, and for whom no more numbers are given."""
        return last_word.version(self.facts)


class Knowledge:
    """The branch and its services as the server last told them. One thread looks, any may read.

    With a keeper the last of it outlives a restart; `linked` is None until the server was asked.
    """

    def __init__(
        self,
        line: ServerLine,
        branch: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        keeper: Keeper | None = None,
        last_issue: datetime | None = None,
    ) -> None:
        """last_issue: when this kiosk gave out its last number, in product time."""
        self._line = line
        self.branch = branch
        self._monotonic = clock
        self._keeper = keeper
        self._told, word = _remembered(keeper, branch)
        self._planned = Planned(line, branch, keeper=keeper)
        self._elsewhere = Elsewhere(line, branch)
        self._heard = clock() - (max(0.0, wall() - word.wall) if word else 0.0)
        self._kept_at = float("-inf")
        self._rules: Mapping[str, Any] = {}
        self._rules_heard = float("-inf")
        self._answered: bool | None = None
        self.clock = ProductClock(monotonic=clock, wall=wall, kept=word, last_issue=last_issue)

    @property
    def linked(self) -> bool:
        """Whether the server answered when it was last asked."""
        return self._answered is True

    @property
    def cut_off(self) -> bool:
        """Whether it is known that the server does not answer; not so before it was ever asked."""
        return self._answered is False

    @property
    def age_s(self) -> float | None:
        """How old what is known is; None before the server has ever answered."""
        return None if self._told is None else round(self._monotonic() - self._heard, 1)

    @property
    def version(self) -> str | None:
        """What tells one state of the network file from another, as far as this branch is concerned."""
        return None if self._told is None else self._told.version

    @property
    def decided(self) -> str | None:
        """What tells one state of pauses and intake from another."""
        return None if self._told is None else self._told.decided

    @property
    def plan(self) -> Plan:
        """What the network file says that a kiosk keeps; empty before it was ever told."""
        return self._planned.plan

    @property
    def facts(self) -> Mapping[str, Any] | None:
        """What the server said last; None before it has ever answered."""
        return None if self._told is None else self._told.facts

    @property
    def age_product_s(self) -> float:
        """How old what is known is by the product's clock."""
        word = self.clock.word
        return (self._monotonic() - self._heard) * (word.speed if word else 1.0)

    def now(self) -> dict[str, Any] | None:
        """Return what the page shows, with the time `at` now and `age_s`; None before the server has ever answered.

        While the line is cut, `open` goes by the hours, and waits are marked as old (`waits_old`), later null.
        """
        plan = self.plan
        at = self.clock.now()
        if self._told is None or at is None:
            return None
        facts = {**self._told.facts}
        door = self._at_door(at)
        if self.linked and door is not None and facts["stopped"] is None:
            facts["services"] = [one | {"open": True} for one in facts["services"]]
        facts |= {"stopped": words_of_stop(facts["stopped"])} if self.linked else self._by_itself(facts, at)
        facts["door"] = door
        age_s = 0.0 if self.linked else self.age_product_s
        facts["services"] = [
            {
                **one,
                "documents": plan.documents_of(one["code"]),
                "elsewhere": found_for(one["code"], facts, now=at, age_s=age_s),
            }
            for one in facts["services"]
        ]
        facts.pop("elsewhere", None)
        zone = datetime.fromisoformat(facts["told_at"]).tzinfo
        return {
            **facts,
            "groups": plan.groups,
            "needs": needs(),
            "dossiers_max": plan.dossiers_max,
            "at": at.astimezone(zone).isoformat(timespec="milliseconds"),
            "age_s": self.age_s,
            "link": "up" if self.linked else "down",
            "waits_old": not self.linked,
            "version": self._told.version,
        }

    def _by_itself(self, facts: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        """Return what holds while the line is cut: by the hours, and by what was decided when it went."""
        closed, reason = last_word.services_closed(facts, now=at), last_word.stopped(facts, now=at)
        opened = is_open(facts, now=at)
        if reason is None and last_word.is_at_door(facts, now=at, door_from=self.plan.door_from):
            stopped = words_of_stop(last_word.AT_DOOR)
        else:
            stopped = words_of_stop(reason, as_of=last_word.as_read(facts))
        services = [
            one
            | {
                "open": opened and stopped is None and one["code"] not in closed,
                "intake_closed": closed.get(one["code"]),
            }
            for one in self._aged(facts["services"])
        ]
        return {"open": opened, "stopped": stopped, "services": services}

    def _at_door(self, at: datetime) -> Any:
        """Return what the server said of numbers before opening, while it answers: only it knows the places."""
        door = self._told.facts.get("door") if self._told is not None and self.linked else None
        return door if door and at < datetime.fromisoformat(door["opens_at"]) else None

    def look(self) -> None:
        """Ask the server once; what was known stays when it does not answer, or not as it should."""
        try:
            told = self._asked()
        except (NoServer, KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            self.lost(str(error))
            return
        before, self._told = self._told, told
        self._heard = self._monotonic()
        self._answered = True
        is_new = before is None or (before.version, before.decided) != (told.version, told.decided)
        if is_new or self._heard - self._kept_at > KEEP_EVERY_S:
            self._keep(told)

    @property
    def held_pause(self) -> str | None:
        """The pause that holds because it was the server's last word; None while the server answers."""
        reason = None if self._told is None or self.linked else self._told.facts.get("stopped")
        return reason if reason in last_word.PAUSES else None

    def lift_pause(self) -> None:
        """Take staff's word that the branch goes on, until the server's next word. Raises sqlite3.Error."""
        told, word = self._told, self.clock.word
        if told is not None and word is not None and self.held_pause is not None:
            self._told = replace(told, facts={**told.facts, "stopped": None})
            self._write(self._told, word)

    def lost(self, why: str) -> None:
        """Take it that the server does not answer, because a request has just failed."""
        if self._answered is not False:
            _log.warning("kiosk of %s: the server does not answer: %s", self.branch, why)
        self._answered = False

    def _asked(self) -> _Told:
        branch = self._get(f"/branches/{self.branch}")
        services = self._get(f"/branches/{self.branch}/services")
        rules = self._rules
        if are_rules_due := self._monotonic() - self._rules_heard > RULES_EVERY_S:
            rules = self._get(f"/branches/{self.branch}/priorities")
            self._planned.look()
        begun = self._monotonic()
        clock = self._get("/clock")
        # All of it is looked at before any of it is taken.
        facts = branch_facts(
            {
                "branch": branch["code"],
                "names": branch["names"],
                "open": branch["open"],
                "hours": branch.get("hours"),
                "door": branch.get("door"),
                "stopped": branch.get("stopped"),
                "services_closed": branch.get("services_closed") or {},
                "told_at": datetime.fromisoformat(clock["now"]).isoformat(timespec="milliseconds"),
                "speed": float(clock["speed"]),
                "services": services["services"],
                "languages": rules["languages"],
                "priorities": rules["priorities"],
                "plan": self.plan.version,
            }
        )
        self.clock.hear(clock, asked=begun)
        if are_rules_due:
            self._rules, self._rules_heard = rules, self._monotonic()
        closed, stopped = facts["services_closed"], facts["stopped"]
        facts["elsewhere"] = self._elsewhere.look(stopped=stopped, closed=closed, at=self._monotonic())
        return _Told(facts, _version(facts))

    def _aged(self, services: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return aged(services, age_s=self.age_product_s)

    def _keep(self, told: _Told) -> None:
        word = self.clock.word
        if self._keeper is None or word is None:
            return
        try:
            self._write(told, word)
            self._kept_at = self._monotonic()
        except sqlite3.Error:
            _log.exception("kiosk of %s: what is known of the branch cannot be kept", self.branch)

    def _write(self, told: _Told, word: Word) -> None:
        if self._keeper is None:
            return
        moved = timedelta(seconds=(self.clock.age_s or 0.0) * word.speed)
        now = Word(word.now + moved, word.speed, word.epoch, time.time())
        self._keeper.keep(_NAME, {"facts": told.facts, "version": told.version, "clock": now.as_json()})

    def _get(self, path: str) -> dict[str, Any]:
        answer = self._line.get(path)
        if answer.status != 200:
            raise NoServer(f"{path}: {answer.status} {answer.body.get('detail', '')}")
        return answer.body


def _version(facts: Mapping[str, Any]) -> str:
    lasting = {name: facts[name] for name in RULES}
    lasting["services"] = [[one["code"], one.get("letter"), one.get("names")] for one in facts["services"]]
    return sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()[:12]


def _remembered(keeper: Keeper | None, branch: str) -> tuple[_Told | None, Word | None]:
    """Return what an earlier run kept of this branch; a kiosk that was moved elsewhere begins anew."""
    try:
        kept = keeper.known(_NAME) if keeper is not None else None
        if kept is None or kept["facts"]["branch"] != branch:
            return None, None
        clock = kept["clock"]
        told = _Told(branch_facts(kept["facts"]), str(kept["version"]))
        return told, Word.of(clock, wall=float(clock["wall"]))
    except (KeyError, TypeError, ValueError, ArithmeticError, sqlite3.Error):
        _log.exception("what was known of %s cannot be read", branch)
        return None, None
