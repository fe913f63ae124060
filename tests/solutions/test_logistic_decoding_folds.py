"""Cross-validation of lab 02: scaling, the choice of C and the judgement stay apart."""

import numpy as np
import pytest
from sklearn.model_selection import StratifiedKFold

from solutions import _logistic_decoding_fast as fast
from solutions import logistic_decoding as lab
from tests.solutions.test_logistic_decoding import draw_trials


def score_by_hand(X, y, C, train, test):
    """Standardise by the training trials, fit by hand, count hits."""
    mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
    theta = lab.fit_logistic((X[train] - mean) / spread, y[train], 1 / C)
    return np.mean((theta[0] + (X[test] - mean) / spread @ theta[1:] > 0) == y[test])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("C", "n_folds"), [(1.0, 8), (0.01, 5)])
def test_accuracy_is_the_mean_over_folds(seed, C, n_folds):
    """Features of very different size, so that standardising counts."""
    X, y = draw_trials(seed, 50)
    X = X * [1, 10, 0.1, 100, 1] + 3
    expected = [score_by_hand(X, y, C, *fold) for fold in StratifiedKFold(n_folds).split(X, y)]
    np.testing.assert_allclose(lab.cross_validated_accuracy(X, y, C, n_folds), np.mean(expected))


def test_of_equal_scores_the_smallest_c_is_taken(monkeypatch):
    """Whatever the order, and when the scores differ in the last digit."""
    scores = {10.0: 0.7 + 1e-12, 0.1: 0.7, 1.0: 0.7, 0.01: 0.5}
    monkeypatch.setattr(lab, "cross_validated_accuracy", lambda X, y, C, n_folds: scores[C])
    best_C, accuracies = lab.model_selection(None, None, list(scores))
    assert best_C == 0.1
    np.testing.assert_array_equal(accuracies, list(scores.values()))


def test_nested_chooses_and_judges_on_different_trials():
    """Equal to choosing and refitting by hand, fold by fold."""
    X, y = draw_trials(6, 60)
    C_values, expected = [1.0, 0.001, 0.03], []
    for train, test in StratifiedKFold(4).split(X, y):
        best_C, _ = lab.model_selection(X[train], y[train], C_values, 3)
        expected.append(score_by_hand(X, y, best_C, train, test))
    np.testing.assert_allclose(lab.nested_cv_accuracy(X, y, C_values, 4, 3), np.mean(expected))


@pytest.mark.parametrize("shape", [(60, 5), (40, 90)], ids=["more trials", "more features"])
def test_the_fast_twin_gives_the_same_accuracies(shape):
    """In the order of C."""
    X, y = draw_trials(7, *shape)
    C_values = [0.001, 0.1, 10.0]
    expected = [lab.cross_validated_accuracy(X, y, C, 5) for C in C_values]
    np.testing.assert_allclose(fast.cross_validated_accuracies(X, y, C_values, 5), expected)


def test_inputs_stay_as_they_are():
    """Nothing is standardised in place."""
    X, y = draw_trials(8)
    before = X.copy(), y.copy()
    lab.nested_cv_accuracy(X, y, [0.1, 1.0], 3, 3)
    fast.cross_validated_accuracies(X, y, [0.1], 3)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


def test_separable_trials_have_no_longest_weights():
    """The weaker the penalty, the longer the weights, without end; the likelihood cost goes to zero."""
    X, y = draw_trials(9, 15, 40)
    fits = [lab.fit_logistic(X, y, l2) for l2 in (1e-1, 1e-3, 1e-5)]
    lengths = [np.linalg.norm(theta[1:]) for theta in fits]
    costs = [lab.neg_log_lik_logistic(theta, np.column_stack([np.ones(15), X]), y) for theta in fits]
    assert np.all(np.diff(lengths) > 0.5)
    assert costs[-1] < 1e-2 < costs[0]
