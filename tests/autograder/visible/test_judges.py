"""A judge accepts what is right, and says in a sentence what is off."""

import re

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.judges import (
    Agrees,
    InBowl,
    LeavesInputsAlone,
    Near,
    NotNumbers,
    NoWarning,
    Shaped,
    to_numbers,
)

TRUTH = np.array([[0.71828, -3.14159], [27.1828, 161.803]])
PLAIN_JUDGES = [Shaped(), Agrees(), Near(), InBowl(np.eye(2)), NoWarning(), LeavesInputsAlone()]


def judged(judge, value, truth, **more):
    """Judge a value."""
    return judge(Outcome(value=value, **more), truth)


@pytest.mark.parametrize(
    "value",
    [
        [1, 2],
        (1, 2),
        [True, 2.0],
        np.array([1, 2], "u1"),
        np.array([1, 2], "f2"),
        np.array([1, 2], ">i4"),
        [np.float64(1), 2],
        [np.array(1.0), np.array(2)],
    ],
    ids=repr,
)
def test_numbers_of_any_kind_are_numbers(value):
    """Lists, tuples and arrays of any real type become floats."""
    numbers = to_numbers(value)
    assert numbers.dtype == float
    assert numbers.shape == (2,)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "it returned None: is a `return` missing?"),
        ("abc", "it returned str instead of numbers"),
        ({"a": 1}, "it returned dict instead of numbers"),
        ([1, None], "it returned list instead of numbers"),
        ([[1, 2], [3]], "it returned a list of rows of different lengths"),
        (["1"], "it returned list instead of numbers"),
        (np.array(["a"]), "it returned ndarray instead of numbers"),
        ([2**70], "it returned list instead of numbers"),
    ],
    ids=repr,
)
def test_what_is_no_number_is_told(value, message):
    """An answer that holds no numbers is told by its type."""
    with pytest.raises(NotNumbers, match=re.escape(message)):
        to_numbers(value)


@pytest.mark.parametrize("judge", PLAIN_JUDGES, ids=repr)
def test_every_judge_tells_why_there_is_no_answer(judge):
    """Where a call gave no value, the reason is the judge's sentence."""
    assert judge(Outcome(problem="missing", message="it is not defined"), np.zeros(2)) == "it is not defined"


@pytest.mark.parametrize("value", [None, "abc", {}, [[1], [1, 2]]], ids=repr)
@pytest.mark.parametrize("judge", PLAIN_JUDGES, ids=repr)
def test_no_judge_accepts_what_is_no_number(judge, value):
    """None, text, dictionaries and ragged lists are right for no judge."""
    assert judged(judge, value, np.zeros(2))


@pytest.mark.parametrize("judge", PLAIN_JUDGES, ids=repr)
def test_every_judge_accepts_the_truth(judge):
    """The truth itself is right, as an array and as a list."""
    truth = np.array([1.5, 2.5])
    assert judged(judge, truth.copy(), truth) is None
    assert judged(judge, truth.tolist(), truth) is None


@pytest.mark.parametrize(
    ("value", "truth", "message"),
    [
        ([1.0], 1.0, "expected a single number, got shape (1,)"),
        (1.0, [1.0], "expected shape (1,), got a single number"),
        (np.zeros((2, 3)), np.zeros((3, 2)), "expected shape (3, 2), got shape (2, 3) (it looks transposed)"),
        (np.zeros((3, 1)), np.zeros(3), "expected shape (3,), got shape (3, 1)"),
        (np.zeros((1, 2)), np.zeros((2, 2)), "expected shape (2, 2), got shape (1, 2)"),
        ([], [1.0], "expected shape (1,), got shape (0,)"),
    ],
)
@pytest.mark.parametrize("judge", [Shaped(), Agrees(), Near(), InBowl(np.eye(3))], ids=repr)
def test_shapes_are_strict(judge, value, truth, message):
    """A shape that would broadcast to the right one is not the right one."""
    assert judged(judge, value, truth) == message


def test_shape_alone_is_judged_by_shape_alone():
    """Where only the shape is asked for, numbers do not matter."""
    assert judged(Shaped(), [np.nan, 7.0], [1.0, 2.0]) is None


