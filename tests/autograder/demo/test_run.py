"""The demonstration from beginning to end: a class goes through plain nbgrader, and all get what is due."""

import csv
import json
import re
import sqlite3

import pytest

from autograder.demo.answers import reference_answers
from autograder.demo.roster import CLASS, LAB
from autograder.exercises import exercises_of
from autograder.grading.session import WarmWorker
from autograder.grading.submission import grade_notebook

BEST = sum(exercise.points for exercise in exercises_of(LAB))
ALL_RIGHT = ["ada", "ben", "chloe", "dara", "nour", "otto"]
MISTAKES = {
    "elif": ("make_design_matrix", "looks-into-the-future"),
    "femi": ("make_design_matrix", "newest-lag-first"),
    "gwen": ("fit_lg", "no-intercept"),
    "hugo": ("neg_log_lik_lnp", "mean-instead-of-sum"),
    "ines": ("predict_spike_counts_lnp", "log-rate"),
    "jun": ("bits_per_spike", "nats-not-bits"),
}


def lost_by(standing):
    return {e.name for e in exercises_of(LAB) if standing.points[e.name] < e.points}


def page_of(demonstration, name):
    return (demonstration.folder / "feedback" / name / LAB / f"{LAB}.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.sample
def test_a_small_class(few):
    """A mistake costs its exercise and is named, blank earns nothing, a broken file has its reason."""
    assert lost_by(few.standings["gwen"]) == {"fit_lg"}
    assert few.standings["gwen"].found["fit_lg"]["misconceptions"] == ["no-intercept"]
    assert (few.standings["lena"].total, few.standings["pia"].total) == (0, 0)
    assert few.standings["pia"].error.startswith("expected a notebook (JSON), got text that breaks off")
    assert "fit_lg: no-intercept - The model has no intercept." in few.said


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_RIGHT)
def test_right_is_right(whole_class, name):
    """Whatever the style, however much is printed and warned, whatever happened to it: right is 100 %."""
    assert whole_class.standings[name].total == BEST
    assert not any(result["misconceptions"] for result in whole_class.standings[name].found.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "exercise", "slug"), [(name, *mistake) for name, mistake in MISTAKES.items()]
)
def test_a_mistake_costs_its_points_once(whole_class, name, exercise, slug):
    """A single mistake costs points in its own exercise only, and is recognised as what it is."""
    standing = whole_class.standings[name]
    assert lost_by(standing) == {exercise}
    assert standing.found[exercise]["misconceptions"] == [slug]
    assert f"{exercise}: {slug} - " in whole_class.said


@pytest.mark.slow
def test_blank_is_nothing(whole_class):
    """An untouched notebook has no points, and is told nothing but that it is not written yet."""
    standing = whole_class.standings["lena"]
    messages = {check["message"] for result in standing.found.values() for check in result["checks"]}
    assert standing.total == 0
    assert messages == {
        "it is not written yet (NotImplementedError)",
        "it is not filled in yet: `...` still stands there",
    }


@pytest.mark.slow
def test_half_is_half(whole_class):
    """Who did four exercises has the points of those four."""
    assert whole_class.standings["kofi"].total == sum(e.points for e in exercises_of(LAB)[:4])


@pytest.mark.slow
def test_what_raises_costs_itself(whole_class):
    """A function that raises and a cell that is no Python cost their own points; each says what happened."""
    standing = whole_class.standings["milo"]
    assert lost_by(standing) == {"spike_triggered_average", "bits_per_spike"}
    assert "ValueError" in standing.found["spike_triggered_average"]["checks"][0]["message"]
    assert "it is not defined" in standing.found["bits_per_spike"]["checks"][0]["message"]


@pytest.mark.slow
def test_who_ends_the_process_ends_their_own(whole_class):
    """A function that ends the process it runs in costs itself; the student's other functions count."""
    standing = whole_class.standings["quinn"]
    assert "fit_lg" in lost_by(standing) <= {"fit_lg", "evidence_filters"}


@pytest.mark.slow
def test_forging_earns_nothing(whole_class):
    """Claimed points, own checks and a value that equals everything earn nothing."""
    assert whole_class.standings["rex"].total == 0


