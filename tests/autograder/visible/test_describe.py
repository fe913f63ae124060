"""Differences are told in words, and what students wrote is told without what could move a cursor."""

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_difference, describe_problem, readable, shape_text


def describe(answer, truth):
    """Describe the difference of two arrays of one shape."""
    answer, truth = np.asarray(answer, float), np.asarray(truth, float)
    with np.errstate(all="ignore"):
        return describe_difference(answer, truth, ~np.isclose(answer, truth, equal_nan=True))


TRUTH = np.random.default_rng(5).normal(size=(6, 4)) + 0.3


def changed(rows=slice(None), columns=slice(None)):
    """Change some rows and columns, each number by another amount."""
    answer = TRUTH.copy()
    answer[rows, columns] += np.arange(1, 25).reshape(6, 4)[rows, columns] ** 2
    return answer


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (-TRUTH, "every value has the opposite sign"),
        (TRUTH * 0, "every value is 0"),
        (TRUTH[::-1], "the values are right, in reverse order along the first axis"),
        (TRUTH[:, ::-1], "the columns are right, in reverse order"),
        (TRUTH * 2.5, "every value is the right one times the same factor (2.5)"),
        (TRUTH - 4, "every value is off by the same amount"),
        (changed(), "all 24 numbers differ"),
        (changed(rows=[2]), "4 of 24 numbers differ, all of them in row 2 (of 6)"),
        (changed(rows=slice(1, 4)), "12 of 24 numbers differ, all of them in rows 1 to 3 (of 6)"),
        (
            changed(rows=[1, 4, 5]),
            "12 of 24 numbers differ, all of them in 3 of 6 rows, the first being row 1",
        ),
        (changed(columns=[3]), "6 of 24 numbers differ, all of them in column 3 (of 4)"),
        (changed(columns=slice(0, 2)), "12 of 24 numbers differ, all of them in columns 0 to 1 (of 4)"),
        (
            np.where(np.eye(6, 4) > 0, np.nan, TRUTH),
            "4 of 24 numbers are nan or infinite where a number was expected",
        ),
        (
            np.where(np.eye(6, 4) > 0, -np.inf, -TRUTH),
            "4 of 24 numbers are nan or infinite where a number was expected",
        ),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_matrices_that_differ(answer, told):
    """A relation that holds for the whole is told first; else how many numbers differ, and where."""
    assert describe(answer, TRUTH) == told


@pytest.mark.parametrize(
    ("answer", "truth", "told"),
    [
        ([3, 2, 1], [1, 2, 3], "the values are right, in reverse order along the first axis"),
        ([1, 2, 9, 4], [1, 2, 3, 4], "1 of 4 numbers differ, all of them in entry 2 (of 4)"),
        ([1, 7, 9, 4], [1, 2, 3, 4], "2 of 4 numbers differ, all of them in entries 1 to 2 (of 4)"),
        ([8, 2, 9, 4], [1, 2, 3, 4], "2 of 4 numbers differ, the first being entry 0"),
        ([1, 5, 3], [1, np.inf, 3], "1 of 3 numbers differ, all of them in entry 1 (of 3)"),
        ([5], [3], "the number differs"),
        ([0, 0], [3, -3], "every value is 0"),
        ([1, -1], [-1, 1], "every value has the opposite sign"),
        ([5, 6], [2, 2], "all 2 numbers differ"),
    ],
)
def test_vectors_that_differ(answer, truth, told):
    """In a vector the entries are told that differ."""
    assert describe(answer, truth) == told


@pytest.mark.parametrize(
    ("answer", "truth", "told"),
    [
        (2, 3, "it is too small"),
        (4, 3, "it is too large"),
        (-3, 3, "it has the opposite sign"),
        (5, np.inf, "it should not be finite here"),
        (np.nan, 3, "it is nan or infinite where a number was expected"),
    ],
)
def test_single_numbers_that_differ(answer, truth, told):
    """Of a single number the direction is told."""
    assert describe(answer, truth) == told


def test_three_axes_are_told_by_the_first_two():
    """An array with more axes is told by its first ones."""
    answer = np.zeros((2, 3, 4))
    answer[1] += np.arange(1, 13).reshape(3, 4)
    truth = np.ones((2, 3, 4)) * [[[1]], [[0]]]
    assert describe(answer + truth * [[[1]], [[0]]], truth) == "12 of 24 numbers differ, all of them in row 1 (of 2)"


@pytest.mark.parametrize(
    ("shape", "told"),
    [((), "a single number"), ((3,), "shape (3,)"), ((0, 2), "shape (0, 2)"), ((np.int64(4),), "shape (4,)")],
)
def test_shapes_in_words(shape, told):
    """A shape is told as Python writes it; no axes are a single number."""
    assert shape_text(shape) == told


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (
            Outcome(problem="raised", error="NotImplementedError", message="f: fill in"),
            "it is not written yet (NotImplementedError)",
        ),
        (Outcome(problem="raised", error="ValueError", message="bad"), "it raised ValueError: bad"),
        (
            Outcome(problem="raised", error="E", message="bad", line="line 3: f(x)"),
            "it raised E: bad \u2014 at line 3: f(x)",
        ),
        (Outcome(problem="raised", error="E", message="x" * 400), f"it raised E: {'x' * 300}"),
        (Outcome(problem="missing", message="it is not defined"), "it is not defined"),
        (Outcome(problem="died"), "it gave no answer (died)"),
        (
            Outcome(problem="raised", error="E", message="\x1b[31mred\ud800\n\tnext"),
            "it raised E: \ufffd[31mred\ufffd next",
        ),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_problems_in_words(outcome, told):
    """Why there is no answer is told in one line that can be printed."""
    assert describe_problem(outcome) == told


@pytest.mark.parametrize("letter", ["\x1b", "\0", "\x07", "\u202e", "\u200b", "\ud800", "\x9b"], ids=ascii)
def test_letters_that_move_or_turn_text_are_replaced(letter):
    """Control characters, marks that turn the text and half surrogate pairs are not passed on."""
    assert readable(f"a{letter}b") == "a\ufffdb"


def test_words_of_every_language_stay():
    """Letters, accents, symbols and quotes of any language are readable as they are."""
    text = "\u03c9 = \u00fc\u00df \u6f22\u5b57 <b>'\"\\"
    assert readable(text) == text


def test_readable_text_is_one_line():
    """Line breaks and tabs become spaces."""
    assert readable("a\r\n\tb\u2028c  d") == "a b c d"
