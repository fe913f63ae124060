"""All that a student wrote is run, but neither checks nor what was left empty beside an answer."""

import ast
import time

import pytest

from autograder.grading import matching
from autograder.grading.matching import (
    MAX_PARSED,
    defined_names,
    find_lab,
    is_check,
    is_stub,
    only_defines,
    runnable,
)
from autograder.grading.read_notebook import Cell

STUB = 'def double(x):\n    """Give twice x."""\n    raise NotImplementedError("double: replace this line")\n'
ANSWER = "def double(x):\n    return 2 * x\n"


def code(*sources):
    """Code cells."""
    return [Cell("code", source) for source in sources]


@pytest.mark.parametrize(
    ("cells", "lab"),
    [
        (code('check("toy.double")'), "toy"),
        (code("check('toy.double')"), "toy"),
        (code(ANSWER), "toy"),
        (code("evidence_side = '+-'"), "toy"),
        (code("class double: pass"), "toy"),
        ([Cell("code", "x", grade_id="toy-double")], "toy"),
        ([Cell("markdown", "See `check('toy.double')`.")], "toy"),
        (code("x = 1", 'check("glm_encoding.fit_lg")'), "glm_encoding"),
        (
            code('check("toy.double")', 'check("glm_encoding.fit_lg")', 'check("glm_encoding.fit_lnp")'),
            "glm_encoding",
        ),
        (code("x = 1"), None),
        ([], None),
        (code("def double(:"), None),
        ([Cell("markdown", ANSWER)], None),
    ],
    ids=lambda item: str(item)[:60],
)
def test_a_lab_is_found_by_what_is_in_the_notebook(lab_toy, monkeypatch, cells, lab):
    """Checks, names of exercises and ids tell the lab, whatever the file is called."""
    monkeypatch.setattr(matching, "LABS", ("toy", "glm_encoding"))
    assert find_lab(cells, "homework (3) final.ipynb") == lab


def test_a_notebook_without_hints_belongs_to_the_lab_of_its_folder(lab_toy):
    """Where nothing in a notebook tells its lab, its path does."""
    assert find_lab(code("x = 1"), "submitted/ada/toy/Untitled.ipynb") == "toy"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): pass\nasync def g(): pass\nclass C: pass\nx = 1\na = b = 2\n", {"f", "C", "x", "a", "b"}),
        ("if True:\n    def f(): pass", set()),
        ("def f():\n    def g(): pass", {"f"}),
        ("x.y = 1\nz[0] = 2", set()),
        ("", set()),
        ("def f(:", set()),
        ("%matplotlib inline\nx = 1", set()),
        ("x = 1\0", set()),
        ("'\ud800'", set()),
        ("(" * 10_000, set()),
        ("-" * 100_000 + "1", set()),
        ("1" + "+1" * 90_000, set()),
        ("x = '\\d'", {"x"}),
    ],
    ids=lambda item: repr(item)[:40] if isinstance(item, str) else f"{len(item)} names",
)
def test_names_defined_at_the_top(source, names):
    """Functions, classes and variables of a cell's top level are named; what is no Python defines nothing."""
    assert defined_names(source) == names


@pytest.mark.parametrize("call", [defined_names, lambda source: is_stub(source, "toy")], ids=["names", "stub"])
def test_a_huge_cell_is_not_looked_into(call, monkeypatch):
    """A cell far longer than any answer is not parsed: that would take the grader's memory and time."""
    monkeypatch.setattr(ast, "parse", lambda source: pytest.fail("it was parsed"))
    assert not call("double = 1\n" * (MAX_PARSED // 10))


def test_a_cell_is_parsed_once(monkeypatch):
    """Asking again about the same cell costs nothing."""
    source, parsed, parse = "asked_twice = 1", [], ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: parsed.append(text) or parse(text))
    assert [defined_names(source), defined_names(source)] == [{"asked_twice"}] * 2
    assert parsed == [source]


def test_a_long_notebook_is_matched_in_time(lab_toy):
    """Code of many short statements, in large cells, does not hold up the grader."""
    cells = code(*[f"a{number} = 1\n" + "b=2\n" * 5_000 for number in range(4)])
    start = time.process_time()
    find_lab(cells, "x.ipynb")
    runnable(cells, "toy")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('check("toy.double")', True),
        ("  check( 'toy.double' )  ", True),
        ("# look\ncheck('toy.double')\n\n", True),
        ("from autograder import check\ncheck('toy.double')", True),
        ("score('toy.double')", True),
        ("check('toy.double')\nscore('toy.double')", True),
        ("from autograder import check, score", True),
        ("check('toy.double')\nx = 1", False),
        ("x = check('toy.double')", False),
        ("check = 5", False),
        ("checked(1)", False),
        ("print(check('toy.double'))", False),
        ("", False),
        ("# check('toy.double')", False),
        ("def check(x): pass", False),
    ],
)
def test_cells_that_only_check(source, expected):
    """A cell is a check when nothing else is done in it."""
    assert is_check(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (STUB, True),
        (STUB + "\n\n" + STUB.replace("double", "total"), True),
        ("def f(): raise NotImplementedError", True),
        (STUB + "    return 2 * x\n", True),
        (ANSWER, False),
        (STUB + ANSWER, False),
        ("import numpy\n" + STUB, False),
        ("x = 1", False),
        ("", False),
        ("def f(:", False),
        ("def f(): raise ValueError", False),
        ("def f(): raise", False),
        ("def f():\n    if False: raise NotImplementedError\n    return 1", False),
        ("def f():\n    'text'", False),
    ],
    ids=lambda item: repr(item)[:50],
)
def test_cells_that_were_left_empty(source, expected):
    """A cell is a stub when all that it defines raises NotImplementedError at once."""
    assert is_stub(source, "toy") is expected


@pytest.mark.parametrize(
    ("sources", "run"),
    [
        (["x = 1", ANSWER, "check('toy.double')"], [0, 1]),
        (["x = 1", STUB, "check('toy.double')"], [0, 1]),
        ([ANSWER, STUB], [0]),
        ([STUB, ANSWER], [1]),
        ([STUB, STUB], [0, 1]),
        ([ANSWER, ANSWER.replace("2", "3")], [0, 1]),
        (["", "  \n", "# only a comment", "not python"], [2, 3]),
        (["double = lambda x: 2 * x", STUB], [0]),
        ([ANSWER, STUB.replace("double", "total")], [0, 1]),
    ],
)
def test_what_is_run(sources, run):
    """Code runs in order; a stub that was left beside its answer, in a copied cell, does not undo it."""
    assert runnable(code(*sources), "toy") == run


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (ANSWER, True),
        ("import numpy as np\nfrom math import pi\n" + ANSWER, True),
        ("class C: pass", True),
        (ANSWER + "double(1)", False),
        ("x = 1", True),
        ("x = f()", False),
        ("", False),
        ("def f(:", False),
        ("'text'", False),
    ],
    ids=lambda item: repr(item)[:40],
)
def test_cells_that_only_define(source, expected):
    """A cell of imports, functions and classes does nothing when it is run."""
    assert only_defines(source) is expected


def test_only_code_is_run():
    """Markdown, raw cells and cells of unknown kind are not run."""
    assert runnable([Cell("markdown", ANSWER), Cell("raw", ANSWER), Cell("", ANSWER), Cell("code", ANSWER)], "toy") == [3]
