"""Does a cut line or another process at the database leave the rest of the hall working?"""

import sqlite3
import threading

from tests.acceptance.hall_screen import HallScreen, Line
from tests.acceptance.installation import Client, Installation
from tests.waiting import wait_until

READS = 50


def test_a_display_that_was_cut_off_shows_the_present_state_when_it_is_back(motcua: Installation) -> None:
    branch = "son-tay"
    officer = motcua.client("officer", branch)
    line = Line(motcua.port)
    screen = HallScreen(line.url, branch)
    before = screen.wait_for(lambda view: view["branch"] == branch)

    line.cut()
    missed = [officer.take(branch) for _ in range(3)]
    officer.at(branch, "1", "open", {"services": ["land"]})
    officer.at(branch, "1", "call-next")
    unseen = screen.view
    line.mend()
    shown = screen.wait_for(lambda view: bool(view["calls"]))
    wait_until(lambda: screen.connects == 2)
    asked = Client(motcua.url).get(f"/branches/{branch}/hall")
    screen.close()
    line.close()

    assert unseen["seq"] == before["seq"]
    assert shown["seq"] == asked["seq"]
    assert [call["number"] for call in shown["calls"]] == [missed[0]["number"]]
    assert shown["next"] == [ticket["number"] for ticket in missed[1:]]
    assert (shown["serving"], shown["waiting"]) == (asked["serving"], 2)


def test_every_change_reaches_every_display_of_the_branch_and_no_other(motcua: Installation) -> None:
    branch, other = "dong-anh", "thanh-tri"
    kiosk = motcua.client("kiosk", branch)
    screens = [HallScreen(motcua.url, branch) for _ in range(5)]
    elsewhere = HallScreen(motcua.url, other)
    for screen in (*screens, elsewhere):
        screen.wait_for(lambda view: True)

    last = [kiosk.take(branch) for _ in range(10)][-1]
    views = [screen.wait_for(lambda view: view["seq"] >= last["seq"]) for screen in screens]
    for screen in (*screens, elsewhere):
        screen.close()

    assert {view["waiting"] for view in views} == {10}
    assert {view["branch"] for view in elsewhere.views} == {other}


def test_a_socket_that_asks_for_what_it_may_not_see_gets_a_problem(motcua: Installation) -> None:
    unknown = HallScreen(motcua.url, "nowhere")

    wait_until(lambda: bool(unknown.views))
    unknown.close()

    problem = unknown.views[0]
    assert (problem["status"], problem["type"]) == (404, "/problems/branch-not-found")
    assert problem["detail"]


def test_reads_and_pushes_go_on_while_another_process_holds_the_write_lock(own: Installation) -> None:
    own.start()
    branch = "tay-ho"
    kiosk = own.client("kiosk", branch)
    kiosk.take(branch)
    screen = HallScreen(own.url, branch)
    first = screen.wait_for(lambda view: view["waiting"] == 1)
    database = own.folder / "motcua.sqlite3"
    other_process = sqlite3.connect(database, isolation_level=None, timeout=10)
    written: list[int] = []

    def write() -> None:
        written.append(kiosk.post(f"/branches/{branch}/tickets", {"services": ["land"]}).status_code)

    reader = Client(own.url)
    reader.get(f"/branches/{branch}/hall")
    other_process.execute("BEGIN IMMEDIATE")
    writing = threading.Thread(target=write)
    writing.start()
    for _ in range(READS):
        reader.get(f"/branches/{branch}/hall")
    while_held = list(written)
    other_process.execute("ROLLBACK")
    other_process.close()
    writing.join(20)
    pushed = screen.wait_for(lambda view: view["waiting"] == 2)
    screen.close()

    assert (while_held, written) == ([], [201])
    assert pushed["seq"] > first["seq"]
