"""What holds on this machine, found out by trying: every way out is tried from a submission's worker, and from a kernel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from autograder.grading.session import Session, WarmWorker, WorkerLost
from autograder.isolation import attempts
from autograder.isolation.attempts import bombs, processes, traces
from autograder.isolation.cgroup import ControlGroup
from autograder.isolation.launch import Started, launch_worker
from autograder.isolation.policy import missing_parts, use_sandbox
from autograder.isolation.rows import NOT_LIMITED, Row, is_unbounded, judge, make_row, source_of
from autograder.isolation.scene import Scene
from autograder.isolation.seccomp import filter_program
from autograder.visible.cells import MAX_OUTPUT_BYTES

PLACE = "submission"
GROUP_BYTES = 2**30  # less than a submission has, so that the test is quick
ENDLESS = "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: continue"
FLOOD = "line = 'x' * 1000\nfor _ in range(200_000): print(line)"


class SmallWorker(WarmWorker):
    """A worker whose processes may take little memory together."""

    def _launch(self, fd: int) -> Started:
        self.group = ControlGroup(max_bytes=GROUP_BYTES)
        return launch_worker(fd, self.isolation, self.group)


def describe_machine(isolation: str | None = None) -> list[str]:
    """What student code is kept in here, in sentences.

    Raises
    ------
    IsolationMissing
        When isolation is required and this machine has none.
    """
    sentences = ["Student code runs in bubblewrap."] if use_sandbox(isolation) else [
        f"NO SANDBOX: student code runs as a process of your own user ({missing_parts() or 'isolation is off'}).",
        "What does not hold below is unprotected: grade only work that you trust."]
    group = ControlGroup()
    group.remove()
    if "memory" not in group.limited:
        sentences.append("No control group may be made: memory is limited for each process, not for all of them together.")
    if "pids" not in group.limited and os.geteuid() == 0:
        sentences.append("No control group may be made, and the grader is root: the number of processes is not limited.")
    return sentences + ([] if filter_program() else [f"System calls are not filtered on this system ({os.uname().machine})."])


def try_worker(scene: Scene, isolation: str | None = None) -> Iterator[Row]:
    """Try everything from submissions in a worker; one row each.

    Raises
    ------
    IsolationMissing
    """
    with SmallWorker(isolation) as worker:
        contained = worker.started.sandboxed
        for attempt in (*attempts.EVERYWHERE, bombs.fill_the_disk, bombs.make_many_files, bombs.fill_memory_together):
            given = scene.given(worker=worker.started.process.pid, memory_bytes=GROUP_BYTES, contained=contained)
            if is_unbounded(attempt, worker.group, contained, worker.started.nests):
                yield make_row(PLACE, attempt, [], NOT_LIMITED)  # and better not tried
            else:
                yield judge(scene, PLACE, attempt, run_apart(worker, attempt, given), worker.group)
        for special in (_try_survival, _try_traces, _try_endless_cell, _try_flood):
            yield special(scene, worker, given)


def run_apart(worker: WarmWorker, attempt: Callable, given: dict) -> list | None:
    """Make an attempt in a submission of its own; None when it could not be made."""
    session = worker.open()
    try:
        return _run(session, attempt, given)
    finally:
        _end(session)


def _run(session: Session, attempt: Callable, given: dict) -> list | None:
    try:
        (report,) = session.load("notebook", [source_of(attempt, given)], 20.0)
    except WorkerLost:  # an attempt to use up or to kill may end itself, which gains nothing
        return [] if attempt.__module__ == bombs.__name__ or attempt is processes.kill_the_grader else None
    outcome = session.value("found")
    return outcome.value if report["error"] is None and outcome.problem is None else None


def _end(session: Session) -> None:
    try:
        session.end()
    except WorkerLost:  # the worker went with it: the next submission starts another
        session.channel.close()


def _try_survival(scene: Scene, worker: WarmWorker, given: dict) -> Row:
    """A daemon started by an exercise is looked for once the submission has ended."""
    session = worker.open()
    exercise = session.fork()
    _run(exercise, processes.stay_alive, given)
    exercise.channel.close()
    _end(session)
    return make_row(PLACE, processes.stay_alive, scene.survivors(given["survivor"]))


def _try_traces(scene: Scene, worker: WarmWorker, given: dict) -> Row:
    """What one submission leaves is looked for by the next."""
    run_apart(worker, traces.leave_things, given)
    return judge(scene, PLACE, traces.leave_things, run_apart(worker, traces.find_things, given), worker.group)


def _try_endless_cell(scene: Scene, worker: WarmWorker, given: dict) -> Row:
    """Holds up the class by a cell that never ends."""
    session = worker.open()
    try:
        found = ["it ended by itself"] if session.load("notebook", [ENDLESS], 1.0) else []
    except WorkerLost:
        found = []
    _end(session)
    works = run_apart(worker, bombs.compute_forever, given) is not None
    return make_row(PLACE, _try_endless_cell, found if works else ["the next submission did not run"])


def _try_flood(scene: Scene, worker: WarmWorker, given: dict) -> Row:
    """Floods the results by printing 200 MB."""
    session = worker.open()
    (report,) = session.load("notebook", [FLOOD], 60.0)
    _end(session)
    kept = len(str(report["outputs"]))
    return make_row(PLACE, _try_flood, [f"{kept} characters were kept"] if kept > MAX_OUTPUT_BYTES else [])