@pytest.mark.parametrize(("rtol", "atol"), [(1e-3, 0.0), (0.0, 1e-3), (1e-5, 1e-6)])
@pytest.mark.parametrize("sign", [1, -1])
def test_tolerance_ends_where_it_is_said_to_end(rtol, atol, sign):
    """A number off by the tolerance is right, and one off by a little more is not."""
    truth, judge = np.array([-8.0, 4.0]), Agrees(rtol, atol)
    off = sign * (atol + rtol * np.abs(truth))
    assert judged(judge, truth + 0.999 * off, truth) is None
    for index in range(2):
        assert judged(judge, truth + 1.001 * off * (np.arange(2) == index), truth)


@pytest.mark.parametrize(
    ("value", "right"),
    [([np.inf, np.nan], True), ([-np.inf, np.nan], False), ([np.inf, 0.0], False), ([1e308, np.nan], False)],
)
def test_infinities_and_nan_must_be_in_their_places(value, right):
    """An infinity of the right sign and a nan are right where the truth has them, and nothing else is."""
    assert (judged(Agrees(), value, [np.inf, np.nan]) is None) is right


@pytest.mark.parametrize("value", [[1e308, -1e308], [np.finfo(float).max] * 2, np.array([3e38, 1], "f4")], ids=repr)
@pytest.mark.parametrize("judge", [*PLAIN_JUDGES, InBowl(np.ones(2), logarithm=True)], ids=repr)
def test_huge_numbers_are_wrong_without_a_warning(judge, value):
    """Answers near the end of what a float can hold are judged without a warning."""
    assert judge is PLAIN_JUDGES[0] or judged(judge, value, np.array([1.0, 2.0]))


@pytest.mark.filterwarnings("error")
def test_near_is_a_share_of_the_whole():
    """As a whole within the share of the truth's length is near; a little further is not."""
    truth = np.array([3.0, 4.0])
    assert judged(Near(0.1), truth + [0.0, 0.499], truth) is None
    assert judged(Near(0.1), truth + [0.0, 0.501], truth) == "it is some way off the right answer"
    assert judged(Near(0.1), [np.nan, 4.0], truth) == "some of the numbers are nan or infinite"


@pytest.mark.parametrize("curvature", [np.diag([2.0, 8.0]), np.array([2.0, 8.0])], ids=["matrix", "diagonal"])
def test_bowl_judges_the_loss_and_not_the_distance(curvature):
    """A large step along a flat direction is as good as a small one along a steep direction."""
    truth, judge = np.array([1.0, 1.0]), InBowl(curvature, limit=0.01)
    assert judged(judge, truth + [0.0999, 0.0], truth) is None
    assert judged(judge, truth + [0.0, 0.0499], truth) is None
    for step in ([0.101, 0.0], [0.0, 0.0501]):
        assert re.fullmatch(
            r"it misses the optimum by 0\.01\d* \(log-likelihood, in nats\); at most 0.01 is allowed",
            judged(judge, truth + step, truth),
        )


def test_bowl_of_logarithms():
    """With logarithms, the bowl is one of ratios."""
    truth, judge = np.array([1.0, 100.0]), InBowl(np.ones(2), limit=0.5, logarithm=True, what="squared ratio")
    assert judged(judge, truth * [np.exp(0.99), 1], truth) is None
    assert "(squared ratio)" in judged(judge, truth * [1, np.exp(1.01)], truth)
    assert judged(judge, [0.0, 100.0], truth) == "some of the numbers are nan, infinite or not positive"


def test_modified_arguments_are_told_by_their_number():
    """An argument that was modified is told by its place, counted from 1."""
    message = "it modified its argument number 2: work on a copy"
    assert judged(LeavesInputsAlone(), 1.0, 1.0, changed=[1, 2]) == message


def test_leaving_arguments_alone_is_no_merit_of_a_wrong_answer():
    """Arguments left alone earn nothing where the result is wrong."""
    assert "the result is not right" in judged(LeavesInputsAlone(), 5.0, 1.0)
    assert judged(LeavesInputsAlone(Shaped()), 5.0, 1.0) is None


def test_warnings_are_told_where_they_matter():
    """A right answer that warned is told the warnings' types, without what cannot be printed."""
    assert judged(NoWarning(), 1.0, 1.0, warned=["RuntimeWarning", "\x1b"]) == "it warned: RuntimeWarning, \ufffd"
    assert judged(NoWarning(), 1.0, 1.0) is None
    assert judged(NoWarning(), 3.0, 1.0, warned=["RuntimeWarning"]) == "it is too large"
