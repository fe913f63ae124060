"""An exercise is graded by what a submission's functions return, outside of their process."""

import time

import pytest

from autograder.grading import engine
from autograder.grading.engine import grade_exercise
from autograder.grading.session import WorkerLost
from autograder.visible.calls import Outcome
from tests.autograder.grading import toy
from tests.autograder.grading.toy import passed

SEEDS = range(3)


DOUBLE = "import numpy as np\ndef double(x): return 2 * np.asarray(x, float)\n"
RIGHT_STYLES = {
    "the reference": toy.RIGHT,
    "a loop": "def double(x):\n    result = []\n    for n in x: result.append(2.0 * float(n))\n    return result",
    "single precision": "import numpy as np\ndef double(x): return (2 * np.asarray(x, 'f4')).astype('f4')",
    "other arguments": "import numpy as np\ndef double(z, f=2, *a, **more): return f * np.asarray(z, float)",
    "prints and warnings": "import warnings\n" + DOUBLE.replace("return", "print(x); warnings.warn('x'); return"),
    "a class": DOUBLE.replace("def double(", "class C:\n  def __call__(self, ") + "double = C()",
    "a generator turned into a tuple": "def double(x): return tuple(2.0 * float(v) for v in x)",
    "a name that hides a builtin": DOUBLE + "list = 5\nsum = None\n",
    "random numbers on the way": DOUBLE.replace("return", "np.random.rand(); return"),
    "more in the file that fails": DOUBLE + "1 / 0",
}


@pytest.mark.parametrize("style", RIGHT_STYLES)
def test_right_answers_earn_all_points(grade, style):
    """A right answer earns all points, however it is written."""
    result = grade(RIGHT_STYLES[style])
    assert (result.points, result.max_points, result.passed, result.helps) == (4.0, 4.0, True, [])


@pytest.mark.parametrize("exercise", [toy.total, toy.spread, toy.evidence], ids=lambda exercise: exercise.id)
def test_every_kind_of_exercise_can_be_passed(grade, exercise):
    """The reference passes what builds on earlier functions, and evidence questions."""
    source = f"{toy.RIGHT}\nevidence_side = {toy.truth_for(2026)!r}"
    assert grade(source, exercise).passed


@pytest.mark.parametrize(
    ("source", "names", "slugs"),
    [
        ("def double(x): return 2 * x", ["shape", "values", "leaves-inputs-alone"], ["overflows"]),
        ("def double(x): return x", ["shape"], ["forgets-to-double"]),
        ("def double(x): return x / 2", ["shape"], ["halves"]),
        ("def double(x): return x * 3", ["shape"], []),
        ("def double(x): raise ValueError('so')", [], ["refuses"]),
        ("def double(x): raise TypeError('so')", [], []),
        (
            "import numpy as np\ndef double(x):\n    x *= 2\n    return x.astype(float)",
            ["shape", "values"],
            ["overflows"],
        ),
        ("def double(x): return None", [], []),
        ("def double(x): return 'double'", [], []),
        ("", [], []),
        ("double = 5", [], []),
        ("def double(x): raise NotImplementedError", [], []),
    ],
    ids=lambda item: item.split("\n")[-1] if isinstance(item, str) else "",
)
def test_points_come_by_parts_and_mistakes_by_name(grade, source, names, slugs):
    """A partly right answer earns the checks that hold; a declared mistake is recognised, and as no other."""
    result = grade(source)
    assert (passed(result), [one.slug for one in result.helps]) == (names, slugs)
    assert result.points == sum(check.points for check in toy.double.checks if check.name in names)
    assert all(check.message for check in result.checks if not check.passed)


@pytest.mark.parametrize("seed", SEEDS)
def test_grading_can_be_repeated(grade, seed):
    """The same seed gives the same result, messages included."""
    source = "import numpy as np\ndef double(x): return np.where(np.arange(len(x)) % 2, 2.0, 3.0) * x"
    assert grade(source, seed=seed) == grade(source, seed=seed)


COUNTS = """
import numpy as np
calls = 0
def double(x):
    global calls
    calls += 1
    return {} * np.asarray(x, float)
"""


