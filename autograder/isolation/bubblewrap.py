"""The sandbox as a bubblewrap command: what is there is named here, everything else is not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from autograder.build.kit import list_kit_files
from autograder.isolation import interpreter

ROOT = Path(__file__).parents[2]
KIT = "/kit"  # where the student half of the packages is, inside
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/fonts")
# What the kernel tells or lets its owner change: a grader that runs as root is the owner, inside too.
KERNEL_SETTINGS = ("/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus", "/proc/fs", "/proc/pressure")
KERNEL_TALK = ("/proc/kcore", "/proc/keys", "/proc/key-users", "/proc/kallsyms", "/proc/kpagecount", "/proc/kpageflags",
               "/proc/kpagecgroup", "/proc/vmallocinfo", "/proc/slabinfo", "/proc/timer_list", "/proc/sched_debug")
# Where graders and students of one machine put others' work, below folders that are shown inside.
OTHERS = ("/usr/local/share/nbgrader", "/usr/share/nbgrader")
NOBODY = "65534"
HOME = "/tmp/home"
TMP_BYTES = 512 * 2**20
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


def sandbox_options(*, binds: dict[str, str] | None = None, read_only: dict[str, str] | None = None,
                    environment: dict[str, str] | None = None, tmp_bytes: int = TMP_BYTES,
                    python: str = interpreter.PYTHON, frozen_proc: bool = False) -> list[str]:
    """What bubblewrap is told, before the command.

    Parameters
    ----------
    binds, read_only : dict, optional
        More folders, to be written or only read: path outside -> path inside.
    environment : dict, optional
        Variables beside the fixed ones; the caller's own environment is not passed on.
    tmp_bytes : int
        The size of the temporary files, and of the shared memory.
    python : str
        The interpreter that is to run inside.
    frozen_proc : bool
        Whether ``/proc`` is read-only: not where namespaces are made inside, as the worker does for each submission.
    """
    frozen = ["/", "/dev", *(["/proc"] if frozen_proc else [])]
    # The scratch comes before the interpreter, which may lie below /tmp.
    return [*_namespaces(), *_system(), *_hidden(), *_scratch(tmp_bytes), *_python(python), *_kit(), *_data(),
            *_bound("--ro-bind", read_only), *_bound("--bind", binds), *_environment(environment or {}, python),
            *(part for place in frozen for part in ("--remount-ro", place))]


def sandbox_command(command: list[str], options: list[str], descriptors: dict[str, int] | None = None) -> list[str]:
    """The command that runs `command` in a sandbox with these options; descriptors are passed by name (``--args`` …)."""
    numbered = [part for name, number in (descriptors or {}).items() for part in (name, str(number))]
    return ["bwrap", *options, *numbered, "--", *command]


@contextmanager
def as_file(content: bytes) -> Iterator[IO[bytes]]:
    """A temporary file, open: bubblewrap reads options and filters from it, so that no command line shows them inside."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file


def as_arguments(options: list[str]) -> bytes:
    """Options as the content of a file for ``--args``."""
    return b"".join(os.fsencode(option) + b"\0" for option in options)


def probe_command() -> list[str]:
    """A command that succeeds where the sandbox can be made and has the libraries in it."""
    look = "import importlib.util as u, sys; sys.exit(0 if u.find_spec('numpy') else 'numpy is not found inside')"
    return sandbox_command([interpreter.PYTHON, "-c", look], sandbox_options())


def _namespaces() -> list[str]:
    """Own user, process, network, ipc and host names; nobody's rights and none more to be had."""
    return ["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
            "--uid", NOBODY, "--gid", NOBODY, "--cap-drop", "ALL", "--hostname", "sandbox",
            "--die-with-parent", "--new-session"]


def _system() -> list[str]:
    """The system's programs and libraries; of /etc and /proc only what they cannot do without."""
    arguments = []
    for path in SYSTEM:
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            arguments += ["--ro-bind", path, path]
    for path in SYSTEM_FILES:
        arguments += ["--ro-bind-try", path, path]
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    for path in filter(os.path.exists, KERNEL_SETTINGS):
        arguments += ["--ro-bind-try", path, path]
    for path in filter(os.path.exists, KERNEL_TALK):
        arguments += ["--ro-bind", "/dev/null", path]
    return arguments


def _hidden() -> list[str]:
    """Empty folders over what lies below the system's folders and is nobody's business."""
    covered = [path for path in (*private_folders(), *OTHERS) if os.path.isdir(path) and _is_system(path)]
    return [part for path in covered for part in ("--tmpfs", path)]


def private_folders() -> list[str]:
    """The course with its answers, and the home of who grades."""
    return sorted({os.path.realpath(ROOT), os.path.realpath(os.path.expanduser("~"))})


def is_below(path: str, folder: str) -> bool:
    """Whether a path is in a folder, at any depth."""
    return path != folder and os.path.commonpath([path, folder]) == folder


def _is_system(path: str) -> bool:
    return any(is_below(path, os.path.realpath(folder)) for folder in SYSTEM)


def _python(python: str) -> list[str]:
    """The interpreter and its installed packages, without any that hold answers."""
    places = [path for path in interpreter.folders(python)
              if not _is_system(path) or any(is_below(path, folder) for folder in private_folders())]
    shown = [part for path in places for part in ("--ro-bind", path, path)]
    linked = [part for path, target in interpreter.links(python).items() if not _is_system(path)
              for part in ("--symlink", target, path)]
    covered = [part for path in interpreter.packages_to_hide(python) for part in ("--tmpfs", path)]
    return [*shown, *linked, *covered]


def _kit() -> list[str]:
    """The student half of the packages, as the student kit names it: single files, and folders that belong to it whole."""
    parts = {Path(*file.parts[:2]) if len(file.parts) > 2 else file for file in list_kit_files(ROOT)}
    return [part for name in sorted(parts) for part in ("--ro-bind", str(ROOT / name), f"{KIT}/{name.as_posix()}")]


def _data() -> list[str]:
    """The folder of recordings, if one is set; not where it would bring home or the course along."""
    folder = os.path.realpath(os.environ.get("NEURAL_COURSE_DATA") or os.devnull)
    if not os.path.isdir(folder) or any(path == folder or is_below(path, folder) for path in private_folders()):
        return []
    return ["--ro-bind", folder, "/data"]


def _scratch(tmp_bytes: int) -> list[str]:
    """Temporary files, a home and shared memory: the only places that can be written."""
    return ["--perms", "0777", "--size", str(tmp_bytes), "--tmpfs", "/tmp", "--dir", HOME, "--chdir", HOME,
            "--perms", "1777", "--size", str(tmp_bytes), "--tmpfs", "/dev/shm"]


def _bound(how: str, folders: dict[str, str] | None) -> list[str]:
    return [part for outside, inside in (folders or {}).items() for part in (how, outside, inside)]


def _environment(extra: dict[str, str], python: str) -> list[str]:
    variables = {
        "PATH": f"{os.path.dirname(python)}:/usr/bin:/bin", "HOME": HOME, "TMPDIR": "/tmp", "USER": "student",
        "LANG": "C.UTF-8", "PYTHONPATH": KIT, "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1",
        "MPLCONFIGDIR": "/tmp/matplotlib", "IPYTHONDIR": "/tmp/ipython", "NEURAL_COURSE_DATA": "/data", **THREADS, **extra}
    return ["--clearenv", *(part for name, value in variables.items() for part in ("--setenv", name, value))]
