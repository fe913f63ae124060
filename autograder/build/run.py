"""`python -m autograder build`: lessons -> source and release; or whether the release is up to date."""

import tempfile
from pathlib import Path

from autograder.build.cells import find_lessons
from autograder.build.files import write_atomically
from autograder.build.pipeline import build_lab
from autograder.build.record import note_source, refuse_edited_source
from autograder.build.release import release_lab


def build(labs, check, report, *, root, points_of, extra_outputs=()):
    """Build labs, or check that what is committed of them is what a build would give.

    Parameters
    ----------
    labs : sequence of str
        Lab names; all labs where it is empty.
    check : bool
        Compare only: the build happens in a temporary folder, nothing under `root` is written.
    report : callable
        Takes one line of text on what is being done.
    root : Path
        Repository root.
    points_of : callable
        Exercise id -> points; raises LookupError where there is no such exercise.
    extra_outputs : sequence of callables
        Each takes a lab's name and gives ``{path relative to root: content}``, str or bytes: what else is
        committed of a lab beside its release notebook (the sheets of the visible checks).

    Returns
    -------
    list of str
        Committed files, relative to `root`, that were out of date; without `check` they are up to date now.

    Raises
    ------
    BuildError
        If a lab is not known or cannot be built, or its source notebook has edits that are not in the lesson.
    """
    root, stale = Path(root), []
    for lab in labs or find_lessons(root):
        report(f"{lab}: {'checking' if check else 'building'}")
        source = build_lab(lab, root, points_of)
        outputs = {path: content for give in extra_outputs for path, content in give(lab).items()}
        release = _check_release if check else _write_release
        stale += release(lab, source, root)
        stale += [str(path) for path, content in outputs.items() if not _is_same(root / path, content)]
        if not check:
            _write_all(root, outputs)
    return stale


def _check_release(lab, source, root):
    """Release into a temporary folder and compare; give the release's path if it is out of date."""
    committed = _release_path(lab)
    config_file = root / "course" / "nbgrader_config.py"
    with tempfile.TemporaryDirectory(prefix="check_release_") as folder:
        built = release_lab(lab, source, Path(folder).resolve(), config_file).read_bytes()
    return [] if _is_same(root / committed, built) else [str(committed)]


def _write_release(lab, source, root):
    """Release into the course directory; give the release's path if that changed it."""
    committed = root / _release_path(lab)
    before = committed.read_bytes() if committed.exists() else None
    refuse_edited_source(lab, source, root)
    release_lab(lab, source, root / "course", root / "course" / "nbgrader_config.py")
    note_source(lab, source, root)
    return [] if committed.read_bytes() == before else [str(_release_path(lab))]


def _release_path(lab):
    """Where a lab's release is committed."""
    return Path("course", "release", lab, f"{lab}.ipynb")


def _is_same(path, content):
    """Whether a file is there with just this content."""
    return path.exists() and path.read_bytes() == (content.encode() if isinstance(content, str) else content)


def _write_all(root, outputs):
    """Write the outputs that changed; an unchanged file keeps its time."""
    for path, content in outputs.items():
        if not _is_same(root / path, content):
            write_atomically(root / path, content)
