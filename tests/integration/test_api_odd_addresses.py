"""Is every address that names nothing answered as such, whoever asks, on either database?"""

import re

import pytest

from tests.integration.office import Office

ROLES = ("network-manager", "branch-manager", "officer", "kiosk", "display")
HUGE = "9" * 30
PART = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


@pytest.mark.parametrize("odd", [HUGE, f"tay-ho-{HUGE}", f"T{HUGE}", "%00", "-1", "a" * 3000])
def test_no_address_is_more_than_a_server_can_look_for(office: Office, odd: str) -> None:
    callers = [office.client(role) for role in ROLES]
    failed = []
    for rule in office.app.url_map.iter_rules():
        path = PART.sub(lambda part: "tay-ho" if part[1] == "branch" else odd, rule.rule)
        if path == rule.rule:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answers = [caller.send(method, path, json={}) for caller in callers]
            failed += [f"{method} {path}" for answer in answers if answer.status_code >= 500]

    assert failed == []


@pytest.mark.parametrize("odd", [HUGE, "%00", "1e400"])
def test_no_question_is_either(office: Office, odd: str) -> None:
    names = ("find", "day", "after", "limit", "service", "zone", "known", "around", "minutes")
    asked = "&".join(f"{name}={odd}" for name in names)
    alone = [f"{name}={odd}" for name in names]
    callers = [office.client(role) for role in (*ROLES, "auditor")]
    failed = []
    for rule in office.app.url_map.iter_rules():
        path = rule.rule.replace("<branch>", "tay-ho")
        if "GET" not in (rule.methods or ()) or "<" in path:
            continue
        for caller in callers:
            failed += [
                f"{path}?{one}" for one in (asked, *alone) if caller.send("GET", f"{path}?{one}").status_code >= 500
            ]

    assert failed == []
