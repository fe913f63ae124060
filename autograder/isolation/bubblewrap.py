"""The sandbox as a bubblewrap command: what is there is named here, everything else is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KIT = "/kit"  # where the student half of the packages is, inside
KIT_PARTS = ("data_fetch.py", "course/__init__.py", "course/simulate", "course/figures",
             "autograder/__init__.py", "autograder/visible")
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/fonts")
NOBODY = "65534"
TMP_BYTES = 512 * 2**20
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


def sandbox_command(command: list[str], *, binds: dict[str, str] | None = None, environment: dict[str, str] | None = None,
                    tmp_bytes: int = TMP_BYTES) -> list[str]:
    """A command that runs `command` in the sandbox.

    Parameters
    ----------
    command : list of str
        Program and arguments, with paths as they are inside.
    binds : dict, optional
        Writable folders: path outside -> path inside.
    environment : dict, optional
        Variables beside the fixed ones; the caller's own environment is not passed on.
    tmp_bytes : int
        The size of the temporary files.
    """
    return ["bwrap", *_namespaces(), *_system(), *_python(), *_kit(), *_data(), *_scratch(tmp_bytes),
            *_writable(binds or {}), *_environment(environment or {}), "--", *command]


def probe_command() -> list[str]:
    """A command that succeeds where the sandbox can be made."""
    return sandbox_command([sys.executable, "-I", "-c", "pass"])


def _namespaces() -> list[str]:
    """Own user, process, network, ipc and host names; nobody's rights and none more to be had."""
    return ["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
            "--uid", NOBODY, "--gid", NOBODY, "--cap-drop", "ALL", "--hostname", "sandbox",
            "--die-with-parent", "--new-session"]


def _system() -> list[str]:
    """The system's programs and libraries; of /etc only what they cannot do without."""
    arguments = []
    for path in SYSTEM:
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            arguments += ["--ro-bind", path, path]
    for path in SYSTEM_FILES:
        arguments += ["--ro-bind-try", path, path]
    return [*arguments, "--proc", "/proc", "--dev", "/dev"]


def _python() -> list[str]:
    """The interpreter and its installed packages."""
    folders = {os.path.realpath(sys.base_prefix), sys.prefix, *_shared_prefixes()}
    return [part for folder in sorted(folders) if not folder.startswith("/usr") for part in ("--ro-bind", folder, folder)]


def _shared_prefixes() -> set[str]:
    """Where the interpreter itself lies when the environment only links to it."""
    return {str(Path(os.path.realpath(sys.executable)).parents[1])}


def _kit() -> list[str]:
    """The student half of the packages."""
    return [part for name in KIT_PARTS if (ROOT / name).exists() for part in ("--ro-bind", str(ROOT / name), f"{KIT}/{name}")]


def _data() -> list[str]:
    """The folder of recordings, if one is set."""
    folder = os.environ.get("NEURAL_COURSE_DATA", "")
    return ["--ro-bind-try", folder, "/data"] if folder else []


def _scratch(tmp_bytes: int) -> list[str]:
    return ["--perms", "0777", "--size", str(tmp_bytes), "--tmpfs", "/tmp", "--dir", "/tmp/home", "--chdir", "/tmp/home"]


def _writable(binds: dict[str, str]) -> list[str]:
    return [part for outside, inside in binds.items() for part in ("--bind", outside, inside)]


def _environment(extra: dict[str, str]) -> list[str]:
    variables = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": "/tmp/home", "TMPDIR": "/tmp", "USER": "student",
        "LANG": "C.UTF-8", "PYTHONPATH": KIT, "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "MPLCONFIGDIR": "/tmp/matplotlib", "IPYTHONDIR": "/tmp/ipython", "NEURAL_COURSE_DATA": "/data", **THREADS, **extra}
    return ["--clearenv", *(part for name, value in variables.items() for part in ("--setenv", name, value))]
