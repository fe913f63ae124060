"""What the lesson names is written into the cells."""

import pytest

from autograder.build.errors import BuildError
from autograder.build.fill import add_hidden_tests, insert_references, name_graded_cells, number_cells


def test_reference_source_is_inserted_with_its_marks(make_lab, code):
    """The source notebook has the reference as it stands in the file."""
    [cell] = insert_references([code("", role="exercise", name="compute_variance")], make_lab())
    assert cell.source.startswith("def compute_variance(values):")
    assert "# fill: deviations**2" in cell.source


def test_missing_reference_is_refused(make_lab, code):
    """An exercise that the reference does not define names lesson, line and file."""
    with pytest.raises(BuildError, match=r":7: expected 'compute_median' in solutions/tiny.py, came no"):
        insert_references([code("", role="exercise", name="compute_median")], make_lab())


def test_reference_without_marks_is_refused(make_lab, code):
    """A function that would reach the students whole stops the build."""
    lab = make_lab(reference="def compute_mean(x):\n    return sum(x) / len(x)\n")
    with pytest.raises(BuildError, match=r"solutions/tiny.py: compute_mean: expected a region"):
        insert_references([code("", role="exercise", name="compute_mean")], lab)


def test_points_go_to_a_hidden_test_behind_the_check(make_lab, code):
    """The check is worth nothing; the cell behind it has the points and, between marks, the score."""
    check, test = add_hidden_tests([code("", role="check", name="compute_mean")], make_lab())
    assert (check.role, check.points, test.role, test.points) == ("check", 0, "test", 2.0)
    begin, end = test.source.index("### BEGIN HIDDEN TESTS"), test.source.index("### END HIDDEN TESTS")
    assert begin < test.source.index('score("tiny.compute_mean")') < end
    assert begin < test.source.index("from autograder import score")


def test_undeclared_exercise_is_refused(make_lab, code):
    """A check of an exercise that nobody declared cannot be scored."""
    with pytest.raises(BuildError, match=r":7: expected 'tiny.compute_median' to be declared"):
        add_hidden_tests([code("", role="check", name="compute_median")], make_lab())


@pytest.mark.parametrize(
    ("role", "grade", "solution", "locked", "grade_id", "points"),
    [
        ("exercise", False, True, False, "tiny-f", None),
        ("check", True, False, True, "tiny-f-check", 0),
        ("test", True, False, True, "tiny-f-test", 2.5),
        ("question", False, False, True, "tiny-f-question", None),
        ("answer", True, True, False, "tiny-f", 3),
    ],
)
def test_graded_cells_have_nbgraders_metadata(
    make_lab, code, role, grade, solution, locked, grade_id, points
):
    """Every key that nbgrader's schema 3 asks for is there, and the id is the grade id."""
    [cell] = name_graded_cells([code("", role=role, name="f", points=points)], make_lab())
    expected = {"grade": grade, "solution": solution, "locked": locked, "grade_id": grade_id}
    expected |= {"schema_version": 3, "task": False} | ({} if points is None else {"points": points})
    assert (cell.nbgrader, cell.id) == (expected, grade_id)


def test_whole_points_are_whole_numbers(make_lab, code):
    """2.0 points are written as 2, as nbgrader's own editor writes them."""
    [cell] = name_graded_cells([code("", role="test", name="f", points=2.0)], make_lab())
    assert repr(cell.nbgrader["points"]) == "2"


def test_given_cells_are_not_nbgraders(make_lab, code):
    """Given cells have no metadata of nbgrader's."""
    cell = code("x = 1")
    assert name_graded_cells([cell], make_lab()) == [cell]


def test_other_cells_are_numbered_in_order(make_lab, code, markdown):
    """Numbers count the cells that have no id yet."""
    cells = number_cells([code("a"), code("b", id="tiny-f"), markdown("c")], make_lab())
    assert [cell.id for cell in cells] == ["cell-001", "tiny-f", "cell-002"]
