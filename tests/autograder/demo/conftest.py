"""The demonstration class, taken through nbgrader once for all tests that look at what came out."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from autograder.demo.roster import CLASS
from autograder.demo.run import run_demo
from autograder.demo.standing import Standing
from autograder.demo.table import make_console


@dataclass
class Demonstration:
    """The course directory, how each student stands, and what was said."""

    folder: Path
    standings: dict[str, Standing]
    said: str


@pytest.fixture
def console():
    """A console that is no terminal; what was printed is in its file."""
    return make_console(io.StringIO())


def demonstrate(folder, students) -> Demonstration:
    """Run the demonstration for some students."""
    console: Console = make_console(io.StringIO())
    standings = run_demo(folder, students, console)
    return Demonstration(folder, {one.name: one for one in standings}, console.file.getvalue())


@pytest.fixture(scope="session")
def whole_class(tmp_path_factory):
    """Everybody: most of a minute."""
    return demonstrate(tmp_path_factory.mktemp("demo") / "class", CLASS)


@pytest.fixture(scope="session")
def few(tmp_path_factory):
    """One with a mistake, one blank and one broken submission."""
    return demonstrate(
        tmp_path_factory.mktemp("demo") / "few", [s for s in CLASS if s.name in ("gwen", "lena", "pia")]
    )
