"""`motcua simulate`: what happens on such days, under each policy? Common random numbers, in seconds.

With --replay a recorded day instead, under a changed rule.
"""

import csv
from datetime import datetime
from pathlib import Path

import click
import numpy as np

from config import scenario as described
from config.load import NetworkFileError, hanoi_path, load_network
from server.commands import sites as built
from server.commands.simulate_plot import plot_waits, require_plots
from server.planning.network import Outcome, run

COLUMNS = (
    "policy",
    "day",
    "branch",
    "visits",
    "within_15",
    "mean_min",
    "p90_min",
    "with_travel_mean_min",
    "redirected",
)


@click.command()
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The network file.")
@click.option("--scenario", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Who comes, who serves.")
@click.option("--seed", type=click.IntRange(min=0), help="Instead of the scenario's.")
@click.option("--days", type=click.IntRange(1, 250), help="Instead of the scenario's.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Each policy, day and branch as CSV.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="The waits as .svg, .png or .pdf.")
@click.option(
    "--replay",
    type=(str, click.DateTime(["%Y-%m-%d"])),
    metavar="BRANCH DAY",
    help="Instead: run a recorded day of the database again.",
)
@click.option("--rule", "rules", multiple=True, metavar="NAME=VALUE", help="With --replay: what is to be otherwise.")
def simulate(
    *,
    config: Path | None,
    scenario: Path | None,
    seed: int | None,
    days: int | None,
    out: Path | None,
    plot: Path | None,
    replay: tuple[str, datetime] | None,
    rules: tuple[str, ...],
) -> None:
    """Run days of a network and compare policies. Without files: the Hanoi example.

    With --replay BRANCH DAY a recorded day is run again, as it was and under the rules that are named: the same
    visitors, service times and officers. --out then has one row per visit. Rules: head_start.CLASS=MINUTES, bulk_from,
    bulk_turn, bulk_counters, services.COUNTER=CODE,CODE, open.COUNTER=08:00-12:00,13:00-17:00.
    """
    if plot is not None:
        require_plots(plot)
    if replay is not None:
        if any(one is not None for one in (config, scenario, seed, days)):
            raise click.UsageError(
                "--replay takes all from the database; leave out --config, --scenario, --seed, --days."
            )
        from server.commands.simulate_replay import replay_day

        replay_day(replay[0], replay[1].date(), rules, out=out, plot=plot)
        return
    if rules:
        raise click.UsageError("--rule belongs to --replay BRANCH DAY.")
    try:
        network = load_network(config or hanoi_path())
        wanted = described.read(scenario or built.hanoi_scenario(), network)
        sites = built.sites_of(wanted, network)
        policies = built.policies_of(wanted, sites)
    except (NetworkFileError, described.ScenarioError) as error:
        raise click.ClickException(str(error)) from error
    floor = built.floor_of(network)
    rows: list[tuple[object, ...]] = []
    shown = []
    waits = {}
    for policy in policies:
        outcomes = []
        for day in range(days or wanted.days):
            visitors = built.visitors_of(sites, seed=wanted.seed if seed is None else seed, day=day)
            outcome = run(sites, floor, visitors, policy)
            outcomes.append(outcome)
            rows += _by_branch(policy.name, day, outcome)
        shown.append((policy.name, *_summary(outcomes)))
        waits[policy.name] = np.concatenate([one.waits_s for one in outcomes])
    _show(shown)
    if plot is not None:
        plot_waits(waits, plot)
    if out is not None:
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)


def _by_branch(policy: str, day: int, outcome: Outcome) -> list[tuple[object, ...]]:
    branches = np.array(outcome.branch)
    rows: list[tuple[object, ...]] = []
    for branch in sorted(set(outcome.branch)):
        here = branches == branch
        waits, travel = outcome.waits_s[here] / 60, outcome.travel_s[here] / 60
        figures = ((waits <= 15).mean(), waits.mean(), np.quantile(waits, 0.9), (waits + travel).mean())
        rows.append(
            (policy, day, branch, len(waits), *(round(float(one), 3) for one in figures), int((travel > 0).sum()))
        )
    return rows


def _summary(outcomes: list[Outcome]) -> tuple[str, ...]:
    waits = np.concatenate([one.waits_s for one in outcomes]) / 60
    whole = waits + np.concatenate([one.travel_s for one in outcomes]) / 60
    last = max(one.last_call_s for one in outcomes)
    return (
        f"{(waits <= 15).mean():.0%}",
        f"{waits.mean():.1f}",
        f"{np.quantile(waits, 0.9):.1f}",
        f"{whole.mean():.1f}",
        f"{np.quantile(whole, 0.9):.1f}",
        f"{sum(one.redirected for one in outcomes) / len(waits):.1%}",
        f"{int(last // 3600):02d}:{int(last % 3600 // 60):02d}",
    )


def _show(rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("policy", "≤ 15 min", "mean", "P90", "mean, with way", "P90, with way", "sent on", "last call")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
