"""Answers as numbers, whatever container they came in."""

from __future__ import annotations

import numpy as np


class NotNumbers(ValueError):
    """An answer that is no array of real numbers."""


def holds_text(value) -> bool:
    """Whether a text stands anywhere in a list: NumPy would make room for the longest in every entry."""
    return isinstance(value, (str, bytes)) or (isinstance(value, (list, tuple)) and any(map(holds_text, value)))


def to_numbers(value) -> np.ndarray:
    """An answer as floats; lists and NumPy scalars are as good as arrays.

    Raises
    ------
    NotNumbers
    """
    if value is None:
        raise NotNumbers("it returned None: is a `return` missing?")
    if holds_text(value):
        raise NotNumbers(f"it returned {type(value).__name__} instead of numbers")
    try:
        array = np.asarray(value)
    except ValueError:
        raise NotNumbers("it returned a list of rows of different lengths") from None
    if array.dtype.kind not in "biuf":
        raise NotNumbers(f"it returned {type(value).__name__} instead of numbers")
    return array.astype(float)
