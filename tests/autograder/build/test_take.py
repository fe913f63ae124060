"""Edits made in Jupyter go back into the lesson, so that a build gives the edited notebook."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.build import BuildError, take_back
from autograder.build.pipeline import build_lab
from autograder.build.record import note_source, source_path


class EditedNotebook:
    """A notebook of `tiny` to edit by cell id, and to take back."""

    def __init__(self, path, root, points_of):
        self.path, self.root, self.points_of = path, root, points_of
        self.notebook = nbformat.read(path, as_version=4)
        self.cells = {cell.id: cell for cell in self.notebook.cells}

    def save(self):
        """Write the notebook as Jupyter does."""
        text = nbformat.writes(self.notebook) + "\n"
        self.path.write_text(text, encoding="utf-8")
        return text

    def take(self):
        """Save and take back; give the names of the changed files."""
        self.save()
        return [path.name for path in take_back(self.path, self.root, self.points_of)]

    def insert(self, before, cell):
        """Put a new cell before another."""
        self.notebook.cells.insert(self.notebook.cells.index(self.cells[before]), cell)


@pytest.fixture
def source_notebook(root, points_of):
    """The source notebook of `tiny`, as a build leaves it."""
    text = build_lab("tiny", root, points_of)
    path = source_path("tiny", root)
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    note_source("tiny", text, root)
    return EditedNotebook(path, root, points_of)


@pytest.fixture
def student_copy(released, root, points_of, tmp_path):
    """A student's copy of the release of `tiny`."""
    path = tmp_path / "tiny.ipynb"
    path.write_bytes((released / "course" / "release" / "tiny" / "tiny.ipynb").read_bytes())
    return EditedNotebook(path, root, points_of)


def read_texts(root):
    """Give lesson and reference."""
    return (root / "course/lessons/01_tiny.py").read_text(), (root / "solutions/tiny.py").read_text()


def test_all_kinds_of_edits_come_back(source_notebook, root, points_of):
    """Prose, given code, question, mark scheme, points and reference: a build gives the edited bytes."""
    cells = source_notebook.cells
    cells["cell-001"].source += "\n\n- a *new* line"
    cells["cell-003"].source = 'template = """\n# %% still no cell\n"""\nvalues = np.arange(5)  # five'
    cells["tiny-why_mean-question"].source = "Why *first*?"
    cells["tiny-why_mean"].source = "By definition (4 points)."
    cells["tiny-why_mean"].metadata.nbgrader["points"] = 4
    cells["tiny-compute_mean"].source = cells["tiny-compute_mean"].source.replace(
        "values.size", "len(values)"
    )
    cells["tiny-evidence_spread"].source = '# A, B or C?\nevidence_spread = "C"  # fill: "C"'
    edited = source_notebook.save()
    assert source_notebook.take() == ["01_tiny.py", "tiny.py"]
    assert build_lab("tiny", root, points_of) == edited


def test_only_edited_lines_change(source_notebook, root):
    """An edit of one cell leaves the other lines of lesson and reference as they stand."""
    lesson, reference = read_texts(root)
    source_notebook.cells["cell-004"].source = "Begin with the mean."
    assert source_notebook.take() == ["01_tiny.py"]
    assert read_texts(root) == (lesson.replace("Write the mean first.", "Begin with the mean."), reference)


def test_untouched_notebook_changes_nothing(source_notebook, root):
    """Taking back without edits writes no file, even after the notebook was run."""
    source_notebook.cells["cell-002"].outputs = [nbformat.v4.new_output("stream", text="1\n")]
    source_notebook.cells["cell-002"].execution_count = 1
    before = read_texts(root)
    assert source_notebook.take() == []
    assert read_texts(root) == before


def test_cells_may_be_added_removed_and_moved(source_notebook, root, points_of):
    """New cells get ids of the builder's; the order is the notebook's."""
    source_notebook.insert("cell-004", new_markdown_cell("A new thought."))
    source_notebook.insert("tiny-compute_variance", new_code_cell("spread = values.max()"))
    source_notebook.notebook.cells.remove(source_notebook.cells["cell-003"])
    source_notebook.notebook.cells.remove(source_notebook.cells["cell-001"])
    source_notebook.notebook.cells.append(source_notebook.cells["cell-001"])
    sources = [cell.source for cell in source_notebook.notebook.cells]
    assert source_notebook.take() == ["01_tiny.py"]
    built = nbformat.reads(build_lab("tiny", root, points_of), as_version=4)
    assert [cell.source for cell in built.cells] == sources


def test_metadata_of_the_lesson_survives_an_edit(source_notebook, root, points_of):
    """What a marker line of the lesson says stays when the cell's text is edited."""
    lesson = root / "course" / "lessons" / "01_tiny.py"
    lesson.write_text(lesson.read_text().replace("# %%\ntemplate", '# %% tags=["wide"]\ntemplate'))
    source_notebook.cells["cell-003"].source = "values = np.arange(6)"
    source_notebook.take()
    assert '# %% tags=["wide"]\nvalues = np.arange(6)\n' in lesson.read_text()


