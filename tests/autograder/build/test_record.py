"""Edits made in Jupyter are not built over."""

import nbformat
import pytest

from autograder.build.errors import BuildError
from autograder.build.pipeline import build_lab
from autograder.build.record import is_noted, note_source, refuse_edited_source, source_path


@pytest.fixture
def built(root, points_of):
    """The source notebook of `tiny`, written and noted."""
    source = build_lab("tiny", root, points_of)
    source_path("tiny", root).parent.mkdir(parents=True)
    source_path("tiny", root).write_text(source, encoding="utf-8")
    note_source("tiny", source, root)
    return source


@pytest.fixture
def edit(root, built):
    """Change the notebook on disk by a function."""

    def change(function):
        notebook = nbformat.read(source_path("tiny", root), as_version=4)
        function(notebook)
        nbformat.write(notebook, source_path("tiny", root))

    return change


def test_first_build_has_nothing_to_lose(root, points_of):
    """Without a notebook on disk there are no edits."""
    assert refuse_edited_source("tiny", build_lab("tiny", root, points_of), root) is None


def test_untouched_notebook_may_be_overwritten(root, built):
    """The notebook as it was built gives way to a new one."""
    assert refuse_edited_source("tiny", built.replace("tiny lab", "small lab"), root) is None


def test_running_is_not_an_edit(root, built, edit):
    """Outputs and execution counts may be overwritten."""
    edit(lambda notebook: notebook.cells[1].update(execution_count=3))
    assert refuse_edited_source("tiny", built.replace("tiny lab", "small lab"), root) is None


def test_edits_are_refused(root, built, edit):
    """The message says how to keep them."""
    edit(lambda notebook: notebook.cells[0].update(source="# My lab"))
    with pytest.raises(BuildError, match="came one edited since; run `python -m autograder take"):
        refuse_edited_source("tiny", built, root)


def test_edits_that_the_lesson_has_may_be_overwritten(root, built, edit):
    """What a build gives anyway is not lost."""
    edit(lambda notebook: notebook.cells[0].update(source="# My lab"))
    edited = nbformat.writes(nbformat.read(source_path("tiny", root), as_version=4)) + "\n"
    assert refuse_edited_source("tiny", edited, root) is None


def test_record_lies_where_nbgrader_does_not_copy_it(root, built):
    """Files beside a source notebook would go to the students."""
    assert [path.name for path in source_path("tiny", root).parent.iterdir()] == ["tiny.ipynb"]
    assert is_noted("tiny", built, root) is True
    assert is_noted("tiny", built + " ", root) is False
    assert is_noted("huge", built, root) is None
