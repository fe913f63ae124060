"""nbgrader's commands, run and told."""

import pytest

from autograder.demo.steps import STEPS, StepFailed, run_step, tell


def test_the_path_is_nbgraders():
    """From the assignment to the export, each step is one of nbgrader's own commands."""
    commands = [command.split()[0] for command, _ in STEPS]
    assert commands == ["generate_assignment", "zip_collect", "autograde", "generate_feedback", "export"]


@pytest.mark.parametrize(
    ("line", "news"),
    [
        ("[AutogradeApp | INFO] graded ada: 5 of 6 points\n", ["graded ada: 5 of 6 points"]),
        ("\x1b[32m[AutogradeApp | INFO]\x1b[m graded ada: 0 of 6 points\n", ["graded ada: 0 of 6 points"]),
        ("[AutogradeApp | INFO] Converting notebook graded.ipynb\n", []),
        ("graded by hand\n", []),
        ("\n", []),
    ],
)
def test_news_are_picked_from_the_log(line, news):
    """Of nbgrader's log, people are told which submission was graded."""
    assert list(tell(line)) == news


@pytest.mark.slow
def test_a_command_that_fails(tmp_path):
    """The error names the command, its exit code, its log and its last words."""
    with pytest.raises(StepFailed) as failed:
        run_step("autograde nosuch", tmp_path, lambda news: None)
    said = str(failed.value)
    assert "`nbgrader autograde nosuch`" in said
    assert "exit code 1" in said
    assert "No notebooks were matched" in said
    assert (tmp_path / "nbgrader.log").read_text().strip().endswith(said.rpartition(": ")[2].strip())
