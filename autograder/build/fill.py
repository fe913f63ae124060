"""Passes that write what the lesson only names: reference sources, hidden tests, ids, metadata."""

import re
from dataclasses import replace

from autograder.build.errors import BuildError
from autograder.build.notebook import plain_number
from autograder.build.reference import reference_source
from autograder.build.stub import student_version

# role -> end of the id, nbgrader's flags
_NBGRADER = {
    "exercise": ("", {"grade": False, "solution": True, "locked": False}),
    # a graded cell with 0 points: Validate reports it, and nbgrader puts it back where a student deleted it
    "check": ("-check", {"grade": True, "solution": False, "locked": True}),
    "test": ("-test", {"grade": True, "solution": False, "locked": True}),
    "question": ("-question", {"grade": False, "solution": False, "locked": True}),
    "answer": ("", {"grade": True, "solution": True, "locked": False}),
}


def insert_references(cells, lab):
    """Put the reference's source, solution markers included, in the place of each exercise line."""
    return [_insert_reference(cell, lab) if cell.role == "exercise" else cell for cell in cells]


def _insert_reference(cell, lab):
    """Fill one exercise cell; a reference that no student version can be made of is an error here."""
    source = reference_source(lab, cell.name)
    if source is None:
        raise lab.error(cell, f"{cell.name!r} in solutions/{lab.name}.py", "no definition of it")
    try:
        student_version(source, cell.name)
    except BuildError as error:
        raise BuildError(f"solutions/{lab.name}.py: {error}") from None
    return replace(cell, source=source)


def add_hidden_tests(cells, lab):
    """Put after each check the cell with the points, whose only content students never get."""
    return [part for cell in cells for part in (_with_test(cell, lab) if cell.role == "check" else [cell])]


def _with_test(cell, lab):
    """Give the check, worth nothing, and the test, worth the exercise's points."""
    exercise = f"{lab.name}.{cell.name}"
    try:
        points = lab.points_of(exercise)
    except LookupError:
        expected = f"{exercise!r} to be declared in autograder/exercises/{lab.name}.py"
        raise lab.error(cell, expected, "no such exercise") from None
    source = (
        "# Graded after submission: this cell is left as it is.\n"
        "### BEGIN HIDDEN TESTS\n"
        "from autograder import score\n"
        f'score("{exercise}")\n'
        "### END HIDDEN TESTS"
    )
    return [replace(cell, points=0), replace(cell, role="test", source=source, points=points)]


def number_cells(cells, lab):
    """Give the other cells ids in their order: cell-001, cell-002, ..."""
    numbers = iter(range(1, len(cells) + 1))
    return [cell if cell.id else replace(cell, id=f"cell-{next(numbers):03d}") for cell in cells]


def name_graded_cells(cells, lab):
    """Give the cells that nbgrader knows their id, which never changes, and nbgrader's metadata."""
    return [_name_graded_cell(cell, lab) if cell.role in _NBGRADER else cell for cell in cells]


def _name_graded_cell(cell, lab):
    """Set id and metadata of one cell."""
    suffix, flags = _NBGRADER[cell.role]
    grade_id = re.sub(r"[^a-zA-Z0-9_-]", "-", f"{lab.name}-{cell.name}") + suffix
    nbgrader = {"schema_version": 3, "task": False, "grade_id": grade_id, **flags}
    if cell.points is not None:
        nbgrader["points"] = plain_number(cell.points)
    return replace(cell, id=grade_id, nbgrader=nbgrader)
