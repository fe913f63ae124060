"""Right earlier functions are lent for inputs of the exercise's size, and refused for others."""

import warnings

import numpy as np
import pytest

from autograder.declare import case
from autograder.grading.substitute import affordable
from autograder.visible.recipes import SparseTrain

STIM, SPIKES, MATRIX, NOTHING = np.zeros(40), np.zeros(40, int), np.zeros((40, 40)), np.zeros(0)
LIST = STIM.tolist()


@pytest.fixture
def lent():
    """A function lent for the inputs of a case, which notes its arguments."""
    seen = []

    def reference(stim, spikes=None, d=25):
        seen.append((stim, spikes, d))
        return len(seen)

    limited = affordable(reference, case(STIM, SPIKES, d=6))
    limited.seen = seen
    return limited


@pytest.mark.parametrize(
    ("args", "kwargs", "seen"),
    [
        ((STIM,), {"d": 6}, (STIM, None, 6)),
        ((STIM, SPIKES, 6), {}, (STIM, SPIKES, 6)),
        ((), {"spikes": SPIKES, "stim": STIM}, (STIM, SPIKES, 25)),
        ((LIST,), {"d": 40}, (LIST, None, 40)),
        ((MATRIX, None, 1e300), {}, (MATRIX, None, 1e300)),
        ((NOTHING,), {}, (NOTHING, None, 25)),
    ],
    ids=["lags", "by place", "by name", "list", "matrix and a large float", "empty"],
)
def test_inputs_of_the_exercises_size_are_taken(lent, args, kwargs, seen):
    """Arguments that the exercise's own inputs explain reach the function, and are themselves."""
    assert lent(*args, **kwargs) == 1
    assert all(one is other or one == other for one, other in zip(lent.seen[0], seen, strict=True))


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((STIM, SPIKES), {"lags": 6}),
        ((STIM, SPIKES), {"verbose": True, "d": 6}),
        ((STIM, SPIKES), {"d": 6, "mode": "fast"}),
        ((STIM, SPIKES, 6, "extra"), {}),
        ((STIM,), {"counts": SPIKES, "d": 6}),
    ],
    ids=["another name", "a switch", "a text", "one too many", "another name in between"],
)
def test_arguments_of_a_students_own_making_are_understood(lent, args, kwargs):
    """An argument of another name stands for the first that is not given; what else there is is left out."""
    lent(*args, **kwargs)
    stim, spikes, d = lent.seen[0]
    assert (stim is STIM, spikes is SPIKES, d) == (True, True, 6)


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((np.zeros(10**6),), {}),
        ((STIM,), {"d": 41}),
        ((STIM, 10**12), {}),
        ((STIM, -(10**12)), {}),
        ((STIM, np.array(10**9)), {}),
        ((STIM, np.array([10**9])), {}),
        ((np.zeros((10**9, 0)),), {}),
        (([0.0] * 10**5,), {}),
        ((np.zeros((4000, 1)),), {"d": 3}),
    ],
    ids=[
        "array",
        "number",
        "large number",
        "negative number",
        "number in an array",
        "array of one number",
        "empty but long",
        "list",
        "matrix",
    ],
)
def test_what_would_be_expensive_is_refused(lent, args, kwargs):
    """Arguments larger than the exercise's inputs explain never reach the function."""
    with pytest.raises(ValueError, match="larger than the inputs of the exercise"):
        lent(*args, **kwargs)
    assert lent.seen == []


@pytest.mark.parametrize("kwargs", [{}, {"d": 3}])
@pytest.mark.parametrize("args", [(np.zeros(5),), (np.zeros(5), 25)], ids=["default", "25"])
def test_the_labs_default_is_affordable(kwargs, args):
    """However small the inputs, 25 lags, the default of the labs, may be asked for or left out."""
    assert affordable(lambda *args: 1, case(np.zeros(5), **kwargs))(*args) == 1


@pytest.mark.parametrize(("args", "kwargs"), [((STIM, 10**9), {}), ((STIM,), {"random_seed": 10**9}), ((STIM,), {"seed": 10**9})])
def test_a_seed_may_be_any_number(args, kwargs):
    """How large it is says nothing of the time that the function takes."""
    lent = affordable(lambda x, random_seed=0, n_iters=10: random_seed, case(STIM, 4, n_iters=20))
    assert lent(*args, **kwargs) == 10**9
    with pytest.raises(ValueError, match="larger than the inputs"):
        lent(STIM, 4, 10**9)


def test_an_argument_counts_by_what_it_is_made_into():
    """A case's recipe of 500 numbers allows for 500 numbers, and not for any more than an array of 500 would."""
    limited = affordable(lambda times: len(times), case(SparseTrain(500, 0.0, 8.0, 1)))
    assert limited(np.zeros(500)) == 500
    with pytest.raises(ValueError, match="larger than the inputs of the exercise"):
        limited(np.zeros(1001))


def test_ragged_lists_are_refused(lent):
    """A list that is no array is refused as a ValueError."""
    with pytest.raises(ValueError):
        lent([[1, 2], [3]])


def test_lending_does_not_warn(lent):
    """Numbers that overflow in a lent function are for the student's result to show."""
    overflows = affordable(lambda x: np.exp(x), case(STIM))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isinf(overflows(np.array([1e5]))).all()
