"""Student code without a sandbox: a process of the grader's own user, that at least does not find the answers on its path."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from autograder.isolation.bubblewrap import ROOT, THREADS
from autograder.isolation.interpreter import ANSWERS, site_packages

NAME = "neural-course"
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "NEURAL_COURSE_DATA")
NOT_THERE = 'raise ModuleNotFoundError("No module named {name!r}", name={name!r})\n'


def make_scratch() -> str:
    """A temporary folder that holds the student kit, staged as students have it."""
    from autograder.build.kit import stage_kit  # brings the builder along, which a sandbox does not need

    _remove_abandoned()
    scratch = Path(tempfile.mkdtemp(prefix=f"{NAME}-{os.getpid()}-"))
    stage_kit(scratch / "kit", ROOT)
    for name in ANSWERS:  # a copy installed beside numpy must not be found either: the kit comes first
        if not (scratch / "kit" / name).exists():
            (scratch / "kit" / f"{name}.py").write_text(NOT_THERE.format(name=name))
    return str(scratch)


def _remove_abandoned() -> None:
    """Take away the folders of graders that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{NAME}-*-*"):
        if not _is_alive(folder.name.split("-")[-2]):
            shutil.rmtree(folder, ignore_errors=True)  # another user's stays


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:  # another user's
        return True
    return True


def make_home(scratch: str) -> str:
    """An empty folder to be home, working folder and place of temporary files."""
    return tempfile.mkdtemp(prefix="home-", dir=scratch)


def environment(scratch: str) -> dict[str, str]:
    """The variables of a process that may not know the grader's."""
    home = make_home(scratch)
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    return {**kept, **THREADS, "HOME": home, "TMPDIR": home, "MPLCONFIGDIR": home, "IPYTHONDIR": home,
            "PYTHONPATH": os.pathsep.join([str(Path(scratch, "kit")), *_package_folders()]),
            "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1"}


def python_command(python: str) -> list[str]:
    """An interpreter without `site`: an editable install reaches the repository by what `site` reads."""
    return [python, "-S"]


def _package_folders() -> list[str]:
    """Where this interpreter finds installed packages."""
    ours = set(site_packages())
    return [folder for folder in map(os.path.abspath, sys.path) if folder in ours]


def processes_of_user() -> int:
    """How many processes and threads this user runs: what ``RLIMIT_NPROC`` counts without a namespace; 0 if not known."""
    return sum(_threads(folder) for folder in Path("/proc").glob("[0-9]*"))


def _threads(folder: Path) -> int:
    try:
        return len(os.listdir(folder / "task")) if folder.stat().st_uid == os.getuid() else 0
    except OSError:  # it has ended, or hides
        return 0
