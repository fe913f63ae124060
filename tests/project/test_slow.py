"""Which slow tests run: a sample in `make test`, all in `make test-all`."""

import shutil
import subprocess
import sys
from fnmatch import fnmatch

import pytest

from tests.project.rules import ROOT, list_files

CASES = """
import pytest

def test_fast():
    pass

@pytest.mark.slow
@pytest.mark.sample
def test_slow_sample():
    pass

@pytest.mark.slow
def test_slow():
    pass
"""


@pytest.fixture
def project(tmp_path):
    """Folder of a project with one test of each kind, and our settings for them."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_cases.py").write_text(CASES)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "summary"),
    [([], "2 passed, 1 skipped"), (["--all"], "3 passed")],
    ids=["make test", "make test-all"],
)
def test_slow_tests_run_when_asked_for(project, options, summary):
    """A slow test runs with `--all`, or when it is the sample of its kind."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert summary in result.stdout.splitlines()[-1], result.stdout + result.stderr


def test_a_marker_must_be_declared(project):
    """A misspelt marker stops the run, where it would otherwise make a slow test a fast one."""
    (project / "tests" / "test_cases.py").write_text(CASES.replace("mark.sample", "mark.smaple"))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    assert "'smaple' not found" in subprocess.run(command, cwd=project, capture_output=True, text=True).stdout


def test_no_folder_of_tests_is_passed_over(pytestconfig):
    """pytest does not enter folders of certain names; by its own list, one called build would be among them."""
    folders = {part for path in list_files(".py") if path.parts[0] == "tests" for part in path.parts[:-1]}
    assert "build" in folders
    assert [name for name in folders for pattern in pytestconfig.getini("norecursedirs") if fnmatch(name, pattern)] == []
