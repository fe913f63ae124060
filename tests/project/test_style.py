"""The rules of style that a machine can check."""

import ast
import re
import subprocess
import sys
from pathlib import PurePosixPath

import pytest

from tests.project.rules import ROOT, is_library, list_files, list_library_files, list_names, read_text

LIBRARY = list_library_files()
PYTHON = [path for path in list_files(".py") if path.parts[:2] != ("course", "lessons")]
TEXT = [path for path in list_files() if path.suffix not in {".png", ".mat", ".npy", ".npz", ".nwb"}]
TAUGHT = [path for path in LIBRARY if path.parts[0] != "autograder"]
LONGEST_FILE_LINES = 250
LONGEST_FUNCTION_LINES = 40  # docstring apart

# Folders of one machine, and hosts of package registries; written so that this file does not match itself.
MACHINE = re.compile(
    r"/work/(?:main|shared)\b|/[r]oot/\w|/home/[a-z]\w*/|/Users/[a-z]\w*/|/tmp/[w]/|/opt/(?:pypi|wheels)"
    r"|\b[p]ypi\.org|[p]ythonhosted\.org|[n]pmjs\.(?:org|com)|deb[.]debian\.org|[c]onda\.anaconda\.org"
)


def find_functions(tree):
    """Find every function of a module, methods and inner functions included."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def find_prints(source, path):
    """Find the lines that print, command lines apart: `__main__.py`, or a function named `main`."""
    tree = ast.parse(source)
    mains = [function for function in find_functions(tree) if function.name == "main"]
    spoken = {node for function in mains for node in ast.walk(function)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node not in spoken]
    prints = [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]
    return [] if path.name == "__main__.py" else prints


def find_swallowed_errors(source):
    """Find the lines where any exception is caught, or where one is caught and nothing is done about it."""
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    return [node.lineno for node in handlers if node.type is None or all(map(does_nothing, node.body))]


def does_nothing(statement):
    """Tell whether a statement is `pass`, `...` or a string."""
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def find_long_functions(source):
    """Name the functions that are too long to be read at once."""
    lengths = {node: node.end_lineno - node.lineno + 1 for node in find_functions(ast.parse(source))}
    docstrings = {node: (ast.get_docstring(node) or "").count("\n") + 1 for node in lengths}
    return [node.name for node in lengths if lengths[node] - docstrings[node] > LONGEST_FUNCTION_LINES]


def find_undocumented(source):
    """Name the public functions and classes of a module that have no docstring."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    public = [node for node in ast.parse(source).body if isinstance(node, kinds) and node.name[0] != "_"]
    return [node.name for node in public if not ast.get_docstring(node)]


def find_unclaimed_tests(source):
    """Name the tests that do not say what they claim."""
    tests = [node for node in find_functions(ast.parse(source)) if node.name.startswith("test_")]
    return [node.name for node in tests if not ast.get_docstring(node)]


def test_there_is_something_to_inspect():
    """The rules below look at files of every package, at tests, and at text that is not Python."""
    assert {path.parts[0] for path in LIBRARY} >= {"course", "solutions", "autograder", "data_fetch.py"}
    assert PurePosixPath("tests/conftest.py") in PYTHON
    assert {PurePosixPath("Makefile"), PurePosixPath("requirements.lock")} <= set(TEXT)


def test_ruff_finds_nothing():
    """The linter passes over the whole project, tests and lessons included."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("path", LIBRARY, ids=str)
def test_library_does_not_print(path):
    """A library gives values back; only a command line speaks."""
    assert find_prints(read_text(path), path) == []


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_error_is_swallowed(path):
    """An exception that is caught is named and answered."""
    assert find_swallowed_errors(read_text(path)) == []


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_file_is_short(path):
    """A file can be known as one thing; lessons, which are read from top to bottom, may be longer."""
    length_lines = read_text(path).count("\n")
    assert length_lines <= LONGEST_FILE_LINES


@pytest.mark.parametrize("path", LIBRARY, ids=str)
def test_functions_are_short(path):
    """A function of the library can be read at once."""
    assert find_long_functions(read_text(path)) == []


@pytest.mark.parametrize("path", TAUGHT, ids=str)
def test_public_names_have_docstrings(path):
    """What students and authors of labs use says what it does."""
    assert find_undocumented(read_text(path)) == []


@pytest.mark.parametrize("path", [path for path in PYTHON if path.name.startswith("test_")], ids=str)
def test_every_test_says_its_claim(path):
    """The docstring of a test is the claim that it tests."""
    assert find_unclaimed_tests(read_text(path)) == []


@pytest.mark.parametrize("path", TEXT, ids=str)
def test_no_machine_is_named(path):
    """No file holds a path of the machine it was written on, or the host of a package registry."""
    assert MACHINE.findall(read_text(path)) == []


def test_nothing_is_a_link():
    """A link leads to one machine's folders, and takes the place of what it is named after in every clone."""
    assert [name for name in list_names() if (ROOT / name).is_symlink()] == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in LIBRARY if len(path.parts) > 1}), ids=str)
def test_every_folder_is_a_package(folder):
    """Every folder with modules has an `__init__.py`; without it an installed copy would lack the folder."""
    assert folder / "__init__.py" in LIBRARY


@pytest.mark.parametrize(
    ("find", "source"),
    [
        (lambda text: find_prints(text, PurePosixPath("course/figures.py")), "def plot():\n    print(1)"),
        (find_swallowed_errors, "try:\n    f()\nexcept ValueError:\n    pass"),
        (find_swallowed_errors, "try:\n    f()\nexcept:\n    g()"),
        (find_long_functions, "def f():\n" + "    g()\n" * 41),
        (find_undocumented, "def f():\n    return 1"),
        (find_unclaimed_tests, "class TestIt:\n    def test_it(self):\n        assert True"),
        (MACHINE.findall, "open('/" + "root/lab.py')"),
        (MACHINE.findall, "index-url = https://" + "pypi" + ".org/simple"),
    ],
    ids=["print", "pass", "bare except", "long", "no docstring", "no claim", "path", "host"],
)
def test_a_breach_is_found(find, source):
    """Each rule rejects a text that breaks it."""
    assert find(source)


def test_a_command_line_may_print():
    """A function named main may print; the rest of its module may not."""
    source = "def main():\n    print(1)\n\n\ndef f():\n    print(2)"
    assert find_prints(source, PurePosixPath("data_fetch.py")) == [6]


def test_lessons_are_not_library():
    """Lessons may print and show values; the modules beside them may not."""
    assert not is_library(PurePosixPath("course/lessons/01_glm_encoding.py"))
    assert is_library(PurePosixPath("course/simulate/retina.py"))
