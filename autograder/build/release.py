"""Source notebook -> release notebook, by nbgrader's own generate_assignment."""

import io
import logging
from pathlib import Path

from autograder.build.errors import BuildError, build_error
from autograder.build.files import write_atomically


def release_lab(name, source, course, config_file):
    """Let nbgrader make the students' notebook of a lab, and note the assignment in the gradebook.

    Parameters
    ----------
    name : str
        The lab.
    source : str
        Text of the source notebook; written to ``<course>/source/<name>/<name>.ipynb``.
    course : Path
        nbgrader's course directory. The gradebook of another one is never touched.
    config_file : Path
        The course's nbgrader_config.py.

    Returns
    -------
    Path
        ``<course>/release/<name>/<name>.ipynb``.

    Raises
    ------
    BuildError
        If nbgrader refuses; the release that was there before is then there again.
    """
    course = Path(course).absolute()
    source_path = course / "source" / name / f"{name}.ipynb"
    release_path = course / "release" / name / f"{name}.ipynb"
    _refuse_other_files(source_path)
    before = release_path.read_bytes() if release_path.exists() else None
    write_atomically(source_path, source)
    try:
        _generate_assignment(name, _read_config(course, Path(config_file).absolute()))
    except BaseException:  # nbgrader has removed it; an interrupted build must not lose it either
        if before is not None:
            write_atomically(release_path, before)
        raise
    return release_path


def _refuse_other_files(source_path):
    """nbgrader copies whatever lies beside a source notebook to the students."""
    folder = source_path.parent
    others = {path.name for path in folder.glob("*")} - {source_path.name, ".ipynb_checkpoints"}
    if others:
        came, advice = "also " + ", ".join(sorted(others)), "move it away: students would get it"
        raise build_error(str(folder), f"{source_path.name} alone", came, advice)


def _read_config(course, config_file):
    """Read the course's configuration; for another course directory, with a gradebook of its own."""
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader(config_file.name, path=str(config_file.parent)).load_config()
    if course != config_file.parent:
        config.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
    config.CourseDirectory.root = str(course)
    return config


def _generate_assignment(name, config):
    """Run nbgrader; what it logs becomes the message if it fails."""
    # imported here: 2 seconds that `--help` and the checks in a notebook need not wait
    from nbgrader.converters import GenerateAssignment, NbGraderException
    from nbgrader.coursedir import CourseDirectory

    course_directory = CourseDirectory(config=config, assignment_id=name)
    converter = GenerateAssignment(coursedir=course_directory, config=config, force=True)
    log, propagate = io.StringIO(), converter.log.propagate
    handler = logging.StreamHandler(log)
    converter.log.addHandler(handler)
    converter.log.propagate = False
    try:
        converter.start()
    except NbGraderException as error:
        raise BuildError(f"nbgrader could not release the lab {name!r}: {_reason(log.getvalue())}") from error
    finally:
        converter.log.removeHandler(handler)
        converter.log.propagate = propagate


def _reason(log):
    """Find in nbgrader's log what says why: the last line of the first traceback, else all of it."""
    lines = [line for line in log.splitlines() if line.strip()]
    starts = [i for i, line in enumerate(lines) if line.startswith("Traceback")]
    for line in lines[starts[0] + 1 :] if starts else []:
        if not line.startswith(" "):
            return line
    return " ".join(lines) or "no reason given"
