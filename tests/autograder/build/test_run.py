"""`build` writes what changed, and with `check` only says what would."""

import shutil

import pytest

from autograder.build import BuildError, build

RELEASE = "course/release/tiny/tiny.ipynb"


@pytest.fixture
def course_root(released, tmp_path):
    """A copy of the released repository that a test may change."""
    shutil.copytree(released, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def run(points_of):
    """Build and give what was stale."""

    def run_build(root, check=False, labs=(), report=lambda line: None, **more):
        return build(labs, check, report, root=root, points_of=points_of, **more)

    return run_build


def snapshot(root):
    """Map every file to its bytes and its time."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.sample
def test_check_of_a_fresh_release_finds_nothing_and_touches_nothing(course_root, run):
    """Nothing is stale right after a build, and looking changes no file: notebooks, gradebook, times."""
    before = snapshot(course_root)
    assert run(course_root, check=True) == []
    assert snapshot(course_root) == before


@pytest.mark.slow
def test_check_finds_an_edited_lesson(course_root, run):
    """A lesson that changed after its release makes the release stale; building makes it fresh."""
    lesson = course_root / "course" / "lessons" / "01_tiny.py"
    lesson.write_text(lesson.read_text().replace("tiny lab", "small lab"))
    assert run(course_root, check=True) == [RELEASE]
    assert run(course_root) == [RELEASE]
    assert run(course_root, check=True) == []


@pytest.mark.slow
def test_check_finds_an_edited_or_missing_release(course_root, run):
    """A release that was edited by hand, or is not there, is stale."""
    (course_root / RELEASE).write_text("{}")
    assert run(course_root, check=True) == [RELEASE]
    (course_root / RELEASE).unlink()
    assert run(course_root, check=True) == [RELEASE]


@pytest.mark.slow
def test_extra_outputs_are_compared_and_written(course_root, run):
    """What else is committed of a lab is stale or fresh like its release; a fresh file keeps its time."""

    def give(lab):
        return {f"sheets/{lab}.json": "{}\n"}

    assert run(course_root, check=True, extra_outputs=[give]) == ["sheets/tiny.json"]
    assert not (course_root / "sheets").exists()
    assert run(course_root, extra_outputs=[give]) == ["sheets/tiny.json"]
    written = (course_root / "sheets" / "tiny.json").stat().st_mtime_ns
    assert run(course_root, extra_outputs=[give]) == []
    assert (course_root / "sheets" / "tiny.json").stat().st_mtime_ns == written


def test_unknown_lab_is_refused(root, run):
    """The message names the labs that there are."""
    with pytest.raises(BuildError, match=r"expected a lab \(tiny\), came 'huge'"):
        run(root, labs=["huge"])


def test_progress_is_reported(root, run):
    """One line says which lab is being built, before anything can go wrong with it."""
    lines = []
    (root / "solutions" / "tiny.py").write_text("")
    with pytest.raises(BuildError):
        run(root, report=lines.append)
    assert lines == ["tiny: building"]


def test_edited_source_is_not_built_over(root, run):
    """A notebook in course/source that no build made stops the build, and stays."""
    path = root / "course" / "source" / "tiny" / "tiny.ipynb"
    path.parent.mkdir(parents=True)
    text = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    path.write_text(text)
    with pytest.raises(BuildError, match="came one edited since"):
        run(root)
    assert path.read_text() == text
