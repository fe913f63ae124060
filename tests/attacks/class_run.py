"""A class with attackers in it, graded by one of the two commands that instructors use, and what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.attacks import traps
from tests.attacks.attack import LAB, Attack, Scene, hand_in
from tests.attacks.neighbours import NEIGHBOURS

MARKER = "intruder-7f3a"
LIMIT_S = 900
RESULTS = ("autograded", "feedback", "gradebook.db", "gradebook.db-journal", "results", "submitted")
OF_STUDENT = """
JOIN base_cell ON base_cell.id = {table}.cell_id
JOIN submitted_notebook ON submitted_notebook.id = {table}.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""
GRADES = "SELECT student_id, base_cell.name, auto_score, manual_score, extra_credit FROM grade" + OF_STUDENT.format(table="grade")
COMMENTS = "SELECT student_id, base_cell.name, auto_comment, manual_comment FROM comment" + OF_STUDENT.format(table="comment")


@dataclass
class Standing:
    """What one student got: points by exercise, everything that was said, and the files written."""

    points: dict[str, float] = field(default_factory=dict)
    said: str = ""  # all texts together, of which nothing may be secret
    reasons: list[str] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Points earned."""
        return sum(self.points.values())


@dataclass
class ClassRun:
    """One run over a class."""

    standings: dict[str, Standing]
    exit_code: int
    log: str
    visits: list[str]
    survivors: list[str]
    changed: list[str]


def make_scene(folder: Path, port: int) -> Scene:
    """A copy of the project with canaries, an instructor's home, and the place where attackers try to write."""
    outside = folder / "outside"
    outside.mkdir(parents=True)
    return Scene(traps.copy_project(folder / "project"), traps.make_home(folder / "home"), outside, port, MARKER)


def assemble(scene: Scene, attacks: list[Attack]) -> Path:
    """Put the submissions into place: the neighbours', and the attackers' among them."""
    submitted = scene.project / "course" / "submitted"
    for left in (submitted, scene.project / "course" / "results"):  # what another run found out is not taken from it
        shutil.rmtree(left, ignore_errors=True)
    for attack in [*NEIGHBOURS, *attacks]:
        hand_in(attack, submitted / attack.name / LAB, scene)
    return submitted


def watched(scene: Scene, command) -> tuple[subprocess.CompletedProcess, list[str], list[str]]:
    """Run something, and tell which processes and files of it are left."""
    leave_out = RESULTS
    folders = (scene.project, scene.home, scene.outside)
    traps.adopt_orphans()
    before, known = traps.snapshot(*folders, leave_out=leave_out), set(traps._pids())
    done = command()
    after = traps.snapshot(*folders, leave_out=leave_out)
    changed = sorted({path for path in before.keys() | after.keys() if before.get(path) != after.get(path)})
    submitted = scene.project / "course" / "submitted"
    changed += traps.find_marked(MARKER, Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), submitted)
    return done, traps.find_survivors(known), changed


def run_command(scene: Scene, *arguments: str, **settings) -> subprocess.CompletedProcess:
    """One of the instructor's commands, in the course directory."""
    environment = traps.instructors_environment(scene.project, scene.home)
    return subprocess.run([sys.executable, "-P", *arguments], cwd=scene.project / "course", env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", timeout=LIMIT_S,
                          stdin=subprocess.DEVNULL, check=False, **settings)


def run_grade(scene: Scene, attacks: list[Attack], listener) -> ClassRun:
    """``python -m autograder grade submitted --json``."""
    assemble(scene, attacks)
    listener.visits.clear()
    results = scene.outside.parent / "results.jsonl"

    def command():
        quoted = f'exec "{sys.executable}" -P -m autograder grade submitted --json > "{results}"'
        environment = traps.instructors_environment(scene.project, scene.home)
        return subprocess.run(["/bin/bash", "-c", quoted], cwd=scene.project / "course", env=environment, text=True,
                              stderr=subprocess.PIPE, errors="replace", timeout=LIMIT_S, stdin=subprocess.DEVNULL, check=False)

    done, survivors, changed = watched(scene, command)
    rows = [json.loads(line) for line in results.read_text().splitlines()]
    standings = {Path(row["path"]).parts[1]: _standing_of(row) for row in rows}
    return ClassRun(standings, done.returncode, done.stderr, list(listener.visits), survivors, changed)


