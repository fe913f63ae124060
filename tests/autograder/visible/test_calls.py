"""A call of a student's function gives an outcome, whatever the function does."""

import json
import random
import sys
import warnings

import numpy as np
import pytest

from autograder.visible.calls import (
    MAX_TEXT,
    Outcome,
    Sink,
    bind_like,
    call_function,
    describe_error,
    refuse_unplain,
)


def compile_student(source, name="f"):
    """Define a function from text, as the worker does."""
    import linecache

    filename = "<student file>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    namespace = {"np": np, "sys": sys, "warnings": warnings, "random": random}
    exec(compile(source, filename, "exec"), namespace)
    return namespace[name]


def test_the_value_is_kept():
    """What a function returns is the outcome's value."""
    assert call_function(lambda x, y=0: x + y, (1,), {"y": 2}) == Outcome(value=3)


@pytest.mark.parametrize("thing", [5, None, "f", np.zeros(2)], ids=["int", "None", "str", "ndarray"])
def test_what_is_no_function_is_missing(thing):
    """A name that holds no function counts as missing, and its type is told."""
    outcome = call_function(thing, (), {})
    assert (outcome.problem, outcome.message) == (
        "missing",
        f"it is a {type(thing).__name__}, not a function",
    )


@pytest.mark.parametrize("error", ["ValueError", "SystemExit", "KeyboardInterrupt", "GeneratorExit", "MemoryError"])
def test_any_exception_is_an_outcome(error):
    """Whatever a function raises is told by type and message."""
    outcome = call_function(compile_student(f"def f(): raise {error}('oh')"), (), {})
    assert (outcome.problem, outcome.error, outcome.message) == ("raised", error, "oh")


def test_the_students_line_is_told():
    """Of a traceback the deepest line of the student's own code is told, not the library's."""
    source = "def g(x):\n    y = x + 1\n    return np.linalg.inv(y)\ndef f(x):\n    return g(x)\n"
    outcome = call_function(compile_student(source), (np.zeros((2, 3)),), {})
    assert (outcome.error, outcome.line) == ("LinAlgError", "line 3: return np.linalg.inv(y)")


def test_endless_recursion_is_an_outcome():
    """A function that calls itself for ever ends in a RecursionError with its line."""
    outcome = call_function(compile_student("def f(n):\n    return f(n + 1)"), (0,), {})
    assert (outcome.error, outcome.line) == ("RecursionError", "line 2: return f(n + 1)")


def test_errors_of_syntax_tell_their_line():
    """Text that is no Python is told by its own line."""
    with pytest.raises(SyntaxError) as raised:
        compile("x = 1\ny = (", "<student file>", "exec")
    assert describe_error(raised.value).line == "line 2: y = ("


def test_errors_without_a_line_name_none():
    """Where Python knows no line, none is told."""
    assert describe_error(SyntaxError("null bytes")).line == ""
    assert describe_error(ValueError("x")).line == ""


def test_a_message_that_cannot_be_made_is_told():
    """An exception whose text raises another is told, with the other's type."""
    source = "class E(Exception):\n    def __str__(self): return 1 / 0\ndef f(): raise E"
    outcome = call_function(compile_student(source), (), {})
    assert outcome.message == "(its message could not be made: ZeroDivisionError)"


def test_long_messages_are_cut():
    """A message of any length is cut."""
    assert len(call_function(compile_student("def f(): raise ValueError('x' * 10**6)"), (), {}).message) == MAX_TEXT


def test_prints_are_swallowed(capsys):
    """What a function prints, on either stream, reaches nobody."""
    source = "def f():\n    print('out')\n    print('err', file=sys.stderr)\n    return 1"
    assert call_function(compile_student(source), (), {}).value == 1
    assert capsys.readouterr() == ("", "")


def test_a_flood_of_prints_takes_no_memory():
    """Text beyond the first characters is forgotten."""
    sink = Sink(10)
    for _ in range(1000):
        assert sink.write("abc") == 3 or sink.tell() == 10
    assert sink.getvalue() == "abcabcabca"


def test_warnings_are_noted_and_cost_nothing():
    """Warnings are told by their types beside the value."""
    source = "def f():\n    warnings.warn('x', RuntimeWarning)\n    return np.log(np.array([0.0]))[0]"
    outcome = call_function(compile_student(source), (), {})
    assert (outcome.value, outcome.warned) == (-np.inf, ["RuntimeWarning", "RuntimeWarning"])


