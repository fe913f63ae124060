"""This course's own labs: what is committed is up to date, and gives no answer away."""

import zipfile

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4

from autograder.build import build, build_kit
from autograder.build.cells import find_lessons, open_lab
from autograder.build.pipeline import run_passes
from autograder.build.stub import hidden_lines, student_version
from autograder.exercises import LABS, points_of

# Shorter lines (`else:`, `return y`) stand in any code.
SHORTEST_TELLING_LINE = 12


@pytest.fixture(scope="module", params=LABS)
def cells(request, repository):
    """The cells of a lab's source notebook."""
    return run_passes(open_lab(request.param, repository, points_of))


@pytest.fixture
def release(cells, repository):
    """The committed student notebook of the same lab."""
    lab = next(cell for cell in cells if cell.nbgrader).id.split("-")[0]
    return nbformat.read(repository / "course" / "release" / lab / f"{lab}.ipynb", as_version=4)


def answers(cells):
    """Collect the lines that only the instructor has: of solutions, mark schemes and hidden tests.

    A line that one exercise hides and another gives as scaffold is not among them.
    """
    hidden, scaffold = set(), set()
    for cell in cells:
        if cell.role == "exercise":
            hidden.update(hidden_lines(cell.source, cell.name))
            scaffold.update(line.strip() for line in student_version(cell.source, cell.name).splitlines())
        elif cell.role in ("answer", "test"):
            hidden.update(line.strip() for line in cell.source.splitlines()[cell.role == "test" :])
    return {line for line in hidden - scaffold if len(line) >= SHORTEST_TELLING_LINE}


def test_all_lessons_are_tested(repository):
    """Every lesson is a registered lab, in teaching order."""
    assert tuple(find_lessons(repository)) == LABS


def test_release_has_no_answer(cells, release):
    """No line of a solution, a mark scheme or a hidden test is in the student notebook."""
    released = {line.strip() for cell in release.cells for line in cell.source.splitlines()}
    assert len(answers(cells)) > 20
    assert answers(cells) & released == set()


def test_release_has_the_exercises_of_the_lesson(cells, release):
    """Ids and points are those of the lesson and the declarations."""
    expected = {cell.id: cell.nbgrader.get("points") for cell in cells if cell.nbgrader}
    graded = [cell for cell in release.cells if "nbgrader" in cell.metadata]
    assert {cell.id: cell.metadata.nbgrader.get("points") for cell in graded} == expected


def test_kit_has_no_answer(cells, repository, tmp_path):
    """No line of a solution or a mark scheme is in any file of the student kit, and no hidden module."""
    with zipfile.ZipFile(build_kit(tmp_path, repository)) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode() for name in names]
    given = {line.strip() for text in texts for line in text.splitlines()}
    assert answers(cells) & given == set()
    rooms = (
        "solutions/",
        "course/lessons/",
        *(f"autograder/{room}/" for room in ("exercises", "grading", "build")),
    )
    assert not [name for name in names if name.startswith(rooms)]


@pytest.mark.slow
@pytest.mark.sample
def test_committed_releases_are_up_to_date(repository):
    """Building again, by nbgrader in a temporary folder, gives the committed bytes."""
    assert build([], True, lambda line: None, root=repository, points_of=points_of) == []


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run code cells in a fresh kernel in an empty folder; give the errors, by cell id."""
    for name, value in (("NBGRADER_VALIDATING", "1"), ("NBGRADER_EXECUTION", "validate")):
        monkeypatch.setenv(name, value)  # as nbgrader's Validate does: a check that fails then raises
    return lambda cells: _run(cells, tmp_path)


def _run(cells, tmp_path):
    notebook = v4.new_notebook(cells=cells)
    NotebookClient(
        notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": tmp_path}}
    ).execute()
    outputs = [(cell.id, output) for cell in notebook.cells for output in cell.get("outputs", [])]
    return {name: output for name, output in outputs if output.output_type == "error"}


@pytest.mark.slow
def test_source_notebook_runs_without_error(cells, run):
    """With the reference in place every cell runs, and every visible check passes."""
    code = [cell for cell in cells if cell.kind == "code" and cell.role != "test"]
    assert run([v4.new_code_cell(cell.source, id=cell.id) for cell in code]) == {}


@pytest.mark.slow
def test_untouched_release_stops_at_what_is_not_written(cells, release, run):
    """All runs up to the first call of a function that is not written; that raises NotImplementedError.

    What fails further down misses what an earlier cell could not make. No check passes.
    """
    errors = run([cell for cell in release.cells if cell.cell_type == "code"])
    checks = {cell.id for cell in cells if cell.role == "check"}
    assert checks <= set(errors)
    first = next(error for name, error in errors.items() if name not in checks)
    assert first.ename == "NotImplementedError"
    exercises = [cell.name for cell in cells if cell.role == "exercise"]
    raised = [error.evalue for error in errors.values() if error.ename == "NotImplementedError"]
    assert {message.split(":")[0] for message in raised} <= set(exercises)
