"""Labs are found by their lessons' file names, and errors point at the lesson's line."""

import pytest

from autograder.build.cells import find_lessons, open_lab
from autograder.build.errors import BuildError


def test_labs_come_in_teaching_order(root):
    """The number in the file name orders the labs; other files are no lessons."""
    lessons = root / "course" / "lessons"
    for name in ("00_first.py", "notes.py", "readme.txt"):
        (lessons / name).touch()
    assert list(find_lessons(root)) == ["first", "tiny"]


def test_two_lessons_of_a_lab_are_refused(root):
    """A lab has one lesson."""
    (root / "course" / "lessons" / "02_tiny.py").touch()
    with pytest.raises(BuildError, match=r"one lesson of 'tiny', came a second one, 01_tiny.py"):
        find_lessons(root)


def test_unknown_lab_is_refused(root, points_of):
    """The message names the labs that there are."""
    with pytest.raises(BuildError, match=r"expected a lab \(tiny\), came 'huge'"):
        open_lab("huge", root, points_of)


def test_missing_reference_is_refused(root, points_of):
    """A lesson without its solutions cannot be built."""
    (root / "solutions" / "tiny.py").unlink()
    with pytest.raises(BuildError, match="the reference functions of lab 'tiny', came no such file"):
        open_lab("tiny", root, points_of)


def test_text_that_is_not_utf8_is_refused(root, points_of):
    """A file in another encoding is named."""
    (root / "solutions" / "tiny.py").write_bytes(b"# \xff\n")
    with pytest.raises(BuildError, match="solutions/tiny.py.*can't decode"):
        open_lab("tiny", root, points_of)


def test_errors_name_file_and_line(make_lab, code):
    """A message about a cell starts with the lesson and the line."""
    assert str(make_lab().error(code("x"), "this", "that", "do so")) == (
        "course/lessons/01_tiny.py:7: expected this, came that; do so"
    )