def test_warnings_are_not_left_switched_off():
    """A function that silences warnings does so for itself only."""
    call_function(compile_student("def f(): warnings.simplefilter('ignore')"), (), {})
    with pytest.warns(UserWarning, match="still here"):
        warnings.warn("still here", stacklevel=1)


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("return a", []),
        ("a[0] = 7", [0]),
        ("b.append(1)", [1]),
        ("c['x'] = 2", [2]),
        ("a.resize(5, refcheck=False)", [0]),
        ("a[0] = 7; raise ValueError", [0]),
        ("b[:] = [object()]", [1]),
        ("b.append(b)", [1]),
        ("b[0][:] = 3", [1]),
    ],
)
def test_changed_arguments_are_told(body, changed):
    """Arguments that a call modifies are told by their positions, also after an exception."""
    function = compile_student(f"def f(a, b, c): {body}")
    assert call_function(function, (np.zeros(3), [np.zeros(2)], {"x": 1}), {}).changed == changed


def test_equal_changes_of_nan_are_none():
    """Arguments with nan in them count as unchanged when they are."""
    assert call_function(lambda a, b: None, (np.array([np.nan]), [np.nan]), {}).changed == []


def test_random_numbers_start_anew():
    """With `reseed`, the global generators draw the same numbers in every call."""
    function = compile_student("def f(): return np.random.rand(), random.random()")
    first, again, other = (call_function(function, (), {}, reseed=seed).value for seed in (1, 1, 2))
    assert first == again != other


def test_memory_is_measured_on_request():
    """The peak of memory is told where it was asked for."""
    function = compile_student("def f(): return np.zeros(2**20).sum()")
    assert call_function(function, (), {}, measure=True).peak_bytes >= 8 * 2**20
    assert call_function(function, (), {}).peak_bytes == 0


def test_an_outcome_is_json():
    """Everything but the value can be written as JSON."""
    outcome = call_function(compile_student("def f(a): a[0] = 1; raise ValueError('\\ud800')"), ([0],), {})
    assert json.loads(json.dumps(outcome.as_message())) == {
        "problem": "raised",
        "error": "ValueError",
        "message": "\ud800",
        "changed": [0],
        "warned": [],
        "peak_bytes": 0,
        "line": "line 1: def f(a): a[0] = 1; raise ValueError('\\ud800')",
    }


def test_values_that_may_not_cross_are_refused():
    """An outcome whose value could not travel becomes a refusal that names the type."""
    refused = refuse_unplain(Outcome(value={1, 2}, changed=[0]))
    assert refused.value is None
    assert (refused.problem, refused.changed) == ("refused", [0])
    assert refused.message.startswith("it returned a value of type builtins.set; expected numbers")


def test_values_that_may_cross_are_left_alone():
    """An outcome with a plain value, or with none, stays itself."""
    for outcome in (Outcome(value=np.zeros(3)), Outcome(problem="raised", error="ValueError")):
        assert refuse_unplain(outcome) is outcome


def own(stim, weights, d=25, *, scale=1):
    """A function with two required and two optional arguments."""


@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [
        ((1, 2), {}, ((1, 2), {})),
        ((1, 2, 3), {}, ((1, 2), {"d": 3})),
        ((), {"weights": 2, "stim": 1}, ((1, 2), {})),
        ((1,), {"weights": 2, "d": 3, "scale": 4}, ((1, 2), {"d": 3, "scale": 4})),
    ],
)
def test_arguments_are_put_in_their_places(args, kwargs, expected):
    """Required arguments go by place and optional ones by name, however they were given."""
    assert bind_like(own, args, kwargs) == expected


@pytest.mark.parametrize(
    "function",
    [None, 5, lambda: 0, lambda *args: 0, lambda **kwargs: 0, lambda x, *args, **kwargs: 0, np.sin],
    ids=["None", "int", "no arguments", "args", "kwargs", "both", "ufunc"],
)
def test_arguments_that_cannot_be_placed_stay_as_they_are(function):
    """Where a function's own arguments are unknown, open or do not fit, those given are left as they are."""
    assert bind_like(function, (1, 2), {"d": 3}) == ((1, 2), {"d": 3})
