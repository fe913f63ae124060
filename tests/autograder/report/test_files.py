"""Files that are there as a whole or not at all."""

import errno
import os

import pytest

from autograder.report.files import CannotWrite, check_file, check_folder, write_whole


def test_what_was_there_is_replaced(tmp_path):
    """The new text is there, as it was given, and no other file."""
    (tmp_path / "class.csv").write_text("old and longer")
    write_whole(tmp_path / "class.csv", "é\r\n")
    assert (tmp_path / "class.csv").read_bytes() == "é\r\n".encode()
    assert os.listdir(tmp_path) == ["class.csv"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, step):
    """When writing fails the old file is as it was, and there is no half of a new one."""
    (tmp_path / "class.csv").write_text("old")

    def fail(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "class.csv", "new")
    assert (tmp_path / "class.csv").read_text() == "old"
    assert os.listdir(tmp_path) == ["class.csv"]


def test_others_may_read_it(tmp_path):
    """Rights are those of any new file, not those of a temporary one."""
    (tmp_path / "any").touch()
    write_whole(tmp_path / "class.csv", "")
    assert (tmp_path / "class.csv").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_link_is_replaced_and_not_followed(tmp_path):
    """Where a link by this name leads is not touched."""
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "page.html").symlink_to(tmp_path / "precious")
    write_whole(tmp_path / "page.html", "new")
    assert (tmp_path / "precious").read_text() == "mine"
    assert not (tmp_path / "page.html").is_symlink()


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
