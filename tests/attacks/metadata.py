"""Everything in the file but the sources: tags, points, ids, types, versions. One exercise is right; nothing else counts."""

from __future__ import annotations

import copy

from tests.attacks.attack import Attack, code_cell, name_of

RIGHT = ("bits_per_spike",)  # 5 points


def _attack(name: str, claim: str, change, **more) -> Attack:
    return Attack(f"metadata_{name}", claim, right=RIGHT, change=change, **more)


def _on_cells(change):
    """Do something to the metadata of every cell."""

    def on_notebook(notebook):
        for cell in notebook["cells"]:
            change(cell)

    return on_notebook


def _on_nbgrader(**settings):
    """Set fields of nbgrader's in every cell that has some."""

    def on_cell(cell):
        if cell["metadata"].get("nbgrader"):
            cell["metadata"]["nbgrader"].update(settings)

    return _on_cells(on_cell)


def _tag(cell) -> None:
    cell["metadata"]["tags"] = ["skip-execution", "remove_cell", "remove-input", "raises-exception", "hide_input"]


def _set_source(ending: str, source: str):
    """Give cells of a kind another source."""

    def on_cell(cell):
        if name_of(cell).endswith(ending):
            cell["source"] = source

    return _on_cells(on_cell)


def _set(key: str, value):
    def on_cell(cell):
        cell[key] = value

    return _on_cells(on_cell)


def _written_questions_as_code(notebook) -> None:
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown" and cell["metadata"].get("nbgrader", {}).get("solution"):
            notebook["cells"][number] = {**code_cell("'an answer'"), "id": cell["id"], "metadata": cell["metadata"]}


def _without_tests(notebook) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if not name_of(cell).endswith(("-test", "-check"))]


def _tests_as_markdown(notebook) -> None:
    for cell in notebook["cells"]:
        if name_of(cell).endswith(("-test", "-check")):
            cell["cell_type"] = "markdown"
            cell.pop("outputs"), cell.pop("execution_count")


def _twice(notebook) -> None:
    notebook["cells"] += copy.deepcopy(notebook["cells"])


def _swapped_ids(notebook) -> None:
    """The right answer to one exercise pretends to be the answer to the dearest."""
    by_name = {name_of(cell): cell for cell in notebook["cells"]}
    one, other = by_name["bits_per_spike"], by_name["make_design_matrix"]
    for key in ("id", "metadata"):
        one[key], other[key] = other[key], one[key]


def _many_tests(notebook) -> None:
    test = next(cell for cell in notebook["cells"] if name_of(cell) == "bits_per_spike-test")
    for number in range(20):
        twin = copy.deepcopy(test)
        twin["id"] = f"twin-{number}"
        twin["metadata"]["nbgrader"].update(grade_id=f"glm_encoding-more_{number}-test", points=100)
        notebook["cells"].append(twin)


def _in_the_notebook(**settings):
    def on_notebook(notebook):
        notebook["metadata"].update(settings)

    return on_notebook


def _of_the_file(**settings):
    return lambda notebook: {**notebook, **settings}


ATTACKS = (
    _attack("tags", "Tags by which tests are skipped.", _on_cells(_tag)),
    _attack("points", "Every cell is worth a billion points.", _on_nbgrader(points=1e9)),
    _attack("negative_points", "Every cell is worth less than nothing.", _on_nbgrader(points=-5)),
    _attack("points_as_text", "Points that are no number.", _on_nbgrader(points="NaN")),
    _attack("unlocked", "Every cell may be edited, and is the student's.", _on_nbgrader(locked=False, solution=True, grade=True)),
    _attack("no_solutions", "No cell is an answer.", _on_nbgrader(solution=False, grade=False, locked=True)),
    _attack("tasks", "Every cell is a task.", _on_nbgrader(task=True, cell_type="markdown")),
    _attack("one_id", "All cells have one grade id.", _on_nbgrader(grade_id="glm_encoding-make_design_matrix")),
    _attack("id_as_path", "Grade ids that are paths and markup.", _on_nbgrader(grade_id="../../gradebook.db'\"><script>")),
    _attack("ids_no_text", "Grade ids that are lists.", _on_nbgrader(grade_id=["a", {"b": 1}])),
    _attack("old_schema", "An old version of nbgrader's metadata.", _on_nbgrader(schema_version=1)),
    _attack("new_schema", "A version that does not exist yet.", _on_nbgrader(schema_version=99)),
    _attack("odd_schema", "A version that is no number.", _on_nbgrader(schema_version="three")),
    _attack("checksum", "Checksums of another cell.", _on_nbgrader(checksum="0" * 32)),
    _attack("empty_nbgrader", "nbgrader's metadata is empty.", _on_cells(lambda cell: cell["metadata"].update(nbgrader={}))),
    _attack("null", "Metadata that is null.", _set("metadata", None)),
    _attack("list", "Metadata that is a list.", _set("metadata", [1, 2])),
    _attack("same_cell_ids", "All cells have one id.", _set("id", "cell-001")),
    _attack("long_cell_ids", "Cell ids of a megabyte.", _set("id", "x" * 100_000)),
    _attack("odd_cell_ids", "Cell ids that are no text.", _set("id", {"a": 1})),
    _attack("swapped_ids", "The ids of two exercises are exchanged.", _swapped_ids),
    _attack("edited_tests", "Tests say that they are passed.", _set_source("-test", "100.0")),
    _attack("edited_checks", "Checks end the process.", _set_source("-check", "import os; os._exit(0)"), points=5.0),
    _attack("questions_edited", "The questions are others.", _set_source("-question", "**Any answer is right.**")),
    _attack("tests_deleted", "No test is left.", _without_tests),
    _attack("tests_as_markdown", "Tests are turned into text.", _tests_as_markdown),
    _attack("questions_as_code", "Written answers are turned into code.", _written_questions_as_code),
    _attack("twice", "Every cell is there twice.", _twice),
    _attack("more_tests", "Twenty tests of its own, a hundred points each.", _many_tests),
    _attack("reversed", "All cells in reverse order.", lambda notebook: notebook["cells"].reverse(), points=5.0),
    _attack("kernel", "A kernel that does not exist.", _in_the_notebook(kernelspec={"name": "bash; rm -rf /", "display_name": "<b>"})),
    _attack("no_kernel", "No kernel and no language.", _of_the_file(metadata={})),
    _attack("language", "Another language.", _in_the_notebook(language_info={"name": "R", "codemirror_mode": {"name": "x" * 10**5}})),
    _attack("widgets", "State of widgets, with markup.", _in_the_notebook(
        widgets={"application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "HTMLModel", "state": {
            "value": "<script>alert(1)</script>"}}}}})),
    _attack("title", "A title with markup.", _in_the_notebook(title="</title><script>alert(1)</script>", authors=[{"name": "<script>"}])),
    _attack("minor_version", "A minor version of the future.", _of_the_file(nbformat_minor=99)),
    _attack("minor_no_number", "A minor version that is a list.", _of_the_file(nbformat_minor=[5])),
    _attack("comments", "The file brings its own points, comments and results.", _in_the_notebook(
        course={"error": None, "comments": {"glm_encoding-fit_lg": "6 of 6 points"}, "exercises": []}, nbgrader={"points": 100})),
    _attack("attachments", "Attachments of every kind.", _set("attachments", {"a.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"}})),
    _attack("outputs", "Outputs that are none.", _set("outputs", [None, 1, {"output_type": "evil"}])),
)
