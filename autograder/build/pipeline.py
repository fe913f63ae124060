"""Lesson -> instructor's source notebook: the list of passes."""

from autograder.build.cells import open_lab
from autograder.build.fill import add_hidden_tests, insert_references, name_graded_cells, number_cells
from autograder.build.lesson import read_lesson
from autograder.build.notebook import write_notebook
from autograder.build.roles import find_checks, find_exercises, split_questions
from autograder.build.rules import (
    refuse_bad_given_code,
    refuse_bad_ids,
    refuse_unknown_names,
    refuse_unpaired_exercises,
)

# Each pass takes all cells and the lab, and gives all cells. Two rules of order:
# roles are found before anything reads them, and references go in before their names are looked at;
# ids come when no cell is added any more, those of graded cells before the numbers of the others.
PASSES = (
    find_exercises,
    find_checks,
    split_questions,
    refuse_unpaired_exercises,
    refuse_bad_given_code,
    insert_references,
    refuse_unknown_names,
    add_hidden_tests,
    name_graded_cells,
    number_cells,
    refuse_bad_ids,
)


def run_passes(lab):
    """Take a lab's lesson through all passes.

    Parameters
    ----------
    lab : Lab
        The texts, see `open_lab`.

    Returns
    -------
    list of Cell
        The cells of the source notebook.

    Raises
    ------
    BuildError
        From the first pass that finds something wrong.
    """
    cells = read_lesson(lab.lesson_text, "/".join(lab.lesson_path.parts[-3:]))
    for run_pass in PASSES:
        cells = run_pass(cells, lab)
    return cells


def build_lab(name, root, points_of):
    """Build the instructor's source notebook of a lab.

    Parameters
    ----------
    name : str
        The lab, for example "glm_encoding".
    root : Path
        Repository root.
    points_of : callable
        Exercise id -> points; raises LookupError where there is no such exercise.

    Returns
    -------
    str
        Text of the notebook file; the same bytes for the same lesson and reference.

    Raises
    ------
    BuildError
        If the lesson or the reference cannot be built.
    """
    return write_notebook(run_passes(open_lab(name, root, points_of)))
