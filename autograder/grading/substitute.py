"""Right earlier functions, lent to a student's function: only for inputs of the size that it was given.

Student code chooses the arguments, and the reference runs on the grader's side: arguments made to be expensive are refused, by
their size beforehand and by the time that they take.
"""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Callable

import numpy as np

from autograder.declare import Case
from autograder.grading.deadline import call_within
from autograder.grading.limits import ASK_S
from autograder.visible.numbers import holds_text
from autograder.visible.recipes import realise

DEFAULT_NUMBER = 25  # lags, where nothing else is said
COSTS_NOTHING = "random_seed"  # the whole number whose size says nothing of the time that it takes


def affordable(reference: Callable, case: Case) -> Callable:
    """`reference`, refusing arguments larger than those of the case allow.

    Raises
    ------
    ValueError
        By the returned function, for arrays of more numbers, or whole numbers larger, than the case's inputs explain.
    TimeoutError
        By the returned function, when the reference takes longer than `ASK_S`.
    """
    largest_array, largest_number = _extent((*realise(case.args), *realise(case.kwargs).values()))
    number_limit = max(largest_number, largest_array, DEFAULT_NUMBER)
    row_limit = 2 * max(largest_array, 1)
    limits = (row_limit, row_limit * (min(number_limit, 200) + 2))  # for one axis, and for more

    def limited(*args, **kwargs):
        given = (*args, *kwargs.values())
        if any(holds_text(value) and not isinstance(value, str) for value in given):
            raise ValueError("expected numbers, got a list with text in it")
        args, kwargs = _as_reference_takes(reference, args, kwargs)
        named = {**dict(zip(inspect.signature(reference).parameters, args, strict=False)), **kwargs}
        numbers = [value for name, value in named.items() if name != COSTS_NOTHING]
        if _extent(numbers)[1] > number_limit or any(math.prod(shape) > limits[len(shape) > 1] for shape in _shapes(given)):
            raise ValueError("these arguments are larger than the inputs of the exercise")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's arguments may overflow; that is for the student's result to show
            return call_within(ASK_S, reference, args, kwargs)

    return limited


def _as_reference_takes(reference: Callable, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
    """Arguments of a student's own function, whose optional ones may be more, or have other names.

    A name that the reference does not know stands for the first of its parameters that is not given; a switch or a text
    is something extra, and is left out.
    """
    names = list(inspect.signature(reference).parameters)
    known = {name: value for name, value in kwargs.items() if name in names}
    free = [name for name in names[len(args):] if name not in known]
    renamed = [value for name, value in kwargs.items() if name not in names and not isinstance(value, (bool, str))]
    return args[:len(names)], {**known, **dict(zip(free, renamed, strict=False))}


def _extent(values) -> tuple[int, int]:
    """The largest array's size, and the largest whole number; an array of one number is a number, too."""
    sizes = [math.prod(shape) for shape in _shapes(values)]
    numbers = [abs(int(np.asarray(value).item())) for value in values if _is_whole_number(value)]
    return max(sizes, default=1), max(numbers, default=0)


def _shapes(values) -> list[tuple[int, ...]]:
    """The shapes of all arrays; an empty axis counts as one, for (10**9, 0) is empty, and its rows are many."""
    arrays = [value for value in values if isinstance(value, (np.ndarray, list, tuple))]
    return [tuple(max(n, 1) for n in np.shape(array)) for array in arrays]


def _is_whole_number(value) -> bool:
    return isinstance(value, int) or (isinstance(value, np.ndarray) and value.size == 1 and value.dtype.kind in "biu")
