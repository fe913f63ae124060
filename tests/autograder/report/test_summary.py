"""What the results of a class say about a lab."""

from dataclasses import replace

import numpy as np

from autograder.report.summary import ExerciseSummary, LabSummary, most_frequent_reasons, slow_limit_s, summarise
from tests.autograder.report.conftest import LAB, NOT_WRITTEN, answer, diagnosed


def test_exercises_are_counted(make_entry, exercise):
    """All, some, none of the points, and not tried, are told apart; the mean is of all that were graded."""
    one = exercise["fit_lg"]
    answers = [answer(one), answer(one, 0.5), answer(one, 0), answer(one, 0, NOT_WRITTEN)]
    summary = summarise(LAB, [make_entry(f"s{k}", fit_lg=given) for k, given in enumerate(answers)])
    (found,) = [item for item in summary.exercises if item.exercise.name == "fit_lg"]
    assert found.counts == (1, 1, 1, 1)
    assert found.mean == np.mean([given.points for given in answers])


def test_only_what_counts_is_summarised(make_entry):
    """Other labs, files that do not count, and files without a result do not enter the numbers."""
    entries = [make_entry(), make_entry(counts=False), make_entry("ben", error="no notebook"), make_entry(lab="spike_detection")]
    summary = summarise(LAB, entries)
    assert (len(summary.entries), len(summary.graded), summary.n_full) == (2, 1, 1)


def test_misconceptions_are_ranked(make_entry, exercise):
    """Those that most made come first, each with the names, apart for each exercise."""
    lg, design = exercise["fit_lg"], exercise["make_design_matrix"]
    entries = [make_entry("a", make_design_matrix=diagnosed(design, "newest-lag-first")),
               make_entry("b", fit_lg=diagnosed(lg, "no-intercept")),
               make_entry("c", fit_lg=diagnosed(lg, "no-intercept"), make_design_matrix=diagnosed(design, "newest-lag-first")),
               make_entry("d", fit_lg=diagnosed(lg, "no-intercept"))]
    found = [(one.help.slug, one.exercise.name, one.names) for one in summarise(LAB, entries).mistakes]
    assert found == [("no-intercept", "fit_lg", ["b", "c", "d"]), ("newest-lag-first", "make_design_matrix", ["a", "c"])]


def test_unexplained_answers_are_ranked(make_entry, exercise):
    """Wrong answers without a diagnosis are counted by the first check that fails; what was not tried is not among them."""
    lg, lnp = exercise["fit_lg"], exercise["fit_lnp"]
    entries = [make_entry("a", fit_lnp=answer(lnp, 0)), make_entry("b", fit_lg=answer(lg, 0.5)),
               make_entry("c", fit_lg=answer(lg, 0.5), fit_lnp=answer(lnp, 0, NOT_WRITTEN))]
    found = [(one.exercise.name, one.claim, one.names) for one in summarise(LAB, entries).unexplained]
    first = lg.checks[round(0.5 * len(lg.checks))].claim
    assert found == [("fit_lg", first, ["b", "c"]), ("fit_lnp", lnp.checks[0].claim, ["a"])]


def test_histogram(make_entry, exercise):
    """A tenth of the points begins a new bar; all points are in the last one."""
    ten = {name: answer(one, 0) for name, one in exercise.items()}
    entries = [make_entry("a"), make_entry("b", fit_lg=answer(exercise["fit_lg"], 0)), make_entry("c", **ten)]
    counts = summarise(LAB, entries).histogram()
    assert counts == [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert sum(counts) == len(entries)


def test_a_bar_has_its_lower_end(make_entry, exercise):
    """A submission with exactly half of the points lies in the bar that begins there."""
    one = exercise["make_design_matrix"]
    half = replace(make_entry(), results=(answer(one, 1 / 3),))
    assert half.points == one.points / 2
    assert LabSummary(LAB, [half], [half], [ExerciseSummary(one)], [], []).histogram().index(1) == 5


def test_the_exercise_without_ability_is_found(whole_class):
    """Of 400 simulated students, the exercise that is a matter of luck is the one worth a look."""
    bad = [one.exercise.name for one in summarise(LAB, whole_class).exercises if one.discrimination.is_bad]
    assert bad == ["predict_spike_counts_lg"]


def test_blank_submissions_do_not_count_for_discrimination(make_entry, exercise):
    """Those who tried nothing would make every exercise look as if it separated well."""
    blank = {name: answer(one, 0, NOT_WRITTEN) for name, one in exercise.items()}
    entries = [make_entry(f"blank-{k}", **blank) for k in range(20)] + [make_entry(f"s{k}") for k in range(12)]
    assert {one.discrimination.n for one in summarise(LAB, entries).exercises} == {12}


def test_slow(make_entry):
    """Slow is three times the median of those graded, and half a minute at least."""
    assert slow_limit_s([make_entry(took_s=2.0)] * 3) == 30
    assert slow_limit_s([*[make_entry(took_s=20.0)] * 3, *[make_entry(took_s=1e4, error="no notebook")] * 4]) == 60
    assert slow_limit_s([]) == 30


def test_reasons_that_many_share_are_told_once(make_entry, exercise):
    """What stopped code is listed with the names, the most frequent first."""
    hung, died = (answer(exercise["fit_lg"], 0, said) for said in ("it did not return within 25 s", "it ended the process"))
    entries = [make_entry("a", fit_lg=died), make_entry("b", fit_lg=hung), make_entry("c", fit_lg=hung)]
    assert list(most_frequent_reasons(entries).items()) == [
        ("fit_lg: it did not return within 25 s", ["b", "c"]), ("fit_lg: it ended the process", ["a"])]
