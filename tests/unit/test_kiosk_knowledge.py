"""Does a kiosk say how old what it shows is, and go on with the last that it knew?"""

from copy import deepcopy
from typing import Any

import pytest

from kiosk.knowledge import RULES_EVERY_S, Knowledge
from kiosk.server_line import Answer, NoServer, ServerLine

NONE: dict[str, list[str]] = {"vi": [], "en": [], "fr": []}
NAMES = {"vi": "Đất đai", "en": "Land", "fr": "Foncier"}
LAND: dict[str, Any] = {"code": "land", "letter": "T", "names": NAMES, "open": True, "waiting": 3}
HOURS: dict[str, Any] = {
    "day": "2026-11-24",
    "ranges": [{"from": "2026-11-24T08:00:00+07:00", "to": "2026-11-24T17:00:00+07:00"}],
}
GOOD: dict[str, dict[str, Any]] = {
    "/branches/b": {"code": "b", "names": NAMES, "open": True, "hours": [HOURS]},
    "/branches/b/services": {"services": [LAND]},
    "/branches/b/priorities": {"languages": ["vi"], "priorities": [{"code": "elderly", "names": NAMES}]},
    "/clock": {"now": "2026-11-24T10:42:00+07:00", "speed": 1.0},
}


class Line(ServerLine):
    """A line whose server says what the test wants."""

    def __init__(self) -> None:
        super().__init__("http://nowhere.invalid", "t")
        self.said: dict[str, Any] = deepcopy(GOOD)
        self.away = False
        self.plan = Answer(404, {"type": "/problems/not-found"})
        self.asked: list[str] = []

    def get(self, path: str, *, within_s: float = 0) -> Answer:
        self.asked.append(path)
        if self.away:
            raise NoServer("refused")
        if "/kiosk?" in path:
            return self.plan
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
    assert (known["services"], known["link"], known["age_s"]) == (
        [LAND | {"intake_closed": None, "documents": NONE, "elsewhere": []}],
        "down",
        30.0,
    )


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


PLAN = {
    "version": "v1",
    "groups": [{"code": "all", "names": {"vi": "Tất cả", "en": "All", "fr": "Tout"}, "services": ["land"]}],
    "documents": {"land": {"vi": ["Sổ đỏ"], "en": ["Certificate"], "fr": ["Titre"]}},
    "rooms": {"land": {"vi": "Sảnh A", "en": "Hall A", "fr": "Hall A"}},
    "procedures": [
        {
            "code": "first",
            "service": "land",
            "names": {"vi": "Cấp sổ", "en": "Title", "fr": "Titre"},
            "also": {"vi": ["sổ đỏ"], "en": [], "fr": []},
            "documents": {"vi": [], "en": [], "fr": []},
        }
    ],
    "ticket": {"number_mm": 20},
    "dossiers_max": 50,
}


