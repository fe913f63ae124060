"""Accuracy on trials that the fit has not seen."""

from __future__ import annotations

import functools

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from autograder.declare import Exercise, case
from autograder.exercises.logistic_decoding.inputs import LOOSE, PENALISING, choose, splits, tell, trials
from solutions._logistic_decoding_fast import decide_held_out

cross_validated_accuracy = Exercise(
    "logistic_decoding.cross_validated_accuracy", read="Section 5, 'Trials that the fit has not seen'",
    builds_on=("compute_accuracy",))


def fold_hits(X, y, C_values, folds) -> list:
    """Which held-out trials are predicted right: an array (n_C, n_test) for each fold."""
    decisions = decide_held_out(X, y, C_values, folds)
    return [(eta > 0) == y[test] for eta, (_, test) in zip(decisions, folds, strict=True)]


def mean_over_folds(X, y, C_values, folds) -> np.ndarray:
    """Mean accuracy over folds for every C."""
    return np.mean([hits.mean(axis=1) for hits in fold_hits(X, y, C_values, folds)], axis=0)


def _accuracy(X, y, C, n_folds) -> float:
    return mean_over_folds(X, y, [C], splits(y, n_folds))[0]


def _unlike(wrong, C, n_folds, other=_accuracy):
    """Whether a wrong way gives another number than the right one, or than another wrong one."""
    return lambda X, y: abs(wrong(X, y, C, n_folds) - other(X, y, C, n_folds)) > 1e-3


def _case(rng, n_trials, n_folds, C=1.0, share=0.5, differ=(), apart=(), names=None, free=(PENALISING,), **features):
    """Trials on which wrong ways show; `free` are solvers that have to agree beside the right ones."""
    kinds = [_unlike(wrong, C, n_folds) for wrong in differ] + [_unlike(one, C, n_folds, other) for one, other in apart]
    draw_rows = functools.partial(tell, rng, **{"n_features": 6, **features})
    X, y = trials(lambda: choose(rng, n_trials, share), draw_rows, [C], lambda y: splits(y, n_folds), *kinds,
                  solvers=(*free, *LOOSE))
    return case(X, y, **({"C": C, "n_folds": n_folds} if names is None else names))


@cross_validated_accuracy.check(2, "It is the mean over the folds of the accuracy on the trials left out.")
def held_out(rng):
    yield _case(rng, 54, 4, differ=(training_accuracy, pools_the_trials, folds_in_a_row))
    yield _case(rng, 46, 6, C=0.3)


@cross_validated_accuracy.check(1, "The features are standardised, by what the training trials of each fold say.")
def scaling_inside(rng):
    yield _case(rng, 40, 5, heavy=True, n_features=3, differ=(scales_before_splitting, does_not_standardise))
    yield _case(rng, 36, 4, C=0.3, heavy=True, n_features=3, differ=(scales_before_splitting,))


@cross_validated_accuracy.check(1, "C and the number of folds count; without them they are 1 and 8.")
def arguments(rng):
    yield _case(rng, 50, 8, names={}, differ=(c_upside_down_by_10,))
    yield _case(rng, 48, 3, C=0.003, differ=(c_upside_down, always_8_folds), apart=[(c_upside_down, _without_c)], free=())


@cross_validated_accuracy.check(0.5, "The intercept is not penalised: unbalanced choices are decoded as well.")
def unbalanced(rng):
    yield _case(rng, 60, 5, C=0.003, share=0.7, wrong=0.1, differ=(penalises_the_intercept,),
                apart=[(penalises_the_intercept, _balanced)], free=())


def _in_double_precision(rng):
    drawn = _case(rng, 40, 4, n_features=3)
    return case(drawn.args[0], drawn.args[1].astype(float), **drawn.kwargs)


cross_validated_accuracy.leaves_inputs_alone(0.5, _in_double_precision)


def _unscaled(X, y, C, folds, **settings) -> float:
    """Fitted to the features as they are."""
    model = LogisticRegression(C=C, max_iter=10_000, **settings)
    return np.mean([np.mean(model.fit(X[train], y[train]).predict(X[test]) == y[test]) for train, test in folds])


