"""How does a quantile depend on what is known? Gradient boosting of symmetric trees for the pinball loss, in numpy.

Friedman (2001) with the leaf values of least absolute deviation generalised to any quantile; symmetric trees, which ask
the same question at every node of a level, as in CatBoost (Prokhorenkova et al., 2018). Written out because it is short
and spares the server a library of tens of megabytes; docs/decisions/0016 says how near it comes to LightGBM.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from server.planning.times import Floats

Bins = NDArray[np.int64]
BINS = 32


@dataclass(frozen=True)
class Growth:
    """How the trees grow. share: the part of rows and of columns that each tree sees."""

    trees: int = 250
    depth: int = 4
    rate: float = 0.06
    least: int = 40
    share: float = 0.6
    seed: int = 1


@dataclass(frozen=True)
class Tree:
    """columns and cuts: the question of each level, "is the bin above the cut?"; leaves: what is added."""

    columns: tuple[int, ...]
    cuts: tuple[int, ...]
    leaves: Floats

    def leaf(self, bins: Bins) -> Bins:
        """Return the leaf of each row."""
        return _leaf(bins, self.columns, self.cuts)


@dataclass(frozen=True)
class Boosted:
    """A fitted quantile. edges[column]: the borders of its bins; unknown values (NaN) are below all of them."""

    edges: Sequence[Floats]
    trees: Sequence[Tree]

    def predict(self, known: Floats, start: Floats) -> Floats:
        """Return the quantile of each row. start: the first guess, as in `fit`."""
        bins = _binned(known, self.edges)
        told = start.copy()
        for tree in self.trees:
            told += tree.leaves[tree.leaf(bins)]
        return told


def fit(known: Floats, value: Floats, start: Floats, *, level: float, growth: Growth = Growth()) -> Boosted:
    """Fit the quantile `level` of a value to what is known (rows, columns), beginning at a first guess for each row."""
    edges = [_edges(column) for column in known.T]
    bins = _binned(known, edges)
    chance = np.random.default_rng(growth.seed)
    told = start.copy()
    trees = []
    rows, columns = known.shape
    for _ in range(growth.trees):
        some = chance.permutation(rows)[: max(1, int(rows * growth.share))]
        asked = chance.permutation(columns)[: max(1, int(columns * growth.share))]
        slope = np.where(value[some] > told[some], level, level - 1.0)
        questions = _questions(bins[some], slope, asked, growth)
        leaf = _leaf(bins[some], *questions)
        values = _leaf_values(leaf, value[some] - told[some], 2 ** len(questions[0]), level, growth.least)
        tree = Tree(*questions, values * growth.rate)
        told += tree.leaves[tree.leaf(bins)]
        trees.append(tree)
    return Boosted(edges, trees)


def _edges(column: Floats) -> Floats:
    known = column[np.isfinite(column)]
    return np.unique(np.quantile(known, np.linspace(0, 1, BINS)[1:-1])) if len(known) else np.zeros(0)


def _binned(known: Floats, edges: Sequence[Floats]) -> Bins:
    """Return the bin of each value, 0 for an unknown one."""
    bins = np.empty(known.shape, dtype=np.int64)
    for at, border in enumerate(edges):
        column = known[:, at]
        bins[:, at] = np.where(np.isnan(column), 0, 1 + np.searchsorted(border, column, side="left"))
    return bins


def _leaf(bins: Bins, columns: Sequence[int], cuts: Sequence[int]) -> Bins:
    leaf = np.zeros(len(bins), dtype=np.int64)
    for column, cut in zip(columns, cuts, strict=True):
        leaf = 2 * leaf + (bins[:, column] > cut)
    return leaf


def _questions(bins: Bins, slope: Floats, asked: Bins, growth: Growth) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return, level by level, the column and cut that lower the squared error of the slopes most over all leaves."""
    columns: list[int] = []
    cuts: list[int] = []
    leaf = np.zeros(len(bins), dtype=np.int64)
    width = BINS + 1
    for level in range(growth.depth):
        best = (-np.inf, 0, 0)
        for column in asked:
            cell = leaf * width + bins[:, column]
            shape = (2**level, width)
            count = np.bincount(cell, minlength=shape[0] * width).reshape(shape)
            total = np.bincount(cell, weights=slope, minlength=shape[0] * width).reshape(shape)
            below, below_sum = count.cumsum(1)[:, :-1], total.cumsum(1)[:, :-1]
            above, above_sum = count.sum(1, keepdims=True) - below, total.sum(1, keepdims=True) - below_sum
            gain = (below_sum**2 / (below + growth.least) + above_sum**2 / (above + growth.least)).sum(0)
            cut = int(gain.argmax())
            if gain[cut] > best[0]:
                best = (float(gain[cut]), int(column), cut)
        columns.append(best[1])
        cuts.append(best[2])
        leaf = 2 * leaf + (bins[:, best[1]] > best[2])
    return tuple(columns), tuple(cuts)


def _leaf_values(leaf: Bins, rest: Floats, leaves: int, level: float, least: int) -> Floats:
    """Return the quantile of what is left in each leaf; a small leaf is drawn towards nothing."""
    order = np.argsort(leaf, kind="stable")
    edges = np.searchsorted(leaf[order], np.arange(leaves + 1))
    values = np.zeros(leaves)
    for at in range(leaves):
        inside = rest[order[edges[at] : edges[at + 1]]]
        if len(inside):
            values[at] = np.quantile(inside, level) * len(inside) / (len(inside) + least)
    return values
