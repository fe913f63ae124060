"""Whatever student code does, a session gives a clear outcome, and other sessions go on."""

import numpy as np
import pytest

from autograder.visible.recipes import Generator

GOES_ON = "def fine(): return 'still here'\n"


def test_values_travel_both_ways(load):
    """Arguments and results arrive as they left, by place and by name."""
    session = load("def f(a, b, c=0): return [c, b, a]")
    outcome = session.call("f", (np.arange(3.0), ("x", None)), {"c": {"k": 2.5}})
    assert outcome.problem is None
    assert outcome.value[:2] == [{"k": 2.5}, ("x", None)]
    assert outcome.value[2].tolist() == [0.0, 1.0, 2.0]


def test_recipes_are_made_on_the_students_side(load):
    """A generator arrives as one, in the state that its seed says."""
    session = load("def f(rng): return rng.normal(size=2)")
    assert session.call("f", (Generator(3),)).value.tolist() == np.random.default_rng(3).normal(size=2).tolist()


def test_variables_can_be_read(load):
    """The value of a variable can be asked for."""
    session = load("answer = '+-0'\nweird = {1, 2}")
    assert session.value("answer").value == "+-0"
    assert session.value("weird").problem == "refused"
    assert session.value("nothing").problem == "missing"


@pytest.mark.parametrize(
    ("source", "problem", "told"),
    [
        ("", "missing", "it is not defined"),
        ("f = 5", "missing", "it is a int, not a function"),
        ("def f(): raise ValueError('oh')", "raised", "oh"),
        ("def f():\n    import sys; sys.exit(3)", "raised", "3"),
        ("def f(): raise KeyboardInterrupt", "raised", ""),
        ("def f(): return f()", "raised", "maximum recursion depth exceeded"),
        ("def f(): return bytearray(10**15)", "raised", ""),
        ("def f(): return input()", "raised", "EOF when reading a line"),
        ("def f(): return {1, 2}", "refused", "it returned a value of type builtins.set; expected numbers"),
        ("def f(): return (n for n in [1])", "refused", "it returned a value of type builtins.generator"),
        (
            "def f():\n    import itertools\n    return itertools.count()",
            "refused",
            "it returned a value of type itertools.count",
        ),
        (
            "def f():\n    import numpy\n    return numpy.broadcast_to(1.0, (10**6, 10**6))",
            "refused",
            "it returned an array of dtype",
        ),
        (
            "def f():\n    x = []\n    x.append(x)\n    return x",
            "refused",
            "it returned a value nested deeper",
        ),
        (
            "def f(): return 'x' * 10**9",
            "refused",
            "it returned a value nested deeper than 16 or with more than",
        ),
        ("def f():\n    import os; os._exit(0)", "died", "it ended the process that ran it"),
        ("def f():\n    import os; os.kill(os.getpid(), 9)", "died", "it ended the process that ran it"),
        ("def f():\n    import ctypes; ctypes.string_at(0)", "died", "it ended the process that ran it"),
        ("def f():\n    import os; os.closerange(3, 99)", "died", "it ended the process that ran it"),
    ],
    ids=lambda item: item.split("\n")[-1].strip()[:40],
)
@pytest.mark.filterwarnings("ignore")
def test_every_end_is_a_clear_outcome(load, source, problem, told):
    """Whatever a function does instead of returning a plain value is told, and a new fork goes on."""
    session = load(GOES_ON + source)
    fork = session.fork()
    outcome = fork.call("f", timeout_s=10)
    fork.end()
    assert (outcome.value, outcome.problem) == (None, problem)
    assert outcome.message.startswith(told)
    assert session.fork().call("fine").value == "still here"


def test_forks_know_nothing_of_each_other(load):
    """What a call leaves behind is not there for another exercise."""
    session = load("seen = []\ndef f():\n    seen.append(1)\n    return len(seen)")
    one, other = session.fork(), session.fork()
    assert [one.call("f").value, one.call("f").value, other.call("f").value] == [1, 2, 1]


def test_submissions_know_nothing_of_each_other(load):
    """What one submission defines or patches is not there for the next."""
    load("import numpy, builtins\nnumpy.sum = builtins.ascii = lambda *a: 42\ndef mine(): return 1")
    other = load("import numpy\ndef f(): return [float(numpy.sum([1, 2])), ascii(1)]")
    assert other.call("f").value == [3.0, "1"]
    assert other.call("mine").problem == "missing"


def test_random_numbers_start_anew_on_request(load):
    """With `reseed` the global random numbers of NumPy and Python are the same in every call."""
    session = load("import numpy as np, random\ndef f(): return [np.random.rand(), random.random()]")
    assert session.call("f", reseed=3).value == session.call("f", reseed=3).value != session.call("f", reseed=4).value


def test_changed_arguments_are_told(load):
    """Arguments that a call modifies are told by place."""
    session = load("def f(a, b): b[0] = 7")
    assert session.call("f", (np.zeros(2), np.zeros(2))).changed == [1]


def test_warnings_and_memory_are_told(load):
    """The warnings of a call, and where asked for its memory, come with its value."""
    session = load("import numpy as np, warnings\ndef f():\n    warnings.warn('x')\n    return np.zeros(2**20).sum()")
    outcome = session.call("f", measure=True)
    assert (outcome.value, outcome.warned) == (0.0, ["UserWarning"])
    assert outcome.peak_bytes > 8 * 2**20


USES_EARLIER = """
def earlier(x, d=1): return -1
also_earlier = earlier
def f(x): return earlier(x) * 100 + also_earlier(x, d=2)
def by_name(x): return earlier(d=3, x=x)
def bad(x): return earlier({1}, d=3)
def many(x): return sum(earlier(x) for _ in range(50))
"""


@pytest.mark.parametrize(("name", "value"), [("f", 5 * 100 + 10), ("by_name", 15), ("many", 250)])
def test_earlier_functions_can_be_lent(load, name, value):
    """A right earlier function replaces the student's under every name that it has, for this call alone."""
    session = load(USES_EARLIER)
    given = {"earlier": lambda x, d=1: x * d}
    assert session.call(name, (5,), given=given).value == value
    assert session.call("earlier", (5,)).value == -1


def test_a_function_never_defined_can_be_lent(load):
    """An earlier function that the student never wrote is lent, too, and is gone afterwards."""
    session = load("def f(x): return earlier(x)")
    assert session.call("f", (5,), given={"earlier": lambda x: x + 1}).value == 6
    assert session.call("f", (5,)).error == "NameError"


@pytest.mark.parametrize("name", ["bad", "f"])
def test_a_lent_function_that_fails_is_the_students_error(load, name):
    """Where a lent function cannot be asked, or cannot answer, the student's function sees an exception."""

    def fails(x, d=1):
        raise RuntimeError("too large")

    outcome = load(USES_EARLIER).call(name, (5,), given={"earlier": fails})
    assert (outcome.problem, outcome.error) == ("raised", {"bad": "NotPlain", "f": "ValueError"}[name])


def test_asking_for_ever_is_a_timeout(load):
    """A function that asks a lent one for ever is given up in time."""
    session = load("def earlier(x): return 0\ndef f(x):\n    while True: earlier(x)")
    assert session.call("f", (5,), given={"earlier": lambda x: x}, timeout_s=0.3).problem == "timeout"
