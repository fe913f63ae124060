"""A graded notebook cut into what a feedback page shows: exercises, written questions, and the lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Section:
    """A part of the page: ``kind`` is "exercise", "question" or "lesson"."""

    kind: str
    name: str
    anchor: str = ""
    cells: list = field(default_factory=list)  # the question's text and the answer, or the lesson's cells
    result: dict | None = None  # what grading found in an exercise
    score: float = 0.0
    points: float = 0.0
    waits: bool = False  # for a person
    answered: bool = True
    comment: str = ""  # a person's

    @property
    def by_hand(self) -> bool:
        """Whether a person changed the points of an exercise."""
        return self.result is not None and self.score != self.result["points"]

    @property
    def shared_message(self) -> str:
        """What all checks of an exercise say, where none passed and all say the same."""
        said = {check["message"] for check in self.result["checks"]}
        return said.pop() if len(said) == 1 and len(self.result["checks"]) > 1 else ""

    @property
    def summary(self) -> str:
        """The section's outcome in a few words."""
        if self.kind == "question":
            return "not graded yet" if self.waits else "read by a person" if self.answered else "no answer"
        if self.result["passed"]:
            return "all checks passed"
        said = " ".join(one["off"] for one in self.result["helps"])
        return said or next(check["message"] for check in self.result["checks"] if check["message"])


def sections_of(notebook) -> list[Section]:
    """Cut a graded notebook into sections, in its own order."""
    results = {one["exercise"].replace(".", "-"): one for one in notebook.metadata["course"]["exercises"]}
    by_id = {_id(cell): cell for cell in notebook.cells}
    sections: list[Section] = []
    for cell in notebook.cells:
        grade_id = _id(cell)
        if grade_id in results:
            sections.append(_exercise(cell, results[grade_id], by_id[f"{grade_id}-test"]))
        elif f"{grade_id}-question" in by_id:
            sections.append(_question(by_id[f"{grade_id}-question"], cell))
        elif not (grade_id.endswith(("-test", "-check", "-question")) and _is_locked(cell)):
            _add_to_lesson(sections, cell)
    return sections


def title_of(notebook) -> str:
    """The notebook's first heading."""
    return next((found[1] for cell in notebook.cells if (found := _heading(cell))), "")


def _exercise(answer, result, test) -> Section:
    scored = test.metadata.nbgrader
    return Section(
        "exercise",
        result["exercise"].partition(".")[2],
        answer.metadata.nbgrader["grade_id"],
        [answer],
        result,
        scored["score"],
        scored["points"],
        scored["waits"],
        comment=answer.metadata.nbgrader["comment"] or "",
    )


def _question(question, answer) -> Section:
    scored = answer.metadata.nbgrader
    name = re.match(r"\*\*(.+?)\.?\*\*", question.source)
    return Section(
        "question",
        name[1] if name else "In words",
        scored["grade_id"],
        [question, answer],
        None,
        scored["score"],
        scored["points"],
        scored["waits"],
        scored["answered"],
        scored["comment"] or "",
    )


def _add_to_lesson(sections, cell) -> None:
    if not sections or sections[-1].kind != "lesson":
        sections.append(Section("lesson", ""))
    sections[-1].cells.append(cell)
    found = _heading(cell)
    sections[-1].name = sections[-1].name or (found[1] if found else "")


def _heading(cell):
    return re.match(r"#+ +(.+)", cell.source) if cell.cell_type == "markdown" else None


def _id(cell) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _is_locked(cell) -> bool:
    return bool(cell.metadata.nbgrader.get("locked"))
