"""Wrong answers to model_selection; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def _decoder(C, **settings):
    return make_pipeline(StandardScaler(), LogisticRegression(C=C, **{"tol": 1e-6, "max_iter": 10_000, **settings}))


def _accuracies(X, y, C_values, n_folds):
    return np.array([cross_val_score(_decoder(C), X, y, cv=n_folds).mean() for C in C_values])


def _tied(C_values, accuracies):
    return np.asarray(C_values)[accuracies > accuracies.max() - 1e-9]


def largest_of_the_best(X, y, C_values, n_folds=8):
    """The weakest penalty. Loses: ties."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).max(), accuracies


def first_of_the_best(X, y, C_values, n_folds=8):
    """The first one in the list. Loses: ties."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies)[0], accuracies


def position_of_the_best(X, y, C_values, n_folds=8):
    """Forgets to look C up. Loses: best, ties, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return int(np.argmin(np.where(accuracies > accuracies.max() - 1e-9, C_values, np.inf))), accuracies


def best_accuracy_for_c(X, y, C_values, n_folds=8):
    """How good instead of which. Loses: best, ties, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return max(accuracies), accuracies


def sorts_the_values(X, y, C_values, n_folds=8):
    """Works through C from small to large. Loses: accuracies, best, ties."""
    C_values = np.sort(C_values)
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).min(), accuracies


def by_training_accuracy(X, y, C_values, n_folds=8):
    """Scores where it was fitted. Loses: accuracies, default-folds, leaves-inputs-alone."""
    folds = list(StratifiedKFold(n_folds).split(X, y))
    accuracies = np.array([np.mean([_decoder(C).fit(X[a], y[a]).score(X[a], y[a]) for a, _ in folds]) for C in C_values])
    return _tied(C_values, accuracies).min(), accuracies


def worst_of_all(X, y, C_values, n_folds=8):
    """As if accuracies were errors. Loses: best, ties, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return np.asarray(C_values)[accuracies < accuracies.min() + 1e-9].min(), accuracies


def drops_n_folds(X, y, C_values, n_folds=8):
    """Always 8 folds. Loses: accuracies, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, 8)
    return _tied(C_values, accuracies).min(), accuracies


# ---- nearly right


def first_of_the_best__argmax(X, y, C_values, n_folds=8):
    """np.argmax, which takes the first and counts the last digit. Loses: ties."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return C_values[np.argmax(accuracies)], accuracies


def last_of_the_best(X, y, C_values, n_folds=8):
    """A loop with >=. Loses: ties."""
    accuracies, best, best_C = _accuracies(X, y, C_values, n_folds), -1, None
    for C, accuracy in zip(C_values, accuracies, strict=True):
        if accuracy >= best - 1e-9:
            best, best_C = max(best, accuracy), C
    return best_C, accuracies


def smallest_of_all(X, y, C_values, n_folds=8):
    """Whatever the accuracies say. Loses: best (perhaps leaves-inputs-alone)."""
    return min(C_values), _accuracies(X, y, C_values, n_folds)


def mean_of_the_best(X, y, C_values, n_folds=8):
    """Between those that tie. Loses: ties."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).mean(), accuracies


def within_one_error(X, y, C_values, n_folds=8):
    """The smallest within one standard error of the best: another rule. Loses: best (perhaps leaves-inputs-alone)."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    error = np.sqrt(accuracies.max() * (1 - accuracies.max()) / len(y))
    return np.asarray(C_values)[accuracies >= accuracies.max() - error].min(), accuracies


def best_c_only(X, y, C_values, n_folds=8):
    """One result. Loses: accuracies, best, ties, default-folds, leaves-inputs-alone."""
    return _tied(C_values, _accuracies(X, y, C_values, n_folds)).min()


def results_exchanged(X, y, C_values, n_folds=8):
    """Accuracies first. Loses: accuracies, best, ties, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return accuracies, _tied(C_values, accuracies).min()


def error_rates(X, y, C_values, n_folds=8):
    """The choice is right, the numbers are errors. Loses: accuracies, best, ties, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).min(), 1 - accuracies


def scales_before_splitting(X, y, C_values, n_folds=8):
    """One scaler for all. Loses: accuracies (perhaps default-folds, leaves-inputs-alone)."""
    Z = StandardScaler().fit_transform(X)
    accuracies = np.array([cross_val_score(LogisticRegression(C=C, max_iter=10_000), Z, y, cv=n_folds).mean() for C in C_values])
    return _tied(C_values, accuracies).min(), accuracies


def strengths_for_c(X, y, C_values, n_folds=8):
    """C upside down. Loses: accuracies, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, [1 / C for C in C_values], n_folds)
    return _tied(C_values, accuracies).min(), accuracies


def five_folds_by_default(X, y, C_values, n_folds=5):
    """Another default. Loses: default-folds."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).min(), accuracies


def column_of_accuracies(X, y, C_values, n_folds=8):
    """Shape (n_C, 1). Loses: accuracies, best, ties, default-folds, leaves-inputs-alone."""
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).min(), accuracies[:, None]


def sorts_in_place(X, y, C_values, n_folds=8):
    """Sorts the argument, then goes on as if it had not. Loses: accuracies, best, default-folds, leaves-inputs-alone (perhaps ties)."""
    if isinstance(C_values, np.ndarray):
        C_values[::-1].sort()
    accuracies = _accuracies(X, y, C_values, n_folds)
    return _tied(C_values, accuracies).min(), accuracies
