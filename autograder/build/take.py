"""Edits made to a built notebook in Jupyter -> lesson text and reference."""

import ast
from dataclasses import replace
from pathlib import Path

from autograder.build.cells import open_lab
from autograder.build.code import defined_name
from autograder.build.errors import BuildError, build_error
from autograder.build.files import write_atomically
from autograder.build.lesson import read_header, read_lesson, write_lesson
from autograder.build.notebook import is_release, read_notebook, write_notebook
from autograder.build.pipeline import run_passes
from autograder.build.record import canonical_text, is_noted, note_source, source_path
from autograder.build.reference import reference_source, replace_reference
from autograder.build.roles import join_question


def take_back(notebook_path, root, points_of):
    """Write edits of a notebook back to ``course/lessons`` and ``solutions``.

    From an instructor's source notebook: prose, given code (cells may be added, removed and moved), questions
    with mark schemes and points, and the reference's source. From a release notebook or a student's copy:
    prose, given code and questions; answers are left alone. Nothing is written unless a build then gives the
    edited notebook.

    Parameters
    ----------
    notebook_path : Path
        ``<lab>.ipynb``.
    root : Path
        Repository root.
    points_of : callable
        Exercise id -> points.

    Returns
    -------
    list of Path
        The files that changed; empty where the notebook had no edits.

    Raises
    ------
    BuildError
        If the notebook cannot be read, the lesson has changed since it was built, or an edit has no place in
        the lesson: a graded cell added, removed, or changed where only the builder writes.
    """
    notebook_path = Path(notebook_path)
    edited, released = read_notebook(notebook_path), is_release(notebook_path)
    lab = open_lab(notebook_path.stem, root, points_of)
    built = run_passes(lab)
    if is_noted(lab.name, write_notebook(built), root) is False:
        expected, came = "a notebook of the lesson as it is now", "one of an older lesson"
        raise build_error(str(notebook_path), expected, came, "build first, then edit again")
    _refuse_other_graded_cells(notebook_path, edited, built)
    new = _without_answers(edited, built) if released else edited
    taken = _take_references(lab, new, built)
    taken = replace(taken, lesson_text=_take_lesson(lab, new, built))
    _refuse_lost_edits(notebook_path, run_passes(taken), new)
    changed = _write_changes(lab, taken)
    if notebook_path.resolve() == source_path(lab.name, root).resolve():
        note_source(lab.name, canonical_text(edited), root)
    return changed


def _grade_id(cell):
    """Give nbgrader's id of a cell, "" where it has none."""
    return cell.nbgrader["grade_id"] if cell.nbgrader else ""


def _graded(cells):
    """Map grade ids to cells."""
    return {_grade_id(cell): cell for cell in cells if cell.nbgrader}


def _refuse_other_graded_cells(path, edited, built):
    """The graded cells of a notebook are the lesson's, each once and in its order."""
    came, expected = [[_grade_id(cell) for cell in cells if cell.nbgrader] for cells in (edited, built)]
    if came != expected:
        odd = sorted(set(came) ^ set(expected)) or [grade_id for grade_id in came if came.count(grade_id) > 1]
        which = "a difference in " + (", ".join(odd) or "their order")
        advice = "exercises and questions are added, removed and moved in the lesson text"
        raise build_error(str(path), f"the lesson's {len(expected)} graded cells", which, advice)


def _without_answers(edited, built):
    """Put what only the builder and the reference say in the place of what a student's copy has there."""
    fixed = {_grade_id(cell): cell for cell in built if cell.nbgrader and cell.role != "question"}
    return [fixed.get(_grade_id(cell), cell) for cell in edited]


def _take_references(lab, edited, built):
    """Put changed sources of exercises into the reference."""
    now = _graded(edited)
    for cell in (cell for cell in built if cell.role == "exercise"):
        source = now[_grade_id(cell)].source
        if source != reference_source(lab, cell.name):
            _refuse_other_definition(lab, cell, source)
            lab = replace(lab, reference_text=replace_reference(lab, cell.name, source))
    return lab


def _refuse_other_definition(lab, cell, source):
    """An exercise cell defines its name, and nothing else that the reference would then have twice."""
    try:
        names = [defined_name(node) for node in ast.parse(source).body]
    except SyntaxError as error:
        raise build_error(f"cell {cell.id!r}", "Python", f"{error.msg} in line {error.lineno}") from None
    if names != [cell.name]:
        came = ", ".join(str(name) for name in names) or "nothing"
        raise build_error(f"cell {cell.id!r}", f"the definition of {cell.name!r} alone", came)


def _take_lesson(lab, edited, built):
    """Write the lesson text with the edited cells in it; untouched cells stay as they stand in the text."""
    originals, now, taken = {cell.id: cell for cell in built}, _graded(edited), []
    lesson_cells = read_lesson(lab.lesson_text, lab.lesson_path)
    for cell in edited:
        original = originals.get(_grade_id(cell) or cell.id)
        if original is None or original.kind != cell.kind:
            taken.append(replace(cell, id="", nbgrader=None))  # new in Jupyter
        elif original.role == "question":
            answer_id = cell.nbgrader["grade_id"].removesuffix("-question")
            before, after = (original, originals[answer_id]), (cell, now[answer_id])
            taken.append(_edit_question(lesson_cells[original.origin], before, after))
        elif original.role == "given" and original.source != cell.source:
            taken.append(replace(lesson_cells[original.origin], source=cell.source, chunk=""))
        elif original.role in ("given", "exercise", "check"):
            taken.append(lesson_cells[original.origin])
    return write_lesson(read_header(lab.lesson_text), taken)


def _edit_question(lesson_cell, before, after):
    """Give a question of the lesson the text, mark scheme and points that it has after an edit."""
    if [(cell.source, cell.nbgrader) for cell in before] == [(cell.source, cell.nbgrader) for cell in after]:
        return lesson_cell
    question, answer = after
    metadata = lesson_cell.metadata | {"points": answer.nbgrader["points"]}
    source = join_question(question.source, answer.source)
    return replace(lesson_cell, source=source, metadata=metadata, chunk="")


def _refuse_lost_edits(path, rebuilt, edited):
    """Compare what a build would now give with the edited notebook."""
    if write_notebook(rebuilt) == canonical_text(edited):
        return
    for new, old in zip(rebuilt, edited, strict=False):
        if (new.kind, new.source, new.nbgrader) != (old.kind, old.source, old.nbgrader):
            advice = (
                "checks, tests and their points are not edited in Jupyter, and no cell comes between them"
            )
            raise build_error(f"{path}, cell {new.id!r}", repr(new.source), repr(old.source), advice)
    raise BuildError(f"{path}: expected {len(rebuilt)} cells after building again, came {len(edited)}")


def _write_changes(lab, taken):
    """Write the texts that changed."""
    texts = {lab.lesson_path: (lab.lesson_text, taken.lesson_text)}
    texts[lab.reference_path] = (lab.reference_text, taken.reference_text)
    changed = [path for path, (before, after) in texts.items() if before != after]
    for path in changed:
        write_atomically(path, texts[path][1])
    return changed
