"""How do runs compare at one look? The share of visits called within so many minutes, a line for each run."""

from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np

from server.planning.times import Floats

FORMATS = (".svg", ".png", ".pdf")
STYLES = ("solid", "dashed", "dashdot", "dotted")


def require_plots(path: Path) -> None:
    """Raise a ClickException before anything is computed where no picture can be made."""
    if path.suffix not in FORMATS:
        raise click.UsageError(f"--plot: {path.name} must end in {', '.join(FORMATS)}.")
    try:
        import matplotlib  # noqa: F401 (asked for here, used below)
    except ImportError as error:
        raise click.ClickException("--plot needs matplotlib: pip install 'motcua[plots]'") from error


def plot_waits(runs: Mapping[str, Floats], path: Path) -> None:
    """Draw the waits in seconds of each run; infinite is who was not called, who is in no share."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # Letters stay letters, so that an SVG can be searched and read aloud.
    with rc_context({"svg.fonttype": "none"}):
        figure = Figure(figsize=(8, 5), layout="constrained")
        axes = figure.subplots()
        for at, (name, seconds) in enumerate(runs.items()):
            minutes = np.sort(seconds[np.isfinite(seconds)]) / 60
            shares = np.arange(len(minutes) + 1) / len(seconds)
            style = STYLES[at % len(STYLES)]
            axes.step(np.concatenate(([0.0], minutes)), 100 * shares, where="post", label=name, linestyle=style)
        axes.set(xlabel="minutes waited", ylabel="visits called by then, %", xlim=(0, None), ylim=(0, 100))
        axes.grid(alpha=0.3)
        axes.legend()
        figure.savefig(path)
