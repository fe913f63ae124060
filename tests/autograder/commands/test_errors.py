"""A command typed wrongly is told in one line what was expected and what came."""

import io
import subprocess
import sys

import pytest

from autograder.commands import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "expected a command, one of build, list, check, grade, demo, take, kit"),
        (["check", "--foo"], "expected an option, one of --json, --seed, --help, got --foo"),
        (["grade", "--jobs", "0", "x"], "expected --jobs in the range 1<=x<=4096, got 0"),
        (["grade", "--jobs", "many", "x"], "expected --jobs to be a valid integer, got 'many'"),
        (["check", "--seed", "-1", "a", "b"], "expected --seed in the range x>=0, got -1"),
        (["grade", "--jobs"], "expected a value after --jobs, got none"),
        (["list", "--json=3"], "expected no value after --json, got one"),
        (["take"], "expected NOTEBOOK, got nothing"),
        (["take", "one", "two"], "expected no more arguments, got two"),
        (["list", "glm_encoding"], "expected no more arguments, got glm_encoding"),
    ],
)
def test_wrong_usage(refused, arguments, said):
    """The line names what could have been given, and what was."""
    assert refused(*arguments).startswith(said)


def test_no_command(run):
    """Without a command, the help is on the standard output, and the line says what was expected."""
    ran = run()
    assert ran.code == 2
    assert "A first round:" in ran.out
    assert ran.err.startswith("autograder: expected a command, one of build, ")
    assert ran.err.endswith(", got none\n")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", ["", "build", "list", "check", "grade", "demo", "take", "kit"])
def test_help(run, command):
    """Every command explains itself, and that is no error."""
    ran = run(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: python -m autograder")


def test_as_a_process():
    """Typed in a shell, bad input gives one line, exit code 2 and no traceback."""
    command = [sys.executable, "-m", "autograder", "check", "glm_encoding.fit_lg", "/nonexistent.py"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert (
        ran.stderr == "autograder: expected a readable file, got No such file or directory: /nonexistent.py\n"
    )


def test_an_interrupt_is_one_word(run, monkeypatch):
    """Ctrl-C ends with the shell's code for it, and without a traceback."""
    from autograder.commands import checking

    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "all_exercises", interrupt)
    ran = run("list")
    assert (ran.code, ran.err.split("\n")) == (130, ["", "autograder: stopped", ""])


def test_a_terminal_that_knows_ascii_only(monkeypatch):
    """What is printed past click, too, never stops for a letter that the terminal cannot show."""
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    with pytest.raises(SystemExit):
        main(["list"])
    terminal.write("a dash — and a word")
    terminal.flush()
    assert terminal.buffer.getvalue().endswith(b"a dash \\u2014 and a word")
