"""Names and imports are found as Python's scopes have them."""

import ast

import pytest

from autograder.build.code import defined_name, imported_modules, imported_names, names_needed, parse_cell


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x, y=LIMIT):\n    return g(x) + len(x)", {"LIMIT", "g"}),
        ("@decorate\ndef f(x: Kind):\n    return f(x)", {"decorate", "Kind"}),
        ("def f(x):\n    import math\n    return math.pi * x", set()),
        ("def f(x):\n    def g(y):\n        return h(y) + x\n    return g", {"h"}),
        ("def f(x):\n    return [scale(v) for v in x if v > lowest]", {"scale", "lowest"}),
        ("def f(x):\n    class C:\n        z = outside\n    return C", {"outside"}),
        ("answer = {'a': maker(1)}", {"maker"}),
        ("def f():\n    return __name__", set()),
    ],
)
def test_names_needed(source, names):
    """What comes from outside is found in defaults, decorators, annotations, inner scopes; no other name."""
    assert names_needed(source) == names


def test_imported_names_have_their_origin():
    """Aliases, parts of modules and dotted imports are told apart."""
    tree = ast.parse("import numpy as np\nimport scipy.stats\nfrom scipy.optimize import minimize as fit")
    assert imported_names(tree) == {"np": "numpy", "scipy": "scipy", "fit": "scipy.optimize.minimize"}


def test_imports_inside_functions_are_found():
    """An import in a function body counts as a module that the code asks for."""
    tree = ast.parse("def f():\n    from a.b import c\n    import d")
    assert imported_modules(tree) == [(2, "a.b"), (3, "d")]


def test_magics_are_python_for_a_cell():
    """A cell with an IPython magic can be parsed."""
    assert isinstance(parse_cell("%matplotlib inline\nx = 1").body[1], ast.Assign)


@pytest.mark.parametrize("source", ["x = = 1", "def f(:\n"])
def test_what_is_not_python_is_refused(source):
    """Neither Python nor IPython: a SyntaxError."""
    with pytest.raises(SyntaxError):
        parse_cell(source)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(): ...", "f"),
        ("a = 1", "a"),
        ("a: int = 1", "a"),
        ("a: int", None),
        ("a, b = 1, 2", None),
        ("a += 1", None),
    ],
)
def test_defined_name(source, name):
    """Functions and simple assignments define a name."""
    assert defined_name(ast.parse(source).body[0]) == name
