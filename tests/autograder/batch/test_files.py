"""Files that are there as a whole or not at all."""

import errno
import os
import stat

import pytest

from autograder.batch.files import PRIVATE, write_whole


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


def test_private_files_are_the_owners(tmp_path):
    """What is private stays so, whatever the rights of other new files."""
    before = os.umask(0)
    try:
        write_whole(tmp_path / "points", b"\x00", mode=PRIVATE)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "points").stat().st_mode) == 0o600
    assert (tmp_path / "points").read_bytes() == b"\x00"


def test_what_is_easily_made_again_is_not_waited_for(tmp_path, monkeypatch):
    """Only what has to survive a power cut waits for the disk."""
    waits = []
    monkeypatch.setattr(os, "fsync", waits.append)
    write_whole(tmp_path / "page.html", "", durable=False)
    assert not waits
    write_whole(tmp_path / "class.csv", "")
    assert waits
