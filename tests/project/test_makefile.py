"""The Makefile: few verbs, each described, and a Python found or its absence said in one line."""

import os
import re
import subprocess
import time

import pytest

from tests.project.rules import ROOT, read_text

VERBS = re.findall(r"^([a-z-]+):.*## \S", read_text("Makefile"), flags=re.MULTILINE)

# A stand-in for an interpreter; the test chooses what it answers when asked for its version and for venv.
PYTHON_SCRIPT = """#!/bin/sh
case "$*" in
  *version_info*) exit {wrong_version} ;;
  *ensurepip*) exit {no_venv} ;;
  --version) echo "Python of {name}" ;;
  "-m venv --clear "*) mkdir -p "$4/bin" && echo made > "$4/bin/python" ;;
esac
"""


def run_make(*arguments):
    """Run make at the root of the project, without what an outer make hands down."""
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    command = ["make", "--no-print-directory", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def write_python(folder, name, wrong_version=0, no_venv=0):
    """Write a stand-in interpreter and return its path."""
    path = folder / name
    path.write_text(PYTHON_SCRIPT.format(name=name, wrong_version=wrong_version, no_venv=no_venv))
    path.chmod(0o755)
    return path


def make_environment(folder, *candidates):
    """Ask make for a virtual environment in `folder`, from these interpreters in this order."""
    names = " ".join(map(str, candidates))
    return run_make(f"VENV={folder}/venv", f"BASE_PYTHON={names}", f"{folder}/venv/bin/python")


def test_make_alone_prints_the_verbs():
    """`make` prints one line for each verb, with what it does."""
    lines = run_make().stdout.splitlines()
    described = [line.split()[0] for line in lines if re.match(r"  [a-z-]+ +\S+ \S+", line)]
    assert described == VERBS


def test_there_are_few_verbs():
    """There are at most six verbs, the two that a newcomer types among them."""
    assert {"grade", "test"} <= set(VERBS)
    assert len(VERBS) <= 6


def test_no_verb_is_hidden():
    """Every target that is not a file is in the help."""
    phony = re.search(r"^\.PHONY: help (.*)$", read_text("Makefile"), flags=re.MULTILINE).group(1)
    assert phony.split() == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_verb_says_what_it_does(verb):
    """Each verb first says what it is doing, in words, before it does it."""
    printed = run_make("--dry-run", "--assume-old=.venv/.project-installed", verb).stdout
    assert re.match(r'echo "[A-Z][^"]+ \.\.\."\n', printed.replace(", 2 at a time", "")), printed


def test_a_python_that_does_not_answer_is_passed_over(tmp_path):
    """A version manager's shim without a Python behind it, or an old Python, does not stop the search."""
    missing = tmp_path / "nowhere"
    shim = write_python(tmp_path, "shim", wrong_version=127)
    old = write_python(tmp_path, "old", wrong_version=1)
    good = write_python(tmp_path, "good")
    result = make_environment(tmp_path, missing, shim, old, good)
    assert (result.returncode, result.stderr) == (0, "")
    assert "with Python of good" in result.stdout


def test_a_python_without_venv_is_passed_over(tmp_path):
    """A Python that cannot make virtual environments gives way to one that can."""
    bare = write_python(tmp_path, "bare", no_venv=1)
    good = write_python(tmp_path, "good")
    assert "with Python of good" in make_environment(tmp_path, bare, good).stdout


def test_no_python_is_one_line(tmp_path):
    """Without a Python new enough, one line says what is needed and what to do, and the exit code is 2."""
    old = write_python(tmp_path, "old", wrong_version=1)
    result = make_environment(tmp_path, old)
    said = [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]
    assert result.returncode == 2
    assert len(said) == 1
    assert "Python 3.11 or newer is needed" in said[0]
    assert "BASE_PYTHON=" in said[0]


def test_no_venv_is_one_line(tmp_path):
    """Where the only Python cannot make virtual environments, one line says which package mends it."""
    result = make_environment(tmp_path, write_python(tmp_path, "bare", no_venv=1))
    said = [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]
    assert (result.returncode, len(said)) == (2, 1)
    assert "python3-venv" in said[0]


@pytest.fixture
def installed(tmp_path):
    """Folder that looks to make like an environment in which everything has just been installed."""
    (tmp_path / "bin").mkdir()
    later = time.time() + 60
    for name in ["bin/python", ".lock-installed", ".project-installed"]:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (later, later))
    return tmp_path


def test_an_installed_environment_is_left_alone(installed):
    """Nothing is installed again while the lock and the project's settings stay as they are."""
    assert run_make("--question", f"VENV={installed}", f"{installed}/.project-installed").returncode == 0


@pytest.mark.parametrize(
    ("changed", "stamp"), [("requirements.lock", ".lock-installed"), ("pyproject.toml", ".project-installed")]
)
def test_a_change_is_installed(installed, changed, stamp):
    """A changed lock, and a changed pyproject.toml, are installed by the next verb."""
    result = run_make("--question", f"--what-if={changed}", f"VENV={installed}", f"{installed}/{stamp}")
    assert result.returncode == 1
