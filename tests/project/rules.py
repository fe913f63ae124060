"""What the rules tests share: which files there are, and what a file imports."""

import ast
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("course", "recordings", "solutions", "autograder")


def list_files(*suffixes):
    """List the project's own files: those that git has, and new ones that it does not ignore.

    Parameters
    ----------
    *suffixes : str
        Endings such as ``".py"``; none means every file.

    Returns
    -------
    list of pathlib.PurePosixPath
        Sorted, relative to the root of the project.
    """
    paths = [PurePosixPath(name) for name in list_names() if (ROOT / name).is_file()]
    return [path for path in paths if not suffixes or path.suffix in suffixes]


def list_names():
    """List the names of all entries of the project that git has or would take: files, and links of any kind."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("which files are the project's own is known to git only", allow_module_level=True)
    # In a container the folder may belong to another user; git refuses it unless told that it is safe.
    git = ["git", "-c", f"safe.directory={ROOT}"]
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(set(result.stdout.split("\0")) - {""})


def list_library_files():
    """List the Python files of the packages and `data_fetch.py`, lessons excepted."""
    return [path for path in list_files(".py") if is_library(path)]


def is_library(path):
    """Tell whether a file is ours to import: not a lesson, not a test."""
    inside = path.parts[0] in PACKAGES and path.parts[:2] != ("course", "lessons")
    return inside or path == PurePosixPath("data_fetch.py")


def read_text(path):
    """Read a project file by its relative path."""
    return (ROOT / path).read_text(encoding="utf-8")


def find_imports(source, path):
    """Find what a module imports, wherever in the file the statement stands.

    Parameters
    ----------
    source : str
        Text of the module.
    path : pathlib.PurePosixPath
        Where it stands in the project; resolves relative imports.

    Returns
    -------
    list of (str, bool)
        Full dotted name (``from a import b`` counts as ``a.b``), and whether it waits until a function runs.
    """
    imports = []

    def visit(node, lazy):
        if isinstance(node, ast.Import):
            imports.extend((alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_module(node, path)
            imports.extend((f"{base}.{alias.name}", lazy) for alias in node.names)
        inside = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(ast.parse(source), lazy=False)
    return imports


def resolve_module(node, path):
    """Name the module that a `from ... import` statement starts from, dots resolved."""
    if not node.level:
        return node.module
    package = path.parent.parts[: len(path.parent.parts) - (node.level - 1)]
    return ".".join([*package, *([node.module] if node.module else [])])
