"""Accuracy of a decoder whose penalty was itself chosen from the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.logistic_decoding.inputs import choose, nested_splits, splits, tell, trials
from autograder.exercises.logistic_decoding.selection import smallest_of_best
from autograder.exercises.logistic_decoding.validation import fold_hits, mean_over_folds, standardised

nested_cv_accuracy = Exercise(
    "logistic_decoding.nested_cv_accuracy", read="Section 8, 'The score of the winner'",
    builds_on=("compute_accuracy", "cross_validated_accuracy", "model_selection"))


@dataclass(frozen=True)
class Nested:
    """Everything that a nested cross-validation computes on the way.

    Parameters
    ----------
    outer : (n_outer, n_C) array
        Accuracy on the outer test trials, for every C.
    inner : (n_outer, n_C) array
        Mean accuracy over the inner folds, for every C.
    """

    C_values: np.ndarray
    outer: np.ndarray
    inner: np.ndarray

    def judged_by(self, scores) -> float:
        """The mean over the outer folds when `scores` (n_outer, n_C) choose C."""
        chosen = [np.flatnonzero(self.C_values == smallest_of_best(self.C_values, row))[0] for row in scores]
        return np.mean([row[place] for row, place in zip(self.outer, chosen, strict=True)])


def compute(X, y, C_values, n_outer=8, n_inner=5) -> Nested:
    """All accuracies inside and outside."""
    X, y, C_values = np.asarray(X, float), np.asarray(y), np.sort(np.asarray(C_values, float))
    folds = splits(y, n_outer)
    outer = np.array([hits.mean(axis=1) for hits in fold_hits(X, y, C_values, folds)])
    inner = np.array([mean_over_folds(X[train], y[train], C_values, splits(y[train], n_inner)) for train, _ in folds])
    return Nested(C_values, outer, inner)


def _unlike(*wrongs, apart=(), **folds):
    """Whether wrong ways give other numbers than the right one, and those of each pair `apart` other ones than each other."""
    pairs = [*((nested_right, wrong) for wrong in wrongs), *apart]

    def differs(X, y, C_values):
        given = {}
        for pair in pairs:
            given |= {way: way(X, y, C_values, **folds) for way in pair if way not in given}
            if abs(given[pair[0]] - given[pair[1]]) < 1e-3:
                return False
        return True

    return differs


def _case(rng, n_trials, C_values, n_outer=8, n_inner=5, named=True, differ=(), apart=(), **features):
    folds = {"n_outer": n_outer, "n_inner": n_inner}
    X, y = trials(lambda: choose(rng, n_trials), lambda rows: tell(rng, rows, **{"n_features": 4, "effect": 2.0, **features}),
                  sorted(C_values), lambda y: nested_splits(y, n_outer, n_inner),
                  lambda X, y: _unlike(*differ, apart=apart, **folds)(X, y, C_values))
    return case(X, y, np.array(C_values), **(folds if named else {}))


@nested_cv_accuracy.check(3, "It is the mean accuracy over the outer folds, C chosen inside each of them.")
def outer_folds(rng):
    yield _case(rng, 34, (0.004, 1.0), 3, 3, differ=(reports_the_selection, best_c_on_the_test, _winner_of_all), n_features=6,
                effect=1.0, apart=[(best_c_on_the_test, _winner_of_all)])
    yield _case(rng, 42, (0.2, 0.002), 4, 3, differ=(chooses_once,), effect=1.0, apart=[(best_c_on_the_test, does_not_refit)])


@nested_cv_accuracy.check(0.5, "What standardises a test trial has not seen it.")
def scaling_inside(rng):
    yield _case(rng, 36, (0.05, 0.5), 3, 3, differ=(scales_before_splitting,), n_features=3, effect=1.4, heavy=True)


@nested_cv_accuracy.check(1, "Without them, n_outer is 8 and n_inner is 5.")
def default_folds(rng):
    yield _case(rng, 60, (0.005, 0.2), named=False, differ=(exchanges_the_folds,), n_features=3)


def _in_double_precision(rng):
    drawn = _case(rng, 36, (0.01, 0.1, 0.4), 3, 3)
    X, y, C_values = drawn.args
    return case(X, y.astype(float), C_values, **drawn.kwargs)


nested_cv_accuracy.leaves_inputs_alone(0.5, _in_double_precision)


def nested_right(X, y, C_values, n_outer=8, n_inner=5):
    """The right answer, from what the other ways need as well."""
    found = compute(X, y, C_values, n_outer, n_inner)
    return found.judged_by(found.inner)


@nested_cv_accuracy.misconception(
    "This is the best accuracy of the selection, not one on trials that the selection has not seen.",
    "The winner's score was picked because it was high. Judge the winner of each fold on that fold's test trials.")
def reports_the_selection(X, y, C_values, n_outer=8, n_inner=5):
    return compute(X, y, C_values, n_outer, n_inner).inner.max(axis=1).mean()


@nested_cv_accuracy.misconception(
    "C was chosen by the trials that it is judged on: the best of each outer fold's test trials.",
    "The test trials of a fold may not take part in any choice. Call model_selection on the training trials.")
def best_c_on_the_test(X, y, C_values, n_outer=8, n_inner=5):
    return compute(X, y, C_values, n_outer, n_inner).outer.max(axis=1).mean()


def _winner_of_all(X, y, C_values, n_outer=8, n_inner=5):
    """Shows where the same C is not best on the test trials of every fold."""
    return compute(X, y, C_values, n_outer, n_inner).outer.mean(axis=0).max()


@nested_cv_accuracy.misconception(
    "C was chosen once, by all trials.",
    "Then every test trial has helped to choose. Choose C anew in each outer fold, by its training trials only.")
def chooses_once(X, y, C_values, n_outer=8, n_inner=5):
    found, X, y = compute(X, y, C_values, n_outer, n_inner), np.asarray(X, float), np.asarray(y)
    scores = mean_over_folds(X, y, found.C_values, splits(y, n_inner))
    return found.judged_by(np.tile(scores, (n_outer, 1)))


@nested_cv_accuracy.misconception(
    "n_outer and n_inner are exchanged.", "n_inner belongs to model_selection, n_outer to the folds that judge.")
def exchanges_the_folds(X, y, C_values, n_outer=8, n_inner=5):
    return nested_right(X, y, C_values, n_inner, n_outer)


@nested_cv_accuracy.misconception(
    "The features were standardised once, over all trials.",
    "Mean and standard deviation then know the test trials: compute them from the training trials of each fold.")
def scales_before_splitting(X, y, C_values, n_outer=8, n_inner=5):
    X, y = standardised(X), np.asarray(y)
    return _unscaled(X, y, C_values, n_outer, n_inner)


def _unscaled(X, y, C_values, n_outer, n_inner) -> float:
    from sklearn.linear_model import LogisticRegression

    def hits(C, train, test):
        return np.mean(LogisticRegression(C=C, max_iter=10_000).fit(X[train], y[train]).predict(X[test]) == y[test])

    accuracies, C_values = [], np.sort(C_values)
    for train, test in splits(y, n_outer):
        inner = splits(y, n_inner, train)
        scores = np.array([np.mean([hits(C, *fold) for fold in inner]) for C in C_values])
        accuracies.append(hits(smallest_of_best(C_values, scores), train, test))
    return np.mean(accuracies)


@nested_cv_accuracy.misconception(
    "The last inner decoder is judged, fitted to only a part of the outer training trials.",
    "After C is chosen, fit once more, to all training trials of the outer fold.")
def does_not_refit(X, y, C_values, n_outer=8, n_inner=5):
    found, X, y = compute(X, y, C_values, n_outer, n_inner), np.asarray(X, float), np.asarray(y)
    accuracies = []
    for scores, (train, test) in zip(found.inner, splits(y, n_outer), strict=True):
        part = splits(y, n_inner, train)[-1][0]
        accuracies.append(fold_hits(X, y, [smallest_of_best(found.C_values, scores)], [(part, test)])[0].mean())
    return np.mean(accuracies)
