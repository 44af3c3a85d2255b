"""Is a day that went through the real actions read back, run again to the same calls, and run under another rule?"""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.settings import settings
from server.actions.pause_counter import close_counter, pause_counter, resume_counter
from server.actions.serve_visitor import no_show
from server.commands.simulate import simulate
from server.database.store import Store
from tests.integration.databases import HERE
from tests.integration.scene import TUESDAY, Scene

DAY = (HERE, TUESDAY)
BEFORE = ("head_start.priority=0",)


@pytest.fixture
def scene(store: Store) -> Scene:
    """One counter; a, c and d wait behind each other, b comes last with priority and is called before c and d."""
    told = Scene(store)
    told.opens("1", "land")
    told.comes()
    told.calls("1")
    told.comes()
    told.at("09:02")
    told.comes(dossiers=2)
    told.at("09:05")
    told.comes(priority="priority")
    told.at("09:20")
    told.calls("1")
    told.at("09:30")
    told.does(pause_counter, "1", reason="system")
    told.at("09:40")
    told.finishes("1")
    told.does(resume_counter, "1")
    told.calls("1")
    told.at("09:42")
    told.does(no_show, "1")
    told.calls("1")
    told.at("10:00")
    told.finishes("1")
    told.does(close_counter, "1")
    return told


def run(database: str, *asked: str) -> Result:
    settings.cache_clear()
    try:
        return CliRunner().invoke(simulate, asked, env={"MOTCUA_DATABASE_URL": database, "COLUMNS": "160"})
    finally:
        settings.cache_clear()


def replayed(database: str, out: Path, *rules: str) -> list[dict[str, str]]:
    asked = [part for rule in rules for part in ("--rule", rule)]
    done = run(database, "--replay", *DAY, *asked, "--out", str(out))
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("scene")
def test_a_day_is_run_again_to_the_same_calls_and_another_head_start_changes_them(
    database: str, tmp_path: Path
) -> None:
    rows = replayed(database, tmp_path / "replay.csv", *BEFORE)
    run(database, "--replay", *DAY, "--plot", str(tmp_path / "waits.svg"))

    assert ">run again as it was<" in (tmp_path / "waits.svg").read_text(encoding="utf-8")
    assert [float(one["really_min"]) for one in rows] == [0, 15, 40, 40]
    assert [one["as_it_was_min"] for one in rows] == [one["really_min"] for one in rows]
    # Without a head start: who came at nine is missed at 9:20 for 2 min, then he of 9:02 is served, then he of 9:05.
    assert [float(one["changed_min"]) for one in rows] == [0, 35, 20, 20]


def test_a_day_that_is_closed_is_replayed_without_classes_and_says_so(
    scene: Scene, database: str, tmp_path: Path
) -> None:
    scene.at("08:30", day="2026-11-25")
    scene.comes()

    told = run(database, "--replay", *DAY)
    refused = run(database, "--replay", *DAY, "--rule", *BEFORE)

    assert told.exit_code == 0, told.output
    assert "priority classes" in told.output
    assert refused.exit_code == 2
    assert "was erased" in refused.output
    assert len(replayed(database, tmp_path / "replay.csv", "open.2=09:00-10:00")) == 4


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--replay", HERE, "2026-11-23"], "There is no record of 2026-11-23"),
        (["--replay", "nowhere", TUESDAY], "There is no branch nowhere"),
        (["--replay", HERE, "Tuesday"], "does not match the format"),
        (["--rule", "bulk_from=3"], "belongs to --replay"),
        (["--replay", *DAY, "--days", "3"], "leave out"),
        (["--replay", *DAY, "--rule", "no_show_grace_min=5"], "cannot be replayed; what can be changed"),
        (["--replay", *DAY, "--rule", "bulk_from=1"], "greater than or equal to 2"),
        (["--replay", *DAY, "--rule", "bulk_from=many"], "no whole number"),
        (["--replay", *DAY, "--rule", "head_start.vip=5"], "no priority class vip"),
        (["--replay", *DAY, "--rule", "head_start.priority=-5"], "no number of minutes"),
        (["--replay", *DAY, "--rule", "services.9=land"], "no counter 9"),
        (["--replay", *DAY, "--rule", "services.1=moon"], "no service moon"),
        (["--replay", *DAY, "--rule", "open.1=12:00-08:00"], "ends before it begins"),
        (["--replay", *DAY, "--rule", "open.1=8-12"], "no span like"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_a_sentence(database: str, asked: list[str], told: str) -> None:
    done = run(database, *asked)

    assert done.exit_code != 0
    assert told in " ".join(done.output.replace("│", " ").split())
