"""`motcua bench`: measurements as a table, or as one JSON object; `--out` keeps what they were computed from."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from bench import call, issue, kiosk, memory, network, push, screen, staff, voice, waits
from bench.measured import Measured

BENCHES: dict[str, Callable[..., Measured]] = {
    "issue": issue.measure,
    "call": call.measure,
    "push": push.measure,
    "memory": memory.measure,
    "voice": voice.measure,
    "kiosk": kiosk.measure,
    "screen": screen.measure,
    "waits": waits.measure,
    "network": network.measure,
    "staff": staff.measure,
}
# What a benchmark may be told beside; its keywords are those of its function.
OPTIONS: Mapping[str, frozenset[str]] = {
    "waits": frozenset({"snapshots", "test_from"}),
    "network": frozenset({"scenario", "seed"}),
}


@click.command()
@click.argument("name", type=click.Choice([*BENCHES, "all"]))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line, without the table.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write every single measurement as CSV.")
@click.option(
    "--snapshots",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="waits: judge on real queues of this file of published columns (CSV, also .xz).",
)
@click.option("--test-from", help="waits --snapshots: judge on the days from this one on, YYYY-MM-DD.")
@click.option(
    "--scenario",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="network: who comes and who serves (TOML); the Hanoi example by default.",
)
@click.option("--seed", type=click.IntRange(min=0), help="network: of the first day, instead of the scenario's.")
def bench(name: str, as_json: bool, out: Path | None, **options: Path | str | int | None) -> None:
    """Measure, as ratios within one run. Times are only worth reading on a quiet machine."""
    names = tuple(BENCHES) if name == "all" else (name,)
    if out is not None and len(names) > 1:
        raise click.UsageError("--out belongs to one benchmark: name it")
    given = {key: value for key, value in options.items() if value is not None}
    for key in given.keys() - OPTIONS.get(name, frozenset()):
        raise click.UsageError(f"--{key.replace('_', '-')} does not belong to the benchmark {name}")
    broken: list[str] = []
    for one in names:
        measured = BENCHES[one](**given)
        if out is not None:
            _write(out, measured)
        if not as_json:
            _show(one, measured)
        click.echo(json.dumps({"bench": one, **measured.figures}))
        broken += [f"{one}: {told}" for told in measured.broken()]
    if broken:
        raise click.ClickException("; ".join(broken))


def _show(name: str, measured: Measured) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=name, show_header=False)
    for key, value in measured.figures.items():
        table.add_row(key, str(value))
    Console().print(table)


def _write(path: Path, measured: Measured) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(measured.columns)
        writer.writerows(measured.rows)
