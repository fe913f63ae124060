"""Sharing out, storing and handing on."""

import itertools
import time

import pytest

from autograder.batch.find import find_submissions
from autograder.batch.graders import GraderLost
from autograder.batch.key import key_of
from autograder.batch.run import MAX_LOSSES, grade_class
from tests.autograder.batch.conftest import MadeUpGrader, made_up


@pytest.fixture
def grade(tmp_path, store, monkeypatch):
    """Grade all that was handed in; tells the results by student and the paths that were graded."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")

    def run(n_jobs=1, fails=(), force=False, kept=True):
        paths = []
        results = grade_class(find_submissions([tmp_path / "submitted"]), lambda: MadeUpGrader(paths, fails), n_jobs,
                              store if kept else None, force)
        return {one.submission.student: one for one in results}, paths

    return run


@pytest.mark.parametrize("n_jobs", [1, 3, 20])
def test_everybody_has_a_result(grade, hand_in, n_jobs):
    """Each submission is graded once, under its own path, with few jobs or many."""
    files = [hand_in(f"student {number}") for number in range(12)]
    results, paths = grade(n_jobs)
    assert sorted(paths) == sorted(map(str, files))
    assert {one.result.path for one in results.values()} == set(map(str, files))


def test_what_is_stored_is_not_graded(grade, hand_in):
    """A second run grades only what is new; the results are the same."""
    hand_in("ada")
    first, _ = grade()
    hand_in("ben")
    second, paths = grade()
    assert [path.split("/")[-3] for path in paths] == ["ben"]
    assert (second["ada"].stored, second["ben"].stored) == (True, False)
    assert second["ada"].result == first["ada"].result


def test_force_grades_again(grade, hand_in):
    """With force, what is stored does not count."""
    hand_in("ada")
    grade()
    _, paths = grade(force=True)
    assert len(paths) == 1


def test_equal_contents_are_graded_once(grade, hand_in):
    """Two who hand in the same have the same result, each under their own path."""
    one, other = hand_in("ada", "same"), hand_in("ben", "same")
    results, paths = grade()
    assert len(paths) == 1
    assert [results[name].result.path for name in ("ada", "ben")] == [str(one), str(other)]


def test_what_cannot_be_read_stops_nobody(grade, hand_in):
    """A file that is no notebook has its reason, and the others their results."""
    hand_in("ada")
    hand_in("ben").write_text("{")
    results, _ = grade()
    assert "breaks off" in results["ben"].result.error
    assert results["ada"].result.error is None


@pytest.mark.parametrize(("n_losses", "error"), [(MAX_LOSSES - 1, None), (MAX_LOSSES, f"it was begun {MAX_LOSSES} times")])
def test_a_lost_grader_is_replaced(grade, hand_in, n_losses, error):
    """A submission is begun again by the next grader; one that ends every grader has its reason, and is not stored."""
    file = hand_in("ada")
    results, paths = grade(fails=[GraderLost("it ended") for _ in range(n_losses)])
    assert len(paths) == min(n_losses + 1, MAX_LOSSES)
    assert (results["ada"].result.error or "").startswith(error or "")
    assert (results["ada"].result.error is None) == (error is None)
    assert grade()[0]["ada"].stored == (error is None), file


def test_what_another_grader_has_under_way_is_left_to_it(grade, hand_in, store, monkeypatch):
    """A claimed submission is waited for; once its result is there, that is taken."""
    file = hand_in("ada")
    key = key_of(file.read_bytes(), file)
    answers = iter([False, False, True])

    def claim(asked):
        got = next(answers)
        if got:  # the other grader has just finished
            store.write(asked, made_up(file, "by the other"))
        return got

    monkeypatch.setattr(store, "claim", claim)
    results, paths = grade()
    assert paths == []
    assert results["ada"].stored
    assert store.read(key) == made_up(file, "by the other")


def test_a_file_that_changes_meanwhile_is_told(grade, hand_in, monkeypatch):
    """A result is never stored under the key of another content."""
    file = hand_in("ada")
    seen = iter([file.read_bytes()])
    monkeypatch.setattr("autograder.batch.run.read_bytes", lambda path: next(seen, file.read_bytes() + b" "))
    results, paths = grade()
    assert paths == []
    assert "got one that changed since" in results["ada"].result.error


def test_without_a_store(grade, hand_in):
    """Where nothing can be stored, everything is graded each time."""
    hand_in("ada")
    grade(kept=False)
    assert len(grade(kept=False)[1]) == 1


def test_what_cannot_be_stored_is_an_error(grade, hand_in, store, monkeypatch):
    """A full disk stops the run; a result that nobody keeps is not given as if it were."""
    hand_in("ada")

    def full(key, result):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write", full)
    with pytest.raises(OSError, match="No space left"):
        grade()


def test_a_defect_of_the_grader_stops_nobody(grade, hand_in):
    """A submission on which the grader itself fails has that as its reason, and is tried again the next time."""
    hand_in("ada")
    hand_in("ben")
    results, paths = grade(fails=[ZeroDivisionError("oh")])
    (failed,) = [one for one in results.values() if one.result.error]
    assert "the grader itself failed on it (ZeroDivisionError: oh)" in failed.result.error
    assert len(paths) == 2
    assert [one.result.error for one in grade()[0].values()] == [None, None]


@pytest.mark.parametrize("jump_s", [-1e6, 1e6])
def test_a_clock_that_jumps_changes_nothing(grade, hand_in, monkeypatch, jump_s):
    """Time limits do not hang on the time of day."""
    hand_in("ada")
    hand_in("ben")
    began, clock = time.time(), itertools.count()
    monkeypatch.setattr(time, "time", lambda: began + next(clock) * jump_s)
    results, paths = grade()
    assert len(paths) == 2
    assert [one.result.error for one in results.values()] == [None, None]
    assert all(0 <= one.result.took_s < 60 for one in results.values())


def test_what_keeps_a_grader_from_starting_is_told(hand_in, tmp_path, store, monkeypatch):
    """An error of the grader's own is raised where the results are asked for."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    hand_in("ada")

    def fail():
        raise RuntimeError("no sandbox")

    with pytest.raises(RuntimeError, match="no sandbox"):
        list(grade_class(find_submissions([tmp_path / "submitted"]), fail, 1, store))
