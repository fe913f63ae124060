"""Answers as numbers, whatever container they came in."""

from __future__ import annotations

import numpy as np


class NotNumbers(ValueError):
    """An answer that is no array of real numbers."""


def to_numbers(value) -> np.ndarray:
    """An answer as floats; lists and NumPy scalars are as good as arrays.

    Raises
    ------
    NotNumbers
    """
    if value is None:
        raise NotNumbers("it returned None: is a `return` missing?")
    try:
        array = np.asarray(value)
    except ValueError:
        raise NotNumbers("it returned a list of rows of different lengths") from None
    if array.dtype.kind not in "biuf":
        raise NotNumbers(f"it returned {type(value).__name__} instead of numbers")
    return array.astype(float)
