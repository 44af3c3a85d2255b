"""Where does the machine play? Two small branches with narrow rules, so that each rule is met within a few steps."""

from datetime import datetime
from typing import Any

from sqlalchemy import event

from config.network import Network
from config.settings import Settings
from server.actions.opened import open_store
from server.database import network_rows
from server.database.store import Store
from server.domain.rights import Caller, Role
from tests.integration.databases import HERE, OPEN, THERE, named

RULES: dict[str, Any] = {
    "recalls": 1,
    "recall_gap_s": 5,
    "calls_before_no_show": 1,
    "no_show_grace_min": 10,
    "no_show_keeps_place": True,
    "hold_limit_min": 10,
    "postponements": 1,
    "postpone_min": 5,
    "booking_grace_min": 5,
    "alone_min": 5,
    "bulk_from": 3,
    "bulk_turn": 2,
    "bulk_counters": 1,
    "reorder_gain_min": 5,
    "leftover_days": 3,
    "pick_needs_right": True,
}
SERVICES: dict[str, dict[str, Any]] = {
    "certification": {"letter": "A", "level": 1, "after": []},
    "land": {"letter": "T", "level": 2, "after": []},
    "results": {"letter": "W", "level": 1, "after": ["land"]},
}
HEAD_STARTS_MIN = {"ordinary": 0, "elderly": 15, "carer": 4}
OFFERED = {HERE: tuple(SERVICES), THERE: ("certification", "results")}
COUNTERS: dict[str, dict[str, dict[str, Any]]] = {
    HERE: {
        "1": {},
        "2": {"services": ["certification", "land"], "suits": ["wheelchair"]},
        "3": {"services": ["results"], "overflow": [{"service": "certification", "empty_min": 2}]},
        "4": {"overflow": [], "suits": ["deaf"]},
    },
    THERE: {"1": {}, "2": {"suits": ["wheelchair"]}},
}
DESCRIBED = {
    "name": named("Network"),
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OPEN),
    "rules": RULES,
    "services": [{"code": code, "names": named(code), "target_min": 5, **facts} for code, facts in SERVICES.items()],
    "priorities": [
        {"code": code, "names": named(code), "head_start_min": ahead}
        for code, ahead in HEAD_STARTS_MIN.items()
        if code != "ordinary"
    ],
    "branches": [
        {
            "code": code,
            "names": named(code),
            "lat": 21.0,
            "lon": 105.8,
            "services": OFFERED[code],
            "counters": [{"code": counter, **facts} for counter, facts in COUNTERS[code].items()],
            "zones": [{"code": "ground", "names": named("ground"), "counters": ["1", "2"]}],
        }
        for code in (HERE, THERE)
    ],
}
NETWORK = Network.model_validate(DESCRIBED)

ANNA = Caller(Role.OFFICER, "000001", HERE)
BINH = Caller(
    Role.OFFICER,
    "000002",
    HERE,
    skills={"certification": 1, "land": 2, "results": 1},
    rights=frozenset({"pick"}),
)
CHI = Caller(Role.OFFICER, "000003", HERE, skills={"certification": 2, "land": 1, "results": 1}, rights=frozenset())
DUNG = Caller(Role.OFFICER, "000004", THERE)
OFFICERS = {HERE: (ANNA, BINH, CHI), THERE: (DUNG,)}
USUAL = {
    (HERE, "1"): ANNA,
    (HERE, "2"): BINH,
    (HERE, "3"): CHI,
    (HERE, "4"): BINH,
    (THERE, "1"): DUNG,
    (THERE, "2"): DUNG,
}
KIOSK, GREETER = Caller(Role.KIOSK, "k1", HERE), Caller(Role.GREETER, "g1", HERE)
PLACES = tuple(USUAL)


def open_playground(url: str) -> Store:
    """Open a database that stands on a Tuesday at nine, with this network in it; nobody pulls this machine's plug."""
    store = open_store(Settings(database_url=url))
    if store.engine.dialect.name == "sqlite":
        event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    network_rows.apply(store.engine, NETWORK)
    store.refresh()
    return store


def default_services(branch: str, counter: str) -> list[str]:
    return list(COUNTERS[branch][counter].get("services") or OFFERED[branch])


def local_day(at: datetime) -> str:
    """Return the date on the wall of both branches."""
    return at.astimezone(NETWORK.zone).date().isoformat()


def is_open(at: datetime) -> bool:
    local = at.astimezone(NETWORK.zone)
    clock = local.strftime("%H:%M")
    return local.weekday() < 5 and any(start <= clock < end for start, end in OPEN)