def _standing_of(row: dict) -> Standing:
    points = {one["exercise"]: one["points"] for one in row["exercises"].values()}
    reasons = [row["error"]] if row["error"] else []
    reasons += [check["message"] for one in row["exercises"].values() for check in one["checks"] if not check["passed"]]
    return Standing(points, json.dumps(row, ensure_ascii=False), reasons)


def run_nbgrader(scene: Scene, attacks: list[Attack], listener) -> ClassRun:
    """``nbgrader autograde`` and ``nbgrader generate_feedback``, as they come, from the course directory."""
    assemble(scene, attacks)
    listener.visits.clear()
    for folder in ("autograded", "feedback"):
        shutil.rmtree(scene.project / "course" / folder, ignore_errors=True)

    def command():
        return [run_command(scene, "-m", "nbgrader", *step) for step in (
            ["db", "student", "add", NEIGHBOURS[0].name, f"--last-name={traps.CANARIES['gradebook']}"],
            ["autograde", LAB, "--force"], ["generate_feedback", LAB, "--force"])]

    done, survivors, changed = watched(scene, command)
    log = "\n".join(one.stdout for one in done)
    exit_code = max(abs(one.returncode) for one in done)
    names = [attack.name for attack in [*NEIGHBOURS, *attacks]]
    return ClassRun(_read_gradebook(scene, names), exit_code, log, list(listener.visits), survivors, changed)


def prepare_nbgrader(scene: Scene) -> None:
    """What an instructor does once: build the source, and make the assignment known to nbgrader."""
    for arguments in (["-m", "autograder", "build", LAB], ["-m", "nbgrader", "generate_assignment", LAB, "--force"]):
        done = run_command(scene, *arguments)
        assert done.returncode == 0, done.stdout


def _read_gradebook(scene: Scene, names: list[str]) -> dict[str, Standing]:
    course = scene.project / "course"
    standings = {name: Standing(pages=_pages(course, name)) for name in names}
    with contextlib.closing(sqlite3.connect(f"file:{course}/gradebook.db?mode=ro", uri=True)) as gradebook:
        for student, cell, *scores in gradebook.execute(GRADES):
            _note_scores(standings[student].points, cell, *scores)
        for student, _cell, *comments in gradebook.execute(COMMENTS):
            standings[student].reasons += [comment for comment in comments if comment]
    for standing in standings.values():
        standing.said = "\n".join([*standing.reasons, *(page.decode(errors="replace") for page in standing.pages.values())])
    return standings


def _note_scores(points: dict[str, float], cell: str, automatic, by_hand, extra) -> None:
    """Points of an exercise, and any that were given where nobody could have given one yet."""
    if cell.endswith("-test"):
        points[cell.removesuffix("-test").replace("-", ".")] = float(automatic or 0.0)
    elif automatic:
        points[f"{cell} (automatic)"] = float(automatic)
    points |= {f"{cell} (by hand)": float(value) for value in (by_hand, extra) if value}


def _pages(course: Path, name: str) -> dict[str, bytes]:
    """The files that a student's folders hold afterwards."""
    files = (path for folder in ("autograded", "feedback") for path in sorted((course / folder / name).rglob("*")))
    return {str(path.relative_to(course)): b"a link" if path.is_symlink() else path.read_bytes()
            for path in files if path.is_symlink() or not path.is_dir()}


def remove_read_only(folder: Path) -> None:
    """Delete a run's folders, whatever attackers left in them."""
    for place, names, _ in os.walk(folder):
        for name in names:
            if not os.path.islink(os.path.join(place, name)):
                os.chmod(os.path.join(place, name), 0o700)
    shutil.rmtree(folder, ignore_errors=True)
