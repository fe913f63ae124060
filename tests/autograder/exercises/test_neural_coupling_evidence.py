"""The panels of lab 04 can be read, and none of its checks rests on a matter of taste."""

import numpy as np
import pytest

from autograder.exercises.neural_coupling import EXERCISES, simulate_population
from autograder.exercises.neural_coupling.evidence import evidence_coupling
from autograder.grading.plan import apply, draw_plan


@pytest.mark.parametrize("number", range(evidence_coupling.n_sets))
def test_every_panel_says_what_is_true(number):
    """With the heading, couplings leave zero in the first lags in the true direction, and what is none stays within chance;
    without it, every filter leaves zero somewhere: that it does so answers nothing."""
    panels, truth = evidence_coupling.panels(number)
    assert set(truth) == set("+-0")
    z_with = 1.96 * panels["with_heading"] / panels["error_with"]
    z_without = 1.96 * panels["without_heading"] / panels["error_without"]
    assert (np.abs(z_without).max(axis=1) > 4.5).all()
    for letter, z in zip(truth, z_with, strict=True):
        assert np.abs(z).max() < 1.96 if letter == "0" else z[:4].mean() * float(f"{letter}1") > 3.5


@pytest.mark.parametrize("seed", range(20))
def test_no_population_of_the_checks_runs_away(seed):
    """Every case of the simulation ends, with counts of moderate size and some scatter."""
    for planned in draw_plan(simulate_population, seed):
        counts = apply(simulate_population.reference, planned.case)
        assert 0 < counts.max() < 1000


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e is not evidence_coupling], ids=lambda exercise: exercise.name)
def test_truths_are_finite_and_of_moderate_size(exercise):
    """No input leads to nan, infinities, or numbers that single precision cannot hold."""
    for seed in range(5):
        for planned in draw_plan(exercise, seed):
            truth = apply(exercise.reference, planned.case)
            for part in truth if isinstance(truth, tuple) else (truth,):
                assert np.isfinite(part).all()
                assert np.abs(part).max() < 1e5