def test_second_edit_needs_no_build_between(source_notebook):
    """After one take, the notebook on disk counts as built: it can be edited and taken again."""
    source_notebook.cells["cell-004"].source = "Begin with the mean."
    source_notebook.take()
    source_notebook.cells["cell-004"].source = "Start with the mean."
    assert source_notebook.take() == ["01_tiny.py"]


def test_notebook_of_an_older_lesson_is_refused(source_notebook, root):
    """Taking it back would undo what was written in the lesson since."""
    lesson = root / "course" / "lessons" / "01_tiny.py"
    lesson.write_text(lesson.read_text().replace("tiny lab", "small lab"))
    before = read_texts(root)
    with pytest.raises(BuildError, match="came one of an older lesson; build first"):
        source_notebook.take()
    assert read_texts(root) == before


def test_another_copy_does_not_count_as_the_built_notebook(source_notebook, root, points_of, tmp_path):
    """Edits taken from a copy leave the notebook in course/source free to be built again."""
    from autograder.build.record import refuse_edited_source

    (tmp_path / "copy").mkdir()
    source_notebook.path = tmp_path / "copy" / "tiny.ipynb"
    source_notebook.cells["cell-004"].source = "Begin with the mean."
    assert source_notebook.take() == ["01_tiny.py"]
    assert refuse_edited_source("tiny", build_lab("tiny", root, points_of), root) is None


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("tiny-compute_mean-check", "pass", "came 'pass'; checks, tests"),
        ("tiny-compute_mean", "def mean(x):\n    return x", "of 'compute_mean' alone, came mean"),
        ("tiny-compute_mean", "def compute_mean(:", "'tiny-compute_mean': expected Python"),
        ("tiny-compute_mean", "def compute_mean(x):\n    return x", "a region"),
        ("cell-003", "from solutions import tiny", "modules of the student kit"),
        ("cell-003", "x = 1\n# %%\ny = 2", "expected 'x = 1', came"),
    ],
)
def test_edits_without_a_place_are_refused(source_notebook, root, name, source, message):
    """What the lesson cannot hold is an error, and no file changes."""
    before = read_texts(root)
    source_notebook.cells[name].source = source
    with pytest.raises(BuildError, match=message):
        source_notebook.take()
    assert read_texts(root) == before


def test_points_of_exercises_are_refused(source_notebook):
    """They are declared with the checks, not in a notebook."""
    source_notebook.cells["tiny-compute_mean-test"].metadata.nbgrader["points"] = 9
    with pytest.raises(BuildError, match="checks, tests and their points are not edited in Jupyter"):
        source_notebook.take()


def test_exercise_that_is_graded_no_more_is_refused(source_notebook):
    """Exercises are removed in the lesson text."""
    del source_notebook.cells["tiny-compute_mean"].metadata["nbgrader"]
    with pytest.raises(BuildError, match="a difference in tiny-compute_mean; exercises and questions"):
        source_notebook.take()


def test_doubled_exercise_is_refused(source_notebook):
    """A copy of a graded cell, as copying makes it, is named."""
    source_notebook.insert(
        "cell-004", nbformat.from_dict(source_notebook.cells["tiny-compute_mean"] | {"id": "new-id"})
    )
    with pytest.raises(BuildError, match="a difference in tiny-compute_mean"):
        source_notebook.take()


def test_cell_between_check_and_test_is_refused(source_notebook):
    """The builder keeps a check and its test together."""
    source_notebook.insert("tiny-compute_mean-test", new_code_cell("x = 1"))
    with pytest.raises(BuildError, match="came 'x = 1'; .* no cell comes between"):
        source_notebook.take()


def test_notebook_without_a_lab_is_refused(source_notebook, tmp_path):
    """The lab is the name of the file."""
    source_notebook.path = tmp_path / "huge.ipynb"
    with pytest.raises(BuildError, match=r"expected a lab \(tiny\), came 'huge'"):
        source_notebook.take()


@pytest.mark.slow
@pytest.mark.sample
def test_prose_of_a_student_copy_comes_back(student_copy, root):
    """Prose and questions are taken; the student's answers change neither lesson nor reference."""
    lesson, reference = read_texts(root)
    cells = student_copy.cells
    cells["cell-004"].source = "Begin with the mean."
    cells["tiny-why_mean-question"].source = "Why?"
    cells["tiny-compute_mean"].source = "def compute_mean(values):\n    return 0"
    cells["tiny-why_mean"].source = "I do not know."
    assert student_copy.take() == ["01_tiny.py"]
    after, same_reference = read_texts(root)
    assert same_reference == reference
    assert "# Begin with the mean." in after
    assert "points=3\n# Why?\n" in after
    assert "Because deviations are measured" in after
    assert "I do not know" not in after
    assert after.count("\n") == lesson.count("\n")
