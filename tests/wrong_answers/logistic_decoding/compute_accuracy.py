"""Wrong answers to compute_accuracy; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from sklearn.base import clone
from sklearn.metrics import balanced_accuracy_score, log_loss


def error_rate(X, y, model):
    """One minus what was asked for. Loses: everything."""
    return 1 - model.score(X, np.asarray(y).astype(int))


def number_of_hits(X, y, model):
    """A count. Loses: everything."""
    return sum(p == t for p, t in zip(model.predict(X), y, strict=True))


def percentage(X, y, model):
    """In percent. Loses: everything."""
    return 100.0 * model.score(X, np.asarray(y).astype(int))


def fits_again(X, y, model):
    """Fits a copy to the trials of the test. Loses: everything."""
    y = np.asarray(y).astype(int)
    again = clone(model)
    again.fit(X, y)
    return again.score(X, y)


def share_of_predicted_ones(X, y, model):
    """Forgets the choices. Loses: share-of-hits, choices-of-any-type (perhaps pipelines, leaves-inputs-alone)."""
    return float(np.sum(model.predict(X))) / len(y)


def mean_probability(X, y, model):
    """How much probability the choices got. Loses: everything."""
    p = model.predict_proba(X)[:, 1]
    return np.where(np.asarray(y).astype(bool), p, 1 - p).mean()


# ---- nearly right


def of_balanced_classes(X, y, model):
    """The mean of both classes' accuracies. Loses: share-of-hits, pipelines."""
    return balanced_accuracy_score(np.asarray(y).astype(int), model.predict(X))


def of_choice_1(X, y, model):
    """Only trials with choice 1. Loses: share-of-hits, choices-of-any-type (perhaps pipelines, leaves-inputs-alone)."""
    hit = np.asarray(y) == 1
    return np.mean(model.predict(X)[hit] == 1)


def fits_again__in_place(X, y, model):
    """Fits the model that it was given. Loses: everything."""
    y = np.asarray(y).astype(int)
    return model.fit(X, y).score(X, y)


def matches_without_order(X, y, model):
    """Compares the numbers of choices. Loses: everything."""
    return 1 - abs(np.sum(model.predict(X)) - np.sum(np.asarray(y, float))) / len(y)


def skips_the_scaling(X, y, model):
    """Takes the last step of a pipeline only. Loses: pipelines."""
    last = model[-1] if hasattr(model, "steps") else model
    return np.mean(last.predict(X) == y)


def standardises_again(X, y, model):
    """Standardises the test trials by themselves. Loses: share-of-hits, choices-of-any-type (perhaps pipelines, leaves-inputs-alone)."""
    return np.mean(model.predict((X - X.mean(axis=0)) / X.std(axis=0)) == y)


def log_loss_for_accuracy(X, y, model):
    """Another score. Loses: everything."""
    return log_loss(np.asarray(y).astype(int), model.predict_proba(X))


def adds_the_types(X, y, model):
    """The difference of predictions and choices, in the type of the choices: bytes wrap, bools refuse. Loses: choices-of-any-type."""
    return 1 - np.mean(np.abs(np.asarray(y) - model.predict(X).astype(np.asarray(y).dtype)))


def one_value_per_trial(X, y, model):
    """Not averaged. Loses: everything."""
    return (model.predict(X) == y).astype(float)


def at_least_the_majority(X, y, model):
    """Never below the baseline. Loses: pipelines (perhaps choices-of-any-type)."""
    return max(np.mean(model.predict(X) == y), np.mean(y), 1 - np.mean(y))


def standardises_in_place(X, y, model):
    """Right, but the features are centred and not put back. Loses: leaves-inputs-alone."""
    accuracy = np.mean(model.predict(X) == y)
    X -= X.mean(axis=0)
    return accuracy
