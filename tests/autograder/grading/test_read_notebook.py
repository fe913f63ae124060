"""Whatever is in a submitted file, reading it gives cells, or one line on what was expected and what came."""

import json

import pytest

from autograder.grading.read_notebook import (
    MAX_CELLS,
    MAX_CODE,
    MAX_PARTS,
    Cell,
    NotASubmission,
    read_bytes,
    read_cells,
)


def notebook(*cells, **more):
    """A notebook as text."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more})


def code(source, **more):
    """A code cell."""
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **more}


@pytest.fixture
def read(tmp_path):
    """Write bytes to a file and read its cells."""

    def read_content(content):
        path = tmp_path / "lab.ipynb"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_cells(read_bytes(path), path)

    return read_content


def test_cells_are_read_in_order(read):
    """Kind, source, id and grade id of every cell are read; nothing else counts."""
    cells = read(
        notebook(
            code("x = 1", id="a", metadata={"nbgrader": {"grade_id": "g", "points": 99}}),
            {"cell_type": "markdown", "source": ["# One\n", "two"], "metadata": {"tags": ["x"]}},
        )
    )
    assert cells == [Cell("code", "x = 1", "a", "g"), Cell("markdown", "# One\ntwo")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "expected a notebook, got an empty file"),
        (b" \n\t ", "expected a notebook, got an empty file"),
        (b"\xef\xbb\xbf", "expected a notebook"),
        (notebook(code("x"))[:-9], "expected a notebook (JSON), got text that breaks off or is no JSON"),
        (b"print('hello')", "expected a notebook (JSON), got text that breaks off or is no JSON"),
        (b"\x89PNG\r\n\x1a\n", "expected text in UTF-8, got other bytes at position 0"),
        (notebook(code("x")).encode("utf-16"), "expected text in UTF-8, got other bytes at position 0"),
        (
            notebook(code("\u00fc")).replace("\\u00fc", "\u00fc").encode("latin1"),
            "expected text in UTF-8, got other bytes at position",
        ),
        (b'{"nbformat": 4, "cells": ' + b"[" * 100_000, "expected a notebook, got JSON nested too deeply"),
        (
            b'{"nbformat": ' + b"9" * 5000 + b', "cells": []}',
            "expected a notebook (JSON), got text that breaks off or is no JSON",
        ),
        (
            b'{"nbformat": 4, "cells": [' + b"[]," * MAX_PARTS + b"{}]}",
            f"expected a notebook of at most {MAX_PARTS} parts, got {MAX_PARTS + 3}",
        ),
        (b"null", "expected a notebook of format 4, got format None"),
        (b"[]", "expected a notebook of format 4, got format None"),
        (b'"text"', "expected a notebook of format 4, got format None"),
        (b"{}", "expected a notebook of format 4, got format None"),
        (b'{"cells": []}', "expected a notebook of format 4, got format None"),
        (b'{"nbformat": 3, "worksheets": []}', "expected a notebook of format 4, got format 3"),
        (b'{"nbformat": 5, "cells": []}', "expected a notebook of format 4, got format 5"),
        (b'{"nbformat": "4", "cells": []}', "expected a notebook of format 4, got format '4'"),
        (
            b'{"nbformat": {"a": [[]]}, "cells": []}',
            "expected a notebook of format 4, got format {'a': [[]]}",
        ),
        (
            b'{"nbformat": ' + b"[" * 900 + b"]" * 900 + b', "cells": []}',
            "expected a notebook of format 4, got format [[[[[[[",
        ),
        (b'{"nbformat": 4}', "expected a notebook of format 4"),
        (b'{"nbformat": 4, "cells": {}}', "expected a notebook of format 4"),
        (b'{"nbformat": 4, "cells": "x"}', "expected a notebook of format 4"),
        (b'{"nbformat": 4, "cells": null}', "expected a notebook of format 4"),
        (notebook(*[code("")] * (MAX_CELLS + 1)), f"expected at most {MAX_CELLS} cells, got {MAX_CELLS + 1}"),
        (
            notebook(code("x" * (MAX_CODE + 1))),
            f"expected at most {MAX_CODE} characters of code, got {MAX_CODE + 1}",
        ),
        (notebook(*[code("x" * (MAX_CODE // 3 + 1))] * 3), f"expected at most {MAX_CODE} characters of code"),
        (notebook(code(["x" * (MAX_CODE // 2 + 1)] * 2)), f"expected at most {MAX_CODE} characters of code"),
    ],
    ids=lambda item: repr(item[:30]) if isinstance(item, (str, bytes)) else "",
)
def test_what_is_no_notebook_is_told_in_a_line(read, content, expected):
    """Bytes that are no notebook of this format are refused with what was expected and what came."""
    with pytest.raises(NotASubmission) as raised:
        read(content)
    told = str(raised.value)
    assert told.startswith(expected)
    assert told.endswith("lab.ipynb")
    assert told.isprintable()
    assert len(told) < 400


@pytest.mark.parametrize("depth", range(960, 1000, 3))
def test_no_depth_is_an_error_of_another_kind(read, depth):
    """However deep JSON is nested, wherever it is, the file is read or refused."""
    for place in (
        b'{"nbformat": %s, "cells": []}',
        b'{"nbformat": 4, "cells": [%s]}',
        b'{"nbformat": 4, "cells": [{"source": %s}]}',
    ):
        for brackets in ((b"[", b"]"), (b'{"a":', b"}")):
            nested = brackets[0] * depth + b"1" + brackets[1] * depth
            try:
                read(place % nested)
            except NotASubmission:
                continue


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (code(["a\n", "b"]), Cell("code", "a\nb")),
        (code(["a", 5, None, ["b"]]), Cell("code", "a")),
        (code(5), Cell("code", "")),
        (code(None), Cell("code", "")),
        (code({"a": 1}), Cell("code", "")),
        ({"cell_type": "code"}, Cell("code", "")),
        ({}, Cell("", "")),
        (code("x", id=5), Cell("code", "x")),
        (code("x", id=["a"]), Cell("code", "x")),
        (code("x", metadata=None), Cell("code", "x")),
        (code("x", metadata=[]), Cell("code", "x")),
        (code("x", metadata={"nbgrader": 5}), Cell("code", "x")),
        (code("x", metadata={"nbgrader": {"grade_id": [1]}}), Cell("code", "x")),
        ({"cell_type": ["code"], "source": "x"}, Cell("", "x")),
        (code("\ud800"), Cell("code", "?")),
        (code("\0"), Cell("code", "\0")),
        (code("x", outputs=5), Cell("code", "x")),
    ],
    ids=lambda item: repr(item)[:50],
)
def test_damaged_cells_are_read_as_far_as_they_go(read, raw, cell):
    """A cell with parts of a wrong type is a cell without those parts."""
    assert read(notebook(raw)) == [cell]


def test_what_is_no_cell_is_left_out(read):
    """Among the cells, what is no cell at all is passed over."""
    assert read(notebook(5, "x", None, [code("y")], code("x"))) == [Cell("code", "x")]


def test_a_notebook_without_cells_is_one(read):
    """No cells are cells, too."""
    assert read(notebook()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n\n" + text,
        lambda text: text.replace('"nbformat_minor": 5', '"nbformat_minor": 0'),
        lambda text: text.replace('"metadata": {}, ', ""),
        lambda text: text.replace('"nbformat": 4', '"nbformat": 4.0'),
    ],
    ids=[
        "byte-order mark",
        "Windows lines",
        "blank lines",
        "old minor version",
        "no metadata",
        "a float version",
    ],
)
def test_what_other_programs_write_is_read(read, change):
    """A byte-order mark, other line ends, old minor versions and missing metadata cost nothing."""
    assert read(change(notebook(code("x = '\u00fc'")))) == [Cell("code", "x = '\u00fc'")]


def test_large_outputs_and_pictures_cost_nothing(read):
    """Outputs and Markdown with pictures in it may be larger than any code."""
    cells = read(
        notebook(
            code("x", outputs=[{"data": {"image/png": "A" * 3_000_000}}]),
            {"cell_type": "markdown", "source": "B" * 3_000_000},
        )
    )
    assert len(cells) == 2
