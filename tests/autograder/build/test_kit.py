"""The student kit holds what a student needs, and no answer."""

import subprocess
import sys
import tomllib
import zipfile

import pytest

from autograder.build.errors import BuildError
from autograder.build.kit import build_kit, list_kit_files, stage_kit

FILES = [
    "data_fetch.py",
    "recordings/__init__.py",
    "recordings/records.py",
    "course/__init__.py",
    "course/figures.py",
    "course/simulate/__init__.py",
    "course/simulate/retina.py",
    "autograder/__init__.py",
    "autograder/visible/__init__.py",
    "autograder/visible/sheets/tiny.json",
]
NOT_FOR_STUDENTS = [
    "course/nbgrader_config.py",
    "course/gradebook.db",
    "course/lessons/01_tiny.py",
    "course/source/tiny/tiny.ipynb",
    "course/release/tiny/tiny.ipynb",
    "course/submitted/ada/tiny/tiny.ipynb",
    "course/simulate/__pycache__/retina.pyc",
    "autograder/__main__.py",
    "autograder/exercises/tiny.py",
    "autograder/grading/session.py",
    "autograder/build/kit.py",
    "solutions/tiny.py",
    "tests/test_tiny.py",
]
PROJECT = '[project]\nversion = "1.2"\nrequires-python = ">=3.11"\ndependencies = ["numpy>=2.0,<3"]\n'


@pytest.fixture
def repository_of_names(tmp_path):
    """A repository whose files are empty."""
    root = tmp_path / "repository"
    for name in FILES + NOT_FOR_STUDENTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / "pyproject.toml").write_text(PROJECT)
    return root


def test_kit_is_what_students_need_and_nothing_else(repository_of_names):
    """Of all rooms of the repository, these files go to students."""
    assert [path.as_posix() for path in list_kit_files(repository_of_names)] == sorted(FILES)


def test_lessons_stay_out_even_as_a_package(repository_of_names):
    """An __init__.py by mistake does not put the lessons in the kit."""
    (repository_of_names / "course" / "lessons" / "__init__.py").touch()
    assert not [path for path in list_kit_files(repository_of_names) if "lessons" in path.parts]


def test_links_stay_out(repository_of_names):
    """A link could lead to a file that is not for students."""
    link = repository_of_names / "course" / "simulate" / "link.py"
    link.symlink_to(repository_of_names / "solutions" / "tiny.py")
    assert not [path for path in list_kit_files(repository_of_names) if path.name == "link.py"]


def test_kit_depends_on_what_the_course_depends_on(repository_of_names, tmp_path):
    """Version, Python and dependencies are those of the course's own [project]."""
    folder = stage_kit(tmp_path / "staged", repository_of_names)
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    assert project["name"] == "neural-data-course-kit"
    assert (project["version"], project["requires-python"]) == ("1.2", ">=3.11")
    assert project["dependencies"] == ["numpy>=2.0,<3"]


def test_missing_project_is_refused(repository_of_names, tmp_path):
    """Without the course's pyproject.toml there is no version to give."""
    (repository_of_names / "pyproject.toml").write_text("")
    with pytest.raises(BuildError, match=r"pyproject.toml: expected a \[project\] table"):
        stage_kit(tmp_path / "staged", repository_of_names)


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory):
    """The kit of this course, unpacked."""
    folder = tmp_path_factory.mktemp("kit")
    with zipfile.ZipFile(build_kit(folder / "wheel", repository)) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_wheel_holds_the_listed_files(wheel, repository):
    """Every file of the list, data beside the code too, is in the wheel, and no other module."""
    names = [path.relative_to(wheel) for path in wheel.rglob("*") if path.is_file()]
    ours = [name for name in names if not name.parts[0].endswith(".dist-info")]
    assert sorted(ours) == list_kit_files(repository)


def test_kit_works_without_solutions(wheel):
    """Where nothing else of the repository can be imported, the kit can."""
    code = """
import importlib.abc, sys

class NotThere(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        hidden = ("solutions", "autograder.exercises", "autograder.grading", "autograder.build")
        if name.startswith(hidden):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NotThere())
sys.path.insert(0, sys.argv[1])
import autograder, course, data_fetch
from course import figures
from course.simulate import retina
modules = autograder, course, data_fetch, figures, retina
assert all(module.__file__.startswith(sys.argv[1]) for module in modules)
assert callable(autograder.check) and callable(autograder.score)
"""
    command = [sys.executable, "-I", "-c", code, str(wheel)]
    done = subprocess.run(command, cwd=wheel.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
