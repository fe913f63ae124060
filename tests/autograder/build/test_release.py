"""nbgrader makes the students' notebook: nothing of the solutions is in it, and it is the same each time."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.build.errors import BuildError
from autograder.build.pipeline import build_lab, run_passes
from autograder.build.release import release_lab
from autograder.build.stub import hidden_lines

pytestmark = [pytest.mark.slow, pytest.mark.sample]


@pytest.fixture
def release(released):
    """The released notebook."""
    return nbformat.read(released / "course" / "release" / "tiny" / "tiny.ipynb", as_version=4)


@pytest.fixture
def course(released, tmp_path):
    """A copy of the released course that a test may change."""
    return Path(shutil.copytree(released / "course", tmp_path / "changed"))


def lines_of(notebook):
    """Give every line of every cell, stripped."""
    return {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}


def test_no_hidden_line_is_released(release, tiny):
    """No line of a solution region, mark scheme or hidden test is in the notebook."""
    hidden = set()
    for cell in run_passes(tiny):
        if cell.role == "exercise":
            hidden.update(hidden_lines(cell.source, cell.name))
        elif cell.role == "answer":
            hidden.update(cell.source.splitlines())
        elif cell.role == "test":
            hidden.update(cell.source.splitlines()[1:])
    assert len(hidden) > 10
    assert not hidden & lines_of(release)
    text = "\n".join(lines_of(release))
    assert not [
        word for word in ("solutions", "SOLUTION", "fill:", "HIDDEN", "score", "scheme") if word in text
    ]


def test_written_answers_are_graded_by_hand(release):
    """An untouched answer is worth 0, a changed one waits for the grader."""
    from nbgrader.utils import determine_grade

    [answer] = [cell for cell in release.cells if cell.id == "tiny-why_mean"]
    assert answer.source == "*Write your answer here.*"
    assert determine_grade(answer) == (0, 3.0)
    answer.source = "Because."
    assert determine_grade(answer) == (None, 3.0)


def test_stubs_raise_not_implemented_and_nothing_else(release, monkeypatch):
    """The notebook runs; what is not written yet raises NotImplementedError when it is called."""
    monkeypatch.setattr("autograder.check", lambda exercise: None)
    namespace = {}
    for cell in release.cells:
        if cell.cell_type == "code":
            exec(cell.source, namespace)
    for name in ("compute_mean", "compute_variance"):
        with pytest.raises(NotImplementedError, match=name):
            namespace[name]([1.0, 2.0])
    assert namespace["evidence_spread"] is ...


def test_ids_survive_the_release(release, tiny):
    """nbgrader keeps the ids of all cells."""
    assert [cell.id for cell in release.cells] == [cell.id for cell in run_passes(tiny)]


def test_gradebook_knows_cells_and_points(released):
    """The assignment is in the course's gradebook: checks with 0 points, tests and answers with theirs."""
    with Gradebook(f"sqlite:///{released / 'course' / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_assignment("tiny").notebooks[0]
        assert {cell.name: cell.max_score for cell in notebook.grade_cells} == {
            "tiny-compute_mean-check": 0,
            "tiny-compute_mean-test": 2,
            "tiny-compute_variance-check": 0,
            "tiny-compute_variance-test": 4.5,
            "tiny-why_mean": 3,
            "tiny-evidence_spread-check": 0,
            "tiny-evidence_spread-test": 1,
        }


def test_hidden_tests_are_kept_for_grading(released):
    """What autograding puts back into a submission is the cell with the score."""
    with Gradebook(f"sqlite:///{released / 'course' / 'gradebook.db'}") as gradebook:
        source = gradebook.find_source_cell("tiny-compute_mean-test", "tiny", "tiny").source
    assert 'score("tiny.compute_mean")' in source


def test_another_course_folder_gives_the_same_bytes(released, root, points_of, tmp_path):
    """The release depends on lesson and reference alone; the gradebook of the configuration is left alone."""
    elsewhere = tmp_path / "elsewhere"
    config_file = root / "course" / "nbgrader_config.py"
    with config_file.open("a") as file:
        file.write(f'\nc.CourseDirectory.db_url = "sqlite:///{tmp_path / "class.db"}"\n')
    path = release_lab("tiny", build_lab("tiny", root, points_of), elsewhere, config_file)
    assert path.read_bytes() == (released / "course" / "release" / "tiny" / "tiny.ipynb").read_bytes()
    assert (elsewhere / "gradebook.db").exists()
    assert not (tmp_path / "class.db").exists()


def test_plain_nbgrader_gives_the_same_bytes(released, course):
    """`nbgrader generate_assignment`, typed in the course folder without activating the environment."""
    command = [Path(sys.executable).parent / "nbgrader", "generate_assignment", "tiny", "--force"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[3]), "HOME": str(course)}
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    before = released / "course" / "release" / "tiny" / "tiny.ipynb"
    assert (course / "release" / "tiny" / "tiny.ipynb").read_bytes() == before.read_bytes()


def test_refusal_keeps_the_old_release(course, root, points_of):
    """If nbgrader fails, its reason is the message and the release that was there is there again."""
    source = build_lab("tiny", root, points_of).replace('"schema_version": 3', '"schema_version": 99')
    before = (course / "release" / "tiny" / "tiny.ipynb").read_bytes()
    with pytest.raises(BuildError, match="could not release the lab 'tiny': .*newer version"):
        release_lab("tiny", source, course, course / "nbgrader_config.py")
    assert (course / "release" / "tiny" / "tiny.ipynb").read_bytes() == before


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")  # from nbgrader's add_submission
def test_cells_cannot_change_under_submissions(course, root, points_of):
    """Once a student has submitted, a renamed exercise is refused with nbgrader's reason."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission("tiny", "ada")
    source = build_lab("tiny", root, points_of).replace("tiny-compute_mean", "tiny-average")
    with pytest.raises(BuildError, match="RuntimeError: Cannot add or remove cells .* submissions"):
        release_lab("tiny", source, course, course / "nbgrader_config.py")


def test_files_beside_the_source_are_refused(root, points_of):
    """nbgrader would copy them to the students."""
    folder = root / "course" / "source" / "tiny"
    folder.mkdir(parents=True)
    (folder / "hidden_checks.py").touch()
    (folder / ".ipynb_checkpoints").mkdir()
    with pytest.raises(
        BuildError, match="expected tiny.ipynb alone, came also hidden_checks.py; move it away"
    ):
        release_lab("tiny", "", root / "course", root / "course" / "nbgrader_config.py")


def test_released_file_is_written_as_jupyter_writes(released, release):
    """Saving the notebook unchanged in Jupyter makes no difference."""
    path = released / "course" / "release" / "tiny" / "tiny.ipynb"
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(nbformat.writes(release))
