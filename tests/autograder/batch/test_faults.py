"""Faults on purpose: whatever is killed, whenever, a run that is begun again ends with what an undisturbed one finds."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.batch.files import HALF
from autograder.demo.answers import reference_answers
from autograder.demo.course_folder import make_course_folder
from autograder.demo.notebooks import fill_in, released_notebook, write
from autograder.demo.steps import run_step
from tests.autograder.batch.conftest import LAB

ANSWERS = reference_answers(LAB)
SOLVED = [(), ("bits_per_spike",), ("make_design_matrix",), ("make_design_matrix", "fit_lg"), ("fit_lnp", "make_design_matrix"),
          ("spike_triggered_average", "make_design_matrix")]
TARGETS = ("grader", "job", "worker", "submission")
GRADEBOOK = ("SELECT student_id, base_cell.name, auto_score, needs_manual_grade FROM grade JOIN base_cell ON base_cell.id = "
             "grade.cell_id JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id JOIN submitted_assignment ON "
             "submitted_assignment.id = submitted_notebook.assignment_id ORDER BY student_id, base_cell.name")


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A course directory with a class that is quickly graded."""
    folder = make_course_folder(tmp_path_factory.mktemp("faults") / "course", ())
    run_step(f"generate_assignment {LAB}", folder, lambda news: None)
    for number, names in enumerate(SOLVED):
        notebook = fill_in(released_notebook(LAB), LAB, {name: ANSWERS[name] for name in names})
        notebook["cells"] = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
        file = folder / "submitted" / f"student-{number}" / LAB / f"{LAB}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_bytes(write(notebook))
    (folder / "empty.db").write_bytes((folder / "gradebook.db").read_bytes())
    return folder


class Run:
    """``autograder grade submitted --jobs 2 --db ...`` with results and gradebook of its own."""

    def __init__(self, course: Path, folder: Path):
        self.course, self.folder, self.database = course, folder, folder / "gradebook.db"
        self.database.write_bytes((course / "empty.db").read_bytes())

    def start(self):
        """Begin, or go on."""
        command = [sys.executable, "-m", "autograder", "grade", "submitted", "--json", "--jobs", "2", "--results",
                   str(self.folder / "results"), "--db", f"sqlite:///{self.database}"]
        environment = {**os.environ, "NEURAL_COURSE_SECRET": "s", "OPENBLAS_NUM_THREADS": "1"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.course, text=True, env=environment, **pipes)

    def finish(self):
        """Run to the end; tells the results by path."""
        out, err = self.start().communicate(timeout=300)
        rows = [json.loads(line) for line in out.splitlines()]
        assert len(rows) == len(SOLVED), err[-3000:]
        return {row["path"]: row for row in rows}

    def gradebook(self):
        """Everybody's points as the database has them."""
        with sqlite3.connect(self.database) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return database.execute(GRADEBOOK).fetchall()


def descendants(pid):
    """The processes below one, itself first, with their command lines and depths."""
    found, todo = [], [(pid, 0)]
    while todo:
        one, depth = todo.pop(0)
        try:
            line = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            children = "".join(task.read_text() for task in Path(f"/proc/{one}/task").glob("*/children"))
        except OSError:
            continue  # it has just ended
        found.append((one, line, depth))
        todo += [(int(child), depth + 1) for child in children.split()]
    return found


def victims(grader, target):
    """The process ids of one kind below a grader."""
    below = descendants(grader.pid)
    workers = [(pid, depth) for pid, line, depth in below if "autograder.visible.worker" in line and "bwrap" not in line]
    first = min((depth for _, depth in workers), default=0)
    return {"grader": [grader.pid], "job": [pid for pid, line, _ in below if "autograder.batch.job" in line],
            "worker": [pid for pid, line, _ in below if line.startswith("bwrap") or "/bwrap " in line],
            "submission": [pid for pid, depth in workers if depth > first]}[target]


@pytest.fixture(scope="session")
def undisturbed(course, tmp_path_factory):
    """What comes out when nothing happens."""
    run = Run(course, tmp_path_factory.mktemp("undisturbed"))
    results = run.finish()
    return results, run.gradebook()


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "n_kills"), [pytest.param(0, 2, marks=pytest.mark.sample), *((n, 8) for n in range(1, 8))])
def test_kill_9(course, undisturbed, tmp_path, seed, n_kills):
    """Several times something is killed at a random moment, and the command given again where it had ended."""
    draw, run = random.Random(seed), Run(course, tmp_path)
    killed = []
    grader = run.start()
    deadline = time.monotonic() + 400
    while len(killed) < n_kills and time.monotonic() < deadline:
        time.sleep(draw.uniform(0.2, 2.5))
        target = draw.choice(TARGETS)
        for pid in draw.sample(found, 1) if (found := victims(grader, target)) else []:
            with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(pid, signal.SIGKILL)
                killed.append(target)
        if grader.poll() is not None:
            grader.communicate()
            for file in sorted((tmp_path / "results").rglob("*.gz"))[:2]:
                file.unlink()  # so that there is work left to be disturbed at
            grader = run.start()
    grader.kill()
    grader.communicate()
    assert len(killed) == n_kills
    assert (run.finish(), run.gradebook()) == undisturbed
    assert not list((tmp_path / "results").rglob(f"{HALF}*"))


@pytest.mark.slow
def test_two_graders_at_once(course, undisturbed, tmp_path):
    """Two graders on one class share the work: both end with all results, and each submission was graded by one of them."""
    run = Run(course, tmp_path)
    both = [run.start() for _ in range(2)]
    for out, err in [one.communicate(timeout=300) for one in both]:
        assert {row["path"]: row for row in map(json.loads, out.splitlines())} == undisturbed[0], err
    assert run.gradebook() == undisturbed[1]


@pytest.mark.slow
def test_a_locked_database_is_waited_for(course, undisturbed, tmp_path):
    """While somebody else holds the gradebook, the writer waits, and then enters everything."""
    run = Run(course, tmp_path)
    other = sqlite3.connect(run.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    grader = run.start()
    time.sleep(12)
    other.execute("ROLLBACK")
    other.close()
    assert len(grader.communicate(timeout=300)[0].splitlines()) == len(SOLVED)
    assert run.gradebook() == undisturbed[1]
