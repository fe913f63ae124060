"""The visible half works where the hidden half is not installed, and gives nothing of it away."""

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.exercises import exercises_of
from solutions import glm_encoding

ROOT = Path(__file__).parents[3]
HIDE = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        known = name.startswith(("autograder.visible", "autograder.demo")) or name in ("autograder", "course")
        if name.split(".")[0] == "solutions" or (name.startswith("autograder") and not known):
            raise ModuleNotFoundError(f"not in the student kit: {name}")

sys.meta_path.insert(0, Absent())
"""
SETUP = """
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from autograder import check
"""
RIGHT = inspect.getsource(glm_encoding.make_design_matrix)


def run_alone(source):
    """Run a script where only the visible half can be imported; gives what it printed."""
    command = [sys.executable, "-W", "error", "-c", HIDE + SETUP + source]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_checks_work_alone():
    """A right function passes and a wrong one is diagnosed without the hidden half."""
    told = run_alone(
        RIGHT + "\ncheck('glm_encoding.make_design_matrix')\n"
        "def make_design_matrix(stim, d=25):\n    return np.zeros((len(stim), d)).T\n"
        "check('glm_encoding.make_design_matrix')\n"
        "hidden = ('solutions', 'autograder.grading', 'autograder.exercises')\n"
        "assert not [name for name in sys.modules if name.startswith(hidden)]"
    )
    assert "glm_encoding.make_design_matrix: all checks passed" in told
    assert "FAILED  The matrix has a row for every time bin" in told


def test_the_hidden_half_is_really_hidden():
    """In the script above, the solutions and the grader cannot be imported."""
    told = run_alone(
        "for name in ('solutions', 'autograder.grading', 'autograder.exercises', 'autograder.declare'):\n"
        "    try:\n        __import__(name)\n    except ModuleNotFoundError:\n        print('absent')"
    )
    assert told.split() == ["absent"] * 4


def test_a_check_shows_itself_in_a_notebook(session):
    """In a notebook's cell the report is shown as HTML, with the same in plain text."""
    report = session.load("notebook", [SETUP + RIGHT, "check('glm_encoding.make_design_matrix')"])[-1]
    (output,) = report["outputs"]
    assert output["output_type"] == "execute_result"
    assert output["data"]["text/html"].startswith('<div role="status"')
    assert output["data"]["text/plain"].startswith("glm_encoding.make_design_matrix: all checks passed")


@pytest.fixture(scope="module")
def sheet():
    """The text of the sheet of the first lab."""
    return (ROOT / "autograder" / "visible" / "sheets" / "glm_encoding.json").read_text(encoding="utf-8")


FUNCTIONS = [exercise for exercise in exercises_of("glm_encoding") if callable(exercise.reference)]


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_no_line_of_a_solution_is_in_the_sheet(sheet, exercise):
    """The sheet holds numbers and words, and no line of the code that made them."""
    lines = {line.strip() for line in inspect.getsource(exercise.reference).splitlines()}
    code = {line for line in lines if len(line) > 12 and any(sign in line for sign in "=()[]@")}
    assert code
    assert not [line for line in code if line in sheet or json.dumps(line)[1:-1] in sheet]


def test_the_sheet_does_not_hold_the_letters(sheet):
    """Of an evidence question the sheet holds panels, and neither their truth nor what makes it."""
    (question,) = [one for one in json.loads(sheet).values() if "panel_sets" in one]
    assert set(question) == {"panel_sets", "choices", "n_panels", "read", "builds_on"}
    assert set(question["panel_sets"][0]) == {"lag_ms", "filters", "band"}
