"""What students write: the reference without its marks, or a file of their own."""

import ast

import pytest

from autograder.build.student_cells import WriteStudentVersions
from autograder.demo.answers import WRITTEN, reference_answers, without_marks, written_answers
from autograder.exercises import exercises_of

LAB = "glm_encoding"
FILES = sorted(path.stem for path in WRITTEN.glob("*.py") if path.stem != "__init__")


def test_the_reference_answers_every_exercise():
    """There is an answer for each exercise, and it is Python."""
    answers = reference_answers(LAB)
    assert list(answers) == [exercise.name for exercise in exercises_of(LAB)]
    for source in answers.values():
        ast.parse(source)


def test_the_reference_has_no_marks():
    """Nothing in an answer tells that it was the reference."""
    text = "\n".join(reference_answers(LAB).values())
    assert "SOLUTION" not in text
    assert "fill:" not in text
    assert WriteStudentVersions().begin_solution_delimeter == "BEGIN SOLUTION"


def test_marks_are_taken_out_and_code_stays():
    """Only the marks go; comments of the code and lines around them stay."""
    marked = ["# BEGIN SOLUTION", "y = x + 1  # fill: x + 1", "# why", "return y", "# END SOLUTION"]
    source = "\n    ".join(["def f(x):", *marked])
    assert without_marks(source) == "def f(x):\n    y = x + 1\n    # why\n    return y"


@pytest.mark.parametrize("student", FILES)
def test_a_students_file_answers_something(student):
    """Each file defines at least one exercise, as Python, without the file's notes to the linter."""
    cells = written_answers(student, LAB)
    assert cells
    assert set(cells) <= {exercise.name for exercise in exercises_of(LAB)}
    for source in cells.values():
        ast.parse(source)
        assert "ruff" not in source


def test_helpers_come_with_the_function_behind_them():
    """What a student wrote before a function stands in its cell."""
    cell = written_answers("own_style", LAB)["make_design_matrix"]
    assert cell.index("import math") < cell.index("def shift") < cell.index("def make_design_matrix")


def test_the_files_docstring_stays_out():
    """What a file says about its student is not handed in."""
    assert '"""' not in written_answers("no_intercept", LAB)["fit_lg"]
