"""Files that are no notebook, or a very odd one."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

from tests.attacks.attack import LAB, Attack, Scene, code_cell, write_json

NAME = f"{LAB}.ipynb"


def _bytes(name: str, claim: str, save, **more) -> Attack:
    return Attack(f"file_{name}", claim, save=save, **{"reason": True, **more})


def _placed(name: str, claim: str, place, **more) -> Attack:
    return Attack(f"file_{name}", claim, place=place, **{"reason": True, **more})


def _link_to(target: str):
    return lambda folder, content, scene: (folder / NAME).symlink_to(scene.fill_in(target))


def _pipe(folder: Path, content: bytes, scene: Scene) -> None:
    os.mkfifo(folder / NAME)


def _folder(folder: Path, content: bytes, scene: Scene) -> None:
    (folder / NAME).mkdir()
    (folder / NAME / "inner.txt").write_bytes(content)


def _sparse(folder: Path, content: bytes, scene: Scene) -> None:
    with (folder / NAME).open("wb") as file:
        file.truncate(200 * 2**20)


def _zipped(folder: Path, content: bytes, scene: Scene) -> None:
    with zipfile.ZipFile(folder / NAME, "w") as archive:
        archive.writestr("../../../@MARKER@", content)


def _nothing(folder: Path, content: bytes, scene: Scene) -> None:
    (folder / "notes.txt").write_bytes(content)


def _json(**settings):
    return lambda notebook: write_json({**notebook, **settings})


def _many_cells(notebook) -> bytes:
    return write_json({**notebook, "cells": [code_cell(f"x = {number}") for number in range(8000)]})


def _long_cell(notebook) -> bytes:
    return write_json({**notebook, "cells": [*notebook["cells"], code_cell("x = 1\n" * 3_000_000)]})


def _deep_expression(notebook) -> bytes:
    cells = [code_cell("x = " + "(" * 5000 + ")" * 5000), code_cell("x = " + "-" * 100_000 + "1"), code_cell("x = " + "[" * 90 + "]" * 90)]
    return write_json({**notebook, "cells": [*notebook["cells"], *cells, code_cell("if 1:\n" * 1), code_cell("\n".join(" " * n + "if 1:" for n in range(200)))]})


def _odd_sources(notebook) -> bytes:
    odd = [5, None, ["a", 5, None, ["b"]], {"a": 1}, [[[]]], True, 1e308, "\x00", "\ud800", "# -*- coding: rot13 -*-\ncevag(1)"]
    return write_json({**notebook, "cells": [*notebook["cells"], *(code_cell("x") | {"source": source} for source in odd)]})


def _odd_cells(notebook) -> bytes:
    odd = [None, 5, "cell", [], {}, {"cell_type": "evil"}, {"cell_type": ["code"], "source": "x"}, {"cell_type": "raw", "source": "<script>alert(1)</script>", "metadata": {}}]
    return write_json({**notebook, "cells": [*odd, *notebook["cells"]]})


def _twice_the_key(notebook) -> bytes:
    return write_json(notebook).replace(b'"nbformat": 4', b'"nbformat": 3, "nbformat": 4')


ATTACKS = (
    _bytes("empty", "An empty file.", lambda notebook: b""),
    _bytes("blank", "Only white space.", lambda notebook: b" \n\t\n"),
    _bytes("truncated", "An upload that broke off.", lambda notebook: write_json(notebook)[:5000]),
    _bytes("no_json", "A page that says that one must log in.", lambda notebook: b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    _bytes("json_list", "JSON, but a list.", lambda notebook: b"[1, 2, 3]"),
    _bytes("json_null", "JSON, but nothing.", lambda notebook: b"null"),
    _bytes("json_text", "JSON, but a text.", lambda notebook: b'"notebook"'),
    _bytes("json_deep", "JSON a hundred thousand deep.", lambda notebook: b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    _bytes("json_long_number", "JSON with a number of a million digits.", lambda notebook: b'{"nbformat": ' + b"9" * 10**6 + b"}"),
    _bytes("old_format", "A notebook of format 3.", _json(nbformat=3, worksheets=[{"cells": []}])),
    _bytes("new_format", "A notebook of format 5.", _json(nbformat=5)),
    _bytes("format_as_text", "A format that is a text.", _json(nbformat="4")),
    _bytes("no_cells", "A notebook without cells.", _json(cells=None)),
    _bytes("cells_no_list", "Cells that are a dictionary.", _json(cells={"a": 1})),
    _bytes("other_lab", "A notebook of nobody's.", _json(cells=[code_cell("print('hello')")]), reason=False),
    _bytes("latin", "Text in Latin-1.", lambda notebook: write_json(notebook) + "é".encode("latin-1")),
    _bytes("utf16", "Text in UTF-16.", lambda notebook: json.dumps(notebook).encode("utf-16")),
    _bytes("nulls", "A megabyte of null bytes.", lambda notebook: bytes(2**20)),
    _bytes("compressed", "A compressed notebook.", lambda notebook: gzip.compress(write_json(notebook))),
    _bytes("many_cells", "Eight thousand cells.", _many_cells),
    _bytes("long_cell", "A cell of eighteen megabytes.", _long_cell),
    _bytes("deep_expression", "Expressions that are too deep for the parser.", _deep_expression, reason=False),
    _bytes("odd_sources", "Sources that are no text.", _odd_sources, reason=False, right=("bits_per_spike",)),
    _bytes("odd_cells", "Cells that are none.", _odd_cells, reason=False, right=("bits_per_spike",)),
    _bytes("twice_the_key", "A key that is there twice.", _twice_the_key, reason=False, right=("bits_per_spike",)),
    _placed("zip", "A zip archive with a path out of it.", _zipped),
    _placed("sparse", "Two hundred megabytes of nothing.", _sparse),
    _placed("link_neighbour", "A link to the neighbour's notebook.", _link_to(f"@PROJECT@/course/submitted/ada_neighbour/{LAB}/{NAME}")),
    _placed("link_relative", "A relative link to the neighbour's notebook.", _link_to(f"../../ada_neighbour/{LAB}/{NAME}")),
    _placed("link_source", "A link to the instructor's notebook with all answers.", _link_to(f"@PROJECT@/course/source/{LAB}/{NAME}")),
    _placed("link_gradebook", "A link to the gradebook.", _link_to("@PROJECT@/course/gradebook.db")),
    _placed("link_secret", "A link to a key.", _link_to("@HOME@/.ssh/id_ed25519")),
    _placed("link_dangling", "A link to nothing.", _link_to("@OUTSIDE@/nothing")),
    _placed("link_itself", "A link to itself.", _link_to(NAME)),
    _placed("link_endless", "A link to a file without end.", _link_to("/dev/zero")),
    _placed("pipe", "A pipe.", _pipe),
    _placed("folder", "A folder with the name of a notebook.", _folder),
)
WITHOUT_A_NOTEBOOK = Attack("file_missing", "No notebook at all.", place=_nothing, reason=True)
