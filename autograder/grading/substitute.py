"""Right earlier functions, lent to a student's function: only for inputs of the size that it was given.

Student code chooses the arguments, and the reference runs on the grader's side: an argument made to be expensive is refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np

from autograder.declare import Case


def affordable(reference: Callable, case: Case) -> Callable:
    """`reference`, refusing arguments larger than those of the case allow.

    Raises
    ------
    ValueError
        By the returned function, for arrays of more numbers, or whole numbers larger, than the case's inputs explain.
    """
    largest_array, largest_number = _extent((*case.args, *case.kwargs.values()))
    number_limit = max(largest_number, largest_array, 1)
    array_limit = 2 * max(largest_array, 1) * (min(number_limit, 200) + 2)

    def limited(*args, **kwargs):
        n_numbers, number = _extent((*args, *kwargs.values()))
        if n_numbers > array_limit or number > number_limit:
            raise ValueError("these arguments are larger than the inputs of the exercise")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's arguments may overflow; that is for the student's result to show
            return reference(*args, **kwargs)

    return limited


def _extent(values) -> tuple[int, int]:
    """The largest array's size, and the largest whole number."""
    sizes = [np.size(value) for value in values if isinstance(value, (np.ndarray, list, tuple))]
    numbers = [abs(int(value)) for value in values if isinstance(value, int)]
    return max(sizes, default=1), max(numbers, default=25)
