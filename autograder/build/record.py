"""What each source notebook was when it was built, so that edits made in Jupyter are not built over."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from autograder.build.errors import build_error
from autograder.build.files import write_atomically
from autograder.build.fill import number_cells
from autograder.build.notebook import read_notebook, write_notebook


def source_path(lab, root):
    """Where a lab's source notebook is."""
    return Path(root) / "course" / "source" / lab / f"{lab}.ipynb"


def note_source(lab, source, root):
    """Note the source notebook that was just built."""
    record = _read_record(root) | {lab: _digest(source)}
    write_atomically(_record_path(root), json.dumps(record, indent=1) + "\n")


def is_noted(lab, source, root):
    """Whether the source notebook `source` (text) is the one last built; None if no build was noted."""
    noted = _read_record(root).get(lab)
    return noted and noted == _digest(source)


def refuse_edited_source(lab, source, root):
    """Raise if building `source` would overwrite edits made in Jupyter.

    Running the notebook and saving its outputs is not an edit.

    Raises
    ------
    BuildError
        If the notebook on disk has edits that the lesson does not have.
    """
    path = source_path(lab, root)
    if not path.exists():
        return
    on_disk = canonical_text(read_notebook(path))
    if on_disk != source and not is_noted(lab, on_disk, root):
        advice = f"run `python -m autograder take {path}` to put the edits in the lesson, or remove the file"
        raise build_error(str(path), "the notebook as it was built", "one edited since", advice)


def canonical_text(cells):
    """Write cells read from a notebook as a build would: no outputs, cells that are not graded renumbered."""
    named = [replace(cell, id=cell.nbgrader["grade_id"] if cell.nbgrader else "") for cell in cells]
    return write_notebook(number_cells(named, None))


def _record_path(root):
    """Beside the source notebooks' folders: nbgrader copies what lies in one of them to students."""
    return Path(root) / "course" / "source" / ".built.json"


def _read_record(root):
    """Read what was noted."""
    path = _record_path(root)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _digest(text):
    """Shorten a text to its fingerprint."""
    return hashlib.sha256(text.encode()).hexdigest()
