"""Entries: what the outputs know of a submission."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.find import Submission
from autograder.batch.run import Graded
from autograder.exercises import exercises_of
from autograder.grading.record import SubmissionResult
from autograder.report.entries import ClassList, entry_of, is_untouched, labs_of, shorten
from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_problem
from tests.autograder.report.conftest import LAB, answer


def test_what_cells_showed_is_not_kept(make_entry):
    """The outputs of cells, which may be many megabytes, and may be the inputs of checks, are not in an entry."""
    entry = make_entry(reports={3: {"error": None, "outputs": [{"output_type": "stream", "text": "PRINTED" * 1000}]}})
    assert b"PRINTED" not in pickle.dumps(entry)


def test_texts_in_common_are_kept_once(make_entry):
    """Claims and help are one object for a whole class, however they were read from disk."""
    record = SubmissionResult("a.ipynb", LAB, [answer(one) for one in exercises_of(LAB)])
    copies = [entry_of(Submission(Path("a.ipynb")), pickle.loads(pickle.dumps(record))) for _ in range(2)]
    assert copies[0].results[0].checks[0].claim is copies[1].results[0].checks[0].claim


@pytest.mark.parametrize("outcome", [
    Outcome(problem="raised", error="NotImplementedError", message="fit_lg: write it"),
    Outcome(problem="refused", message="it returned a value of type builtins.ellipsis"),
    Outcome(problem="missing", message="it is not defined"),
])
def test_what_was_released_is_untouched(exercise, outcome):
    """What the grader says of an exercise as released, or deleted, counts as not tried."""
    assert is_untouched(answer(exercise["fit_lg"], 0, describe_problem(outcome)))


def test_what_was_tried_is_not_untouched(exercise):
    """An answer that is wrong, or that a cell's error kept from being defined, was tried."""
    assert not is_untouched(answer(exercise["fit_lg"], 0, "it is not defined: a cell raised ValueError"))
    assert not is_untouched(answer(exercise["fit_lg"], 0, "every value is 0"))


def test_paths_are_not_told(make_entry):
    """A reason names the file, not where the grader keeps it."""
    place = "elsewhere/submitted/ada/glm_encoding/mine.ipynb"
    assert make_entry(place=place, error=f"expected a notebook, got an empty file: {place}").error.endswith("file: mine.ipynb")


def test_another_lab_earns_nothing(make_entry):
    """A notebook in the folder of another lab has no points there, and says why."""
    result = SubmissionResult("x.ipynb", "spike_detection", [answer(one) for one in exercises_of("spike_detection")])
    entry = entry_of(Submission(Path("x.ipynb"), "ada", LAB), result)
    assert (entry.points, entry.max_points, entry.lab) == (0, 42.5, LAB)
    assert entry.error == "expected a notebook of glm_encoding, got one of spike_detection"


def test_what_was_stopped(make_entry, exercise):
    """Cells left out and exercises that did not end are told, each reason once."""
    reports = {number: {"error": {"error": "NotRun", "message": "this cell was left out: slow", "line": ""}} for number in (3, 4)}
    reports[5] = {"error": {"error": "ValueError", "message": "no", "line": ""}}
    stopped = answer(exercise["fit_lg"], 0, "it did not return within 25 s")
    assert make_entry(reports=reports, fit_lg=stopped).troubles == (
        "this cell was left out: slow", "fit_lg: it did not return within 25 s")


@pytest.mark.parametrize(("more", "said"), [
    ({}, "graded"),
    ({"error": "no notebook"}, "not graded: no notebook"),
    ({"error": "worker ended", "lost": True}, "to be graded again: worker ended"),
    ({"counts": False}, "graded (another file of the student counts)"),
])
def test_outcome(make_entry, more, said):
    """How grading went is said in words."""
    assert make_entry(**more).outcome == said


def test_names_are_harmless(make_entry):
    """Line breaks and marks that turn the text are not in a name; a long one is cut where space is short."""
    assert make_entry("two\nli\u202enes").name == "two li\ufffdnes"
    assert make_entry("\udcff").name == "\ufffd"
    assert len(make_entry("a" * 300).short_name) == 80
    assert shorten("abc", 3) == "abc"


def test_messages_are_harmless(make_entry, exercise):
    """What a student's code said has no marks that turn the text of a page, either."""
    entry = make_entry(fit_lg=answer(exercise["fit_lg"], 0, "it raised E: \u202eno\n\x1b[31m"))
    assert entry.results[2].checks[0].message == "it raised E: \ufffdno \ufffd[31m"


def test_labs_come_in_teaching_order(make_entry):
    """Whatever was graded first, labs stand in the order of the course, each once."""
    entries = [make_entry(lab="spike_detection"), make_entry(), make_entry("ben")]
    assert labs_of(entries) == ["glm_encoding", "spike_detection"]


@pytest.fixture
def handed_in(tmp_path):
    """Submissions: a student with two files, and a file without a student."""

    def make(*names):
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return [Submission(path, path.parts[-3], LAB) if LAB in path.parts else Submission(path) for path in paths]

    return make


def note(submissions, order):
    """A class list to which results were given in some order."""
    noted = ClassList(submissions)
    results = [Graded(submissions[place], SubmissionResult(str(submissions[place].path), LAB)) for place in order]
    assert list(noted.noting(results)) == results
    return noted.entries


def test_order_is_that_of_the_submissions(handed_in):
    """Results that are ready in another order do not change the outputs."""
    submissions = handed_in(*(f"{name}/{LAB}/{LAB}.ipynb" for name in ("ada", "ben", "chloe")))
    assert [entry.student for entry in note(submissions, [2, 0, 1])] == ["ada", "ben", "chloe"]


def test_one_file_of_a_student_counts(handed_in):
    """Of a student's files the one under the lab's name counts; a file without a student counts for itself."""
    submissions = handed_in(f"ada/{LAB}/old.ipynb", f"ada/{LAB}/{LAB}.ipynb", "loose.ipynb")
    assert [entry.counts for entry in note(submissions, [0, 1, 2])] == [False, True, True]


def test_a_run_that_was_ended_has_what_there_is(handed_in):
    """Entries exist for the results that came."""
    submissions = handed_in(*(f"{name}/{LAB}/{LAB}.ipynb" for name in ("ada", "ben")))
    assert [entry.student for entry in note(submissions, [1])] == ["ben"]


def test_not_tried_at_all(make_entry, exercise):
    """A submission as released was not tried; one with a single answer was."""
    blank = {name: answer(one, 0, "it is not written yet (NotImplementedError)") for name, one in exercise.items()}
    assert not make_entry(**blank).was_tried
    assert make_entry(**{**blank, "fit_lg": answer(exercise["fit_lg"], 0, "it is off")}).was_tried
    assert replace(make_entry(), results=()).was_tried is False
