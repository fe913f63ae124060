"""Grading on a Dask cluster."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from distributed import LocalCluster

from autograder.batch import cluster as clusters
from autograder.batch.cluster import Cluster, NoCluster, grade_there
from autograder.batch.find import find_submissions
from autograder.batch.graders import OwnGrader
from autograder.batch.run import grade_class
from autograder.demo.answers import reference_answers
from autograder.demo.notebooks import fill_in, released_notebook, write
from tests.autograder.batch.conftest import LAB

ANSWERS = reference_answers(LAB)
SOLVED = [(), ("bits_per_spike",), ("make_design_matrix",), ("make_design_matrix", "fit_lg"), ("make_design_matrix", "fit_lnp")]


@pytest.fixture(scope="module")
def started():
    """A scheduler and two workers, each a process that grades one submission at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEURAL_COURSE_SECRET", "s")
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local:
            yield local


@pytest.fixture
def submissions(tmp_path):
    """Five students who solved more or less; the lesson's own code is not in their notebooks."""
    for number, names in enumerate(SOLVED):
        notebook = fill_in(released_notebook(LAB), LAB, {name: ANSWERS[name] for name in names})
        notebook["cells"] = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
        file = tmp_path / "submitted" / f"student-{number}" / LAB / f"{LAB}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_bytes(write(notebook))
    return find_submissions([tmp_path / "submitted"])


def points_of(graded):
    return {one.submission.student: {result.exercise: result.points for result in one.result.exercises} for one in graded}


@pytest.mark.slow
@pytest.mark.sample
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_results_are_those_of_this_machine(started, submissions, monkeypatch):
    """On a cluster everybody gets what they get here, also when a worker is killed while it grades."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    here = points_of(grade_class(submissions, OwnGrader))
    connected = Cluster(started.scheduler_address)
    assert connected.n_threads == 2
    victim = next(iter(started.workers.values())).pid

    def kill():
        time.sleep(3)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    there = points_of(grade_class(submissions, connected.grader, connected.n_threads))
    killer.join()
    connected.close()
    assert there == here
    assert sum(sum(points.values()) for points in here.values()) > 20


def test_no_scheduler_is_told(monkeypatch):
    """An address where nobody answers is an error that names it."""
    monkeypatch.setattr(clusters, "CONNECT_S", 0.5)
    with pytest.raises(NoCluster, match="expected a Dask scheduler at tcp://127.0.0.1:9, got none"):
        Cluster("tcp://127.0.0.1:9")


def test_a_worker_with_other_checks_refuses(hand_in, monkeypatch):
    """A machine with another version of the checks does not grade."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    file = hand_in("ada")
    with pytest.raises(NoCluster, match="expected workers with the checks and libraries of this machine"):
        grade_there(str(file), file.read_bytes(), "s", "another key")


def test_the_command_says_what_is_missing(submissions, tmp_path):
    """From the command line, an address without a scheduler is one line and exit code 2."""
    script = ("import sys; from autograder.batch import cluster; cluster.CONNECT_S = 0.5; from autograder.commands import main; "
              "main(sys.argv[1:])")
    ran = subprocess.run([sys.executable, "-c", script, "grade", str(submissions[0].path), "--results", str(tmp_path / "r"),
                          "--scheduler", "tcp://127.0.0.1:9"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert json.dumps(ran.stderr.strip().splitlines()[-1]).startswith('"autograder: expected a Dask scheduler at tcp://127.0.0.1:9')
