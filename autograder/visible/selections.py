"""Judges of the choice of a number of components by the BIC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Judge, NotNumbers, to_numbers

NAMES = ("best_k", "best_bic", "all_bic")


@dataclass(frozen=True)
class Selection(Judge):
    """A number of components, a BIC for each number, one for each start: they fit together, some are known.

    Parameters
    ----------
    K : sequence of int
        The numbers of components that were asked for.
    n_starts : int
        How many starts each has.
    rows : sequence of int
        Rows in which the smallest BIC is known, `values`, within `allowed`.
    differ : bool
        Whether the starts of some row have to differ.
    """

    K: tuple = ()
    n_starts: int = 1
    rows: tuple = ()
    values: tuple = ()
    allowed: float = 1.0
    differ: bool = False

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != len(NAMES):
            return f"expected three results ({', '.join(NAMES)})"
        try:
            parts = list(map(to_numbers, outcome.value))
        except NotNumbers as reason:
            return str(reason)
        return self._wrong_form(*parts) or self._wrong_minimum(*parts) or self._wrong_value(*parts)

    def _wrong_form(self, best_k, best_bic, all_bic):
        K = np.asarray(self.K)
        shapes = [(), (len(K),), (len(K), self.n_starts)]
        for name, part, shape in zip(NAMES, (best_k, best_bic, all_bic), shapes, strict=True):
            if part.shape != shape:
                return f"{name}: expected {shape_text(shape)}, got {shape_text(part.shape)}"
            if not np.isfinite(part).all():
                return f"{name}: some of the numbers are nan or infinite"
        return None if best_k in K else "best_k is not one of the values of K"

    def _wrong_minimum(self, best_k, best_bic, all_bic):
        if not np.allclose(best_bic, all_bic.min(axis=1), rtol=1e-5, atol=1e-6):
            return "best_bic is not the smallest BIC of each row of all_bic"
        rows = np.flatnonzero(np.asarray(self.K) == best_k)
        if best_bic[rows].min() > best_bic.min() + 1e-6 * abs(best_bic.min()):
            return "best_k is not the number of components with the smallest BIC"
        return None

    def _wrong_value(self, best_k, best_bic, all_bic):
        known = zip(self.rows, self.values, strict=True)
        if any(abs(best_bic[row] - value) > self.allowed for row, value in known):
            return "the smallest BIC of a number of components is not right: does row i belong to K[i]?"
        several = all_bic[np.asarray(self.K) > 1]
        if self.differ and not np.ptp(several, axis=1).any():
            return "all starts give exactly the same BIC: are they different starts?"
        return None


@dataclass(frozen=True)
class SameKindOfSelection(Judge):
    """Whether two selections are alike in what is peculiar: starts change the BICs, but not a mistake.

    The best value of some number of components is the same in both: one component, say, knows no start.
    """

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        try:
            one, two = self.digest(outcome.value), truth if isinstance(truth, dict) else self.digest(truth)
        except NotNumbers as reason:
            return str(reason)
        if one["kind"] != two["kind"] or np.shape(one["lowest"]) != np.shape(two["lowest"]):
            return "it is of another kind"
        same = _share_values(one, two) and _share_habits(one, two)
        return None if same else "it has other values"

    def digest(self, value):
        """The peculiarities of a selection, and the smallest value for each number of components."""
        if not isinstance(value, (tuple, list)) or len(value) != len(NAMES):
            return {"kind": "other parts", "lowest": np.empty(0), "taken": (), "place": False, "alike": False}
        best_k, best_bic, all_bic = map(to_numbers, value)
        shapes = best_k.shape, best_bic.shape, all_bic.shape
        if best_k.shape or best_bic.ndim != 1 or all_bic.ndim != 2 or len(best_bic) not in all_bic.shape:
            return {"kind": repr(shapes), "lowest": np.empty(0), "taken": (), "place": False, "alike": False}
        rows = all_bic if len(best_bic) == len(all_bic) else all_bic.T
        lowest = rows.min(axis=1)
        taken = [bool(np.allclose(best_bic, kind, rtol=1e-6)) for kind in (lowest, rows.max(axis=1), rows.mean(axis=1))]
        habits = {"place": bool(best_k == best_bic.argmin()), "alike": not np.ptp(rows, axis=1).any()}
        kind = shapes, bool(np.all(rows > 0))
        return {"kind": repr(kind), "lowest": np.round(lowest, 4), "taken": taken, **habits}


def _share_values(one, two) -> bool:
    """Whether the smallest value of some number is the same, and the same was taken of each row."""
    agree = np.isclose(one["lowest"], two["lowest"], rtol=1e-4, equal_nan=True)
    taken = np.logical_and(one["taken"], two["taken"])
    return bool((agree.any() or agree.size < 2) and (taken.any() or np.array_equal(one["taken"], two["taken"])))


def _share_habits(one, two) -> bool:
    """Whether places in K are returned in both, where the minimum is; and whether all starts are the same one.

    Where data are easy, for one or two numbers of components, different starts may end alike, too.
    """
    returns_place = one["place"] or not two["place"] or not any(one["taken"][:1])
    return returns_place and (np.size(one["lowest"]) < 3 or one["alike"] == two["alike"])


JUDGES = {kind.__name__: kind for kind in (Selection, SameKindOfSelection)}
