"""However a student calls an earlier function of the lab, a right one can stand in for it."""

import pytest

from autograder.exercises import find_exercise
from tests.autograder.exercises import banks

FIT = find_exercise("glm_encoding.fit_lg")
NEWEST_FIRST = """
def make_design_matrix({signature}):
    return np.array([[{stim}[i - j] if i >= j else 0.0 for j in range({d})] for i in range(len({stim}))])
"""
LATER = """
def fit_lg(stim, spikes, d=25):
    X = np.column_stack([np.ones(len(stim)), {call}])
    return np.linalg.lstsq(X, spikes)[0]
"""


def wrong_matrix(signature="stim, d=25", stim="stim", d="d"):
    """A design matrix in the wrong order, with names of the student's own."""
    return NEWEST_FIRST.format(signature=signature, stim=stim, d=d)


def fit_by(call):
    """A right fit that calls the matrix in this way."""
    return LATER.format(call=call)


CALLS = {
    "by place": [wrong_matrix(), fit_by("make_design_matrix(stim, d)")],
    "by the contract's name": [wrong_matrix(), fit_by("make_design_matrix(stim, d=d)")],
    "all by name": [wrong_matrix("s, d=25", "s"), fit_by("make_design_matrix(d=d, s=stim)")],
    "with d required": [wrong_matrix("s, lags", "s", "lags"), fit_by("make_design_matrix(lags=d, s=stim)")],
    "with d renamed": [wrong_matrix("stim, lags=25", d="lags"), fit_by("make_design_matrix(stim, lags=d)")],
    "with a switch": [wrong_matrix("s, d=25, quiet=False", "s"), fit_by("make_design_matrix(stim, d, True)")],
    "with a word": [wrong_matrix("s, d=25, how='f'", "s"), fit_by("make_design_matrix(stim, d, how='loop')")],
    "by another name": [wrong_matrix(), "matrix = make_design_matrix\n", fit_by("matrix(stim, d)")],
    "by two names": [wrong_matrix(), "a = b = make_design_matrix\n", fit_by("a(stim, d) / 2 + b(stim, d) / 2")],
    "through a helper": [wrong_matrix(), "def helper(s, d):\n    return make_design_matrix(s, d)\n",
                         fit_by("helper(stim, d)")],
    "through a decorator": [wrong_matrix(), "def same(f):\n    return lambda *args, **kwargs: f(*args, **kwargs)\n",
                            "make_design_matrix = same(make_design_matrix)\n",
                            fit_by("make_design_matrix(stim, d=d)")],
    "with a list": [wrong_matrix(), fit_by("make_design_matrix(list(stim), d)")],
    "with NumPy's integers": [wrong_matrix(), fit_by("make_design_matrix(stim, np.int64(d))")],
    "with a longer stimulus": [wrong_matrix(), fit_by("make_design_matrix(np.r_[np.zeros(d), stim], d)[d:]")],
    "with another d": [wrong_matrix(), fit_by("make_design_matrix(stim, d + 1)[:, 1:]")],
    "missing": ["del make_design_matrix\n", fit_by("make_design_matrix(stim, d)")],
    "not written": ["def make_design_matrix(stim, d=25):\n    raise NotImplementedError\n"],
    "not a function": ["make_design_matrix = ...\n", fit_by("make_design_matrix(stim, d)")],
}


@pytest.mark.parametrize("how", CALLS)
def test_a_right_function_stands_in(grade, how):
    """A right fit keeps full marks although its matrix is wrong, however it calls it."""
    (result,) = grade(FIT, [banks.read_right("glm_encoding", "plain"), *CALLS[how]], seeds=[1])
    assert result.points == FIT.points, [check.message for check in result.checks]
    assert result.note == "judged with a right make_design_matrix in place of yours"


def test_the_own_function_is_used_where_it_serves(grade):
    """A matrix of one's own convention is no mistake in the fit, if the fit undoes it."""
    sources = [banks.read_right("glm_encoding", "plain"), wrong_matrix(), fit_by("make_design_matrix(stim, d)[:, ::-1]")]
    (result,) = grade(FIT, sources, seeds=[1])
    assert result.points == FIT.points
    assert result.note == ""


def test_a_lent_function_refuses_arguments_beyond_the_exercise(grade):
    """No student makes the grader compute a matrix of a billion columns."""
    greedy = fit_by("make_design_matrix(stim, 10**9)[:, -d:]")
    (result,) = grade(FIT, [banks.read_right("glm_encoding", "plain"), "del make_design_matrix\n", greedy], seeds=[1])
    assert result.points == 0