def _without_c(X, y, C, n_folds) -> float:
    return _accuracy(X, y, 1.0, n_folds)


def _balanced(X, y, C, n_folds) -> float:
    """Both choices weigh the same, however often each was made."""
    X, y = _plain(X, y)
    means = [(X[train].mean(axis=0), X[train].std(axis=0)) for train, _ in splits(y, n_folds)]
    model = LogisticRegression(C=C, class_weight="balanced", max_iter=10_000)
    return np.mean([np.mean(model.fit((X[train] - mean) / std, y[train]).predict((X[test] - mean) / std) == y[test])
                    for (train, test), (mean, std) in zip(splits(y, n_folds), means, strict=True)])


def standardised(X) -> np.ndarray:
    """All trials together, each feature with mean 0 and standard deviation 1."""
    X = np.asarray(X, float)
    return (X - X.mean(axis=0)) / X.std(axis=0)


def _plain(X, y):
    return np.asarray(X, float), np.asarray(y)


@cross_validated_accuracy.misconception(
    "This is the accuracy on the trials that were fitted.",
    "Fit to the training trials of a fold, then ask how often the *other* trials are predicted right.")
def training_accuracy(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return mean_over_folds(X, y, [C], [(train, train) for train, _ in splits(y, n_folds)])[0]


@cross_validated_accuracy.misconception(
    "The features were standardised before the trials were split.",
    "Mean and standard deviation then know the held-out trials. Compute them from the training trials of each fold: "
    "a pipeline does that by itself.")
def scales_before_splitting(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return _unscaled(standardised(X), y, C, splits(y, n_folds))


@cross_validated_accuracy.misconception(
    "The features were not standardised.",
    "Without it the penalty is hard on features with small numbers and mild on those with large ones.")
def does_not_standardise(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return _unscaled(X, y, C, splits(y, n_folds))


@cross_validated_accuracy.misconception(
    "This is the share of all trials, not the mean over the folds.",
    "When the folds are not equally large the two differ: take the accuracy of each fold, then their mean.")
def pools_the_trials(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return np.mean(np.concatenate([hits[0] for hits in fold_hits(X, y, [C], splits(y, n_folds))]))


@cross_validated_accuracy.misconception(
    "The folds are cut from the trials in a row, whatever was chosen in them.",
    "StratifiedKFold gives each fold the same share of both choices.")
def folds_in_a_row(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return mean_over_folds(X, y, [C], list(KFold(n_folds).split(X)))[0]


@cross_validated_accuracy.misconception(
    "C was turned upside down.", "scikit-learn's C is an inverse strength already: hand it on as it is.")
def c_upside_down(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return mean_over_folds(X, y, [1 / C], splits(y, n_folds))[0]


def c_upside_down_by_10(X, y, C=1.0, n_folds=8):
    """Another C than the default one."""
    return mean_over_folds(X, y, [C / 1000], splits(y, n_folds))[0]


@cross_validated_accuracy.misconception(
    "There are always 8 folds.", "Hand n_folds on to StratifiedKFold.")
def always_8_folds(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return _accuracy(X, y, C, 8)


@cross_validated_accuracy.misconception(
    "The intercept is penalised: that is what the solver liblinear does.",
    "With unbalanced choices a strong penalty on the intercept moves the boundary; take another solver.")
def penalises_the_intercept(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    hits = []
    for train, test in splits(y, n_folds):
        mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
        model = LogisticRegression(C=C, solver="liblinear", tol=1e-6, max_iter=10_000)
        model.fit((X[train] - mean) / spread, y[train])
        hits.append(np.mean(model.predict((X[test] - mean) / spread) == y[test]))
    return np.mean(hits)


@cross_validated_accuracy.misconception(
    "This is how often the decoder is wrong.", "An accuracy is the share of trials predicted right.")
def error_rate(X, y, C=1.0, n_folds=8):
    X, y = _plain(X, y)
    return 1 - _accuracy(X, y, C, n_folds)
