"""A lesson becomes the instructor's source notebook."""

import ast
import json
from dataclasses import replace

import pytest

from autograder.build.errors import BuildError
from autograder.build.lesson import read_lesson
from autograder.build.pipeline import PASSES, build_lab, run_passes


def test_cells_come_in_the_lessons_order(tiny):
    """Questions and checks become two cells each; everything keeps its place."""
    assert [cell.id for cell in run_passes(tiny)] == [
        "cell-001", "cell-002", "cell-003", "cell-004",
        "tiny-compute_mean", "tiny-compute_mean-check", "tiny-compute_mean-test",
        "tiny-compute_variance", "tiny-compute_variance-check", "tiny-compute_variance-test",
        "tiny-why_mean-question", "tiny-why_mean",
        "tiny-evidence_spread", "tiny-evidence_spread-check", "tiny-evidence_spread-test",
        "cell-005",
    ]  # fmt: skip


def test_two_builds_are_the_same_bytes(root, points_of):
    """Nothing in the notebook depends on when or how often it is built."""
    assert build_lab("tiny", root, points_of) == build_lab("tiny", root, points_of)


def test_source_notebook_runs_like_the_lesson(tiny):
    """The pasted references define what the lesson's exercise lines import."""
    namespace = {}
    for cell in run_passes(tiny):
        if cell.kind == "code" and cell.role in ("given", "exercise"):
            exec(cell.source, namespace)
    assert namespace["compute_variance"]([1, 2, 3, 6]) == 3.5
    assert namespace["evidence_spread"] == "B"


def test_lesson_stays_a_plain_script(tiny):
    """The lesson text itself is Python from the first line to the last."""
    ast.parse(tiny.lesson_text)


def test_passes_depend_on_their_order(tiny):
    """The list is in the order that its comment asks for: a writing pass moved to the front does harm."""
    expected = run_passes(tiny)
    for moved in ("insert_references", "add_hidden_tests", "name_graded_cells", "number_cells"):
        passes = sorted(PASSES, key=lambda run_pass, name=moved: run_pass.__name__ != name)
        cells = read_lesson(tiny.lesson_text)
        try:
            for run_pass in passes:
                cells = run_pass(cells, tiny)
        except BuildError:
            continue
        assert cells != expected, moved


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('check("tiny.compute_mean")', "pass", 24),  # the exercise without its check
        ("import compute_mean ", "import compute_maen ", 27),  # the check without its exercise
        ("import numpy as np", "import numpy", 24),  # the first exercise that uses np
        ("values = np.arange(4)", "values = = 4", 15),  # the cell that is not Python
        ("points=3", "points=none", 36),
    ],
)
def test_errors_name_the_line_of_the_lesson(tiny, before, after, line):
    """From the whole pipeline, a mistake in the lesson is reported with file and line."""
    assert before in tiny.lesson_text
    with pytest.raises(BuildError, match=rf"^course/lessons/01_tiny\.py:{line}: expected .*came"):
        run_passes(replace(tiny, lesson_text=tiny.lesson_text.replace(before, after, 1)))


def test_notebook_says_nothing_of_this_machine(root, points_of):
    """No path, version or time is in the file."""
    notebook = json.loads(build_lab("tiny", root, points_of))
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
            "pygments_lexer": "ipython3",
        },
    }
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