class Memory:
    """A keeper that forgets when the test is over."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def known(self, name: str) -> Any:
        return self.kept.get(name)

    def keep(self, name: str, value: Any) -> None:
        self.kept[name] = value


def test_the_plan_is_told_to_the_page_and_outlives_a_restart_without_a_line() -> None:
    line, memory = Line(), Memory()
    line.plan = Answer(200, PLAN)
    Knowledge(line, "b", keeper=memory).look()
    line.away = True

    knowledge = Knowledge(line, "b", keeper=memory)
    known = knowledge.now()

    assert known is not None
    assert (known["dossiers_max"], known["groups"], len(known["needs"])) == (50, PLAN["groups"], 4)
    assert known["services"][0]["documents"]["vi"] == ["Sổ đỏ"]
    assert knowledge.plan.layout.number_mm == 20
    assert Knowledge(line, "elsewhere", keeper=memory).plan.version == ""


def test_a_plan_that_is_known_is_not_sent_again() -> None:
    line, clock = Line(), Clock()
    line.plan = Answer(200, PLAN)
    knowledge = Knowledge(line, "b", clock=clock)
    knowledge.look()
    line.plan = Answer(200, {"version": "v1"})
    clock.now += RULES_EVERY_S + 1

    knowledge.look()

    assert [path for path in line.asked if "kiosk?" in path][1].endswith("?known=v1")
    assert knowledge.plan.dossiers_max == 50


@pytest.mark.parametrize(
    "nonsense",
    [
        {"dossiers_max": 1_000_000},
        {"groups": None},
        {"documents": {"land": {"vi": "all"}}},
        {"procedures": [{"code": "first"}]},
        {"ticket": {"number_mm": 900}},
        {"rooms": {"land": []}},
    ],
    ids=str,
)
def test_a_plan_that_makes_no_sense_leaves_the_one_that_was_known(nonsense: dict[str, Any]) -> None:
    line, clock = Line(), Clock()
    line.plan = Answer(200, PLAN)
    knowledge = Knowledge(line, "b", clock=clock)
    knowledge.look()
    line.plan = Answer(200, PLAN | {"version": "v2"} | nonsense)
    clock.now += RULES_EVERY_S + 1

    knowledge.look()

    assert (knowledge.linked, knowledge.plan.version) == (True, "v1")


def rows(**more: Any) -> dict[str, Any]:
    return {"services": [LAND | more]}


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("/branches/b/services", {"services": [{"code": "land"}]}),
    ("/branches/b/services", rows(names=7)),
    ("/branches/b/services", rows(names={"vi": "Đất đai"})),
    ("/branches/b/services", rows(names=NAMES | {"en": {}})),
    ("/branches/b/services", rows(waiting="many")),
    ("/branches/b/services", rows(wait_low_s="soon")),
    ("/branches/b/services", rows(wait_high_s=10**400)),
    ("/branches/b/services", rows(open="yes")),
    ("/branches/b/services", rows(letter={"a": 1})),
    ("/branches/b/services", rows(intake_closed=["full"])),
    ("/branches/b/services", {"services": {"land": LAND}}),
    ("/branches/b/services", {"services": [LAND | {"code": f"s{at}"} for at in range(1000)]}),
    ("/branches/b/priorities", {"priorities": [{"code": "elderly"}]}),
    ("/branches/b/priorities", {"priorities": [{"code": 7, "names": NAMES}]}),
    ("/branches/b/priorities", {"languages": []}),
    ("/branches/b/priorities", {"languages": ["tlh"]}),
    ("/branches/b/priorities", {"languages": "vi"}),
    ("/branches/b", {"names": ["B"]}),
    ("/branches/b", {"names": NAMES | {"vi": "B" * 100_000}}),
    ("/branches/b", {"open": "no"}),
    ("/branches/b", {"stopped": {"reason": "full"}}),
    ("/branches/b", {"services_closed": {"land": {"why": "full"}}}),
    ("/branches/b", {"services_closed": ["land"]}),
    ("/branches/b", {"hours": "always"}),
    ("/branches/b", {"hours": [HOURS | {"ranges": [{"from": "0001-01-01T00:00:00+14:00", "to": "soon"}]}]}),
    ("/branches/b", {"door": {"opens_at": "2026-11-24T08:00:00", "draw_at": None}}),
    ("/branches/b", {"door": {"opens_at": "9999-12-31T23:59:59+00:00", "draw_at": None}}),
    ("/clock", {"now": "9999-12-31T23:59:59+00:00"}),
    ("/clock", {"speed": 10**400}),
    ("/clock", {"speed": None}),
]


@pytest.mark.parametrize(("path", "nonsense"), HOSTILE, ids=lambda one: str(one)[:60])
def test_a_hostile_answer_is_none_and_the_last_good_word_stays_on_the_page_and_on_the_disk(
    path: str, nonsense: dict[str, Any]
) -> None:
    line, clock, memory = Line(), Clock(), Memory()
    knowledge = Knowledge(line, "b", clock=clock, keeper=memory)
    knowledge.look()
    good, kept = knowledge.facts, deepcopy(memory.kept)
    line.said[path] |= nonsense
    clock.now += RULES_EVERY_S + 1

    knowledge.look()
    shown = knowledge.now()
    line.said = deepcopy(GOOD)
    knowledge.look()

    assert good is not None
    assert shown is not None
    assert knowledge.facts == good
    assert (shown["link"], shown["services"][0]["names"], shown["priorities"]) == ("down", NAMES, good["priorities"])
    assert knowledge.linked
    assert memory.kept["branch"]["facts"] == kept["branch"]["facts"]


def test_what_an_earlier_release_kept_of_a_hostile_answer_is_not_shown() -> None:
    line, memory = Line(), Memory()
    Knowledge(line, "b", keeper=memory).look()
    memory.kept["branch"]["facts"]["services"] = [{"code": "land"}]
    line.away = True

    assert Knowledge(line, "b", keeper=memory).now() is None


def test_more_than_is_read_of_an_answer_goes_no_further() -> None:
    line = Line()
    line.said["/branches/b/services"] = rows(script="<img>", name="Land")
    knowledge = Knowledge(line, "b")

    knowledge.look()

    assert knowledge.facts is not None
    assert knowledge.facts["services"] == [LAND | {"name": "Land"}]
