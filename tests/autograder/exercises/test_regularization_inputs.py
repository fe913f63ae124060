"""The inputs of lab 05 are fair: no answer that keeps to the convention can differ from another on them."""

import numpy as np
import pytest

from autograder.exercises.regularization import inputs
from autograder.exercises.regularization.evidence import evidence_strengths
from autograder.exercises.regularization.group_lasso import fit_group_lasso_poisson
from autograder.exercises.regularization.lasso import fit_lasso_poisson
from autograder.exercises.regularization.selection import select_ridge
from autograder.exercises.regularization.thresholds import group_soft_threshold, soft_threshold
from autograder.grading.plan import apply, draw_plan
from autograder.visible.calls import Outcome
from autograder.visible.judges import LeavesInputsAlone
from tests.solutions import regularization_twins as twins

SEEDS = range(10)
FITS = (fit_lasso_poisson, fit_group_lasso_poisson)


def draw_cases(exercise, seed):
    """All cases of an exercise, with the judge of the result."""
    cases = [planned.case for planned in draw_plan(exercise, seed)]
    return [(case, case.judge.of_result if isinstance(case.judge, LeavesInputsAlone) else case.judge) for case in cases]


@pytest.mark.parametrize("exercise", FITS, ids=lambda exercise: exercise.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_weight_is_in_doubt(exercise, seed):
    """At zero with a slope well below the threshold, or clearly away from zero; rates are moderate."""
    for case, judge in draw_cases(exercise, seed):
        theta = np.append(*apply(exercise.reference, case))
        assert inputs.is_clear(judge, theta)
        np.testing.assert_array_equal(judge.held_at_zero(theta)[1:], theta[1:] == 0)


@pytest.mark.parametrize("exercise", FITS, ids=lambda exercise: exercise.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_visible_judge_agrees_with_the_hidden_one(exercise, seed):
    """Ten times nearer than the limit both pass, three times as far off neither."""
    rng = np.random.default_rng(seed)
    for case, hidden in draw_cases(exercise, seed):
        truth = apply(exercise.reference, case)
        visible, theta = hidden.for_sheet(truth), np.append(*truth)
        direction = rng.normal(size=len(theta)) * (np.append(1.0, theta[1:]) != 0)
        unit = direction / np.sqrt(2 * visible.gap(theta + direction, theta))
        for nats, passes in ((1e-4, True), (3e-3, False)):
            answer = theta + np.sqrt(2 * nats) * unit
            value = Outcome(value=(answer[0], answer[1:]))
            assert (visible(value, truth) is None) == passes
            assert (hidden(value, truth) is None) == passes
        answer = theta + 0.01 * unit  # half of a ten-thousandth of a nat away
        assert hidden.gap(answer, theta) == pytest.approx(visible.gap(answer, theta), rel=0.1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hidden_objective_is_that_of_the_lab(seed):
    """Sample by sample and group by group it has the same value."""
    for case, judge in draw_cases(fit_group_lasso_poisson, seed)[:3]:
        X, y, groups, strength = case.args
        intercept, weights = apply(fit_group_lasso_poisson.reference, case)
        penalty = strength * sum(twins.group_norms(weights, groups))
        slow = twins.penalised_loss(X, y, intercept, weights, penalty)
        assert judge._objective(np.append(intercept, weights)) == pytest.approx(slow, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_weight_lies_at_a_threshold(seed):
    """Neither a weight nor the norm of a group is within a hundredth of its limit."""
    for case, _ in draw_cases(soft_threshold, seed):
        w, t = np.asarray(case.args[0], float), case.args[1]
        assert t == 0 or np.asarray(case.args[0]).dtype.kind in "iu" or (np.abs(np.abs(w) - t) > 0.01 * t).all()
    for case, _ in draw_cases(group_soft_threshold, seed):
        w, groups, t = case.args
        for label in np.unique(groups):
            own = groups == label
            assert abs(np.linalg.norm(w[own]) - t * np.sqrt(own.sum())) > 0.01 * t or t == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_every_training_set_has_spikes(seed):
    """So that each fold has an optimum; and the choice is not among ties alone."""
    for case, _ in draw_cases(select_ridge, seed):
        y = case.args[1]
        for train, _ in twins.loop_folds(len(y), case.kwargs.get("n_folds", 5), case.kwargs.get("gap", 0)):
            assert np.sum(np.asarray(y, float)[train]) > 2


@pytest.mark.parametrize("number", range(24))
def test_evidence_can_be_read_by_the_rule_of_the_lesson(number):
    """No gain beyond its error bar; else the best inside the grid, or at an edge where the curve still rises."""
    panels, truth = evidence_strengths.panels(number)
    assert set(truth) == set("+e0")
    for letter, gain, error in zip(truth, panels["gain"], panels["error"], strict=True):
        best = gain.argmax()
        at_edge = best in (0, len(gain) - 1)
        verdict = "0" if gain[best] <= error[best] else "e" if at_edge else "+"
        assert verdict == letter


def test_evidence_has_panels_of_both_ends():
    """Over all sets, grids end too early on the weak and on the strong side."""
    ends = set()
    for number in range(24):
        panels, truth = evidence_strengths.panels(number)
        ends |= {int(gain.argmax()) for letter, gain in zip(truth, panels["gain"], strict=True) if letter == "e"}
    assert ends == {0, 6}
