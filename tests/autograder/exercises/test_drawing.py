"""Inputs can be drawn for every seed, in few attempts."""

import itertools

import numpy as np
import pytest

from autograder.declare import NoInputs, attempts
from autograder.exercises.drifting_mixtures.static import fit_t_mixture
from autograder.exercises.logistic_decoding import inputs, validation
from autograder.grading.plan import draw_plan
from tests.autograder.exercises import banks

N_SEEDS = 120
DEAR = {"logistic_decoding.model_selection", "logistic_decoding.nested_cv_accuracy", "regularization.select_ridge"}


def test_attempts_end_in_words():
    """A loop that could go on for ever says what was expected, and ends."""
    assert list(itertools.islice(attempts(3), 3)) == [0, 1, 2]
    with pytest.raises(NoInputs, match="got none in 3 attempts"):
        list(attempts(3))


@pytest.mark.slow
@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_inputs_are_drawn_for_any_seed(exercise):
    """A class has sixteen sets of inputs for each exercise, and any number may be the seed of one."""
    for seed in range(1000, 1000 + (N_SEEDS // 10 if exercise.id in DEAR else N_SEEDS)):
        assert draw_plan(exercise, seed)


def test_choices_in_an_awkward_order_are_drawn_anew():
    """Where the order of the choices makes folds in a row the stratified ones, no features tell the two apart."""
    awkward, other = np.tile([0, 1], 8), np.repeat([0, 1, 0, 1], [6, 2, 2, 6])
    drawn = iter([awkward, other])
    rng = np.random.default_rng(0)

    def differs(X, y):
        right, wrong = (way(X, y, 1.0, 4) for way in (validation.cross_validated_accuracy.reference, validation.folds_in_a_row))
        return abs(right - wrong) > 1e-3

    _, y = inputs.trials(lambda: next(drawn, other), lambda rows: inputs.tell(rng, rows, 3), [1.0],
                         lambda y: inputs.splits(y, 4), differs)
    assert y is other


def test_a_start_without_an_end_is_no_fault_of_the_draw():
    """EM may end in a cluster without size, from samples at random; such data are not asked about."""
    assert draw_plan(fit_t_mixture, 5162)
