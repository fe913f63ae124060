"""`grade` with options that write files: beside the results, from new and stored ones alike."""

import csv
import errno
import io
import json

import pytest

from autograder.commands import grading
from autograder.demo.notebooks import released_notebook, write
from autograder.exercises import exercises_of
from autograder.grading.record import SubmissionResult
from autograder.grading.submission import nothing_earned
from autograder.report import outputs

LAB = "glm_encoding"
NOTEBOOK = f"{{0}}/submitted/ada/{LAB}/{LAB}.ipynb"
FILES = {"--csv": "class.csv", "--moodle": "moodle.csv", "--canvas": "canvas.csv", "--report": "report.html", "--pages": "pages"}


@pytest.fixture
def submitted(tmp_path):
    """Three notebooks as nbgrader keeps them; the third broke off."""
    for student in ("ada", "=ben", "pia"):
        file = tmp_path / "submitted" / student / LAB / f"{LAB}.ipynb"
        file.parent.mkdir(parents=True)
        notebook = released_notebook(LAB)
        notebook["metadata"]["of"] = student
        file.write_bytes(write(notebook)[: 3000 if student == "pia" else None])
    return tmp_path / "submitted"


@pytest.fixture
def grader(monkeypatch):
    """A grader that takes no time; it remembers what it graded."""
    graded = []

    class MadeUp:
        def grade(self, path, content):
            graded.append(path)
            return SubmissionResult(path, LAB, [nothing_earned(one, "it is off") for one in exercises_of(LAB)])

        def close(self):
            """Nothing to end."""

    monkeypatch.setattr(grading, "OwnGrader", MadeUp)
    return graded


@pytest.fixture
def places(tmp_path):
    """All the options, with a place each."""
    return [argument for option, name in FILES.items() for argument in (option, tmp_path / "out" / name)]


def read(tmp_path):
    """Everything written, by its path."""
    folder = tmp_path / "out"
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_everything_is_written(run, grader, submitted, places, tmp_path):
    """Each file is there, with every student; what was written is said on the standard error."""
    ran = run("grade", submitted, *places)
    assert ran.code == 0
    written = read(tmp_path)
    assert {"class.csv", "moodle.csv", "canvas.csv", "report.html", f"pages/ada.{LAB}.html"} < set(written)
    assert len(written) == 7
    rows = list(csv.DictReader(io.StringIO(written["class.csv"].decode())))
    assert {row["student"]: row["outcome"].split(":")[0] for row in rows} == {
        "'=ben": "graded", "ada": "graded", "pia": "not graded"}
    assert [line for line in ran.err.splitlines() if "written" in line or "3 feedback pages" in line] == ran.err.splitlines()


def test_json_is_as_it_was(run, grader, submitted, places):
    """On the standard output there are the same lines as without the options."""
    without = run("grade", submitted, "--json", "--force")
    beside = run("grade", submitted, "--json", "--force", *places)
    assert beside.out == without.out
    assert without.err == ""
    assert [json.loads(line)["lab"] for line in beside.out.splitlines()].count(LAB) == 2


def test_stored_results_are_written_as_new_ones(run, grader, submitted, places, tmp_path):
    """A second run grades nothing and writes the same files."""
    run("grade", submitted, *places)
    first = read(tmp_path)
    for file in (tmp_path / "out").rglob("*.*"):
        file.unlink()
    graded = len(grader)
    run("grade", submitted, *places)
    assert len(grader) == graded == 2
    assert read(tmp_path) == first


@pytest.mark.parametrize(("options", "said"), [
    (["--csv", "{0}/x", "--report", "{0}/x"], "expected different files for --csv and --report, got the same: {0}/x"),
    (["--csv", NOTEBOOK], f"expected a file of its own for --csv, got one that is to be graded: {NOTEBOOK}"),
    (["--report", "{0}/submitted"], "expected the name of a file for --report, got something else: {0}/submitted"),
    (["--pages", NOTEBOOK], f"expected a folder to write to for --pages, got something else: {NOTEBOOK}"),
])
def test_what_cannot_be_written_is_refused(refused, grader, submitted, tmp_path, options, said):
    """Before anything is graded, in a line."""
    assert refused("grade", submitted, *(one.format(tmp_path) for one in options)).startswith(said.format(tmp_path))
    assert grader == []


def test_a_full_disk_is_told(run, grader, submitted, tmp_path, monkeypatch):
    """When there is no room for a file the command ends in a line that says how to go on; results are stored."""

    def fail(*arguments, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(outputs, "write_whole", fail)
    ran = run("grade", submitted, "--csv", tmp_path / "class.csv")
    assert ran.code == 2
    assert ran.err == (f"autograder: expected room for --csv, got No space left on device: {tmp_path}/class.csv; the results are "
                       "stored, and the same command writes the rest\n")


def test_help_tells_each_option(run):
    """What each option writes is told by --help."""
    said = " ".join(run("grade", "--help").out.split())
    for option in FILES:
        assert f"{option} F" in said  # FILE or FOLDER
    assert "as Moodle imports them" in said
    assert "as Canvas imports them" in said
