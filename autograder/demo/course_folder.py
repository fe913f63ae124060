"""The demonstration's own course directory: an instructor's real course is never touched."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.build.pipeline import build_lab
from autograder.demo.answers import ROOT
from autograder.demo.roster import LAB, Student, submission_of
from autograder.exercises import points_of

CONFIG_NAME = "nbgrader_config.py"
FIRST_LINE = "# Made by `python -m autograder demo`, which makes this folder anew each time."
CONFIG = f"""\
{FIRST_LINE}

c = get_config()
load_subconfig({CONFIG_NAME!r}, path={{course!r}})
c.CourseDirectory.root = {{folder!r}}
c.Exchange.root = {{exchange!r}}

# Moodle's download of all submissions: a folder for each student. What a browser adds to a name, as in
# "{LAB} (1).ipynb", is left out.
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>[^/_]+)_[0-9]+_assignsubmission_file/(?P<file_id>[^/]+?)(?: \\([0-9]+\\))?\\.ipynb$")
"""


class NotADemonstration(Exception):
    """The folder holds something that an earlier demonstration did not make."""


def make_course_folder(folder: Path, students: Sequence[Student]) -> Path:
    """Make the course directory anew: configuration, the lab's source, and the submissions as downloaded.

    Raises
    ------
    NotADemonstration
        When there is a folder with other things in it.
    """
    folder = folder.absolute()
    refuse_other_things(folder)
    if folder.exists():
        shutil.rmtree(folder)
    exchange, source = folder / "exchange", folder / "source" / LAB
    exchange.mkdir(parents=True)
    source.mkdir(parents=True)
    config = CONFIG.format(course=str(ROOT / "course"), folder=str(folder), exchange=str(exchange))
    (folder / CONFIG_NAME).write_text(config, encoding="utf-8")
    (source / f"{LAB}.ipynb").write_text(build_lab(LAB, ROOT, points_of), encoding="utf-8")
    write_download(folder / "downloaded" / LAB / "archive" / f"{LAB}.zip", students)
    return folder


def refuse_other_things(folder: Path) -> None:
    """Raise NotADemonstration for what is neither an empty folder nor an earlier demonstration."""
    config = folder / CONFIG_NAME
    ours = config.is_file() and config.read_text(encoding="utf-8", errors="replace").startswith(FIRST_LINE)
    free = not (folder.exists() or folder.is_symlink())
    if not free and (folder.is_symlink() or not folder.is_dir() or (any(folder.iterdir()) and not ours)):
        raise NotADemonstration(
            f"expected an empty folder, or an earlier demonstration's, got something else: {folder}"
        )


def write_download(archive: Path, students: Sequence[Student]) -> None:
    """Write what a learning management system gives to an instructor who downloads all submissions."""
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as download:
        for number, student in enumerate(students, start=4101):
            name = f"{student.name}_{number}_assignsubmission_file/{student.saved_as}"
            download.writestr(name, submission_of(student))
