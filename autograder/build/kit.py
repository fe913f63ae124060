"""The student kit: what a student installs beside the release notebooks, as one wheel without any answer."""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from autograder.build.errors import BuildError, build_error

KIT_NAME = "neural-data-course-kit"
# What goes in is named, so that a file nobody thought of stays out. Of packages, everything below goes in.
_FILES = ("data_fetch.py", "course/*.py", "autograder/__init__.py")
_PACKAGES = ("recordings/__init__.py", "course/*/__init__.py", "autograder/visible/__init__.py")
# Of those, what is the instructor's.
_NOT_IN_KIT = {"course/nbgrader_config.py", "course/lessons/__init__.py"}
_PYPROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
description = "What a student of the course installs: simulators, figures, data and checks"
requires-python = "{python}"
dependencies = {dependencies}

[tool.setuptools]
py-modules = ["data_fetch"]

[tool.setuptools.packages.find]
include = ["course*", "recordings*", "autograder*"]
namespaces = false

[tool.setuptools.package-data]
"*" = ["**/*"]
"""


def list_kit_files(root):
    """List the files of the student kit.

    Parameters
    ----------
    root : Path
        Repository root.

    Returns
    -------
    list of Path
        Relative to `root`, sorted. A folder right under ``course`` belongs to the kit if it is a package.
    """
    files = {file for pattern in _FILES for file in _glob(root, pattern)}
    packages = [start.parent for pattern in _PACKAGES for start in _glob(root, pattern)]
    files.update(file for package in packages for file in _glob(root, f"{package.as_posix()}/**/*"))
    return sorted(files)


def _glob(root, pattern):
    """Give the files of a pattern, relative to `root`; links, caches and the instructor's files stay out."""
    files = [path for path in Path(root).glob(pattern) if path.is_file() and not path.is_symlink()]
    names = [file.relative_to(root) for file in files if "__pycache__" not in file.parts]
    return [name for name in names if name.as_posix() not in _NOT_IN_KIT]


def stage_kit(folder, root):
    """Copy the kit's files into a folder, with a pyproject.toml of their own.

    Its dependencies are the `[project] dependencies` of the course: what every student needs. What builds and
    grades stands in the extras.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    root : Path
        Repository root.

    Returns
    -------
    Path
        `folder`.
    """
    for file in list_kit_files(root):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, folder / file)
    project = _read_project(root)
    pyproject = _PYPROJECT.format(
        name=KIT_NAME,
        version=project["version"],
        python=project["requires-python"],
        dependencies=_toml_list(project["dependencies"]),
    )
    (folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    return folder


def _read_project(root):
    """Read the `[project]` table of the course."""
    path = Path(root) / "pyproject.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise build_error(str(path), "a [project] table", str(error)) from None


def _toml_list(strings):
    """Write strings that hold no quotes of this kind as a TOML list."""
    return "[\n" + "".join(f"    '{string}',\n" for string in strings) + "]"


def build_kit(output_dir, root):
    """Build the student kit as a wheel, without network.

    Parameters
    ----------
    output_dir : Path
        Where the wheel goes.
    root : Path
        Repository root.

    Returns
    -------
    Path
        The wheel: ``pip install`` it where the release notebooks are opened.

    Raises
    ------
    BuildError
        If setuptools cannot build it.
    """
    output_dir = Path(output_dir).absolute()
    output_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kit_") as folder:
        stage_kit(Path(folder), Path(root))
        # The hook that pip calls (PEP 517), called without pip: environments made by uv have none.
        hook = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
        command = [sys.executable, "-c", hook, str(output_dir)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BuildError(f"setuptools could not build the student kit: {reason}; expected setuptools >= 77")
    return next(output_dir.glob(f"{KIT_NAME.replace('-', '_')}-*.whl"))
