"""What did a benchmark find? Figures for the eye, the single measurements behind them, and what must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """One run. limits: figure -> (least, most), both of one run's ratios, never of seconds; None means no bound."""

    figures: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    limits: Mapping[str, tuple[float | None, float | None]]

    def broken(self) -> list[str]:
        """Return a sentence for each figure outside of its limits; a figure that was not measured breaks none."""
        return [
            f"{name} is {self.figures[name]}, should be {_within(least, most)}"
            for name, (least, most) in self.limits.items()
            if name in self.figures
            and not ((least is None or self.figures[name] >= least) and (most is None or self.figures[name] <= most))
        ]


def _within(least: float | None, most: float | None) -> str:
    return " and ".join(
        f"{word} {bound}" for word, bound in (("at least", least), ("at most", most)) if bound is not None
    )
