"""Whatever a path names, reading it gives bytes, or one line that says what was expected and what came."""

import json
import os
import socket
import time

import pytest

from autograder.grading import read_notebook
from autograder.grading.read_notebook import (
    MAX_BYTES,
    NotASubmission,
    read_bytes,
    read_text,
)


def notebook(*cells, **more):
    """A notebook as text."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more})


def assert_refused(path, expected):
    """Read a path, expect a refusal, and that at once."""
    start = time.monotonic()
    with pytest.raises(NotASubmission, match=expected) as raised:
        read_bytes(path)
    assert time.monotonic() - start < 1
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_told(tmp_path):
    """A path without a file is refused."""
    assert_refused(tmp_path / "none.ipynb", "expected a readable file, got No such file or directory")


def test_a_folder_is_told(tmp_path):
    """A folder is refused."""
    assert_refused(tmp_path, "expected a regular file, got a folder")


def test_a_pipe_is_told(tmp_path):
    """A pipe is refused without waiting for somebody to write to it."""
    os.mkfifo(tmp_path / "lab.ipynb")
    assert_refused(tmp_path / "lab.ipynb", "expected a regular file, got a pipe")


def test_a_socket_is_told(tmp_path, monkeypatch):
    """A socket is refused."""
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("lab.ipynb")
        assert_refused("lab.ipynb", "expected a (readable file, got No such device|regular file, got a socket)")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_told(device):
    """A device, were it endless, is refused unread."""
    assert_refused(device, "expected a (regular file, got a device|readable file, got No such device)")


@pytest.mark.parametrize("target", ["other.ipynb", "missing.ipynb", "/dev/zero", "."])
def test_a_link_is_told(tmp_path, target):
    """A link is not followed, whatever it points to."""
    (tmp_path / "other.ipynb").write_text(notebook())
    (tmp_path / "lab.ipynb").symlink_to(target)
    assert_refused(tmp_path / "lab.ipynb", "expected a readable file, got a link")


@pytest.mark.parametrize("name", ["a\0b.ipynb", "\ud800.ipynb", "x" * 5000, ""])
def test_a_name_that_cannot_be_is_told(name):
    """A path that no file can have is refused as unreadable."""
    with pytest.raises(NotASubmission, match="expected a readable file, got"):
        read_bytes(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    """A file without permission to read is refused."""
    (tmp_path / "lab.ipynb").write_text(notebook())
    (tmp_path / "lab.ipynb").chmod(0)
    assert_refused(tmp_path / "lab.ipynb", "expected a readable file, got Permission denied")


def test_a_huge_file_is_told_unread(tmp_path):
    """A file of 10 GB is refused by its size."""
    path = tmp_path / "lab.ipynb"
    with path.open("wb") as file:
        file.truncate(10 * 2**30)
    assert_refused(path, f"expected at most {MAX_BYTES // 2**20} MB, got 10240 MB")


def test_a_file_of_the_largest_size_is_read(tmp_path, monkeypatch):
    """The limit itself is allowed, one byte more is not."""
    path = tmp_path / "lab.ipynb"
    path.write_bytes(bytes(100))
    assert read_bytes(path, 100) == bytes(100)
    with pytest.raises(NotASubmission):
        read_bytes(path, 99)


def test_text_is_read_without_its_mark(tmp_path):
    """A byte-order mark is no part of a file's text."""
    path = tmp_path / "answers.py"
    path.write_bytes(b"\xef\xbb\xbfx = '\xc3\xbc'")
    assert read_text(path) == "x = '\u00fc'"


def test_descriptors_are_given_back(tmp_path):
    """Files read or refused leave no file open."""
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else None
    for path in [tmp_path, "/dev/null"] * 5:
        with pytest.raises(NotASubmission):
            read_notebook.read_bytes(path)
    assert before is None or len(os.listdir("/proc/self/fd")) == before
