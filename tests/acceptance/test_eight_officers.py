"""Do eight officers who press at once share the line between them: everybody once, in order, nobody refused?"""

import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.acceptance.installation import Client, Installation

OFFICERS = [str(code) for code in range(1, 9)]
WAITING = 400
FULL_HALL = 5000
AGAIN = {200, 503}
SERVICES = ("certification", "land", "business", "results")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hall(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A server of this module's own, on each database."""
    running = Installation(tmp_path_factory.mktemp("hall"))
    if request.param == "sqlite":
        yield from served(running)
        return
    with warnings.catch_warnings():
        # It looks for a folder of the desktop's, which a plain machine has not, and does without.
        warnings.simplefilter("ignore")
        import pgserver
    # The socket's path must be short.
    with tempfile.TemporaryDirectory() as folder:
        postgres = pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        running.database_url = postgres.get_uri()
        yield from served(running)
        postgres.cleanup()


def served(running: Installation) -> Iterator[Installation]:
    running.init()
    running.start()
    yield running
    running.kill()


def test_eight_officers_pressing_at_once_call_every_ticket_once_in_order(hall: Installation) -> None:
    branch = "tay-ho"
    officer = hall.client("officer", branch)
    tickets = [officer.take(branch, SERVICES[number % len(SERVICES)])["id"] for number in range(WAITING)]

    pressed = press_all(hall, branch)

    called = [ticket for answers in pressed for status, ticket in answers if status == 200]
    assert {answers[-1] for answers in pressed} == {(204, None)}
    assert sorted(called) == sorted(tickets)
    assert all(len(answers) > WAITING / len(OFFICERS) / 4 for answers in pressed)
    assert order_of_calls(hall, branch) == tickets
    assert hall.command("audit", "verify").returncode == 0


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_eight_officers_call_five_thousand_who_wait_each_once_in_order(hall: Installation) -> None:
    branch = "cau-giay"
    kiosk = hall.client("kiosk", branch)

    def issue(_: int) -> None:
        mine = kiosk.again()
        for number in range(FULL_HALL // 8):
            mine.take(branch, SERVICES[number % len(SERVICES)])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(issue, range(8)))
    issued = [event["ticket"] for event in hall.client("auditor").events(branch) if event["kind"] == "issued"]

    pressed = press_all(hall, branch)

    assert len(issued) == FULL_HALL
    assert {answers[-1] for answers in pressed} == {(204, None)}
    assert {status for answers in pressed for status, _ in answers[:-1]} <= AGAIN
    assert order_of_calls(hall, branch) == issued
    assert hall.command("audit", "verify").returncode == 0


def press_all(hall: Installation, branch: str) -> list[list[tuple[int, str | None]]]:
    """Let eight officers press call-next until nobody waits; returns each one's answers.

    Where the server stands still for seconds, who waits for his turn is told that the branch is busy: he presses again.
    """
    officer = hall.client("officer", branch)
    for counter in OFFICERS:
        assert officer.at(branch, counter, "open", {"services": list(SERVICES)}).status_code == 200
    together = Barrier(len(OFFICERS))

    def press(counter: str) -> list[tuple[int, str | None]]:
        mine = officer.again()
        together.wait()
        answers: list[tuple[int, str | None]] = []
        while not answers or answers[-1][0] in AGAIN:
            answer = mine.at(branch, counter, "call-next")
            answers.append((answer.status_code, answer.json()["ticket"]["id"] if answer.status_code == 200 else None))
        return answers

    with ThreadPoolExecutor(len(OFFICERS)) as pool:
        return list(pool.map(press, OFFICERS))


def order_of_calls(hall: Installation, branch: str) -> list[str]:
    return [event["ticket"] for event in hall.client("auditor").events(branch) if event["kind"] == "called"]


def test_a_double_press_calls_once(hall: Installation) -> None:
    branch, counter = "hoang-mai", "1"
    officer = hall.client("officer", branch)
    tickets = [officer.take(branch)["id"] for _ in range(12)]
    officer.at(branch, counter, "open", {"services": ["land"]})
    together = Barrier(2)

    def press(mine: Client, after: str | None) -> int:
        together.wait()
        return mine.at(branch, counter, "call-next", {"after": after}).status_code

    tabs = [officer.again(), officer.again()]
    pressed = []
    with ThreadPoolExecutor(2) as pool:
        for after in (None, *tickets[:5]):
            pressed.append(sorted(pool.map(press, tabs, [after, after])))

    assert pressed == [[200, 409]] * 6
    at_counter = officer.get(f"/branches/{branch}/counters/{counter}/view")["ticket"]
    assert at_counter["id"] == tickets[5]


def test_eight_kiosks_issuing_at_once_never_give_a_number_twice_and_pass_999(hall: Installation) -> None:
    branch = "long-bien"
    kiosk = hall.client("kiosk", branch)
    lease = kiosk.post(f"/branches/{branch}/number-leases", {"service": "guidance", "count": 940}).json()
    together = Barrier(8)

    def issue(_: int) -> list[str]:
        mine = kiosk.again()
        together.wait()
        return [mine.take(branch, "guidance")["number"] for _ in range(15)]

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for given in pool.map(issue, range(8)) for number in given]

    assert len(set(numbers)) == 120
    letter = numbers[0][0]
    leased = range(int(lease["from"][1:]), int(lease["to"][1:]) + 1)
    assert not [number for number in numbers if int(number[1:]) in leased]
    assert {number[0] for number in numbers} == {letter}
    assert all(len(number) >= 4 for number in numbers)
    assert max(int(number[1:]) for number in numbers) > 999
