"""Smooth local bumps over a range: the features by which a model may depend on a variable in any smooth way."""

import numpy as np
from scipy.interpolate import BSpline

DEGREE = 3  # cubic: the sum of bumps bends smoothly


def make_spline_basis(x, low, high, n_basis):
    """Evaluate cubic B-splines, evenly spaced over a range.

    Parameters
    ----------
    x : (n_bins,) array
        The variable, in any unit; values beyond the range count as its nearest end.
    low, high : float
        The range, in the unit of `x`.
    n_basis : int
        Number of bumps, at least 4. Each is positive over four neighbouring intervals of ``(high - low)/(n_basis - 3)``.

    Returns
    -------
    basis : (n_bins, n_basis) float array
        No unit; between 0 and 1, and every row sums to 1.

    Raises
    ------
    ValueError
        For fewer than 4 bumps or an empty range.

    Source: de Boor (1978), A Practical Guide to Splines, chapter IX.
    """
    if n_basis <= DEGREE or not high > low:
        raise ValueError(f"expected n_basis >= {DEGREE + 1} and low < high, got {n_basis}, {low} and {high}")
    inner = np.linspace(low, high, n_basis - DEGREE + 1)
    spacing = inner[1] - inner[0]
    outside = spacing * np.arange(1, DEGREE + 1)
    knots = np.concatenate([low - outside[::-1], inner, high + outside])
    inside = np.clip(np.asarray(x, dtype=float), low, high)
    return BSpline.design_matrix(inside, knots, DEGREE).toarray()
