"""The inputs of lab 08 are fair: no answer that keeps to the convention can differ from another on them."""

import numpy as np
import pytest

from autograder.exercises.correlograms import EXERCISES
from autograder.exercises.correlograms.evidence import evidence_single, evidence_split
from autograder.grading.plan import draw_plan
from autograder.visible.recipes import realise
from course.simulate.clusters import REFRACTORY_MS

SEEDS = range(12)
AUTO = ("auto_correlogram", "isi_violations", "contamination")
FUNCTIONS = [exercise for exercise in EXERCISES if not exercise.name.startswith("evidence")]
QUESTIONS = [evidence_split, evidence_single]
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def draw_trains(exercise, seed):
    """The trains and settings of each case."""
    for planned in draw_plan(exercise, seed):
        args = realise(planned.case.args)
        yield (args[0], args[0] if exercise.name in AUTO else args[1]), planned.case.kwargs


def limits_of(exercise, names):
    """Distances (ms) that decide where a pair belongs."""
    if exercise.name in ("isi_violations", "contamination"):
        return np.array([names.get("refractory", 2.0), names.get("censored", 0.0)])
    window, bin_size = names.get("window", 30.0), names.get("bin_size", 1.0)
    return np.array([window]) if exercise.name == "cross_time_diff" else np.arange(round(window / bin_size) + 1) * bin_size


def is_exact(*arrays):
    """Whether all numbers are multiples of 1/32, and so exact in binary."""
    return all(np.array_equal(32 * np.asarray(a, float), np.round(32 * np.asarray(a, float))) for a in arrays)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_no_pair_is_in_doubt(exercise, seed):
    """Differences are away from every edge, or times and edges are exact in binary."""
    for (first, second), names in draw_trains(exercise, seed):
        limits = limits_of(exercise, names)
        if is_exact(first, second, limits) or len(first) > 1000:
            continue
        size = np.abs(np.subtract.outer(np.asarray(first, float), np.asarray(second, float))).ravel()
        off_edge = np.abs(size[:, None] - limits).min(axis=1, initial=np.inf)
        assert (off_edge[size > 0] > 1e-5).all()
        assert exercise.name in (*AUTO, "cross_time_diff") or (size > 0).all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_times_are_sorted(exercise, seed):
    """As the exercises promise, also in small number types."""
    for (first, second), _ in draw_trains(exercise, seed):
        for times in (first, second):
            assert (np.diff(np.asarray(times, float)) >= 0).all()
            assert (np.asarray(times, float) >= 0).all()


@each_question
@pytest.mark.parametrize("number", range(24))
def test_evidence_can_be_read_by_the_rule_of_the_lesson(question, number):
    """Between lock-out and 3 ms: many expected and hardly any seen, many and many, or hardly any expected."""
    panels, truth = question.panels(number)
    distance_ms = np.abs(panels["edges_ms"][:-1] + 0.25)
    assert set(truth) == set("+-0")
    for letter, counts, expected, lockout_ms in zip(
            truth, panels["counts"], panels["expected"], panels["lockout_ms"], strict=True):  # fmt: skip
        telling = (distance_ms > lockout_ms) & (distance_ms < REFRACTORY_MS)
        seen, chance = counts[telling].sum(), expected * telling.sum()
        verdict = "0" if chance < 1 else "+" if seen < 0.1 * chance else "-" if seen > 0.4 * chance else "?"
        assert verdict == letter


@each_question
@pytest.mark.parametrize("number", range(24))
def test_evidence_is_what_a_detector_can_see(question, number):
    """No pair lies within the lock-out."""
    panels, _ = question.panels(number)
    for counts, lockout_ms in zip(panels["counts"], panels["lockout_ms"], strict=True):
        hidden = np.abs(panels["edges_ms"][:-1] + 0.25) < lockout_ms - 0.25
        assert counts[hidden].sum() <= 0.001 * counts.sum()


@each_question
def test_evidence_differs_between_students(question):
    """Of the sets of panels, most have a truth of their own, and no letter is nearly always in one place."""
    truths = [question.panels(number)[1] for number in range(question.n_sets)]
    assert len(set(truths)) > 10
    for place in range(4):
        letters = [truth[place] for truth in truths]
        assert max(letters.count(letter) for letter in "+-0") < 0.75 * len(truths)
