"""Feedback pages: what a student reads, what no student may read, and the names of the files."""

import re

import pytest

from autograder.report.student_pages import page_name, pages_of, write_page
from tests.autograder.report.conftest import HOSTILE, LAB, NOT_WRITTEN, answer, diagnosed


def test_it_is_accessible(make_entry, exercise, check_accessible):
    """Language, headings, captions, scopes and links are in order, also on the page of a file that could not be graded."""
    check_accessible(write_page(make_entry(fit_lg=diagnosed(exercise["fit_lg"], "no-intercept"))))
    check_accessible(write_page(make_entry(error="expected a notebook, got an empty file")))


def test_it_is_self_contained(hostile_class, check_contained):
    """No script, nothing fetched, whatever the student's id and messages hold."""
    for entry in hostile_class:
        check_contained(write_page(entry))


def test_points_messages_and_hints(make_entry, exercise, read_page):
    """Points of each exercise and check, a tutor's three steps for a known mistake, the message for another."""
    entry = make_entry(fit_lg=diagnosed(exercise["fit_lg"], "no-intercept"),
                       fit_lnp=answer(exercise["fit_lnp"], 0.5, "every value is 0"))
    said = read_page(write_page(entry)).said
    (help_,) = entry.results[2].helps
    for told in (f"{entry.points:g} of 42.5 points", "fit_lg 0 of 5.5 The model has no intercept.", f"Hint {help_.hint}",
                 f"Where to read {help_.read}", "every value is 0", exercise["fit_lnp"].checks[0].claim,
                 "make_design_matrix 6 of 6"):
        assert told in said


def test_what_all_checks_say_is_said_once(make_entry, exercise, read_page):
    """An exercise as released has its reason in the table and above its checks, not at each of them."""
    page = read_page(write_page(make_entry(fit_lg=answer(exercise["fit_lg"], 0, NOT_WRITTEN))))
    assert page.said.count("t is not written yet") == 2


def test_how_it_was_judged(make_entry, exercise, read_page):
    """Where a right earlier function was lent, the page says so."""
    one = answer(exercise["fit_lnp"])
    noted = type(one)(one.exercise, one.checks, note="judged with a right make_design_matrix in place of yours")
    assert f"({noted.note})" in read_page(write_page(make_entry(fit_lnp=noted))).said


def test_nothing_hidden_is_there(make_entry):
    """No path of the grader's machine, no name of a hidden check, nothing that cells printed: they may print the inputs."""
    reports = {3: {"error": None, "outputs": [{"output_type": "stream", "text": "array([0.123, 4.567])"}]}}
    entry = make_entry(place="secret_folder/submitted/ada/lab.ipynb", reports=reports)
    text = write_page(entry)
    assert not [hidden for hidden in ("array(", "0.123", "secret_folder", "leaves-inputs-alone") if hidden in text]
    broken = make_entry(place="secret_folder/lab.ipynb", error="expected a notebook, got an empty file: secret_folder/lab.ipynb")
    assert "secret_folder" not in write_page(broken)


def test_nothing_of_other_students_is_there(make_entry):
    """A page names its own student only."""
    pages = dict(pages_of([make_entry("first-student"), make_entry("second-student")]))
    assert "second-student" not in pages[page_name("first-student", LAB)]


@pytest.mark.parametrize("student", HOSTILE)
def test_file_names_are_safe(student):
    """Whatever the id: letters, digits and a few marks, short, not hidden, not a device of Windows, in no other folder."""
    name = page_name(student, LAB)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_~-]*\.glm_encoding\.html", name)
    assert len(name) < 100
    assert name.partition(".")[0] not in ("con", "nul", "aux", "prn")


def test_no_two_students_share_a_file():
    """Also where a disk ignores capitals, and where somebody's id is made to look like another's file."""
    students = [*HOSTILE, "ADA", "ada ", page_name("Ada", LAB).partition(".")[0], "a" * 299, "lina.glm_encoding", "x/../../x"]
    names = [page_name(student, lab).lower() for student in students for lab in (LAB, "spike_detection")]
    assert len(set(names)) == len(names)


def test_plain_ids_stand_for_themselves():
    """An instructor finds a page by the student's id."""
    assert page_name("ada", LAB) == "ada.glm_encoding.html"
    assert page_name("ada_lovelace-2", LAB) == "ada_lovelace-2.glm_encoding.html"
    assert page_name("Ada Lovelace", LAB).startswith("ada-lovelace~")


def test_who_has_a_page(make_entry):
    """Each file that counts has a page, also one that could not be graded; one to be graded again has none yet."""
    entries = [make_entry("a"), make_entry("b", counts=False), make_entry("c", error="no notebook"),
               make_entry("d", error="worker ended", lost=True), make_entry("", place="loose.ipynb"),
               make_entry("", place="x.ipynb", lab="", error="no notebook")]
    assert [name.split(".")[0].split("~")[0] for name, _ in pages_of(entries)] == ["a", "c", "loose-ipynb"]


def test_long_ids_do_not_fill_the_page(make_entry, read_page):
    """A heading has 120 characters of an id at most."""
    assert "a" * 120 not in read_page(write_page(make_entry("a" * 300))).said
