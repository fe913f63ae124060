"""The class on one page, where there is no terminal, too."""

import io

import pytest

from autograder.demo.standing import Standing
from autograder.demo.table import (
    WIDTH,
    diagnosis_of,
    jupyter_from,
    make_console,
    mistakes_of,
    show_class,
    show_places,
)
from autograder.exercises import exercises_of

LAB = "glm_encoding"


def result(name, points, message="", **helps):
    """A result as graded notebooks have it."""
    return {
        "exercise": f"{LAB}.{name}",
        "passed": not message,
        "points": points,
        "checks": [{"message": ""}, {"message": message}],
        "helps": [{"slug": slug.replace("_", "-"), "off": off} for slug, off in helps.items()],
    }


@pytest.fixture
def standing():
    """One student who made one known and two unknown mistakes."""
    points = {exercise.name: exercise.points for exercise in exercises_of(LAB)} | {
        "fit_lg": 0.5,
        "fit_lnp": 0.0,
    }
    found = {
        "fit_lg": result("fit_lg", 0.5, "wrong shape", no_intercept="The model has no intercept."),
        "fit_lnp": result("fit_lnp", 0.0, "it is not written yet"),
        "bits_per_spike": result("bits_per_spike", 0.0, "it is not written yet"),
        "make_design_matrix": result("make_design_matrix", 6.0),
    }
    return Standing("gwen", points, 5.0, found, None)


def test_a_row_has_the_points(standing, console):
    """The row of a student has the story, the points of each exercise, the total and what waits."""
    show_class([standing], LAB, console)
    (row,) = [line for line in console.file.getvalue().splitlines() if line.strip().startswith("gwen  ")]
    assert "no intercept" in row
    assert row.split()[-11:] == ["6", "4", "0.5", "4", "5", "0", "5", "5", "2", "31.5", "5"]


def test_diagnoses_stand_beneath(standing):
    """A misconception is named with its words, and exercises with the same message stand together."""
    assert mistakes_of(standing) == [
        "fit_lg: no-intercept - The model has no intercept.",
        "fit_lnp, bits_per_spike: it is not written yet",
    ]


def test_a_broken_file_has_its_reason():
    """What could not be graded has one line, and no exercise is named."""
    assert mistakes_of(Standing("pia", {}, 0.0, {}, "expected a notebook, got an empty file")) == [
        "expected a notebook, got an empty file"
    ]


def test_two_diagnoses_are_both_told():
    """Where an answer fits two misconceptions, both are named."""
    both = result("fit_lg", 0.0, "x", one="First.", two="Second.")
    assert diagnosis_of(both) == "one - First.; two - Second."


def test_without_a_terminal_it_is_plain(standing, console):
    """There are no colours, and no line is longer than 100 columns, however long a message is."""
    standing.found["fit_lnp"]["checks"][1]["message"] = "it raised ValueError: " + "matmul " * 60
    show_class([standing], LAB, console)
    text = console.file.getvalue()
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_messages_are_no_markup(standing, console):
    """Brackets and colons in what students raise are printed as they are."""
    standing.found["fit_lnp"]["checks"][1]["message"] = "it raised X: [red]a[/red] :smile: [/]"
    show_class([standing], LAB, console)
    assert "[red]a[/red] :smile: [/]" in console.file.getvalue()


def test_colour_is_an_extra(standing):
    """On a terminal with colours the same words are printed."""
    from rich.console import Console

    plain, coloured = (
        make_console(io.StringIO()),
        Console(
            file=io.StringIO(),
            force_terminal=True,
            color_system="standard",
            width=WIDTH,
            highlight=False,
            markup=False,
        ),
    )
    for console in (plain, coloured):
        show_class([standing], LAB, console)
    import re

    assert "\x1b[3" in coloured.file.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.file.getvalue()) == plain.file.getvalue()


def test_places_are_told_from_here(tmp_path, monkeypatch, console):
    """Paths are those that one can type in the folder that one is in."""
    monkeypatch.chdir(tmp_path)
    show_places(tmp_path / "demo", LAB, console)
    text = console.file.getvalue()
    assert "demo/feedback/<student>/glm_encoding/glm_encoding.html" in text
    assert "demo/grades.csv" in text
    assert str(tmp_path / "demo") not in text


def test_jupyter_is_named_as_it_can_be_started(tmp_path, monkeypatch):
    """In an active environment its name is enough; else its path, from the folder if both are together."""
    import sys

    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / ".venv"))
    assert jupyter_from(tmp_path / "demo") == "jupyter"
    monkeypatch.delenv("VIRTUAL_ENV")
    assert jupyter_from(tmp_path / "demo") == "../.venv/bin/jupyter"
    assert jupyter_from(tmp_path / "elsewhere" / "demo") == str(tmp_path / ".venv" / "bin" / "jupyter")
