"""Where an interpreter and its packages lie: what a sandbox must show, and what it must cover."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PYTHON = os.path.abspath(sys.executable)  # without any ".." of the command line, which may not be there inside
PARTS = ("bin", "lib", "lib64", "libexec", "pyvenv.cfg")  # not all of a prefix, which may be somebody's home
ANSWERS = ("solutions", "autograder", "course")  # our own packages: the student half is shown elsewhere


def folders(python: str = PYTHON) -> list[str]:
    """What an interpreter needs to run with its packages.

    Parameters
    ----------
    python : str
        Path of the interpreter; an environment's is a link to another one, whose folders count as well.
    """
    paths = {os.path.join(prefix, part) for prefix in _prefixes(python) for part in PARTS}
    return sorted(path for path in paths if os.path.exists(path))


def links(python: str = PYTHON) -> dict[str, str]:
    """The links from an interpreter's path to the file itself that lie outside of its folders: path -> what it says."""
    shown = tuple(f"{folder}/" for folder in folders(python))
    return {path: os.readlink(path) for path in _chain(python) if os.path.islink(path) and not path.startswith(shown)}


def site_packages(python: str = PYTHON) -> list[str]:
    """The folders of installed packages that an interpreter may search, the system's included."""
    patterns = ("lib*/python3*/site-packages", "lib*/python3*/dist-packages")
    found = [path for prefix in (*_prefixes(python), "/usr", "/usr/local") for pattern in patterns
             for path in sorted(Path(prefix).glob(pattern)) if path.is_dir()]
    return list(dict.fromkeys(map(str, found)))


def packages_to_hide(python: str = PYTHON) -> list[str]:
    """Installed copies of this project, where it was installed by copying: they hold the solutions."""
    paths = [os.path.join(folder, name) for folder in site_packages(python) for name in ANSWERS]
    return [path for path in paths if os.path.isdir(path)]


def _prefixes(python: str) -> list[str]:
    """The prefixes of an interpreter: its environment's, and the one that this is based on."""
    known = [os.path.abspath(sys.prefix), os.path.abspath(sys.base_prefix), os.path.realpath(sys.base_prefix)]
    linked = [os.path.dirname(os.path.dirname(link)) for link in _chain(python)]
    return list(dict.fromkeys([*(known if python == PYTHON else []), *filter(_is_prefix, linked)]))


def _is_prefix(folder: str) -> bool:
    """Whether an interpreter or an environment lives there; a folder with mere links to one does not count."""
    return os.path.exists(os.path.join(folder, "pyvenv.cfg")) or any(Path(folder).glob("lib/python3*/os.py"))


def _chain(python: str) -> list[str]:
    """The path of an interpreter, and every path that it links to in turn."""
    chain = [os.path.abspath(python)]
    while os.path.islink(chain[-1]) and len(chain) < 20:
        chain.append(os.path.normpath(os.path.join(os.path.dirname(chain[-1]), os.readlink(chain[-1]))))
    return [*chain, os.path.realpath(python)]
