"""What happens to honest people's notebooks: everything is right in them, and stays so."""

from __future__ import annotations

import copy
import json

from tests.attacks.attack import EVERYTHING, Attack, code_cell, is_exercise, markdown_cell, name_of, write_json


def _accident(name: str, claim: str, change=None, **more) -> Attack:
    return Attack(f"honest_{name}", claim, right=EVERYTHING, change=change, **more)


def _for_cells(change):
    def on_notebook(notebook):
        for cell in notebook["cells"]:
            change(cell)

    return on_notebook


def _cell(notebook, name: str) -> dict:
    return next(cell for cell in notebook["cells"] if name_of(cell) == name)


def _copied_cells(notebook) -> None:
    for name in ("fit_lg-test", "fit_lg-check", "fit_lg", "why_intercept"):
        cell = _cell(notebook, name)
        notebook["cells"].insert(notebook["cells"].index(cell) + 1, copy.deepcopy(cell))


def _stub_beside_the_answer(notebook) -> None:
    from tests.attacks.attack import read_release

    stub = next(cell for cell in read_release()["cells"] if is_exercise(cell))
    notebook["cells"].append(copy.deepcopy(stub))


def _moved_checks(notebook) -> None:
    for name in ("fit_lg-test", "make_design_matrix-check"):
        cell = _cell(notebook, name)
        notebook["cells"].remove(cell)
        notebook["cells"].append(cell)


def _deleted_checks(notebook) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if not name_of(cell).endswith(("-check", "-test"))]


def _without_metadata(notebook) -> dict:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id")
    return {**notebook, "nbformat_minor": 4, "metadata": {}}


def _answers_elsewhere(notebook) -> None:
    """Each answer stands in a cell of its own, and the answer cell is empty."""
    for number, cell in reversed(list(enumerate(notebook["cells"]))):
        if is_exercise(cell):
            notebook["cells"].insert(number + 1, code_cell(cell["source"]))
            cell["source"] = ""


def _import_moved(notebook) -> None:
    setup = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    lines = "".join(setup["source"]).splitlines()
    setup["source"] = "\n".join(line for line in lines if "xlogy" not in line)
    notebook["cells"].insert(1, code_cell("from scipy.special import xlogy"))


def _helper_added(notebook) -> None:
    cell = _cell(notebook, "fit_lg")
    cell["source"] = cell["source"].replace("np.linalg.lstsq", "my_solver")
    notebook["cells"].insert(notebook["cells"].index(cell), code_cell("def my_solver(A, b):\n    return np.linalg.lstsq(A, b)"))


def _extra(*sources: str):
    """Cells of one's own at the beginning and at the end."""

    def add(notebook):
        cells = [code_cell(source) for source in sources]
        notebook["cells"][4:4] = cells
        notebook["cells"] += copy.deepcopy(cells)

    return add


def _windows_lines(notebook) -> bytes:
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    return write_json(notebook).replace(b"\n", b"\r\n")


def _lines_as_list(cell) -> None:
    cell["source"] = "".join(cell["source"]).splitlines(keepends=True)


def _tabs(cell) -> None:
    if is_exercise(cell):
        cell["source"] = "".join(cell["source"]).replace("    ", "\t")


def _noisy(cell) -> None:
    if is_exercise(cell) and "def " in cell["source"]:
        head, quotes, body = cell["source"].partition('"""')
        noise = "    import sys, warnings\n    print('here')\n    sys.stderr.write('oh\\n')\n    warnings.warn('careful')\n"
        documentation, end, rest = body.partition('"""')
        cell["source"] = f"{head}{quotes}{documentation}{end}\n{noise}{rest}"


MAGICS = ("%matplotlib inline", "%timeit -n 1 -r 1 sum(range(10))", "!ls", "np.array?", "%%time\nx = 1", "%pwd", "%load_ext autoreload\n%autoreload 2",
          "%config InlineBackend.figure_format = 'svg'", "%precision 3", "%%html\n<b>note</b>", "%who", "x = !echo hello", "?np.sum", "%%capture\nprint(1)")
ODDITIES = ("list = [1, 2, 3]\nlen_ = 3\nstr = 'text'", "# only a comment", "", "λ = 3; größe = λ; été = 1", "import asyncio\nawait asyncio.sleep(0)",
            "def f():\n    yield 1", "class A:\n    pass", "1 / 0", "raise ValueError('while trying')", "this is no Python", "x = 5;", "x: int = 5")
PLOTS = ("import matplotlib.pyplot as plt\nfig, axes = plt.subplots(4, 4)\nfor ax in axes.flat:\n    ax.plot(np.arange(1000))\nplt.show()",
         "plt.scatter(np.arange(10_000), np.arange(10_000)); plt.title('$x^2$')", "import time\ntime.sleep(1.5)\nplt.plot([1, 2])")

ATTACKS = (
    _accident("byte_order_mark", "A byte-order mark.", save=lambda notebook: b"\xef\xbb\xbf" + write_json(notebook)),
    _accident("renamed", "A renamed file.", saved_as="My glm lab FINAL (2).ipynb"),
    _accident("copied_cells", "Copied cells, their ids included.", _copied_cells),
    _accident("stub_left", "A copy of the empty answer cell at the end.", _stub_beside_the_answer),
    _accident("moved_checks", "Checks at another place.", _moved_checks),
    _accident("deleted_checks", "Checks deleted.", _deleted_checks),
    _accident("no_metadata", "A service kept the sources only.", _without_metadata),
    _accident("answers_elsewhere", "Answers in cells of their own.", _answers_elsewhere),
    _accident("import_moved", "An import in another cell.", _import_moved),
    _accident("helper_added", "A helper in an added cell.", _helper_added),
    _accident("windows", "Line ends of Windows.", save=_windows_lines),
    _accident("lines_as_list", "Sources as lists of lines.", _for_cells(_lines_as_list)),
    _accident("tabs", "Tabs.", _for_cells(_tabs)),
    _accident("noisy", "Prints and warnings in every function.", _for_cells(_noisy)),
    _accident("magics", "Magics, shell commands and help.", _extra(*MAGICS)),
    _accident("oddities", "Names of builtins, cells that fail, comments, other alphabets.", _extra(*ODDITIES)),
    _accident("plots", "Plots that take a while.", _extra(*PLOTS)),
    _accident("notes", "Notes in text and markup.", lambda notebook: notebook["cells"].insert(2, markdown_cell("**Ask** about <b>this</b>: $x^2$"))),
    _accident("extra_keys", "Keys that another program left.", lambda notebook: {**notebook, "colab": {"x": 1}, "signature": "sha256:0"}),
    _accident("not_ascii", "Saved without escapes, on one line.", save=lambda notebook: json.dumps(notebook, ensure_ascii=False).encode()),
    _accident("counts", "Run in another order.", _for_cells(lambda cell: cell.update(execution_count=7) if cell["cell_type"] == "code" else None)),
    _accident("read_only_path", "A path of one's own machine in the first cell.", _extra("import os\nos.chdir('C:/Users/me')")),
    _accident("old_schema", "An old version of nbgrader's metadata.", _for_cells(
        lambda cell: cell["metadata"].get("nbgrader") and cell["metadata"]["nbgrader"].update(schema_version=1))),
)
