"""Places to be written to, looked at before the work begins."""

import os

import pytest

from autograder.report.files import CannotWrite, check_file, check_folder


def test_missing_folders_are_made(tmp_path):
    """A file may be named in a folder that does not exist yet."""
    check_file("--csv", tmp_path / "out" / "of" / "class.csv", set())
    assert os.listdir(tmp_path / "out" / "of") == []


@pytest.mark.parametrize(("make", "said"), [
    (lambda path: path.mkdir(), "expected the name of a file for --csv, got something else"),
    (lambda path: os.mkfifo(path), "expected the name of a file for --csv, got something else"),
    (lambda path: path.symlink_to("nowhere"), "expected the name of a file for --csv, got something else"),
])
def test_what_is_no_file(tmp_path, make, said):
    """A folder, a pipe or a link to nowhere is not written to."""
    make(tmp_path / "class.csv")
    with pytest.raises(CannotWrite, match=said):
        check_file("--csv", tmp_path / "class.csv", set())


def test_a_submission_is_not_overwritten(tmp_path):
    """Not even when it is named by another path."""
    (tmp_path / "lab.ipynb").write_text("{}")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotWrite, match="got one that is to be graded"):
        check_file("--csv", tmp_path / "folder" / ".." / "lab.ipynb", {os.path.realpath(tmp_path / "lab.ipynb")})


def test_a_folder_that_cannot_be_made(tmp_path):
    """A file in the place of a folder is said to be one, in a line."""
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="expected a folder to write to for --pages, got"):
        check_folder("--pages", tmp_path / "file" / "pages")
