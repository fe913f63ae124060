"""Wrong answers to nested_cv_accuracy; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def _decoder(C):
    return make_pipeline(StandardScaler(), LogisticRegression(C=C, tol=1e-6, max_iter=10_000))


def _select(X, y, C_values, n_folds, decoder=_decoder):
    """The chosen C and its accuracy."""
    C_values = np.sort(C_values)
    scores = np.array([cross_val_score(decoder(C), X, y, cv=StratifiedKFold(n_folds)).mean() for C in C_values])
    return C_values[scores > scores.max() - 1e-9][0], scores.max()


def _outer(X, y, n_outer):
    return StratifiedKFold(n_outer).split(X, y)


def reports_the_selection(X, y, C_values, n_outer=8, n_inner=5):
    """The inner accuracy of each winner. Loses: outer-folds (perhaps scaling-inside, default-folds, leaves-inputs-alone)."""
    return np.mean([_select(X[a], y[a], C_values, n_inner)[1] for a, _ in _outer(X, y, n_outer)])


def best_c_on_the_test(X, y, C_values, n_outer=8, n_inner=5):
    """The best that the test trials allow. Loses: outer-folds (perhaps leaves-inputs-alone)."""
    return np.mean([max(_decoder(C).fit(X[a], y[a]).score(X[b], y[b]) for C in C_values) for a, b in _outer(X, y, n_outer)])


def chooses_once(X, y, C_values, n_outer=8, n_inner=5):
    """Selection first, cross-validation afterwards. Loses: outer-folds (perhaps leaves-inputs-alone)."""
    C, _ = _select(X, y, C_values, n_inner)
    return cross_val_score(_decoder(C), X, y, cv=StratifiedKFold(n_outer)).mean()


def exchanges_the_folds(X, y, C_values, n_outer=8, n_inner=5):
    """Inside out. Loses: outer-folds, default-folds (perhaps leaves-inputs-alone)."""
    scores = []
    for a, b in _outer(X, y, n_inner):
        C, _ = _select(X[a], y[a], C_values, n_outer)
        scores.append(_decoder(C).fit(X[a], y[a]).score(X[b], y[b]))
    return np.mean(scores)


def scales_before_splitting(X, y, C_values, n_outer=8, n_inner=5):
    """One scaler for everything. Loses: scaling-inside (perhaps outer-folds, leaves-inputs-alone)."""
    def bare(C):
        return LogisticRegression(C=C, tol=1e-6, max_iter=10_000)

    Z, scores = StandardScaler().fit_transform(X), []
    for a, b in _outer(Z, y, n_outer):
        C, _ = _select(Z[a], y[a], C_values, n_inner, bare)
        scores.append(bare(C).fit(Z[a], y[a]).score(Z[b], y[b]))
    return np.mean(scores)


def does_not_refit(X, y, C_values, n_outer=8, n_inner=5):
    """Judges what the last inner fold has left. Loses: outer-folds (perhaps scaling-inside, default-folds, leaves-inputs-alone)."""
    scores = []
    for a, b in _outer(X, y, n_outer):
        C, _ = _select(X[a], y[a], C_values, n_inner)
        *_, (inner, _) = StratifiedKFold(n_inner).split(X[a], y[a])
        scores.append(_decoder(C).fit(X[a][inner], y[a][inner]).score(X[b], y[b]))
    return np.mean(scores)


# ---- nearly right


def score_of_the_winner(X, y, C_values, n_outer=8, n_inner=5):
    """No outer folds at all. Loses: outer-folds (perhaps leaves-inputs-alone)."""
    return _select(X, y, C_values, n_outer)[1]


def training_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    """Judged on the outer training trials. Loses: outer-folds, scaling-inside, default-folds (perhaps leaves-inputs-alone)."""
    scores = []
    for a, _ in _outer(X, y, n_outer):
        C, _ = _select(X[a], y[a], C_values, n_inner)
        scores.append(_decoder(C).fit(X[a], y[a]).score(X[a], y[a]))
    return np.mean(scores)


def refits_to_everything(X, y, C_values, n_outer=8, n_inner=5):
    """The last fit sees the test trials. Loses: outer-folds (perhaps scaling-inside, leaves-inputs-alone)."""
    scores = []
    for a, b in _outer(X, y, n_outer):
        C, _ = _select(X[a], y[a], C_values, n_inner)
        scores.append(_decoder(C).fit(X, y).score(X[b], y[b]))
    return np.mean(scores)


def first_c(X, y, C_values, n_outer=8, n_inner=5):
    """Nothing is chosen. Loses: outer-folds."""
    return cross_val_score(_decoder(C_values[0]), X, y, cv=StratifiedKFold(n_outer)).mean()


def folds_in_a_row(X, y, C_values, n_outer=8, n_inner=5):
    """KFold outside. Loses: something."""
    scores = []
    for a, b in KFold(n_outer).split(X):
        C, _ = _select(X[a], y[a], C_values, n_inner)
        scores.append(_decoder(C).fit(X[a], y[a]).score(X[b], y[b]))
    return np.mean(scores)


def does_not_standardise(X, y, C_values, n_outer=8, n_inner=5):
    """The features as they are. Loses: outer-folds, default-folds (perhaps scaling-inside, leaves-inputs-alone)."""
    def bare(C):
        return LogisticRegression(C=C, tol=1e-6, max_iter=10_000)

    scores = []
    for a, b in _outer(X, y, n_outer):
        C, _ = _select(X[a], y[a], C_values, n_inner, bare)
        scores.append(bare(C).fit(X[a], y[a]).score(X[b], y[b]))
    return np.mean(scores)


def all_accuracies(X, y, C_values, n_outer=8, n_inner=5):
    """One an outer fold. Loses: everything."""
    scores = []
    for a, b in _outer(X, y, n_outer):
        C, _ = _select(X[a], y[a], C_values, n_inner)
        scores.append(_decoder(C).fit(X[a], y[a]).score(X[b], y[b]))
    return scores


def error_rate(X, y, C_values, n_outer=8, n_inner=5):
    """One minus what was asked for. Loses: outer-folds, default-folds (perhaps scaling-inside, leaves-inputs-alone)."""
    return 1 - np.mean(all_accuracies(X, y, C_values, n_outer, n_inner))


def centres_in_place(X, y, C_values, n_outer=8, n_inner=5):
    """Right, but the features are left centred. Loses: leaves-inputs-alone."""
    accuracy = np.mean(all_accuracies(X, y, C_values, n_outer, n_inner))
    X -= X.mean(axis=0)
    return accuracy
