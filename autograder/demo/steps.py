"""Running nbgrader's commands as an instructor would type them, and telling what they do while they do it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.demo.answers import ROOT
from autograder.demo.roster import LAB

LOG_NAME = "nbgrader.log"
LOG_LINE = re.compile(r"^\[(?P<who>\w+) \| (?P<level>\w+)\] (?P<text>.*)$")
STEPS = (
    (f"generate_assignment {LAB}", "makes the students' notebook and notes its exercises in the gradebook"),
    (f"zip_collect {LAB}", "unpacks the submissions, as downloaded from a learning management system"),
    (f"autograde {LAB}", "rebuilds and grades every submission outside of any kernel"),
    (f"generate_feedback {LAB}", "writes a page for each student"),
    ("export", "writes the grades for the learning management system"),
)


class StepFailed(Exception):
    """One of nbgrader's commands ended with an error: the message tells its last words."""


def run_step(command: str, folder: Path, report: Callable[[str], None]) -> None:
    """Run ``nbgrader COMMAND`` in a course directory; its log goes to a file there.

    Parameters
    ----------
    report : callable
        Takes a line of text on what has just been done, as it happens.

    Raises
    ------
    StepFailed
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep),
    }
    said = []
    with (
        subprocess.Popen(
            [sys.executable, "-m", "nbgrader", *command.split()],
            cwd=folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            errors="replace",
        ) as process,
        (folder / LOG_NAME).open("a", encoding="utf-8") as log,
    ):
        for line in process.stdout:
            log.write(line)
            said.append(line.rstrip())
            for news in tell(line):
                report(news)
    if process.returncode:
        last = next((line for line in reversed(said) if line.strip()), "nothing")
        raise StepFailed(
            f"expected `nbgrader {command}` to succeed, got exit code {process.returncode} and, last in "
            f"{folder / LOG_NAME}: {last}"
        )


def tell(line: str) -> Iterator[str]:
    """What in a line of nbgrader's log is news to an instructor."""
    found = LOG_LINE.match(re.sub(r"\x1b\[[0-9;]*m", "", line.rstrip()))
    if found and found["text"].startswith("graded "):
        yield found["text"]
