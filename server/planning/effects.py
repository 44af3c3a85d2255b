"""What does a change do, and how sure is that? The mean of paired differences, with an interval by Student's t."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import t

from server.planning.outlook import Change, Figures, Outlook

CONFIDENCE = 0.90


@dataclass(frozen=True)
class Between:
    """A difference: its middle, and from where to where it lies with 90 % confidence."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Effect:
    """What changes do at one branch. difference: mean_s, p50_s, p90_s, within_15, crowd: after less before."""

    branch: str
    before: Figures
    after: Figures
    difference: tuple[Between, Between, Between, Between, Between]
    visitors: float


def effects(outlook: Outlook, changes: Sequence[Change], *, beside: Sequence[Change] = ()) -> list[Effect]:
    """Return the effect at each branch that the changes touch, the giving one first.

    beside: what is done anyhow; then it is the effect on top of that.
    """
    codes = list(dict.fromkeys(code for change in changes for code in change.branches))
    others = list(dict.fromkeys(code for change in beside for code in change.branches))
    every = list(dict.fromkeys((*codes, *others)))
    before = outlook.figures(codes, beside, known=every) if beside else {code: outlook.before(code) for code in codes}
    after = outlook.figures(codes, [*beside, *changes], known=every)
    return [_effect(outlook, code, before[code], after[code]) for code in codes]


def _effect(outlook: Outlook, code: str, before: Sequence[Figures], after: Sequence[Figures]) -> Effect:
    differences = np.array([one.less(other).row for one, other in zip(after, before, strict=True)])
    between = tuple(_between(column) for column in differences.T)
    visitors = float(np.mean([outlook.visitors(code, replication) for replication in range(outlook.replications)]))
    return Effect(code, _mean(before), _mean(after), between, visitors)  # type: ignore[arg-type]


def _mean(figures: Sequence[Figures]) -> Figures:
    return Figures(*np.mean([one.row for one in figures], axis=0).tolist())


def _between(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Between:
    middle = float(values.mean())
    many = len(values)
    if many < 2:
        return Between(middle, middle, middle)
    half = float(t.ppf(0.5 + CONFIDENCE / 2, many - 1)) * float(values.std(ddof=1)) / sqrt(many)
    return Between(middle - half, middle, middle + half)


def saved_s(told: Sequence[Effect]) -> Between:
    """Return the person-seconds of waiting that are saved at all branches together; the bounds are cautious."""
    low = sum(-one.difference[0].high * one.visitors for one in told)
    middle = sum(-one.difference[0].middle * one.visitors for one in told)
    high = sum(-one.difference[0].low * one.visitors for one in told)
    return Between(low, middle, high)
