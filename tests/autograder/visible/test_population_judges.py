"""Judges of the fits of a population."""

import numpy as np
import pytest

from autograder.exercises.neural_coupling.fitting import WithinNats
from autograder.visible import sheets
from autograder.visible.calls import Outcome
from autograder.visible.population import PopulationInBowls, SameFits
from solutions.neural_coupling import fit_population_glm

RNG = np.random.default_rng(4)
X = RNG.normal(size=(80, 3))
COUNTS = RNG.poisson(np.exp(X @ [[0.5, -0.2], [-0.5, 0.1], [0.1, 0.6]]))
TRUTH = fit_population_glm(X, COUNTS)
HIDDEN = WithinNats(X, COUNTS, 0.0)
VISIBLE = HIDDEN.for_sheet(TRUTH)
both = pytest.mark.parametrize("judge", [HIDDEN, VISIBLE], ids=["hidden", "visible"])


@both
def test_the_optimum_passes(judge):
    """As a tuple or a list, of arrays or of lists."""
    assert judge(Outcome(value=TRUTH), TRUTH) is None
    assert judge(Outcome(value=[TRUTH[0].tolist(), TRUTH[1].tolist()]), TRUTH) is None


@both
@pytest.mark.parametrize(("distance", "passes"), [(0.004, True), (-0.004, True), (0.1, False)])
@pytest.mark.parametrize("cell", [0, 1])
def test_every_cell_counts_by_its_objective(judge, cell, distance, passes):
    """Parameters of one cell a little off pass, farther off they do not, and it is named."""
    intercepts, weights = TRUTH[0].copy(), TRUTH[1].copy()
    intercepts[cell] += distance
    weights[:, cell] -= distance
    message = judge(Outcome(value=(intercepts, weights)), TRUTH)
    assert (message is None) == passes
    assert passes or f"cell {cell} misses" in message


@both
@pytest.mark.parametrize("value", [
    np.vstack(TRUTH), TRUTH[::-1], (TRUTH[0][:, None], TRUTH[1]), (*TRUTH, 1.0), (TRUTH[0] * np.nan, TRUTH[1]),
    (TRUTH[0], TRUTH[1][:2]), (TRUTH[0], 1e300 * TRUTH[1]), [], None, "fit"])
def test_what_is_no_fit_is_said_to_be_none(judge, value):
    """One array, the other order, a column of intercepts, a third result, nan, missing rows, enormous weights, nothing."""
    assert judge(Outcome(value=value), TRUTH)


def test_the_visible_gap_is_the_hidden_one():
    """Near the optimum the curvature says the same as the objective, in nats."""
    for cell in (0, 1):
        true = np.append(TRUTH[0][cell], TRUTH[1][:, cell])
        off = true + np.array([0.03, -0.02, 0.02, 0.01])
        assert VISIBLE.gap(cell, off, true) == pytest.approx(HIDDEN.gap(cell, off, true), rel=0.05)


@both
def test_what_is_not_finite_is_called_so(judge):
    """Of intercepts or weights, by name."""
    assert judge(Outcome(value=(TRUTH[0], np.inf * TRUTH[1])), TRUTH) == "weights: some are nan or infinite"


@both
def test_a_row_for_each_cell_is_said_to_be_transposed(judge):
    """The shapes are named."""
    assert "(they look transposed)" in judge(Outcome(value=(TRUTH[0], TRUTH[1].T)), TRUTH)


@both
def test_an_error_is_told(judge):
    """An answer that raised has no value to judge."""
    assert "ZeroDivisionError" in judge(Outcome(problem="raised", error="ZeroDivisionError"), TRUTH)


def test_a_direction_that_changes_no_rate_costs_nothing():
    """With one-hot columns, a constant may move from the intercepts to the weights, here and in the notebook."""
    one_hot = np.eye(3)[np.arange(60) % 3]
    counts = RNG.poisson(2.0, (60, 2))
    b, w = fit_population_glm(one_hot, counts)
    hidden = WithinNats(one_hot, counts, 0.0)
    for judge in (hidden, hidden.for_sheet((b, w))):
        assert judge(Outcome(value=(b + 4, w - 4)), (b, w)) is None
        assert judge(Outcome(value=(b + 4, w - 3)), (b, w))


def test_the_visible_judge_holds_no_data_and_survives_the_sheet():
    """Curvatures instead of features and counts, the same after they were written and read."""
    assert isinstance(VISIBLE, PopulationInBowls)
    assert np.shape(VISIBLE.curvatures) == (2, 4, 4)
    again = sheets.unpack_judge(sheets.pack_judge(VISIBLE))
    off = (TRUTH[0] + 0.1, TRUTH[1])
    assert again(Outcome(value=off), TRUTH) == VISIBLE(Outcome(value=off), TRUTH)
    assert again(Outcome(value=TRUTH), TRUTH) is None


def test_a_fit_is_recognised_whatever_the_solver_made_of_a_free_constant():
    """Weights and intercepts shifted against each other are the same; other weights, shapes and kinds are not."""
    same = SameFits(0.01)
    shifted = (TRUTH[0] + 2, TRUTH[1] - 2)
    assert same(Outcome(value=shifted), TRUTH) is None
    assert same(Outcome(value=(shifted[0], shifted[1].T)), (TRUTH[0], TRUTH[1].T)) is None
    assert same(Outcome(value=np.vstack(TRUTH)), np.vstack(TRUTH)) is None
    for other in ((TRUTH[0], 1.1 * TRUTH[1]), (TRUTH[0], TRUTH[1].T), np.vstack(TRUTH), "fit", (TRUTH[0] * np.nan, TRUTH[1])):
        assert same(Outcome(value=other), TRUTH)
    assert same(Outcome(problem="raised", error="ValueError"), TRUTH)
