"""The class report: what it says, to whom it can be shown, and that nothing of a student's making runs in it."""

import re

from autograder.exercises import exercises_of
from autograder.report.class_report import FEW, MANY, write_report
from tests.autograder.report.conftest import HOSTILE, LAB, NOT_WRITTEN, answer, diagnosed


def test_it_is_accessible(whole_class, make_entry, check_accessible):
    """Language, headings without gaps, tables with captions and scopes, plots with texts, links that lead somewhere."""
    check_accessible(write_report(whole_class))
    check_accessible(write_report([make_entry(), make_entry(lab="spike_detection"), make_entry("ben", error="no notebook"),
                                   make_entry("chloe", counts=False, took_s=100)]))


def test_it_is_self_contained(whole_class, hostile_class, check_contained):
    """No script, nothing fetched, and a policy that forbids both."""
    check_contained(write_report(whole_class))
    check_contained(write_report(hostile_class))


def test_hostile_names_are_text(hostile_class, read_page):
    """Every student is named, on one line and not too long, and none of their ids is taken for markup."""
    page = read_page(write_report(hostile_class))
    assert "<script>alert(1)</script>" in page.said
    assert "two lines" in page.said
    assert "a" * 79 + "…" in page.said
    assert "a" * 80 not in page.said
    assert all(student[:20] in page.said for student in HOSTILE if student.isprintable())


def test_hostile_reasons_are_text(make_entry, read_page):
    """A reason that quotes a student is shown as text."""
    assert "<img src=x>" in read_page(write_report([make_entry(error="got <img src=x>")])).said


def test_points_are_told(make_entry, exercise, read_page):
    """Median, mean, quartiles and full marks, and how many were graded."""
    half = {name: answer(one, 0) for name, one in exercise.items()}
    entries = [make_entry("a"), make_entry("b"), make_entry("c", **half), make_entry("d", error="no notebook")]
    said = read_page(write_report(entries)).said
    for told in ("3 graded", "1 not graded", "42.5 median of 42.5 points", "28.3 mean", "21.2 – 42.5 middle half",
                 "2 with all points"):
        assert told in said


def test_exercises_are_told(make_entry, exercise, read_page):
    """The plot's text and the table beside it have the same numbers."""
    wrong, blank = (answer(exercise["fit_lg"], 0, said) for said in ("it is off", NOT_WRITTEN))
    entries = [*[make_entry("right")] * 3, *[make_entry("wrong", fit_lg=wrong)] * 2, make_entry("blank", fit_lg=blank)]
    page = read_page(write_report(entries))
    assert "fit_lg: 3 all, 0 some, 2 none, 1 not tried" in page.all("svg")[1]["aria-label"]
    assert "fit_lg 2.8 5.5 50 % 3 0 2 1 predict" in page.said


def test_misconceptions_are_ranked(make_entry, exercise, read_page):
    """The most frequent comes first, with its count, its share, its sentence and, on demand, the names."""
    lg, design = exercise["fit_lg"], exercise["make_design_matrix"]
    entries = [make_entry(f"s{k}", fit_lg=diagnosed(lg, "no-intercept")) for k in range(4)]
    entries += [make_entry("last", make_design_matrix=diagnosed(design, "newest-lag-first"))]
    said = read_page(write_report(entries)).said
    assert "no intercept The model has no intercept. who s0, s1, s2, s3 fit_lg 4 (80 %)" in said
    assert "newest lag first" in said.partition("4 (80 %)")[2]


def test_rare_mistakes_open_on_demand(whole_class, make_entry, exercise, read_page):
    """A long list is not in the way: what is rare stands in an element that opens, and nothing is left out."""
    many = [(one, mistake.help) for one in exercise.values() for mistake in one.misconceptions][: MANY + 3]
    entries = [make_entry(f"s{k}", **{one.name: answer(one, 0, helps=[help_])}) for k, (one, help_) in enumerate(many)]
    said = read_page(write_report(entries)).said
    assert "3 rarer ones" in said
    assert all(help_.slug.replace("-", " ") in said for _, help_ in many)
    claims = {one.checks[0].claim for one in exercise.values() if one.checks}
    assert len(claims) > FEW
    said = read_page(write_report([make_entry(**{name: answer(one, 0) for name, one in exercise.items()})])).said
    assert all(claim in said for claim in claims)


def test_what_separates_badly_is_told(whole_class, read_page):
    """The exercise worth a look is named, with its number; a large class has no caveat."""
    said = read_page(write_report(whole_class)).said
    assert "Worth a look: predict_spike_counts_lg ." in said
    assert re.search(r"predict_spike_counts_lg −?0\.\d\d −?0\.\d\d to 0\.\d\d hardly separates", said)
    assert "These numbers rest on" not in said


def test_a_small_class_has_a_caveat(whole_class, read_page):
    """Below thirty submissions the report says how little a correlation then means."""
    said = read_page(write_report(whole_class[:29])).said
    assert "These numbers rest on 29 submissions in which something was tried." in said
    assert "95 % interval" in said


def test_a_very_small_class_has_no_correlations(whole_class, read_page):
    """Below ten submissions there are no numbers, but a line that says why."""
    said = read_page(write_report(whole_class[:9])).said
    assert "Nothing is said here: that takes 10 submissions in which something was tried, and there are 9." in said
    assert "95 % interval" not in said


def test_what_failed_is_told(make_entry, exercise, read_page):
    """Not graded, to be graded again, stopped, slow, and files that do not count: each with its reason."""
    entries = [make_entry("a", error="expected a notebook, got an empty file"), make_entry("b", error="worker ended", lost=True),
               make_entry("c", fit_lg=answer(exercise["fit_lg"], 0, "it did not return within 25 s"), took_s=99.4),
               make_entry("d", counts=False), make_entry("e"), make_entry("f")]
    said = read_page(write_report(entries)).said
    for told in ("a expected a notebook, got an empty file no points, until it is handed in anew",
                 "b worker ended to be graded again: the same command does it", "fit_lg: it did not return within 25 s c",
                 "c 99 fit_lg: it did not return within 25 s", "in no other part of this report: d ."):
        assert told in said


def test_each_lab_has_a_chapter(make_entry, read_page):
    """Several labs in one run are summarised each for itself, in teaching order."""
    page = read_page(write_report([make_entry(lab="spike_detection"), make_entry()]))
    assert [one["href"] for one in page.all("a")] == ["#lab-glm_encoding", "#lab-spike_detection", "#grading"]
    for lab in (LAB, "spike_detection"):
        best = sum(one.points for one in exercises_of(lab))
        assert f"median of {best:g} points" in page.said


def test_nothing_could_be_graded(make_entry, read_page, check_accessible):
    """A class of broken files has a report that says so, and so has one in which nobody wrote anything."""
    text = write_report([make_entry(error="no notebook"), make_entry("", place="x.ipynb", lab="", error="no notebook")])
    check_accessible(text)
    assert "2 submissions, of which 2 could not be graded" in read_page(text).said
    blank = {one.name: answer(one, 0, NOT_WRITTEN) for one in exercises_of(LAB)}
    assert "something was tried, and there are 0." in read_page(write_report([make_entry(**blank)])).said


def test_it_is_the_same_each_time(whole_class):
    """Equal results give equal bytes."""
    assert write_report(whole_class) == write_report(list(whole_class))
