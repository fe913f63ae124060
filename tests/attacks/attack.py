"""What an attack is: a claim, and how its submission is made from the released notebook."""

from __future__ import annotations

import copy
import inspect
import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.project.rules import ROOT

LAB = "glm_encoding"
RELEASE = ROOT / "course" / "release" / LAB / f"{LAB}.ipynb"
EVIDENCE_NUMBER = "evidence_number = "  # the only cell of the lesson's own that an answer needs


@dataclass(frozen=True)
class Scene:
    """The machine that an attack finds: what its author may have guessed of it, and traps that tell when it gets there."""

    project: Path  # the installed course, with a canary in every secret place
    home: Path  # the instructor's
    outside: Path  # a folder that belongs to neither
    port: int  # of a listener on loopback
    marker: str  # attackers put it in the names of files and processes that they leave

    def fill_in(self, source: str) -> str:
        """A source with what its author knows of the machine."""
        known = {"@PROJECT@": str(self.project), "@HOME@": str(self.home), "@OUTSIDE@": str(self.outside),
                 "@PORT@": str(self.port), "@MARKER@": self.marker}
        for name, value in known.items():
            source = source.replace(name, value)
        return source


@dataclass(frozen=True)
class Attack:
    """One hostile (or only unlucky) submission.

    Parameters
    ----------
    name : str
        Also the student's name.
    claim : str
        What it tries, in a sentence.
    answers : dict
        Source of the answer cell of each exercise (or written question) that it writes.
    top, end : str
        Source of a cell that it adds before the first exercise, or at the end.
    right : tuple of str
        Exercises to which it gives the right answer; all of them: ``EVERYTHING``.
    points : float
        What its honest part earns; the points of `right` if None.
    change : callable
        Changes the notebook as a dictionary, before it is written.
    save : callable
        Makes the file's bytes of the notebook.
    place : callable
        Puts the submission into its folder, in place of an ordinary file.
    beside : callable
        Adds more to the folder.
    slow : bool
        Waits for a limit; left to the long run.
    saved_as : str
        Name of the file.
    reason : bool
        Whether nothing can be graded, so that the result has a reason in place of exercises.
    """

    name: str
    claim: str
    answers: dict[str, str] = field(default_factory=dict)
    top: str = ""
    end: str = ""
    right: tuple[str, ...] = ()
    points: float | None = None
    change: Callable[[dict], dict | None] | None = None
    save: Callable[[dict], bytes] | None = None
    place: Callable[[Path, bytes, Scene], None] | None = None
    beside: Callable[[Path, Scene], None] | None = None
    slow: bool = False
    saved_as: str = f"{LAB}.ipynb"
    reason: bool = False


def reference_names() -> tuple[str, ...]:
    """The exercises of the lab, in the order of the released notebook."""
    return tuple(name_of(cell) for cell in read_release()["cells"] if is_exercise(cell))


def read_release() -> dict:
    """The released notebook."""
    return json.loads(RELEASE.read_text(encoding="utf-8"))


def is_exercise(cell: dict) -> bool:
    """Whether a cell of the release holds a function (or a verdict) to be written."""
    return bool(cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"))


def name_of(cell: dict) -> str:
    """The exercise or question of an answer cell: ``fit_lg``."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "").partition("-")[2]


def reference_source(name: str) -> str:
    """The right answer to an exercise."""
    import solutions.glm_encoding as reference

    item = getattr(reference, name)
    return inspect.getsource(item) if callable(item) else f"{name} = {item!r}\n"


def notebook_of(attack: Attack, scene: Scene) -> dict:
    """The submission's notebook: the release without the lesson's own demonstrations, and with the attack's sources."""
    notebook = strip_demonstrations(read_release())
    answers = {name: reference_source(name) for name in attack.right}
    answers |= {name: scene.fill_in(textwrap.dedent(source).strip("\n")) for name, source in attack.answers.items()}
    for cell in notebook["cells"]:
        if name_of(cell) in answers:
            cell["source"] = answers[name_of(cell)]
    first = next(number for number, cell in enumerate(notebook["cells"]) if is_exercise(cell))
    for position, source in ((len(notebook["cells"]), attack.end), (first, attack.top)):
        if source:
            notebook["cells"].insert(position, code_cell(scene.fill_in(textwrap.dedent(source).strip("\n"))))
    return notebook


def strip_demonstrations(notebook: dict) -> dict:
    """Without the lesson's figures and fits, which take seconds: the imports and the exercises remain."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    kept = [cell for number, cell in enumerate(code)
            if number == 0 or cell["metadata"].get("nbgrader") or EVIDENCE_NUMBER in "".join(cell["source"])]
    return {**notebook, "cells": [cell for cell in notebook["cells"] if cell["cell_type"] != "code" or cell in kept]}


def code_cell(source: str) -> dict:
    """A code cell as Jupyter adds it; its id is that of no released cell."""
    return {"cell_type": "code", "id": f"own-{abs(hash(source)) % 10**8}", "metadata": {}, "source": source,
            "outputs": [], "execution_count": None}


def markdown_cell(source: str) -> dict:
    """A text cell as Jupyter adds it."""
    return {"cell_type": "markdown", "id": f"own-{abs(hash(source)) % 10**8}", "metadata": {}, "source": source}


def write_json(notebook: dict) -> bytes:
    """A notebook's bytes as Jupyter writes them."""
    return json.dumps(notebook, indent=1).encode()


def hand_in(attack: Attack, folder: Path, scene: Scene) -> None:
    """Make the folder of a submission."""
    folder.mkdir(parents=True)
    notebook = notebook_of(attack, scene)
    if attack.change:
        notebook = attack.change(copy.deepcopy(notebook)) or notebook
    content = (attack.save or write_json)(notebook)
    if attack.place:
        attack.place(folder, content, scene)
    else:
        (folder / attack.saved_as).write_bytes(content)
    if attack.beside:
        attack.beside(folder, scene)


EVERYTHING = reference_names()
