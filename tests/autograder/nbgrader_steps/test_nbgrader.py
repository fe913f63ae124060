"""Plain nbgrader, run in a copy of course/ as an instructor would: validate, solution, grading, export."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder import score
from autograder.build.pipeline import build_lab
from autograder.demo.answers import ROOT
from autograder.demo.roster import CLASS, submission_of
from autograder.exercises import exercises_of, points_of


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A course directory with the lab's source, released."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "course" / "nbgrader_config.py", folder)
    (folder / "source" / "glm_encoding").mkdir(parents=True)
    source = build_lab("glm_encoding", ROOT, points_of)
    (folder / "source" / "glm_encoding" / "glm_encoding.ipynb").write_text(source, encoding="utf-8")
    assert run(folder, "generate_assignment", "glm_encoding").returncode == 0
    return folder


def run(folder, *arguments):
    """Run nbgrader in a course directory."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_the_source_validates(course):
    """The instructor's notebook passes all of its checks and tests."""
    said = run(course, "validate", "source/glm_encoding/glm_encoding.ipynb").stdout
    assert "Success! Your notebook passes all the tests." in said


@pytest.mark.slow
def test_the_release_does_not(course, lab):
    """An untouched notebook fails at every exercise, with a line for each and without a traceback of ours."""
    ran = run(course, "validate", "release/glm_encoding/glm_encoding.ipynb")
    assert "VALIDATION FAILED" in ran.stdout
    for exercise in exercises_of(lab):
        assert re.search(rf"NotRightYet: {exercise.id}: (not right yet|no answer)", ran.stdout)
    assert "Traceback" not in ran.stdout + ran.stderr


@pytest.mark.slow
def test_the_solution_has_all_points(course, lab):
    """`nbgrader generate_solution` runs the whole lab without an error, and every test shows full points."""
    assert run(course, "generate_solution", "glm_encoding").returncode == 0
    notebook = json.loads(
        (course / "solution" / "glm_encoding" / "glm_encoding.ipynb").read_text(encoding="utf-8")
    )
    outputs = {cell["id"]: cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"}
    shown = {
        e.name: "".join(outputs[f"{lab}-{e.name}-test"][0]["data"]["text/plain"]) for e in exercises_of(lab)
    }
    assert shown == {exercise.name: str(exercise.points) for exercise in exercises_of(lab)}
    assert not [one for cell in outputs.values() for one in cell if one["output_type"] == "error"]


@pytest.mark.slow
@pytest.mark.sample
def test_a_submission_goes_through(course, lab):
    """Autograde, feedback and export of one submission, with nothing but the course's configuration."""
    (student,) = [student for student in CLASS if student.name == "gwen"]
    folder = course / "submitted" / "gwen" / lab
    folder.mkdir(parents=True)
    (folder / f"{lab}.ipynb").write_bytes(submission_of(student))
    (folder / "timestamp.txt").write_text("2026-11-20 12:00:00 UTC")
    (folder / "all").symlink_to(course / "gradebook.db")
    for command in (["autograde", lab], ["generate_feedback", lab], ["export"]):
        ran = run(course, *command)
        assert ran.returncode == 0, ran.stderr
    assert "no-intercept" in (course / "autograded" / "gwen" / lab / f"{lab}.ipynb").read_text(
        encoding="utf-8"
    )
    assert "The model has no intercept." in (course / "feedback" / "gwen" / lab / f"{lab}.html").read_text()
    assert ",37.0,54.5\n" in (course / "grades.csv").read_text()
    beside = {
        path.name for step in ("autograded", "feedback") for path in (course / step / "gwen" / lab).iterdir()
    }
    assert beside == {f"{lab}.ipynb", f"{lab}.html", "timestamp.txt"}


@pytest.mark.slow
def test_a_newer_submission_is_graded_again(course, lab):
    """A submission that came later replaces the result without --force; the same one again does not."""
    folder = course / "submitted" / "kofi" / lab
    folder.mkdir(parents=True)
    by_name = {student.name: student for student in CLASS}
    told = []
    for number, name in enumerate(("lena", "pia", "lena")):
        (folder / f"{lab}.ipynb").write_bytes(submission_of(by_name[name]))
        (folder / "timestamp.txt").write_text(f"2026-11-20 12:00:0{min(number, 1)} UTC")
        told.append("graded kofi: " in run(course, "autograde", lab, "--student", "kofi").stderr)
    assert told == [True, True, False]


def test_score_refuses_to_grade_submissions(monkeypatch):
    """In a kernel that nbgrader starts for a submission, nothing is scored: its author controls it."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(RuntimeError, match="run `nbgrader autograde` in the folder course/"):
        score("glm_encoding.fit_lg")


def test_score_is_a_float(monkeypatch):
    """nbgrader gives full credit for what it cannot read as a number, so the points are a plain float."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert type(score("glm_encoding.make_design_matrix")) is float
