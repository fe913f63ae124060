"""What a result depends on."""

import pytest

from autograder.batch import key as keys
from autograder.batch.key import checks_of, key_of
from autograder.grading.read_notebook import NotASubmission
from tests.autograder.batch.conftest import LAB


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")


def test_the_same_content_has_the_same_key(hand_in):
    """Whose it is and where it lies is not part of it."""
    one, other = hand_in("ada", "same"), hand_in("ben", "same")
    assert key_of(one.read_bytes(), one) == key_of(other.read_bytes(), other)


def test_another_content_has_another_key(hand_in):
    """A letter more is another submission."""
    one, other = hand_in("ada"), hand_in("ben")
    assert key_of(one.read_bytes(), one) != key_of(other.read_bytes(), other)


def test_another_secret_has_another_key(hand_in, monkeypatch):
    """Other inputs may have other results."""
    file = hand_in("ada")
    before = key_of(file.read_bytes(), file)
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "t")
    assert key_of(file.read_bytes(), file) != before


@pytest.mark.parametrize(
    ("path", "counts"),
    [(f"autograder/exercises/{LAB}/design.py", True), (f"solutions/{LAB}.py", True), ("autograder/visible/judges.py", True),
     ("autograder/grading/engine.py", True), ("autograder/exercises/spike_detection/noise.py", False),
     ("autograder/commands/demo.py", False)])
def test_what_decides_on_points_counts(monkeypatch, tmp_path, path, counts):
    """A change to the lab's checks, its reference or the grader changes the key; one elsewhere does not."""
    for place in ("autograder/exercises/spike_detection/noise.py", "autograder/commands/demo.py", path):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("before")
    monkeypatch.setattr(keys, "ROOT", tmp_path)
    before = checks_of.__wrapped__(LAB)
    (tmp_path / path).write_text("after")
    assert (checks_of.__wrapped__(LAB) != before) == counts


def test_what_is_no_notebook_has_none():
    """It is not graded, and there is nothing to be stored."""
    with pytest.raises(NotASubmission):
        key_of(b"{", "x.ipynb")
