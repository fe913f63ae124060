"""Trials for the checks of lab 02: every good solver predicts the same choice in every held-out trial of them."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

from autograder.declare import attempts
from solutions._logistic_decoding_fast import decide_held_out

LAB = "logistic_decoding"
MARGIN, LEAST = 0.04, 0.01  # of the log-odds: share of their typical size, and size, that no solver's tolerance turns
MAX_REPAIRS = 30
LOOSE = ({"solver": "lbfgs"}, {"solver": "newton-cg", "tol": 1e-3})  # they have to agree at any rate
PENALISING = {"solver": "liblinear"}  # it penalises the intercept, which shall matter only where that is asked


def choose(rng, n_trials: int, share: float = 0.5) -> np.ndarray:
    """Choices in random order, of which a `share` is 1."""
    return rng.permutation(np.arange(n_trials) < round(share * n_trials)).astype(int)


def tell(rng, y, n_features: int, effect: float = 1.4, wrong: float = 0.25, heavy: bool = False) -> np.ndarray:
    """A row of features for each choice: the first two tell it, or in a share `wrong` of the trials the other one.

    Features differ in scale and centre; with `heavy` a few values are enormous.
    """
    believed = np.where(rng.random(len(y)) < wrong, 1 - y, y)
    features = rng.standard_t(1.3, (len(y), n_features)) if heavy else rng.normal(size=(len(y), n_features))
    features[:, :2] += effect * (2 * believed[:, None] - 1)
    return np.round(10.0 ** (np.arange(n_features) % 3 - 1) * (features + 2.0), 2)


def splits(y, n_folds: int, within=None) -> list:
    """The folds of the course, which depend on the choices only; `within` are indices of the trials to be split."""
    within = np.arange(len(y)) if within is None else within
    return [(within[train], within[test]) for train, test in StratifiedKFold(n_folds).split(within, y[within])]


def nested_splits(y, n_outer: int, n_inner: int) -> list:
    """All folds, outer and inner ones."""
    outer = splits(y, n_outer)
    return outer + [fold for train, _ in outer for fold in splits(y, n_inner, train)]


def settle(y, draw_rows, C_values, folds) -> np.ndarray | None:
    """Draw features, and again for each trial that a decoder is undecided about; None if it stays so."""
    X = draw_rows(y)
    for _ in range(MAX_REPAIRS):
        unsettled = find_unsettled(X, y, C_values, folds)
        if not len(unsettled):
            return X
        X[unsettled] = draw_rows(y[unsettled])
    return None


def find_unsettled(X, y, C_values, folds) -> np.ndarray:
    """Trials whose held-out log-odds are near 0 in some fold, for some penalty."""
    found = []
    for eta, (_, test) in zip(decide_held_out(X, y, C_values, folds), folds, strict=True):
        typical = np.median(np.abs(eta), axis=1, keepdims=True)
        found.append(test[(np.abs(eta) < np.maximum(MARGIN * typical, LEAST)).any(axis=0)])
    return np.unique(np.concatenate(found))


def agree(X, y, C_values, folds, solvers) -> bool:
    """Whether solvers of scikit-learn, with loose tolerances, predict what the exact solution does.

    So has the first of the loose ones where features are standardised by the standard deviation with n - 1.
    """
    for eta, (train, test) in zip(decide_held_out(X, y, C_values, folds), folds, strict=True):
        scaler = StandardScaler().fit(X[train])
        known, unknown = scaler.transform(X[train]), scaler.transform(X[test])
        for settings, size in [*((settings, 1.0) for settings in solvers), (LOOSE[0], np.sqrt(1 - 1 / len(train)))]:
            for C, exact in zip(C_values, eta, strict=True):
                model = LogisticRegression(C=C, max_iter=5_000, **settings).fit(size * known, y[train])
                if not np.array_equal(model.predict(size * unknown), exact > 0):
                    return False
    return True


def trials(draw_choices, draw_rows, C_values, split, *differ, solvers=LOOSE) -> tuple:
    """Features and choices on which all solvers agree, and each of the functions `differ` of both is true.

    Choices are drawn anew with the features: some are in such an order that a wrong way to split them is a right one.
    """
    for _ in attempts():
        y = draw_choices()
        folds = split(y)
        X = settle(y, draw_rows, C_values, folds)
        if X is not None and all(differs(X, y) for differs in differ) and agree(X, y, C_values, folds, solvers):
            return X, y
