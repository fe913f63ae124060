"""Slow tests are skipped unless `--all` is given; those also marked `sample` always run, one of each kind.

Several processes share the tests by file, for fixtures cost more than tests do; the banks of answers also by lab.
"""

import re

import pytest

BANKS = "tests/autograder/exercises/"


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run every slow test, not only the sample")


@pytest.hookimpl(optionalhook=True)  # pytest-xdist need not be there
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return name_group(nodeid)

    return ByGroup(config, log)


def pytest_collection_modifyitems(config, items):
    if config.getoption("--all"):
        return
    skip = pytest.mark.skip(reason="slow: runs in `make test-all`")
    for item in items:
        if "slow" in item.keywords and "sample" not in item.keywords:
            item.add_marker(skip)


def name_group(node: str) -> str:
    """What runs in one process: a file, or what a file of `BANKS` has for one lab."""
    file, _, name = node.partition("::")
    lab = re.search(r"\[([a-z_]+)\.", name)
    return f"{file}-{lab[1]}" if file.startswith(BANKS) and lab else file