@pytest.mark.parametrize(
    "factor",
    ["(2 if calls == 1 else 3)", "(2 if calls < 7 else 3)", "(2 if calls % 2 else 3)", "(2 + 0.1 * calls)"],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_function_that_counts_its_calls_loses(grade, factor, seed):
    """A function that is right only the first time, for some calls, or every other time does not pass."""
    result = grade(COUNTS.format(factor), seed=seed)
    assert not result.passed
    assert result.points < 4


def test_a_function_that_remembers_its_arguments_loses(grade):
    """A function that is right the first time it sees an input, and wrong the second time, does not pass."""
    source = """
import numpy as np
seen = set()
def double(x):
    key = np.asarray(x).tobytes()
    factor = 3 if key in seen else 2
    seen.add(key)
    return np.asarray(x, float) * factor
"""
    assert not any(grade(source, seed=seed).passed for seed in SEEDS)


def test_an_exercise_leaves_nothing_for_the_next(grade, load):
    """What one exercise's calls leave behind in the process is not there for another exercise."""
    session = load(COUNTS.format("(2 if calls < 9 else 3)") + "def total(x): return 2 * np.sum(x) if calls == 0 else -1\n")
    assert grade_exercise(toy.double, session, 1).passed
    assert grade_exercise(toy.total, session, 1).passed


DIES = """
import os
import numpy as np
def double(x):
    if {}: os._exit(1)
    return 2 * np.asarray(x, float)
"""


@pytest.mark.parametrize("condition", ["len(x) == 8", "x.dtype == np.uint8"])
def test_a_call_that_ends_the_process_costs_its_check_alone(grade, condition):
    """After a call that ends its process the other checks go on in a new one."""
    result = grade(DIES.format(condition))
    lost = {"len(x) == 8": "values", "x.dtype == np.uint8": "small-type"}[condition]
    assert [check.name for check in result.checks if not check.passed] == [lost]
    message = next(check.message for check in result.checks if not check.passed)
    assert message.startswith("it ended the process")


def test_deaths_are_limited(grade, monkeypatch):
    """A function that ends every process is not called for ever: each call has a second chance, and there are few."""
    calls = []
    call = engine._call
    monkeypatch.setattr(engine, "_call", lambda *args: calls.append(1) or call(*args))
    result = grade(DIES.format("True"))
    assert (result.points, len(calls)) == (0, 2 * engine.MAX_DEATHS)
    assert all(check.message.startswith("it ended the process") for check in result.checks)


def test_a_call_that_is_killed_from_outside_is_made_again(grade, monkeypatch):
    """A process that ends once, and not when it is asked again, costs nothing."""
    call, killed = engine._call, []

    def kill_the_first(*args):
        if not killed:
            killed.append(1)
            return Outcome(problem="died", message="it ended the process")
        return call(*args)

    monkeypatch.setattr(engine, "_call", kill_the_first)
    assert grade("import numpy as np\ndef double(x):\n    return 2 * np.asarray(x, float)\n").passed


HANGS = "import numpy as np\ndef double(x):\n    while {}: pass\n    return 2 * np.asarray(x, float)\n"


def test_a_timeout_stops_the_exercise(grade, monkeypatch):
    """One call that does not return ends the exercise: what was not called yet is told to have hung."""
    monkeypatch.setattr(engine, "CALL_S", 0.3)
    start = time.monotonic()
    result = grade(HANGS.format("True"))
    assert time.monotonic() - start < 2.5
    assert {check.message for check in result.checks} == {"it did not return within 0.3 s"}


def test_what_was_right_before_a_timeout_still_counts(grade, monkeypatch):
    """Checks whose calls came back before another one hung keep their points."""
    monkeypatch.setattr(engine, "CALL_S", 0.3)
    monkeypatch.setattr(engine, "shuffled", lambda plan, exercise, seed: list(range(len(plan))))
    result = grade(HANGS.format("x.dtype == np.uint8"))
    assert passed(result) == ["shape", "values"]


def test_no_call_has_less_time_than_promised(grade, monkeypatch):
    """A function that takes a while in every call, but less than a call may take, is not cut short by the others."""
    monkeypatch.setattr(engine, "EXERCISE_S", 0.1)
    monkeypatch.setattr(engine, "CALL_S", 5.0)
    assert grade("import time, numpy as np\ndef double(x):\n    time.sleep(0.1)\n    return 2 * np.asarray(x, float)").passed


def test_a_lost_submission_is_told_to_the_caller(load, lab_toy):
    """When the process in which a submission was loaded is gone, that is said, and no points are given."""
    session = load("")
    session.end()
    with pytest.raises(WorkerLost):
        grade_exercise(toy.double, session, 1)


@pytest.mark.parametrize(
    "patch",
    [
        "np.allclose = np.isclose = lambda *a, **k: True",
        "np.array_equal = lambda *a, **k: True",
        "import builtins\nbuiltins.abs = lambda x: 0",
        "import sys\nsys.modules['autograder.visible.judges'] = None",
        "import autograder.visible.values as v\nv.encode.__code__ = (lambda x: ({'list': []}, [])).__code__",
        "import atexit, threading\nthreading.Thread(target=lambda: None).start()\natexit.register(print)",
        "class Same(float):\n    def __eq__(self, other): return True\ndef double(x): return Same(1)",
    ],
    ids=lambda patch: patch.split("\n")[-1][:40],
)
def test_patching_the_process_earns_nothing(grade, patch):
    """Whatever student code replaces in its own process, points are made outside of it."""
    result = grade("import numpy as np\ndef double(x): return x * 0\n" + patch)
    assert result.points <= 1
    assert "values" not in passed(result)
