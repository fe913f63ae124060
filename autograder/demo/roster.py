"""The demonstration class of lab 01: who hands in what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.demo import notebooks
from autograder.demo.answers import reference_answers, written_answers
from autograder.demo.in_words import DISGUISED_HTML, IN_WORDS

LAB = "glm_encoding"
HALF = ("make_design_matrix", "spike_triggered_average", "fit_lg", "predict_spike_counts_lg")


@dataclass(frozen=True)
class Student:
    """A made-up student: a name, what is special about the submission, and how it comes about."""

    name: str
    story: str
    file: str = ""  # what they wrote, in written/
    only: tuple[str, ...] | None = None  # the exercises that they did; all if None
    words: tuple[str, ...] = ()  # the written questions that they answered
    own_cells: tuple[tuple[str, str], ...] = ()  # exercise or question -> source, in the place of any other
    happened: Callable[[dict], dict] = lambda notebook: notebook
    saved: Callable[[dict], bytes] = notebooks.write
    saved_as: str = f"{LAB}.ipynb"


def submission_of(student: Student) -> bytes:
    """The bytes of the file that a student hands in."""
    answers = reference_answers(LAB)
    if student.only is not None:
        answers = {name: answers[name] for name in student.only}
    if student.file:
        answers |= written_answers(student.file, LAB)
    answers |= {question: IN_WORDS[question] for question in student.words} | dict(student.own_cells)
    notebook = notebooks.fill_in(notebooks.released_notebook(LAB), LAB, answers)
    return student.saved(student.happened(notebook))


def had_accidents(notebook: dict) -> dict:
    """Copied one exercise's checks, moved another's, deleted a third's, and added cells."""
    notebooks.copy_cell(notebook, f"{LAB}-fit_lg-test")
    notebooks.copy_cell(notebook, f"{LAB}-fit_lg-check")
    notebooks.move_to_end(notebook, f"{LAB}-make_design_matrix-check")
    notebooks.delete_cell(notebook, f"{LAB}-bits_per_spike-check")
    notebooks.delete_cell(notebook, f"{LAB}-bits_per_spike-test")
    notebooks.add_cell(notebook, "code", "list = [1, 2, 3]  # a name that Python needs elsewhere\nlist", 20)
    return notebooks.add_cell(notebook, "markdown", "**Note to myself:** ask about the intercept.", 30)


def saved_with_byte_order_mark(notebook: dict) -> bytes:
    """As some Windows editors save."""
    return b"\xef\xbb\xbf" + notebooks.write(notebook)


def cut_off(notebook: dict) -> bytes:
    """An upload that broke off half way."""
    content = notebooks.write(notebook)
    return content[: len(content) // 2]


ALL_WORDS = tuple(IN_WORDS)
CLASS = (
    Student("ada", "all right", words=ALL_WORDS),
    Student("ben", "all right, in a style of his own", "own_style", words=ALL_WORDS[:2]),
    Student("chloe", "all right, with lists for arrays", "with_lists"),
    Student("dara", "all right, prints and warns a lot", "noisy"),
    Student("elif", "looks into the future", "looks_into_the_future"),
    Student("femi", "newest lag first, all through", "newest_lag_first"),
    Student("gwen", "no intercept", "no_intercept", happened=notebooks.keep_exercises),
    Student("hugo", "mean instead of sum", "mean_instead_of_sum", happened=notebooks.keep_exercises),
    Student("ines", "forgets the exponential", "forgets_exp", happened=notebooks.keep_exercises),
    Student("jun", "nats, not bits", "nats", words=ALL_WORDS[:1], happened=notebooks.keep_exercises),
    Student("kofi", "half finished", only=HALF, words=ALL_WORDS[:1]),
    Student("lena", "blank", only=()),
    Student(
        "milo",
        "one raises, one is no Python",
        "raises",
        own_cells=(
            ("bits_per_spike", "def bits_per_spike(y, rate, null_rate)\n    return y.sum() / np.log(2"),
        ),
    ),
    Student("nour", "copied, moved, deleted cells", happened=had_accidents),
    Student(
        "otto",
        "renamed, BOM, no metadata",
        happened=notebooks.strip_metadata,
        saved=saved_with_byte_order_mark,
        saved_as=f"My {LAB} FINAL (2).ipynb",
    ),
    Student("pia", "upload broke off", saved=cut_off),
    Student("quinn", "ends the grader's process", "ends_the_process"),
    Student(
        "rex",
        "forges points and pages",
        "forger",
        only=(),
        happened=notebooks.forge_points,
        own_cells=(("why_intercept", DISGUISED_HTML),),
    ),
)
