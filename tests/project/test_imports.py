"""Who may import whom: what a student has must work without what a student must not have."""

import sys
import tomllib
from pathlib import PurePosixPath

import pytest
from packaging.requirements import Requirement

from tests.project.rules import find_imports, list_files, read_text

OURS = ("data_fetch", "recordings", "course", "solutions", "autograder", "tests")
IMPORT_NAMES = {"scikit-learn": "sklearn", "ipython": "IPython", "pyyaml": "yaml", "pytest-xdist": "xdist"}
NUMERICS = {"numpy", "scipy", "sklearn"}

ALLOWED = {
    "recordings": ("recordings",),
    "data_fetch": ("recordings",),
    "course": ("data_fetch", "course"),
    "settings": ("autograder",),
    "lesson": ("data_fetch", "course", "solutions", "autograder"),
    "solutions": (),
    "fast twins": ("solutions",),
    "entrance": ("autograder.visible",),
    "visible": ("data_fetch", "course", "autograder.visible"),
    "hidden": ("data_fetch", "course", "autograder"),
    "exercises": ("data_fetch", "course", "autograder", "solutions"),
    "tests": OURS,
}
ALLOWED_LAZILY = {"entrance": ("autograder",), "hidden": ("solutions",)}


def name_room(path):
    """Name the part of the project that a file belongs to, or None where no rule holds."""
    first, second = (*path.parts, "")[:2]
    if first == "autograder":
        rooms = {"__init__.py": "entrance", "visible": "visible", "exercises": "exercises"}
        return rooms.get(second, "hidden")
    if first == "course" and second in ("lessons", "nbgrader_config.py"):
        # nbgrader_config.py is executed by nbgrader on an instructor's machine; no module can import it.
        return "lesson" if second == "lessons" else "settings"
    if first == "solutions" and second.startswith("_") and second != "__init__.py":
        return "fast twins"  # no student reads them: they may use the references, and each other
    rooms = {"data_fetch.py": "data_fetch"}
    return rooms.get(first, first if first in ALLOWED else None)


def find_forbidden_imports(source, path):
    """Find the imports of our own packages that the room of a file may not have."""
    room = name_room(path)
    forbidden = []
    for name, lazy in find_imports(source, path):
        allowed = ALLOWED[room] + (ALLOWED_LAZILY.get(room, ()) if lazy else ())
        fits = any(f"{name}.".startswith(f"{start}.") for start in allowed)
        if name.split(".")[0] in OURS and (not fits or f"{name}.".startswith("course.nbgrader_config.")):
            forbidden.append(name)
    return forbidden


def find_undeclared_imports(source, path):
    """Find the imports of others' packages that are not promised where a file of this room runs."""
    roots = {name.split(".")[0] for name, _ in find_imports(source, path)}
    return sorted(roots - {*OURS, *sys.stdlib_module_names} - list_promised(name_room(path)))


def list_promised(room):
    """List the import names that are installed wherever a file of this room runs."""
    if room in ("solutions", "fast twins"):
        return NUMERICS
    project = tomllib.loads(read_text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    chosen = extras if room == "tests" else ["instructor", "cluster"] if room in ("settings", "hidden", "exercises") else []
    promised = [project["dependencies"], *(extras[name] for name in chosen)]
    names = {Requirement(line).name for lines in promised for line in lines}
    return {IMPORT_NAMES.get(name, name) for name in names}


PYTHON_FILES = [path for path in list_files(".py") if name_room(path)]


@pytest.mark.parametrize("room", ALLOWED)
def test_every_room_has_a_file(room):
    """Each part of the project that a rule speaks of exists, so that no rule holds for want of files."""
    assert [path for path in PYTHON_FILES if name_room(path) == room]


@pytest.mark.parametrize("path", PYTHON_FILES, ids=str)
def test_imports_stay_within_the_room(path):
    """A file imports only those of our packages that its part of the project may know."""
    assert find_forbidden_imports(read_text(path), path) == []


@pytest.mark.parametrize("path", PYTHON_FILES, ids=str)
def test_imports_are_declared(path):
    """A file imports only those packages of others that pyproject.toml promises where the file runs."""
    assert find_undeclared_imports(read_text(path), path) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("data_fetch.py", "from course.simulate import retina"),
        ("data_fetch.py", "def load():\n    import course"),
        ("course/figures.py", "import solutions.glm_encoding"),
        ("course/figures.py", "from autograder import check"),
        ("course/simulate/retina.py", "from ...autograder import check"),
        ("course/figures.py", "from course import nbgrader_config"),
        ("course/nbgrader_config.py", "import solutions"),
        ("solutions/glm_encoding.py", "from course import figures"),
        ("solutions/place_cells.py", "from solutions.glm_encoding import fit_lnp"),
        ("solutions/_place_cells_fast.py", "from course import figures"),
        ("autograder/__init__.py", "from autograder.grading import score"),
        ("autograder/__init__.py", "def score():\n    import solutions.glm_encoding"),
        ("autograder/visible/check.py", "from autograder import exercises"),
        ("autograder/visible/check.py", "from ..exercises import glm_encoding"),
        ("autograder/visible/check.py", "def check():\n    from solutions import glm_encoding"),
        ("autograder/grading/run.py", "from solutions import glm_encoding"),
        ("autograder/grading/run.py", "import tests.wrong_answers"),
    ],
)
def test_a_forbidden_import_is_found(path, source):
    """Each rule rejects a file that breaks it."""
    assert find_forbidden_imports(source, PurePosixPath(path))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("course/figures.py", "import data_fetch\nfrom . import palette\nfrom course.simulate import retina"),
        ("course/lessons/01_glm_encoding.py", "from solutions.glm_encoding import f\nimport autograder"),
        ("autograder/__init__.py", "from .visible import check\ndef score():\n    from .grading import run"),
        ("solutions/_place_cells_fast.py", "from solutions import place_cells"),
        ("autograder/visible/check.py", "from . import codec\nfrom autograder.visible.judges import judge"),
        ("autograder/exercises/glm_encoding.py", "from solutions import glm_encoding"),
        ("autograder/build/notebook.py", "def build():\n    import solutions.glm_encoding"),
    ],
)
def test_an_allowed_import_passes(path, source):
    """No rule rejects what the parts of the project may do."""
    assert find_forbidden_imports(source, PurePosixPath(path)) == []


@pytest.mark.parametrize(
    ("path", "source", "missing"),
    [
        ("solutions/glm_encoding.py", "import matplotlib.pyplot", "matplotlib"),
        ("course/figures.py", "import nbgrader", "nbgrader"),
        ("autograder/visible/check.py", "def check():\n    import rich", "rich"),
        ("autograder/grading/run.py", "import pytest", "pytest"),
    ],
)
def test_an_undeclared_import_is_found(path, source, missing):
    """A package that is not promised where the file runs is named, even when a function imports it."""
    assert find_undeclared_imports(source, PurePosixPath(path)) == [missing]
