"""`make bench` runs the benchmarks and prints one table; every other run of the tests skips them."""

import functools
import os
import platform
from importlib.metadata import PackageNotFoundError, version

import pytest

from tests.benchmarks.race import race as run_race
from tests.benchmarks.table import write_table

RESULTS = pytest.StashKey()
PACKAGES = ("numpy", "scipy", "scikit-learn", "statsmodels", "nemos", "spikeinterface", "studenttmixture")


@pytest.fixture
def race(request, benchmark):
    """Compare a function with its peers: a case of the table."""

    @functools.wraps(run_race)
    def run(*arguments, **options):
        result = run_race(benchmark, *arguments, **options)
        request.config.stash.setdefault(RESULTS, []).append(result)
        return result

    return run


def pytest_terminal_summary(terminalreporter, config):
    """Print the table under the results of the tests."""
    results = config.stash.get(RESULTS, [])
    if results:
        threads = os.environ.get("OPENBLAS_NUM_THREADS", "all")
        terminalreporter.write_sep("=", "benchmarks")
        terminalreporter.write_line(write_table(results))
        terminalreporter.write_line(f"Python {platform.python_version()}, {name_processor()}, threads of OpenBLAS: {threads}")
        terminalreporter.write_line(", ".join(f"{name} {find_version(name)}" for name in PACKAGES))


def find_version(name):
    """Of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def name_processor():
    """As the system calls it."""
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        return names[0] if names else platform.machine()
    return platform.processor() or platform.machine()
