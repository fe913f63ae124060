"""A mistake in an earlier function costs its points once."""

import pytest

from tests.autograder.grading import toy
from tests.autograder.grading.toy import passed

DOUBLE = "import numpy as np\ndef double(x): return 2 * np.asarray(x, float)\n"


WRONG_DOUBLE = "import numpy as np\ndef double(x): return 3 * np.asarray(x, float)\n"


WRONG_TOTAL = "def total(x): return 0.0\n"


RIGHT_TOTAL = "def total(x): return double(x).sum()\n"


RIGHT_SPREAD = "def spread(x, factor=1): return factor * double(x) - total(x)\n"


@pytest.mark.parametrize(
    ("source", "exercise", "note"),
    [
        (DOUBLE + RIGHT_TOTAL, toy.total, ""),
        (WRONG_DOUBLE + RIGHT_TOTAL, toy.total, "judged with a right double in place of yours"),
        (RIGHT_TOTAL, toy.total, "judged with a right double in place of yours"),
        (
            "def double(x): raise NotImplementedError\n" + RIGHT_TOTAL,
            toy.total,
            "judged with a right double in place of yours",
        ),
        (
            "def double(x):\n    import os; os._exit(0)\n" + RIGHT_TOTAL,
            toy.total,
            "judged with a right double in place of yours",
        ),
        (
            WRONG_DOUBLE + WRONG_TOTAL + RIGHT_SPREAD,
            toy.spread,
            "judged with a right double and total in place of yours",
        ),
        (
            WRONG_DOUBLE + "def total(x): return 2.0 * x.sum()\n" + RIGHT_SPREAD,
            toy.spread,
            "judged with a right double and total in place of yours",
        ),
        (
            WRONG_DOUBLE + "mine = double\ndef total(x): return mine(x).sum()\n",
            toy.total,
            "judged with a right double in place of yours",
        ),
        (
            WRONG_DOUBLE + "def total(x): return double(x=x).sum()\n",
            toy.total,
            "judged with a right double in place of yours",
        ),
    ],
)
def test_an_earlier_mistake_costs_no_points_here(grade, source, exercise, note):
    """A right function on top of wrong, missing or dying ones earns all points, and how is told."""
    result = grade(source, exercise)
    assert (result.points, result.note) == (3.0, note)


def test_only_one_of_several_may_have_to_be_replaced(grade):
    """Where replacing all earlier functions does not help, replacing some is tried."""
    source = (
        "import numpy as np\ndef double(x): return np.asarray(x, float)\n"
        "def total(x): return 2 * double(x).sum()\n"
        "def spread(x, factor=1): return factor * 2 * double(x) - total(x)\n"
    )
    result = grade(source, toy.spread)
    assert (result.points, result.note) == (
        3.0,
        "judged with a right total in place of yours",
    ) or result.passed


@pytest.mark.parametrize("source", [DOUBLE + WRONG_TOTAL, WRONG_DOUBLE + WRONG_TOTAL, "", WRONG_TOTAL])
def test_a_mistake_of_ones_own_costs_its_points(grade, source):
    """Replacing earlier functions does not make a wrong function right."""
    result = grade(source, toy.total)
    assert (result.points < 3, result.passed) == (True, False)


def test_points_of_a_partly_right_function_are_the_best_of_all_trials(grade):
    """Where a function is right in part, the replacement under which it earns most counts."""
    source = WRONG_DOUBLE + "def total(x): return double(x).sum()\ndef spread(x, factor=1): return double(x) - total(x)\n"
    result = grade(source, toy.spread)
    assert (result.points, passed(result)) == (2.0, ["differences"])


def test_a_mistake_is_recognised_on_top_of_a_wrong_function(grade):
    """Mistakes are named also where earlier functions had to be replaced."""
    source = "def double(x): return None\ndef total(x): return float(x.sum())"
    assert [one.slug for one in grade(source, toy.total).helps] == ["sums-without-doubling"]
