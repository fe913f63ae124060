"""A course with one small lab, `tiny`, written to a temporary folder, and factories for single cells."""

import shutil
from pathlib import Path

import pytest

from autograder.build import build
from autograder.build.cells import Cell, Lab, open_lab

REPOSITORY = Path(__file__).parents[3]

LESSON = '''\
# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # A tiny lab
#
# It has "quotes", an ω and a formula $\\int x$.

# %%
import numpy as np
from autograder import check

# %%
template = """
# %% this line does not start a cell
"""
values = np.arange(4)

# %% [markdown]
# Write the mean first.

# %%
from solutions.tiny import compute_mean  # exercise

# %%
check("tiny.compute_mean")

# %%
from solutions.tiny import compute_variance  # exercise

# %%
check("tiny.compute_variance")

# %% [markdown] question="tiny.why_mean" points=3
# Why does the mean come before the variance?
#
# ---mark scheme---
#
# Because deviations are measured from it (2 points), and that is its definition (1 point).

# %%
from solutions.tiny import evidence_spread  # exercise

# %%
check("tiny.evidence_spread")

# %% [markdown]
# What could be wrong?
'''

REFERENCE = '''\
"""Reference functions of the lab `tiny`."""

import numpy as np


def compute_mean(values):
    """Give the mean of `values`, an (n,) array."""
    # BEGIN SOLUTION
    values = np.asarray(values, float)
    return values.sum() / values.size
    # END SOLUTION


def compute_variance(values):
    """Give the mean squared deviation of `values`, an (n,) array."""
    values = np.asarray(values)
    # BEGIN SOLUTION
    # deviations are measured from the mean
    deviations = values - compute_mean(values)  # fill: compute_mean(values)
    return (deviations**2).mean()  # fill: deviations**2
    # END SOLUTION


# Which panel shows the wider spread: "A" or "B"?
evidence_spread = "B"  # fill: "B"
'''

POINTS = {"tiny.compute_mean": 2.0, "tiny.compute_variance": 4.5, "tiny.evidence_spread": 1.0}


def write_course(root):
    """Write the lab `tiny` into an empty folder."""
    (root / "course" / "lessons").mkdir(parents=True)
    (root / "course" / "lessons" / "01_tiny.py").write_text(LESSON, encoding="utf-8")
    (root / "solutions").mkdir()
    (root / "solutions" / "tiny.py").write_text(REFERENCE, encoding="utf-8")
    shutil.copy(REPOSITORY / "course" / "nbgrader_config.py", root / "course")
    return root


@pytest.fixture
def points_of():
    """Points of the exercises of `tiny`, as the declarations give them."""
    return POINTS.__getitem__


@pytest.fixture
def root(tmp_path):
    """A repository that holds the lab `tiny` and this course's own nbgrader configuration."""
    return write_course(tmp_path)


@pytest.fixture
def tiny(root, points_of):
    """The texts of the lab `tiny`."""
    return open_lab("tiny", root, points_of)


@pytest.fixture
def make_lab():
    """Make a lab `tiny` with another lesson or reference, without files."""

    def make(lesson="", reference=REFERENCE, points=POINTS):
        lesson_path = Path("course", "lessons", "01_tiny.py")
        return Lab("tiny", lesson_path, lesson, Path("solutions", "tiny.py"), reference, points.__getitem__)

    return make


@pytest.fixture
def code():
    """Make a code cell in line 7 of the lesson."""
    return lambda source, **more: Cell("code", source, line=7, **more)


@pytest.fixture
def markdown():
    """Make a markdown cell in line 7 of the lesson."""
    return lambda source, **more: Cell("markdown", source, line=7, **more)


@pytest.fixture(scope="session")
def repository():
    """The root of this course."""
    return REPOSITORY


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A repository with the lab `tiny`, built and released by nbgrader. Not to be changed."""
    root = write_course(tmp_path_factory.mktemp("released"))
    build([], False, lambda line: None, root=root, points_of=POINTS.__getitem__)
    return root
