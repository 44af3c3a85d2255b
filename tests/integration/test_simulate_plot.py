"""Is a comparison drawn, and is it said what is missing where it cannot be?"""

import sys
from pathlib import Path

import click
import numpy as np
import pytest

from server.commands.simulate_plot import FORMATS, plot_waits, require_plots

RUNS = {"as it was": np.array([0.0, 600.0, np.inf]), "with bulk_turn=5": np.array([60.0, 300.0, 900.0])}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_picture_of_every_kind_is_drawn(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"waits{suffix}"

    require_plots(file)
    plot_waits(RUNS, file)

    assert file.stat().st_size > 1000


def test_an_svg_says_in_words_what_it_compares(tmp_path: Path) -> None:
    file = tmp_path / "waits.svg"

    plot_waits(RUNS, file)

    text = file.read_text(encoding="utf-8")
    assert all(f">{one}<" in text for one in (*RUNS, "minutes waited"))


def test_without_the_library_or_with_another_ending_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(click.UsageError, match=r"must end in \.svg"):
        require_plots(Path("waits.doc"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(click.ClickException, match=r"pip install 'motcua\[plots\]'"):
        require_plots(Path("waits.svg"))
