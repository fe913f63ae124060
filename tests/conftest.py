"""Slow tests are skipped unless `--all` is given; those also marked `sample` always run, one of each kind."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run every slow test, not only the sample")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--all"):
        return
    skip = pytest.mark.skip(reason="slow: runs in `make test-all`")
    for item in items:
        if "slow" in item.keywords and "sample" not in item.keywords:
            item.add_marker(skip)
