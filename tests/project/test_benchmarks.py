"""Benchmarks run when they are asked for, and never with the tests."""

import shutil
import subprocess
import sys

import pytest

from tests.project.rules import ROOT, read_text

CASES = """
def test_fast():
    pass

def test_speed(benchmark):
    benchmark(sum, [1, 2])
"""


@pytest.fixture
def project(tmp_path):
    """Folder of a project with a test, a benchmark and our settings for them."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_cases.py").write_text(CASES)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "chosen"),
    [([], "test_fast"), (["--all"], "test_fast"), (["--benchmark-only"], "test_speed")],
    ids=["make test", "make test-all", "make bench"],
)
def test_benchmarks_run_alone(project, options, chosen):
    """Either the tests run or the benchmarks; the others are skipped."""
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *options]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True)
    passed = [line for line in result.stdout.splitlines() if "PASSED" in line]
    assert [chosen in line for line in passed] == [True], result.stdout + result.stderr
    assert "1 passed, 1 skipped" in result.stdout.splitlines()[-1]


def test_the_verb_asks_for_benchmarks_only():
    """`make bench` runs what every other verb skips, with one thread for each library."""
    recipe = read_text("Makefile").split("\nbench: $(VENV)")[1].split("\n\n")[0]
    assert "--benchmark-only" in recipe
    assert "test-all bench: export OPENBLAS_NUM_THREADS := 1" in read_text("Makefile")
