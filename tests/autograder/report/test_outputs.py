"""All outputs of a class at once."""

import csv
import io
import os
import time
from pathlib import Path

import pytest

from autograder.batch.find import Submission
from autograder.report.files import CannotWrite
from autograder.report.outputs import Outputs
from tests.autograder.report.conftest import LAB


@pytest.fixture
def outputs(tmp_path):
    """All of them."""
    return Outputs(*(tmp_path / name for name in ("class.csv", "moodle.csv", "canvas.csv", "report.html")), tmp_path / "pages")


@pytest.fixture
def submission():
    """A submission as nbgrader keeps it."""
    return Submission(Path(f"submitted/ada/{LAB}/{LAB}.ipynb"), "ada", LAB)


def test_a_class_of_400_takes_seconds(whole_class, outputs, submission):
    """All files of 400 submissions take less than ten seconds of one core, each of them with everybody."""
    outputs.check([submission])
    start = time.process_time()
    said = list(outputs.write(whole_class))
    assert time.process_time() - start < 10
    assert said[-1] == f"400 feedback pages in {outputs.pages}"
    assert len(os.listdir(outputs.pages)) == 400
    tables = [file.read_text(encoding="utf-8") for file in (outputs.csv, outputs.moodle, outputs.canvas)]
    lengths = [len(list(csv.reader(io.StringIO(table)))) for table in tables]
    assert lengths == [401, 401, 402]


def test_a_hostile_class_stays_where_it_belongs(hostile_class, outputs, submission, tmp_path):
    """Whatever the ids, nothing is written outside, and every page is there."""
    outputs.check([submission])
    list(outputs.write(hostile_class))
    assert sorted(os.listdir(tmp_path)) == ["canvas.csv", "class.csv", "moodle.csv", "pages", "report.html"]
    assert len(os.listdir(outputs.pages)) == len(hostile_class)
    assert all(file.is_file() for file in outputs.pages.iterdir())


def test_writing_twice_changes_nothing(hostile_class, outputs, submission):
    """The same results give the same bytes, and no further files."""
    outputs.check([submission])

    def written():
        list(outputs.write(hostile_class))
        return {file: file.read_bytes() for file in outputs.csv.parent.rglob("*") if file.is_file()}

    assert written() == written()


def test_what_an_import_lacks_is_said(make_entry, tmp_path):
    """An instructor learns how many submissions are not in the grades, and why."""
    entries = [make_entry(), make_entry("ben\n"), make_entry("", place="x.ipynb"), make_entry("c", error="lost", lost=True),
               make_entry("d", counts=False)]
    (said,) = Outputs(moodle=tmp_path / "moodle.csv").write(entries)
    assert said.endswith("moodle.csv is written; submissions left out: 1 (to be graded again), 1 (another file of the student "
                         "counts), 2 (whose they are cannot be told for certain)")
    (said,) = Outputs(csv=tmp_path / "class.csv").write(entries)
    assert said.endswith("class.csv is written")


def test_the_same_file_twice(submission, tmp_path):
    """Two outputs cannot have one file."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotWrite, match="expected different files for --csv and --report, got the same"):
        Outputs(csv=tmp_path / "x", report=tmp_path / "folder" / ".." / "x").check([submission])


def test_a_link_to_itself_ends_nothing(tmp_path):
    """A submission that leads nowhere is for the grader to refuse; the others have their outputs."""
    (tmp_path / "lab.ipynb").symlink_to("lab.ipynb")
    Outputs(csv=tmp_path / "class.csv").check([Submission(tmp_path / "lab.ipynb")])


@pytest.mark.parametrize("name", ["moodle", "canvas"])
def test_grades_need_students(tmp_path, name):
    """Where no place tells whose a submission is, a grade import is refused before anything is graded."""
    with pytest.raises(CannotWrite, match="expected submissions as nbgrader keeps them"):
        Outputs(**{name: tmp_path / "grades.csv"}).check([Submission(Path("loose.ipynb"))])


def test_none_are_wanted():
    """Without options there is nothing to do."""
    assert not Outputs()
    assert Outputs(pages=Path("pages"))
