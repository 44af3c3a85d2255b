"""Does an edited network file come into a database that is in use, and do live tickets stay?"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
import tomlkit
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from config.network import Network
from config.settings import settings
from server.commands.init import init
from server.database import network_rows, tables
from server.database.engine import WRITES
from server.database.network_rows import Plan
from server.database.store import Store
from server.domain.refusals import BranchNotFound, CounterNotFound
from tests.integration.databases import DESCRIBED, HERE, NETWORK, POINT, THERE, named
from tests.integration.deeds import call, everything, finish, kinds_of, open_desk, take
from tests.integration.office import Office

Edit = Callable[[dict[str, Any]], object]


def edited(*edits: Edit) -> Network:
    described: dict[str, Any] = deepcopy(DESCRIBED)
    for edit in edits:
        edit(described)
    return Network.model_validate(described)


def without_counter(described: dict[str, Any], code: str = "4") -> None:
    here = described["branches"][0]
    here["counters"] = [counter for counter in here["counters"] if counter["code"] != code]
    for zone in here["zones"]:
        zone["counters"] = [one for one in zone["counters"] if one != code]


def with_counter(described: dict[str, Any]) -> None:
    described["branches"][0]["counters"].insert(0, {"code": "0"})


def renamed(described: dict[str, Any]) -> None:
    described["services"][1]["names"] = named("Soil")


def without_point(described: dict[str, Any]) -> None:
    del described["branches"][2]


def without_land(described: dict[str, Any]) -> None:
    del described["services"][1]


def run_init(database: str, file: Path, *more: str) -> Result:
    """Run `motcua init` on a database."""
    settings.cache_clear()
    try:
        env = {"MOTCUA_DATABASE_URL": database, "MOTCUA_DATA": str(file.parent)}
        return CliRunner().invoke(init, ["--config", str(file), *more], env=env)
    finally:
        settings.cache_clear()


def written(network: Network, folder: Path) -> Path:
    file = folder / "network.toml"
    file.write_text(tomlkit.dumps(network.model_dump(mode="json", exclude_none=True)), encoding="utf-8")
    return file


def alike(described: dict[str, Any]) -> None:
    for service, letter in zip(described["services"], "MN", strict=False):
        service["letter"] = letter


def test_init_warns_of_letters_that_sound_alike_and_names_better_ones(database: str, tmp_path: Path) -> None:
    told = run_init(database, written(edited(alike), tmp_path), "--dry-run")
    calm = run_init(database, written(edited(), tmp_path), "--dry-run")

    assert told.exit_code == 0
    assert re.search(
        r"Warning: M \(.+\) and N \(.+\) sound alike in (vi|en|fr); letters that keep apart: A", told.output
    )
    assert "sound alike" not in calm.output


def test_a_new_network_file_waits_for_who_writes_at_this_moment(store: Store, database: str, tmp_path: Path) -> None:
    file = written(edited(renamed), tmp_path)
    begun = Event()

    def write_for_a_moment() -> None:
        with store.engine.execution_options(**{WRITES: True}).begin() as connection:
            connection.execute(update(tables.clock).values(epoch=tables.clock.c.epoch))
            begun.set()
            sleep(0.3)

    with ThreadPoolExecutor(1) as hands:
        writing = hands.submit(write_for_a_moment)
        begun.wait()
        done = run_init(database, file)
        writing.result()

    assert (done.exit_code, network_rows.plan(store.engine, edited(renamed)).is_empty) == (0, True), done.output


def test_what_is_in_the_database_already_is_nothing_to_change(store: Store) -> None:
    plan = network_rows.plan(store.engine, NETWORK)

    assert plan == Plan(added=[], changed=[], removed=[], blocked=[])
    assert plan.is_empty


@pytest.mark.parametrize(
    ("edit", "planned"),
    [
        (with_counter, Plan(added=[f"counter 0 of {HERE}"], changed=[], removed=[], blocked=[])),
        (renamed, Plan(added=[], changed=["service land"], removed=[], blocked=[])),
        (
            without_counter,
            Plan(added=[], changed=[f"branch {HERE}"], removed=[f"counter 4 of {HERE}"], blocked=[]),
        ),
        (
            without_point,
            Plan(added=[], changed=[], removed=[f"branch {POINT}", f"counter 1 of {POINT}"], blocked=[]),
        ),
        (
            lambda described: described.update(rules={"recalls": 5}),
            Plan(added=[], changed=["rules"], removed=[], blocked=[]),
        ),
        (
            lambda described: described["hours"].update(sat=[["08:00", "11:30"]]),
            Plan(added=[], changed=["hours"], removed=[], blocked=[]),
        ),
    ],
    ids=["a counter more", "a service renamed", "a counter less", "a service point less", "a rule", "an hour"],
)
def test_an_edit_is_told_before_it_is_made_and_nothing_is_left_to_do_after(
    store: Store, edit: Edit, planned: Plan
) -> None:
    before = everything(store)

    told = network_rows.plan(store.engine, edited(edit))
    after_planning = everything(store)
    network_rows.apply(store.engine, edited(edit))

    assert told == planned
    assert after_planning == before
    assert network_rows.plan(store.engine, edited(edit)).is_empty


def test_a_counter_with_somebody_in_front_of_it_blocks_its_removal(store: Store) -> None:
    take(store)
    open_desk(store, "4")
    free = network_rows.plan(store.engine, edited(without_counter)).blocked
    call(store, "4")

    busy = network_rows.plan(store.engine, edited(without_counter)).blocked
    elsewhere = network_rows.plan(store.engine, edited(with_counter)).blocked

    assert (free, busy, elsewhere) == ([], [f"counter 4 of {HERE}"], [])


def test_the_command_tells_the_plan_and_a_second_time_changes_nothing(
    store: Store, database: str, tmp_path: Path
) -> None:
    file = written(edited(renamed, with_counter), tmp_path)
    before = everything(store)

    dry = run_init(database, file, "--dry-run")
    after_dry_run = everything(store)
    first = run_init(database, file)
    after_first = everything(store)
    second = run_init(database, file)

    assert (dry.exit_code, first.exit_code, second.exit_code) == (0, 0, 0)
    assert dry.output == (f"add 1: counter 0 of {HERE}\nchange 1: service land\nNothing was changed (--dry-run).\n")
    assert after_dry_run == before
    assert first.output.endswith("The database holds 3 branches and service points now.\n")
    assert second.output == "The database holds this network already; nothing to change.\n"
    assert everything(store) == after_first


def test_the_command_refuses_to_remove_a_counter_where_somebody_is_served(
    store: Store, database: str, tmp_path: Path
) -> None:
    take(store)
    open_desk(store, "4")
    call(store, "4")
    before = everything(store)

    refused = run_init(database, written(edited(without_counter), tmp_path))

    assert refused.exit_code == 1
    assert f"Somebody is being served at counter 4 of {HERE}" in refused.output
    assert everything(store) == before


def test_live_tickets_survive_and_are_called_and_finished_under_the_new_network(store: Store) -> None:
    first, second = take(store).ticket, take(store).ticket
    open_desk(store)
    call(store)

    network_rows.apply(store.engine, edited(renamed, with_counter, without_point))
    store.refresh()
    finished = finish(store)
    called = call(store)

    assert finished.id == first.id
    assert called is not None
    assert called.id == second.id
    assert take(store).ticket.number == "T003"
    assert kinds_of(store)[-4:] == ["called", "finished", "called", "issued"]


def test_live_tickets_of_a_service_that_is_gone_are_still_called_and_shown(office: Office) -> None:
    kiosk, officer = office.client("kiosk"), office.client("officer")
    ticket = kiosk.take("land")
    officer.does("1", "open")

    network_rows.apply(office.store.engine, edited(without_land))
    office.store.refresh()
    refused = kiosk.post(f"/branches/{HERE}/tickets", {"services": ["land"]})
    seen = office.client().get(f"/tickets/{ticket['token']}")
    called = officer.does("1", "call-next")
    finished = officer.does("1", "finish")

    assert refused.get_json()["type"] == "/problems/unknown-service"
    assert (seen["number"], seen["service"], seen["service_names"]) == ("T001", "land", {})
    assert called["ticket"]["id"] == finished["ticket"]["id"] == ticket["id"]
    assert office.client().get(f"/branches/{HERE}/hall")["waiting"] == 0


def test_a_removed_counter_is_only_set_inactive_and_comes_back_as_it_was(office: Office) -> None:
    store, officer = office.store, office.client("officer")
    counter = tables.counter.c
    active = select(counter.code, counter.active).where(counter.branch == HERE).order_by(counter.code)

    def found() -> tuple[list[Any], list[str], int]:
        with store.read() as connection:
            rows = [tuple(row) for row in connection.execute(active)]
        shown = [row["code"] for row in officer.get(f"/branches/{HERE}/counters")["counters"]]
        return rows, shown, officer.at("4", "open").status_code

    network_rows.apply(store.engine, edited(without_counter))
    store.refresh()
    gone = found()
    network_rows.apply(store.engine, NETWORK)
    store.refresh()
    back = found()

    assert gone == ([("1", 1), ("2", 1), ("3", 1), ("4", 0)], ["1", "2", "3"], 404)
    assert back == ([("1", 1), ("2", 1), ("3", 1), ("4", 1)], ["1", "2", "3", "4"], 200)


def test_a_removed_counter_that_was_open_promises_nobody_a_shorter_wait(office: Office) -> None:
    officer, anybody = office.client("officer"), office.client()
    officer.does("4", "open", {"services": ["results"]})
    before = anybody.get(f"/branches/{HERE}/services")["services"][2]

    network_rows.apply(office.store.engine, edited(without_counter))
    office.store.refresh()
    after = anybody.get(f"/branches/{HERE}/services")["services"][2]

    assert (before["code"], before["wait_p50_s"]) == ("results", 0)
    assert (after["code"], after["wait_p50_s"]) == ("results", None)


def test_a_removed_branch_is_unknown_but_its_past_stays(store: Store) -> None:
    take(store, "results", branch=POINT)

    network_rows.apply(store.engine, edited(without_point))
    store.refresh()

    with pytest.raises(BranchNotFound):
        take(store, "results", branch=POINT)
    assert kinds_of(store, POINT) == ["branch_opened", "issued"]
    with store.read() as connection:
        active = dict(connection.execute(select(tables.branch.c.code, tables.branch.c.active)).all())
    assert active == {HERE: 1, THERE: 1, POINT: 0}


def test_counters_are_shown_in_the_order_of_the_file(office: Office) -> None:
    def turned(described: dict[str, Any]) -> None:
        described["branches"][0]["counters"].reverse()

    network_rows.apply(office.store.engine, edited(turned, with_counter))
    office.store.refresh()

    shown = [row["code"] for row in office.client("officer").get(f"/branches/{HERE}/counters")["counters"]]
    assert shown == ["0", "4", "3", "2", "1"]


def test_a_running_process_goes_by_the_old_network_until_it_reads_the_new_version(office: Office, store: Store) -> None:
    def names() -> list[str]:
        return [row["name"] for row in office.client().get(f"/branches/{HERE}/services")["services"]]

    network_rows.apply(store.engine, edited(renamed))
    before = names()
    office.store.refresh()
    after = names()

    assert before == ["Certification (en)", "Land (en)", "Results (en)"]
    assert after == ["Certification (en)", "Soil (en)", "Results (en)"]


def test_the_same_version_is_not_read_again(store: Store) -> None:
    network = store.network

    store.refresh()
    same = store.network
    network_rows.apply(store.engine, edited(renamed))
    store.refresh()

    assert same is network
    assert store.network is not network
    assert store.network.version != network.version


def test_a_process_that_has_not_read_the_new_network_yet_changes_nothing_at_a_removed_counter(
    office: Office, store: Store
) -> None:
    network_rows.apply(store.engine, edited(without_counter))
    store.refresh()

    with pytest.raises(CounterNotFound):
        open_desk(store, "4")
    view = office.client("officer").send("GET", f"/branches/{HERE}/counters/4/view")

    assert view.status_code == 404
