"""nbgrader's step for solution cells writes the student's versions."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.build.errors import BuildError
from autograder.build.student_cells import WriteStudentVersions


def clear(cell, solution=True):
    """Send one cell through the step and give its source."""
    cell.metadata["nbgrader"] = {"solution": solution, "grade": cell.cell_type == "markdown"}
    cell, _ = WriteStudentVersions().preprocess_cell(cell, {"language": "python"}, 0)
    return cell.source


def test_fill_ins_are_made():
    """The student's version is ours, not nbgrader's stub."""
    source = "def f(x):\n    # BEGIN SOLUTION\n    return x + 1  # fill: x + 1\n    # END SOLUTION"
    assert clear(new_code_cell(source)).endswith("    return ...")


def test_answers_are_blanked():
    """An assigned answer becomes `...`."""
    assert clear(new_code_cell('# which?\nanswer = "B"')) == "# which?\nanswer = ..."


def test_mark_scheme_becomes_an_invitation():
    """The written answer's cell, which holds the mark scheme, is replaced whole."""
    assert clear(new_markdown_cell("Because (1 point).")) == "*Write your answer here.*"


def test_function_without_marks_is_refused():
    """A solution that would go out whole stops the release."""
    with pytest.raises(BuildError, match="a region"):
        clear(new_code_cell("def f(x):\n    return x"))


@pytest.mark.parametrize("source", ["x = 1\ny = 2", "print(x)", "x = = 1"])
def test_other_solution_cells_are_cleared_as_nbgrader_does(source):
    """What an instructor adds in Jupyter by nbgrader's rules keeps nbgrader's meaning."""
    assert clear(new_code_cell(source)) == "# YOUR CODE HERE\nraise NotImplementedError()"


def test_given_cells_are_left_alone():
    """A cell that is no solution keeps its source."""
    assert clear(new_code_cell("def f(x):\n    return x"), solution=False) == "def f(x):\n    return x"
