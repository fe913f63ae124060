"""What the passes work on: a cell, and the lab it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.build.errors import BuildError, build_error


@dataclass(frozen=True)
class Cell:
    """One cell on its way from the lesson to the notebook.

    `role` is "given" (prose or code shown as it is), "exercise", "check", "test", "question" or "answer";
    `name` is the exercise's or the question's, without the lab.
    """

    kind: str  # "code", "markdown" or "raw"
    source: str
    line: int = 0  # of the cell's marker in the lesson text, from 1
    origin: int | None = None  # which cell of the lesson it comes from, from 0
    metadata: dict = field(default_factory=dict)  # what the lesson's marker line says
    chunk: str = ""  # the cell as it stands in the lesson text, marker and blank lines included
    role: str = "given"
    name: str = ""
    points: float | None = None
    id: str = ""
    nbgrader: dict | None = None


@dataclass(frozen=True)
class Lab:
    """The texts a lab is built from."""

    name: str
    lesson_path: Path
    lesson_text: str
    reference_path: Path
    reference_text: str
    points_of: Callable[[str], float]  # exercise id -> points; LookupError: no such exercise

    def error(self, cell, expected, came, advice=""):
        """Make a `BuildError` that points at a cell of the lesson."""
        lesson = "/".join(self.lesson_path.parts[-3:])
        return build_error(f"{lesson}:{cell.line}", expected, came, advice)


def read_text(path, what):
    """Read a UTF-8 text file, or say what is missing.

    Raises
    ------
    BuildError
        If the file is not there or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise build_error(str(path), what, "no such file") from None
    except (UnicodeDecodeError, OSError) as error:
        raise build_error(str(path), what, str(error)) from None


def find_lessons(root):
    """Map each lab to the path of its lesson, ``course/lessons/NN_<lab>.py``, in teaching order.

    Raises
    ------
    BuildError
        If two lessons are of the same lab.
    """
    lessons = {}
    for path in sorted((Path(root) / "course" / "lessons").glob("[0-9][0-9]_*.py")):
        lab = path.stem[3:]
        if lab in lessons:
            raise build_error(str(path), f"one lesson of {lab!r}", f"a second one, {lessons[lab].name}")
        lessons[lab] = path
    return lessons


def open_lab(name, root, points_of):
    """Read a lab's lesson and reference from the repository at `root`.

    Raises
    ------
    BuildError
        If there is no such lab, or a file of it is missing.
    """
    lessons = find_lessons(root)
    if name not in lessons:
        known = ", ".join(lessons) or "none yet: course/lessons is empty"
        raise BuildError(f"expected a lab ({known}), came {name!r}")
    reference_path = Path(root) / "solutions" / f"{name}.py"
    return Lab(
        name,
        lessons[name],
        read_text(lessons[name], "a lesson"),
        reference_path,
        read_text(reference_path, f"the reference functions of lab {name!r}"),
        points_of,
    )
