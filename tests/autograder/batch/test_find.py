"""Which files are submissions, and whose."""

from pathlib import Path

import pytest

from autograder.batch.find import NothingFound, describe, find_submissions
from tests.autograder.batch.conftest import LAB


def test_nbgraders_tree(hand_in, tmp_path):
    """In ``submitted/STUDENT/LAB`` the folders tell the student and the lab."""
    hand_in("ada")
    hand_in("ben")
    found = find_submissions([tmp_path / "submitted"])
    assert [(one.student, one.lab) for one in found] == [("ada", LAB), ("ben", LAB)]


def test_one_file_alone_tells_as_much(hand_in, monkeypatch):
    """A path inside the tree, and a relative one, tell the same."""
    file = hand_in("ada")
    monkeypatch.chdir(file.parent)
    assert find_submissions([Path(file.name)])[0].student == "ada"


def test_other_places_tell_nothing():
    """A notebook elsewhere is nobody's, and the course's own are not a student's."""
    assert describe(Path("/tmp/mine.ipynb")).student == ""
    assert describe(Path(f"/course/release/{LAB}/{LAB}.ipynb")).student == ""


def test_each_file_once(hand_in, tmp_path):
    """Paths that overlap give a file once."""
    file = hand_in("ada")
    assert len(find_submissions([tmp_path, file, tmp_path / "submitted"])) == 1


def test_checkpoints_are_left_out(hand_in, tmp_path):
    """What Jupyter keeps beside a notebook is no submission."""
    file = hand_in("ada")
    (file.parent / ".ipynb_checkpoints").mkdir()
    (file.parent / ".ipynb_checkpoints" / "x-checkpoint.ipynb").write_bytes(file.read_bytes())
    assert len(find_submissions([tmp_path])) == 1


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()], ids=["missing", "empty"])
def test_nothing_is_an_error(tmp_path, make):
    """A path that is not there, or a folder without notebooks, is told."""
    make(tmp_path / "here")
    with pytest.raises(NothingFound, match="expected a .*, got .*here"):
        find_submissions([tmp_path / "here"])
