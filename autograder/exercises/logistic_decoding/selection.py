"""Choosing the strength of the penalty."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.logistic_decoding.inputs import choose, splits, tell, trials
from autograder.exercises.logistic_decoding.validation import mean_over_folds, scales_before_splitting
from autograder.visible.decoders import BestOfReturned
from autograder.visible.judges import Agrees, Judge, Parts, Shaped

model_selection = Exercise(
    "logistic_decoding.model_selection", read="Section 8, 'Choosing C'",
    recognise=Parts(("best_C", "accuracies"), (Agrees(1e-6, 1e-9), Agrees(1e-6, 1e-9))),
    builds_on=("compute_accuracy", "cross_validated_accuracy"))
NAMES = ("best_C", "accuracies")


def _accuracies(X, y, C_values, n_folds) -> np.ndarray:
    C_values = np.asarray(C_values, float)
    order = np.argsort(C_values)
    found = mean_over_folds(np.asarray(X, float), np.asarray(y), C_values[order], splits(np.asarray(y), n_folds))
    return found[np.argsort(order)]


def smallest_of_best(C_values, accuracies) -> float:
    """The choice of the course."""
    return np.asarray(C_values, float)[accuracies >= accuracies.max() - 1e-9].min()


def _varied(C_values, n_folds, n_best):
    """Whether the accuracies differ, and whether as many as asked for are the best."""

    def differs(X, y):
        accuracies = _accuracies(X, y, C_values, n_folds)
        tied = np.sum(accuracies >= accuracies.max() - 1e-9)
        return len(np.unique(accuracies.round(9))) > 1 and (tied > 1) == (n_best > 1)

    return differs


def _case(rng, n_trials, C_values, n_folds=8, n_best=1, judge=None, named=True, differ=(), **features):
    kinds = [_varied(C_values, n_folds, n_best), *differ]
    X, y = trials(lambda: choose(rng, n_trials), lambda rows: tell(rng, rows, **{"n_features": 9, **features}),
                  sorted(C_values), lambda y: splits(y, n_folds), *kinds)
    return case(X, y, np.array(C_values), **({"n_folds": n_folds} if named else {}),
                judge=judge or Parts(NAMES, (Shaped(), Agrees())))


def _fits(C_values) -> Judge:
    return BestOfReturned(tuple(C_values))


def _scaling_shows(X, y):
    """Whether it can be told if the features were standardised before the trials were split."""
    outside = [scales_before_splitting(X, y, C, 4) for C in (0.5, 0.005, 0.05)]
    return np.abs(_accuracies(X, y, (0.5, 0.005, 0.05), 4) - outside).max() > 1e-3


def _one_error_shows(C_values, n_folds):
    """Whether the smallest C within a standard error of the best is none of the best."""

    def differs(X, y):
        accuracies = _accuracies(X, y, C_values, n_folds)
        most = accuracies.max()
        near = np.array(C_values)[accuracies >= most - np.sqrt(most * (1 - most) / len(y))].min()
        return near < smallest_of_best(C_values, accuracies)

    return differs


SEVERAL = (0.003, 0.03, 0.3, 3.0)


@model_selection.check(2, "It gives the cross-validated accuracy of each C, in the order given.")
def accuracies(rng):
    yield _case(rng, 50, SEVERAL, 5)
    yield _case(rng, 45, (0.5, 0.005, 0.05), 4, heavy=True, n_features=3, differ=(_scaling_shows,))


@model_selection.check(1, "best_C is a C with the best of these accuracies.")
def best(rng):
    for C_values in (SEVERAL, (1.0, 0.01, 0.1)):
        yield _case(rng, 45, C_values, 5, judge=_fits(C_values), differ=(_one_error_shows(C_values, 5),))


@model_selection.check(1, "Of several that are equally good the smallest is chosen, in whatever order they come.")
def ties(rng):
    for C_values in (SEVERAL[::-1], (0.3, 0.03, 3.0), SEVERAL):
        yield _case(rng, 40, C_values, 5, n_best=2, judge=_fits(C_values))


@model_selection.check(0.5, "Without n_folds there are 8 folds.")
def default_folds(rng):
    yield _case(rng, 48, (0.01, 1.0), named=False, judge=Parts(NAMES, (Agrees(), Agrees())),
                differ=(lambda X, y: abs(_accuracies(X, y, (0.01, 1.0), 8) - _accuracies(X, y, (0.01, 1.0), 5)).max() > 1e-3,))


def _in_double_precision(rng):
    drawn = _case(rng, 36, (0.05, 0.5), 4, judge=Parts(NAMES, (Agrees(), Agrees())))
    X, y, C_values = drawn.args
    return case(X, y.astype(float), C_values, n_folds=4, judge=drawn.judge)


model_selection.leaves_inputs_alone(0.5, _in_double_precision)


@model_selection.misconception(
    "Of several C that are equally good the largest was chosen.",
    "When the data do not decide, take the stronger penalty, which is the smaller C.")
def largest_of_the_best(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, n_folds)
    return np.asarray(C_values, float)[accuracies >= accuracies.max() - 1e-9].max(), accuracies


@model_selection.misconception(
    "Of several C that are equally good the first one in the list was chosen.",
    "np.argmax returns the first. The list need not start with the smallest C.")
def first_of_the_best(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, n_folds)
    return float(C_values[np.argmax(accuracies >= accuracies.max() - 1e-9)]), accuracies


@model_selection.misconception(
    "best_C is a position in the list, not a C.", "Use the position to look the C up.")
def position_of_the_best(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, n_folds)
    return float(np.flatnonzero(np.asarray(C_values) == smallest_of_best(C_values, accuracies))[0]), accuracies


@model_selection.misconception(
    "best_C is the best accuracy, not the C that achieves it.", "The first result is one of the C_values.")
def best_accuracy_for_c(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, n_folds)
    return accuracies.max(), accuracies


@model_selection.misconception(
    "The accuracies come in the order of increasing C.", "Give them in the order in which the C were given.")
def sorts_the_values(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, n_folds)
    return smallest_of_best(C_values, accuracies), accuracies[np.argsort(C_values)]


@model_selection.misconception(
    "The accuracies are those of the trials that were fitted.",
    "They always speak for the weakest penalty. Choose C by trials that the fit has not seen.")
def by_training_accuracy(X, y, C_values, n_folds=8):
    folds = [(train, train) for train, _ in splits(np.asarray(y), n_folds)]
    accuracies = mean_over_folds(np.asarray(X, float), np.asarray(y), C_values, folds)
    return smallest_of_best(C_values, accuracies), accuracies


@model_selection.misconception(
    "best_C has the worst accuracy.", "An accuracy is better the larger it is.")
def worst_of_all(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, n_folds)
    return np.asarray(C_values, float)[accuracies <= accuracies.min() + 1e-9].min(), accuracies


@model_selection.misconception(
    "The number of folds is not handed on.", "cross_validated_accuracy takes n_folds as well.")
def drops_n_folds(X, y, C_values, n_folds=8):
    accuracies = _accuracies(X, y, C_values, 8)
    return smallest_of_best(C_values, accuracies), accuracies