@pytest.mark.slow
def test_a_broken_file_has_a_line(whole_class):
    """A file that broke off has its reason in results, comments and page, without paths of this machine."""
    with sqlite3.connect(whole_class.folder / "gradebook.db") as gradebook:
        comments = gradebook.execute(
            "select auto_comment from comment "
            "join submitted_notebook on comment.notebook_id = submitted_notebook.id "
            "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
            "where student_id = 'pia'"
        ).fetchall()
    reason = whole_class.standings["pia"].error
    assert {comment for (comment,) in comments} == {reason}
    assert reason.count("\n") == 0
    assert str(whole_class.folder) not in reason
    assert "text that breaks off" in page_of(whole_class, "pia")


@pytest.mark.slow
def test_every_student_has_a_page_and_a_grade(whole_class):
    """Nobody is missing, whatever others handed in."""
    with (whole_class.folder / "grades.csv").open() as file:
        grades = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert grades == {name: standing.total for name, standing in whole_class.standings.items()}
    assert set(grades) == {student.name for student in CLASS}
    for student in CLASS:
        assert f"Feedback for {student.name}" in page_of(whole_class, student.name)


@pytest.mark.slow
def test_points_are_those_of_grade(whole_class):
    """What nbgrader stored is what `autograder grade` says of the same files."""
    with WarmWorker() as worker:
        for name in ("elif", "milo", "rex"):
            path = whole_class.folder / "submitted" / name / LAB / f"{LAB}.ipynb"
            graded = grade_notebook(path, worker)
            stored = whole_class.standings[name]
            assert {one.exercise.partition(".")[2]: one.points for one in graded.exercises} == stored.points
            for one in graded.exercises:
                found = stored.found[one.exercise.partition(".")[2]]
                assert {key: found[key] for key in ("points", "passed", "misconceptions")} == {
                    key: one.as_json()[key] for key in ("points", "passed", "misconceptions")
                }


@pytest.mark.slow
def test_pages_hold_no_answer(whole_class):
    """The page of a blank notebook has no line of the reference, and no page has the hidden tests."""
    stub = json.loads((whole_class.folder / "release" / LAB / f"{LAB}.ipynb").read_text())
    released = {line.strip() for cell in stub["cells"] for line in "".join(cell["source"]).splitlines()}
    text = re.sub(r"<[^>]+>", "", page_of(whole_class, "lena"))
    lines = {line.strip() for source in reference_answers(LAB).values() for line in source.splitlines()}
    hidden = {line for line in lines - released if len(line) > 12}
    assert len(hidden) > 10
    assert [line for line in hidden if line in text] == []
    for student in CLASS:
        assert "HIDDEN TESTS" not in page_of(whole_class, student.name)
        assert "score(" not in page_of(whole_class, student.name).replace(
            'def</span> <span class="nf">score</span>(', ""
        )


@pytest.mark.slow
def test_pages_run_nothing(whole_class):
    """No page has a script, an event, or anything to fetch, whatever its student wrote."""
    for student in CLASS:
        tags = re.findall(r"<[a-zA-Z][^>]*>", page_of(whole_class, student.name))
        assert not [tag for tag in tags if re.match(r"<(script|iframe|object|embed|link|form|svg)\b", tag)]
        assert not [tag for tag in tags if re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag))]
        assert not [tag for tag in tags if re.search(r"\s(src|href)=\"(?!#|https?://|data:image/)", tag)]
        assert not [tag for tag in tags if re.search(r"\ssrc=\"http", tag)]


@pytest.mark.slow
def test_written_answers_wait_for_a_person(whole_class):
    """Answers in words are not graded by a machine; those left empty need nobody."""
    assert (whole_class.standings["ada"].to_grade, whole_class.standings["lena"].to_grade) == (5.0, 0.0)
    assert "not graded yet" in page_of(whole_class, "ada")


@pytest.mark.slow
def test_it_says_what_it_does(whole_class):
    """Every command is named before it runs, every submission when it is graded, and no line is coloured."""
    for told in (
        "$ nbgrader zip_collect",
        "$ nbgrader autograde",
        "graded ada: 42.5 of 42.5 points",
        "gradebook.db",
    ):
        assert told in whole_class.said
    assert "\x1b" not in whole_class.said


@pytest.mark.slow
def test_the_release_is_the_committed_one(whole_class):
    """nbgrader makes of the lesson what is committed."""
    from autograder.grading.release import COURSE

    made = (whole_class.folder / "release" / LAB / f"{LAB}.ipynb").read_bytes()
    assert made == (COURSE / "release" / LAB / f"{LAB}.ipynb").read_bytes()
