"""`check()` answers in the notebook at once, from the sheet alone."""

import json
import random

import numpy as np
import pytest

from autograder.grading.sheets import describe
from autograder.visible import notebook, sheets
from autograder.visible.notebook import NotRightYet, check
from tests.autograder.grading import toy

HALF = "import numpy as np\ndef double(x): return np.asarray(x, float) / 2\n"


@pytest.fixture(autouse=True)
def toy_sheet(monkeypatch):
    """The sheet of the lab `toy` in place of those built."""
    toy.install(monkeypatch)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    sheet = json.loads(json.dumps({exercise.id: describe(exercise) for exercise in toy.EXERCISES}))
    monkeypatch.setattr(sheets, "read_lab", lambda lab: sheet)


@pytest.fixture
def in_notebook():
    """Run cells of a notebook and check an exercise; gives the report."""

    def run(source, exercise="toy.double", plain=False):
        namespace = {"check": check} if plain else {"check": check, "get_ipython": None}
        exec(source, namespace)
        return eval(f"check({exercise!r})", namespace)

    return run


@pytest.mark.parametrize("exercise", ["toy.double", "toy.total", "toy.spread"])
def test_right_functions_pass(in_notebook, exercise):
    """The reference's functions pass every check."""
    assert in_notebook(toy.RIGHT, exercise).done


def test_a_wrong_function_is_diagnosed(in_notebook):
    """A function that does what a declared mistake does is told so, with what is off."""
    report = in_notebook(HALF)
    assert not report.done
    assert [one.slug for one in report.result.helps] == ["halves"]
    assert "What is off: You halved them." in str(report)


def test_a_mistake_that_raises_is_diagnosed(in_notebook):
    """A mistake that shows as an exception is recognised by its type."""
    report = in_notebook("def double(x): raise ValueError('mine')")
    assert [one.slug for one in report.result.helps] == ["refuses"]


def test_checks_are_judged_one_by_one(in_notebook):
    """A function that is right in part passes those checks that hold."""
    report = in_notebook("def double(x): return 2 * x")
    assert [check.passed for check in report.result.checks] == [True, True, False, True]
    assert [one.slug for one in report.result.helps] == ["overflows"]


def test_calls_of_a_check_are_judged_together(in_notebook):
    """Where repeated calls must agree, a function that counts its calls fails that check alone."""
    source = """
import numpy as np
calls = []
def double(x):
    calls.append(1)
    return 2 * np.asarray(x, float) + 1e-9 * len(calls)
"""
    assert [check.passed for check in in_notebook(source).result.checks] == [False, True, True, True]


def test_a_function_not_defined_is_told(in_notebook):
    """Before its cell was run, a function is told to be missing, once."""
    report = in_notebook("")
    assert str(report).count("it is not defined: run the cell above first") == 1
    assert report.result.helps == []


def test_a_stub_is_told(in_notebook):
    """A function not written yet is told as such, and counts as no mistake."""
    report = in_notebook("def double(x): raise NotImplementedError('double: replace this line')")
    assert "it is not written yet (NotImplementedError)" in str(report)
    assert report.result.helps == []


def test_the_advice_starts_with_earlier_functions(in_notebook):
    """Where a function builds on another that is not right yet, that one comes first."""
    source = HALF + "def total(x): return double(x).sum()"
    assert in_notebook(source, "toy.total").unfinished == ["double"]
    assert in_notebook(toy.RIGHT + "def total(x): return 0.0", "toy.total").unfinished == []


@pytest.mark.parametrize(("answer", "told"), [("'+-'", "recorded: +-"), ("['+', '-']", "recorded: +-"), ("...", "no answer yet")])
def test_letters_are_recorded_and_not_judged(in_notebook, answer, told):
    """An evidence question says whether the answer can be graded, not whether it is right."""
    assert told in str(in_notebook(f"evidence_side = {answer}", "toy.evidence_side"))


def test_wrong_letters_look_as_right_ones(in_notebook):
    """From the report nobody can tell right letters from wrong ones."""
    reports = [str(in_notebook(f"evidence_side = {letters!r}", "toy.evidence_side")) for letters in ("+-", "-+")]
    assert reports[0] == reports[1].replace("-+", "+-")


def test_an_unknown_exercise_is_told(in_notebook):
    """An id that does not exist is answered with those that do."""
    with pytest.raises(sheets.UnknownExercise, match="toy.double, toy.total"):
        in_notebook("", "toy.twice")


def test_a_plain_script_prints(in_notebook, capsys):
    """In a script, which shows no last lines, the report is printed."""
    report = in_notebook(toy.RIGHT, plain=True)
    assert capsys.readouterr().out == f"{report}\n"


def test_a_notebook_does_not_print(in_notebook, capsys):
    """In a notebook the report is the cell's value, and nothing is printed beside it."""
    in_notebook(toy.RIGHT)
    assert capsys.readouterr().out == ""


def test_validating_fails_where_a_check_does(in_notebook, monkeypatch):
    """Under nbgrader's Validate a failed check raises, with the headline alone."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(NotRightYet, match="^toy.double: not right yet \u2014 1 of 4 checks passed$") as raised:
        in_notebook(HALF)
    assert raised.value._render_traceback_() == ["NotRightYet: toy.double: not right yet \u2014 1 of 4 checks passed"]


def test_validating_passes_where_checks_do(in_notebook, monkeypatch):
    """Under nbgrader's Validate a check that holds raises nothing."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert in_notebook(toy.RIGHT).done


def test_values_that_the_grader_refuses_are_refused(in_notebook):
    """What cannot be handed in, such as a masked array, does not pass in the notebook either."""
    report = in_notebook("import numpy as np\ndef double(x): return np.ma.array(2.0 * np.asarray(x, float))")
    assert "MaskedArray; expected numbers, text, lists, tuples or NumPy arrays" in str(report)
    assert report.result.points == 0


def test_stopping_a_check_stops_all_of_it(in_notebook, monkeypatch):
    """A student who interrupts a function that hangs does not have to do so for every case."""
    calls = []
    monkeypatch.setattr(notebook, "calls", calls, raising=False)
    source = """
from autograder.visible.notebook import calls
def double(x):
    calls.append(1)
    raise KeyboardInterrupt
"""
    with pytest.raises(KeyboardInterrupt):
        in_notebook(source)
    assert calls == [1]


def test_checking_does_not_touch_the_notebooks_random_numbers(in_notebook):
    """Random numbers drawn after a check are those that would have been drawn without it."""
    np.random.seed(4)  # noqa: NPY002 - the notebook's own, global generator
    random.seed(4)
    expected = np.random.rand(), random.random()  # noqa: NPY002
    np.random.seed(4)  # noqa: NPY002
    random.seed(4)
    in_notebook("import numpy as np, random\ndef double(x): np.random.rand(); random.random(); return x")
    assert (np.random.rand(), random.random()) == expected  # noqa: NPY002


def test_checking_does_not_touch_the_inputs(in_notebook):
    """A function that overwrites its arguments does not spoil the cases of the next check."""
    spoiling = "def double(x):\n    x[:] = 0\n    return x"
    in_notebook(spoiling)
    assert in_notebook(toy.RIGHT).done
