"""Is everything that was acknowledged still there after kill -9 in a rush, and nothing twice?"""

import itertools
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from tests.acceptance.installation import Client, Installation

BRANCHES = ("tay-ho", "ha-dong")
ENOUGH = 60


@dataclass
class Rush:
    """What the clients sent and what was acknowledged, until the line went dead."""

    tickets: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    unanswered: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)
    dead: threading.Event = field(default_factory=threading.Event)

    def issue(self, kiosk: Client, branch: str, name: str) -> None:
        for number in itertools.count():
            body, key = {"services": ["land"], "language": "en"}, f"{name}-{number}"
            try:
                answer = kiosk.post(f"/branches/{branch}/tickets", body, key=key)
            except requests.RequestException:
                self.unanswered.append((branch, body, key))
                return
            assert answer.status_code == 201, answer.text
            self.tickets.append(answer.json())

    def call(self, officer: Client, branch: str, counter: str) -> None:
        try:
            while True:
                answer = officer.at(branch, counter, "call-next")
                assert answer.status_code in (200, 204), answer.text
                if answer.status_code == 200:
                    self.calls.append((branch, answer.json()))
                else:
                    time.sleep(0.01)
        except requests.RequestException:
            return


@dataclass
class Aftermath:
    """The same installation after the kill and a restart."""

    installation: Installation
    rush: Rush
    kiosks: dict[str, Client]
    auditor: Client


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Any:
    installation = Installation(tmp_path_factory.mktemp("rush"))
    installation.init()
    installation.start()
    kiosks = {branch: installation.client("kiosk", branch) for branch in BRANCHES}
    officers = {branch: installation.client("officer", branch) for branch in BRANCHES}
    auditor = installation.client("auditor")
    for branch, counter in itertools.product(BRANCHES, ("1", "2")):
        officers[branch].at(branch, counter, "open", {"services": ["land"]})
    rush = Rush()
    with ThreadPoolExecutor(12) as pool:
        work = [
            pool.submit(rush.issue, kiosks[branch].again(), branch, f"{branch}-{name}")
            for branch, name in itertools.product(BRANCHES, "abcd")
        ]
        work += [
            pool.submit(rush.call, officers[branch].again(), branch, counter)
            for branch, counter in itertools.product(BRANCHES, ("1", "2"))
        ]
        while len(rush.tickets) < ENOUGH * 4 or len(rush.calls) < ENOUGH:
            time.sleep(0.02)
            assert not [one for one in work if one.done()]
        installation.kill()
        for one in work:
            one.result(30)
    installation.start(keep_clock=True)
    yield Aftermath(installation, rush, kiosks, auditor)
    installation.kill()


def test_no_acknowledged_ticket_is_missing_and_no_number_was_given_twice(after: Aftermath) -> None:
    visitor = Client(after.installation.url)

    found = [visitor.get(f"/tickets/{ticket['token']}") for ticket in after.rush.tickets]

    assert len(found) >= ENOUGH * 4
    assert [(one["id"], one["number"]) for one in found] == [(one["id"], one["number"]) for one in after.rush.tickets]
    for branch in BRANCHES:
        issued = [event for event in after.auditor.events(branch) if event["kind"] == "issued"]
        numbers = Counter(event["data"]["number"] for event in issued)
        assert numbers.most_common(1)[0][1] == 1
        mine = {ticket["id"] for ticket in after.rush.tickets if ticket["branch"] == branch}
        assert mine <= {event["ticket"] for event in issued}


def test_every_acknowledged_call_is_in_the_events_and_nobody_was_called_twice(after: Aftermath) -> None:
    for branch in BRANCHES:
        events = after.auditor.events(branch)
        called = {(event["ticket"], event["counter"]) for event in events if event["kind"] == "called"}
        answered = {(said["ticket"]["id"], said["counter"]) for place, said in after.rush.calls if place == branch}
        assert answered
        assert answered <= called
        assert len(called) == len({ticket for ticket, _ in called})
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


def test_the_chain_is_whole_after_the_kill(after: Aftermath) -> None:
    verified = after.installation.command("audit", "verify")

    assert (verified.returncode, verified.stderr) == (0, "")


def test_who_got_no_answer_and_asks_again_with_the_same_key_gets_exactly_one_ticket(after: Aftermath) -> None:
    assert len(after.rush.unanswered) == 8

    given = [
        [after.kiosks[branch].post(f"/branches/{branch}/tickets", body, key=key) for _ in range(2)]
        for branch, body, key in after.rush.unanswered
    ]

    assert {answer.status_code for pair in given for answer in pair} == {201}
    assert all(first.text == second.text for first, second in given)
    for branch in BRANCHES:
        issued = [event["ticket"] for event in after.auditor.events(branch) if event["kind"] == "issued"]
        acknowledged = [ticket["id"] for ticket in after.rush.tickets if ticket["branch"] == branch]
        repeated = [first.json()["id"] for first, _ in given if first.json()["branch"] == branch]
        assert sorted(issued) == sorted(acknowledged + repeated)


def test_the_line_goes_on_where_it_stood(after: Aftermath) -> None:
    branch = BRANCHES[0]
    officer = after.installation.client("officer", branch)
    officer.at(branch, "3", "open", {"services": ["land"]})
    kiosk = after.kiosks[branch]
    ticket = kiosk.take(branch)
    taken = {event["data"]["number"] for event in after.auditor.events(branch) if event["kind"] == "issued"}

    called = officer.at(branch, "3", "call-next").json()

    assert ticket["number"] in taken
    assert called["seq"] > ticket["seq"]
    order = [event["ticket"] for event in after.auditor.events(branch) if event["kind"] == "issued"]
    calls = [event["ticket"] for event in after.auditor.events(branch) if event["kind"] == "called"]
    assert calls == order[: len(calls)]
