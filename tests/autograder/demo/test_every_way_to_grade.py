"""The honest class has the same points however it is graded: `check`, `grade` and nbgrader, with a sandbox and without."""

import pytest

from autograder.demo.roster import CLASS, LAB
from autograder.exercises import exercises_of
from autograder.grading.file import check_file
from autograder.grading.matching import only_defines, runnable
from autograder.grading.read_notebook import read_bytes, read_cells
from autograder.grading.release import setup_source
from autograder.grading.session import WarmWorker
from autograder.grading.submission import grade_notebook
from tests.autograder.demo.conftest import demonstrate

HOSTILE = {"quinn", "rex"}
NO_FILE = {"milo", "pia"}  # as one plain file, a syntax error takes all of it; half a notebook is none
HONEST = [student for student in CLASS if student.name not in HOSTILE]


@pytest.fixture(scope="session")
def unprotected_class(tmp_path_factory):
    """The honest students, graded by nbgrader without a sandbox."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEURAL_COURSE_ISOLATION", "off")
        return demonstrate(tmp_path_factory.mktemp("demo") / "unprotected", HONEST)


@pytest.fixture(scope="session", params=["require", "off"])
def worker(request):
    """A worker in the sandbox, and one that is a process and no more."""
    with WarmWorker(request.param) as warm:
        yield warm


def submitted(demonstration, student):
    return next((demonstration.folder / "submitted" / student.name / LAB).glob("*.ipynb"))


def by_name(results):
    return {one.exercise.partition(".")[2]: one.points for one in results}


def is_answer(source):
    return only_defines(source) or source.startswith("evidence_")


def as_a_file(notebook, folder):
    """The definitions in a notebook and the answers to its evidence questions, one below the other."""
    cells = read_cells(read_bytes(notebook), notebook)
    sources = [setup_source(LAB), *filter(is_answer, (cells[index].source for index in runnable(cells, LAB)))]
    file = folder / "answers.py"
    file.write_text("\n\n".join(sources), encoding="utf-8")
    return file


@pytest.mark.slow
def test_nbgrader_without_a_sandbox(whole_class, unprotected_class):
    """Isolation changes nobody's points."""
    for student in HONEST:
        assert unprotected_class.standings[student.name].points == whole_class.standings[student.name].points, student.name


@pytest.mark.slow
@pytest.mark.parametrize("student", HONEST, ids=lambda student: student.name)
def test_grade(whole_class, worker, student):
    """The notebook alone gives what nbgrader stored."""
    result = grade_notebook(submitted(whole_class, student), worker)
    assert by_name(result.exercises) == ({} if result.error else whole_class.standings[student.name].points)


@pytest.mark.slow
@pytest.mark.parametrize("student", [one for one in HONEST if one.name not in NO_FILE], ids=lambda student: student.name)
def test_check(whole_class, worker, student, tmp_path):
    """The functions alone, exercise by exercise, give what nbgrader stored."""
    file = as_a_file(submitted(whole_class, student), tmp_path)
    results = [check_file(exercise, file, worker) for exercise in exercises_of(LAB)]
    assert by_name(results) == whole_class.standings[student.name].points
