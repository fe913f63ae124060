"""What an attacker must not find, reach or leave: canaries in every secret place, listeners, and a look around afterwards."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

from tests.project.rules import ROOT

PLACES = ("solutions", "hidden", "environment", "home", "gradebook", "secret", "neighbour", "left")
CANARIES = {place: f"canary-{place}-{hashlib.sha256(place.encode()).hexdigest()[:12]}" for place in PLACES}
INPUT_CANARY = 0.483719  # the contrast of the flicker in the graded inputs
INPUT_TEXT = "4837"  # ... as it shows, rounded or not
PARTS = ("autograder", "solutions", "recordings", "course", "data_fetch.py")
NOT_COPIED = ("__pycache__", "submitted", "autograded", "feedback", "gradebook.db", "*.lock", "secret.txt", ".ipynb_checkpoints", "downloaded")
GRADED_INPUTS = f"""

_plain_flicker = flicker


def flicker(rng, n_bins):
    return np.sign(_plain_flicker(rng, n_bins)) * {INPUT_CANARY}
"""
PR_SET_CHILD_SUBREAPER = 36


def copy_project(folder: Path) -> Path:
    """Copy the project, and put a canary into every place that a submission must not read."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns(*NOT_COPIED))
        elif (ROOT / part).is_file():
            shutil.copy(ROOT / part, folder / part)
    _append(folder / "solutions" / "glm_encoding.py", f'\nANSWER_KEY = "{CANARIES["solutions"]}"\n')
    for file in ("exercises/glm_encoding/__init__.py", "grading/engine.py", "grading/plan.py"):
        _append(folder / "autograder" / file, f'\nHIDDEN = "{CANARIES["hidden"]}"\n')
    _append(folder / "autograder" / "exercises" / "glm_encoding" / "inputs.py", GRADED_INPUTS)
    (folder / "course" / "secret.txt").write_text(f"{CANARIES['secret']}\n")
    return folder


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)


def make_home(folder: Path) -> Path:
    """An instructor's home with secrets in the usual places."""
    for name in (".ssh/id_ed25519", ".netrc", ".config/token.json", "grades.csv", ".jupyter/jupyter_server_config.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {CANARIES['home']}\n")
    return folder


def instructors_environment(project: Path, home: Path) -> dict[str, str]:
    """The environment of the grader's process: secrets among it, little patience."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "NEURAL_COURSE_ISOLATION") if key in os.environ}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg",
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "NEURAL_COURSE_PATIENCE": "0.15",
            "NEURAL_COURSE_SECRET": CANARIES["secret"], "CLOUD_TOKEN": CANARIES["environment"]}


class Listener:
    """A service on loopback that counts who gets through, by TCP and by an abstract local socket."""

    def __init__(self):
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.local = socket.socket(socket.AF_UNIX)
        self.local.bind(f"\0neural-course-{self.port}")
        self.local.listen()
        self.visits: list[str] = []
        for end in (self.tcp, self.local):
            threading.Thread(target=self._serve, args=(end,), daemon=True).start()

    def _serve(self, end) -> None:
        while True:
            try:
                visitor, _ = end.accept()
            except OSError:
                return
            with visitor:
                self.visits.append(str(visitor.getsockname()))

    def close(self) -> None:
        """Stop listening."""
        for end in (self.tcp, self.local):
            end.close()


@contextmanager
def listening():
    """A listener for a while."""
    listener = Listener()
    try:
        yield listener
    finally:
        listener.close()


def adopt_orphans() -> None:
    """From now on, a process whose parent ends becomes a child of this one, so that it is seen."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def find_survivors(known: set[int]) -> list[str]:
    """The processes below this one that were not there before, by their command lines."""
    parents = {pid: parent for pid in _pids() if (parent := _parent_of(pid)) is not None}
    below, found = {os.getpid()}, []
    while new := {pid for pid, parent in parents.items() if parent in below and pid not in below}:
        below |= new
        found += sorted(new - known)
    return [text for pid in found if (text := _command_of(pid))]


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _parent_of(pid: int) -> int | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[1])


def _command_of(pid: int) -> str:
    try:
        return f"{pid}: {Path(f'/proc/{pid}/cmdline').read_text(errors='replace')[:200]}"
    except OSError:
        return ""


def snapshot(*folders: Path, leave_out: tuple[str, ...] = ()) -> dict[str, str]:
    """Every file below some folders, with a digest of what is in it; links by where they point."""
    seen = {}
    for folder in folders:
        for place, names, files in os.walk(folder):
            names[:] = [name for name in names if name not in ("__pycache__", *leave_out)]
            for path in (Path(place) / name for name in files if name not in leave_out):
                seen[str(path)] = os.readlink(path) if path.is_symlink() else _digest(path)
    return seen


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"


def find_marked(marker: str, *folders: Path) -> list[str]:
    """Files and folders whose name carries the attackers' marker, two levels deep."""
    found = []
    for folder in folders:
        for pattern in ("*", "*/*"):
            found += [str(path) for path in folder.glob(pattern) if marker in path.name]
    return found
