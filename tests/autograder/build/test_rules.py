"""Lessons that would not work for a student are refused, with file, line, what was expected and what came."""

import pytest

from autograder.build.errors import BuildError
from autograder.build.rules import (
    refuse_bad_given_code,
    refuse_bad_ids,
    refuse_unknown_names,
    refuse_unpaired_exercises,
)


@pytest.fixture
def exercise(code):
    """Make an exercise cell."""
    return lambda name, source="": code(source, role="exercise", name=name)


@pytest.fixture
def check(code):
    """Make a check cell."""
    return lambda name: code("", role="check", name=name)


def test_paired_exercises_pass(make_lab, exercise, check, code):
    """A check may follow its exercise at a distance."""
    cells = [exercise("a"), exercise("b"), code("x = 1"), check("b"), check("a")]
    assert refuse_unpaired_exercises(cells, make_lab()) == cells


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["exercise a"], r'01_tiny.py:7: expected a cell `check\("tiny.a"\)` after the exercise, came none'),
        (["check a"], "the exercise 'a' before its only check, came a check without one"),
        (["check a", "exercise a"], "came a check without one"),
        (["exercise a", "check a", "check a"], "came a second check"),
        (["exercise a", "check a", "exercise a"], "each exercise and question once, came a second 'a'"),
    ],
)
def test_unpaired_exercises_are_refused(make_lab, exercise, check, cells, message):
    """Exercise and check come in pairs, in this order, once."""
    make = {"exercise": exercise, "check": check}
    cells = [make[role](name) for role, name in (cell.split() for cell in cells)]
    with pytest.raises(BuildError, match=message):
        refuse_unpaired_exercises(cells, make_lab())


@pytest.mark.parametrize(
    "source",
    [
        "import numpy",
        "from autograder import check",
        "import autograder.visible.judges",
        "%matplotlib inline",
    ],
)
def test_given_code_may_use_the_student_kit(make_lab, code, source):
    """What a student has can be imported."""
    assert refuse_bad_given_code([code(source)], make_lab())


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("from solutions.tiny import compute_mean", "came an import of 'solutions.tiny' in line 8"),
        ("x = 1\nimport solutions", "came an import of 'solutions' in line 9"),
        ("def f():\n    from solutions import tiny", "came an import of 'solutions' in line 9"),
        ("from autograder.grading import session", "came an import of 'autograder.grading'"),
        ('print(check("tiny.compute_mean"))', "alone in its cell"),
        ("x = 1\ny = = 2", "expected a cell of Python, came invalid syntax in line 9"),
    ],
)
def test_bad_given_code_is_refused(make_lab, code, source, message):
    """Given code neither reaches for what students lack, nor hides a check, nor breaks."""
    with pytest.raises(BuildError, match=message):
        refuse_bad_given_code([code(source)], make_lab())


SETUP = "import numpy as np\nfrom scipy.optimize import minimize"


def test_names_from_setup_and_earlier_exercises_are_known(make_lab, code, exercise):
    """Imports of the setup cell, earlier exercises, itself and builtins may be used."""
    cells = [
        code(SETUP),
        exercise("first", "def first(x):\n    return np.sum(x)"),
        exercise("second", "def second(x):\n    return first(x) + len(x) + second(x)"),
    ]
    assert refuse_unknown_names(cells, make_lab(reference=SETUP)) == cells


def test_helper_outside_an_exercise_is_refused(make_lab, code, exercise):
    """A helper function of the reference is not in the notebook."""
    cells = [code(SETUP), exercise("first", "def first(x):\n    return helper(x)")]
    with pytest.raises(
        BuildError, match=r":7: expected all that 'first' .* came 'helper' .*define it inside"
    ):
        refuse_unknown_names(cells, make_lab(reference=SETUP))


def test_later_exercises_are_unknown(make_lab, code, exercise):
    """An exercise cannot use one that comes after it."""
    first = exercise("first", "def first(x):\n    return second(x)")
    cells = [code(SETUP), first, exercise("second", "second = 1")]
    with pytest.raises(BuildError, match="came 'second' from neither"):
        refuse_unknown_names(cells, make_lab(reference=SETUP))


def test_imports_in_later_cells_do_not_count(make_lab, code, exercise):
    """What an exercise needs stands in the first code cell."""
    first = exercise("first", "def first(x):\n    return scipy.pi")
    cells = [code("import numpy as np"), code("import scipy"), first]
    with pytest.raises(BuildError, match="came 'scipy' from neither; in solutions/tiny.py it is scipy"):
        refuse_unknown_names(cells, make_lab(reference="import scipy"))


def test_same_name_for_another_thing_is_refused(make_lab, code, exercise):
    """A name must mean in the notebook what it means in the reference."""
    first = exercise("first", "def first(x):\n    return minimize(x)")
    cells = [code("from autograder import check as minimize"), first]
    with pytest.raises(BuildError, match=r"to be scipy.optimize.minimize, .* came autograder.check"):
        refuse_unknown_names(cells, make_lab(reference=SETUP))


@pytest.mark.parametrize("ids", [["a", "a"], ["x" * 65]])
def test_bad_ids_are_refused(make_lab, code, ids):
    """The notebook format wants unique ids of at most 64 characters."""
    with pytest.raises(BuildError, match="unique cell ids of at most 64 characters"):
        refuse_bad_ids([code("", id=name) for name in ids], make_lab())
