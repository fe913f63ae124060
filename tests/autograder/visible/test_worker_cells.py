"""Cells run as in Jupyter, and what they show is kept in the notebook format, within bounds."""

import base64

import nbformat
import pytest

from autograder.visible.cells import MAX_OUTPUT_BYTES, MAX_STREAM


@pytest.fixture
def run(session):
    """Run cells one after the other; gives the report on the last."""

    def run_cells(*sources):
        return session.load("notebook", list(sources), 20)[-1]

    return run_cells


def as_text(outputs):
    """Put the text of all outputs together."""
    parts = [output.get("text") or output.get("data", {}).get("text/plain") or output.get("evalue") for output in outputs]
    return "|".join(map(str, parts))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 + 1", "2"),
        ("print('a'); 5", "a\n|5"),
        ("5;", ""),
        ("None", ""),
        ("x = 5", ""),
        ("'text'", "'text'"),
        ("import sys; print('oh', file=sys.stderr)", "oh\n"),
        ("%%capture\nprint(1)", ""),
        ("%cd -q .", ""),
        ("import asyncio\nawait asyncio.sleep(0, 'done')", "'done'"),
        ("!echo hello", "hello\r\n"),
        ("%%bash\necho hi", "hi\n"),
    ],
)
def test_cells_show_what_jupyter_shows(run, source, shown):
    """Prints, the last line's value, magics, shell commands and await work as in a notebook."""
    report = run(source)
    assert (report["error"], as_text(report["outputs"])) == (None, shown)


def test_cells_share_their_variables(run):
    """What one cell defines, the next can use."""
    assert as_text(run("x = 20", "def f(): return x + 1", "f()")["outputs"]) == "21"


@pytest.mark.parametrize("source", ["plt.plot([1, 2])", "plt.plot([1, 2]); plt.show()", "%matplotlib inline\nplt.plot([1])"])
def test_plots_are_pictures(run, source):
    """A plot is kept as a PNG, with and without `show`."""
    outputs = run("import matplotlib.pyplot as plt", source)["outputs"]
    pictures = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert [base64.b64decode(picture)[:4] for picture in pictures] == [b"\x89PNG"]


def test_rich_values_keep_all_their_forms(run):
    """A value that shows itself as HTML keeps both forms; what of it a reader may see is decided later."""
    outputs = run("from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))")["outputs"]
    assert outputs[0]["data"] == {"text/plain": "<IPython.core.display.HTML object>", "text/html": "<b>x</b>"}


@pytest.mark.parametrize(
    ("source", "error", "line"),
    [
        ("x = 1\ny = x / 0\n", "ZeroDivisionError", "line 2: y = x / 0"),
        ("def f(:", "SyntaxError", "line 1: def f(:"),
        ("import sys\nsys.exit(3)", "SystemExit", "line 2: sys.exit(3)"),
        ("exit()", "AttributeError", "line 1: exit()"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "line 1: raise KeyboardInterrupt"),
        ("input()", "EOFError", "line 1: input()"),
        ("\0", "SyntaxError", ""),
        ("'\ud800'", "UnicodeEncodeError", ""),
        (
            "%%no_such_magic\n1",
            "UsageError",
            "line 1: get_ipython().run_cell_magic('no_such_magic', '', '1\\n')",
        ),
    ],
)
def test_errors_are_told_with_the_students_line(run, source, error, line):
    """Whatever ends a cell is told by its type and the cell's own line, and the process goes on."""
    report = run(source)
    assert (report["error"]["error"], report["error"]["line"]) == (error, line)
    assert report["outputs"][-1]["output_type"] == "error"


def test_cells_after_an_error_run(run):
    """A cell that fails does not stop the next one."""
    assert as_text(run("1 / 0", "'next'")["outputs"]) == "'next'"


SHOWING = [
    "print(1)",
    "5",
    "1 / 0",
    "import warnings; warnings.warn('hey')",
    "{'a': 1}",
    "import matplotlib.pyplot as plt; plt.plot([1])",
    "from IPython.display import *\ndisplay(HTML('a'), Markdown('b'), Latex('c'), JSON({}))",
    "from IPython.display import publish_display_data as show\n"
    "show({'a/b': 1, 'application/json': {'a': [1]}, 5: 6, 'x/+json': []})",
    "class A:\n    def __repr__(self): raise ValueError\nA()",
    "class A:\n    def _repr_mimebundle_(self, **k): return {'text/plain': ['a', 5], 'image/png': b'x'}, {}\nA()",
    "print('\\ud800 \\x1b[31m \\0')",
    "from IPython.display import clear_output\nclear_output()",
    "get_ipython().display_formatter = None\n5",
]


@pytest.mark.parametrize("source", SHOWING)
def test_outputs_are_valid_notebook_outputs(run, source):
    """A notebook with the outputs kept is valid, whatever a cell showed."""
    cell = nbformat.v4.new_code_cell(source, outputs=run(source)["outputs"])
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell)]))


def test_streams_are_cut(run):
    """A flood of prints is kept up to a length."""
    (output,) = run(f"for _ in range(100): print('x' * {MAX_STREAM // 10})")["outputs"]
    assert len(output["text"]) == MAX_STREAM


def test_outputs_are_cut_together(run):
    """A flood of displays is kept up to a size, and the cut is told."""
    outputs = run(f"from IPython.display import *\nfor _ in range(9): display(HTML('x' * {MAX_OUTPUT_BYTES // 4}))")["outputs"]
    assert len(outputs) == 4
    assert outputs[-1]["text"] == "[more output than is kept; the rest was left out]\n"


def test_nothing_reaches_the_terminal(run, capfd):
    """Whatever is written, also past Python's streams, does not reach the grader's terminal."""
    run("import os\nos.write(1, b'one')\nos.write(2, b'two')\nos.system('echo three')\nprint('four')")
    assert capfd.readouterr() == ("", "")


def test_a_file_runs_as_a_module(session):
    """A plain file is run as a module that is not the main program."""
    source = "NAME = __name__\nif __name__ == '__main__':\n    raise SystemExit\ndef f(): return NAME"
    assert session.load("file", [source]) == [{"error": None, "outputs": []}]
    assert session.call("f").value == "submission"


def test_a_file_keeps_what_it_defined_before_an_error(session):
    """Functions above the line where a file fails are still there, and the line is told."""
    (report,) = session.load("file", ["def f(): return 1\n\n1 / 0\ndef g(): return 2"])
    assert (report["error"]["error"], report["error"]["line"]) == ("ZeroDivisionError", "line 3: 1 / 0")
    assert (session.call("f").value, session.call("g").problem) == (1, "missing")


def test_a_file_can_be_pickled_from(session):
    """Functions and classes of a file can be found by their module, as pickle and dataclasses need."""
    source = """
import dataclasses, pickle
@dataclasses.dataclass
class A:
    x: int
def f(): return pickle.loads(pickle.dumps(A(5))).x
"""
    session.load("file", [source])
    assert session.call("f").value == 5
