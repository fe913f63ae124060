"""How often a decoder is right: the one that knows nothing, and a fitted one."""

from __future__ import annotations

import numpy as np
from sklearn.base import clone

from autograder.declare import Exercise, attempts, case
from autograder.exercises.logistic_decoding.inputs import choose, tell
from autograder.visible.recipes import FittedClassifier

majority_accuracy = Exercise("logistic_decoding.majority_accuracy", read="Section 2, 'A decoder that knows nothing'")
compute_accuracy = Exercise("logistic_decoding.compute_accuracy", read="Section 5, 'How often is it right?'")


# ---- the majority


@majority_accuracy.check(1, "It is the share of the more frequent choice.")
def share(rng):
    yield case(choose(rng, 41, share=0.68))
    yield case(choose(rng, 27, share=0.6))


@majority_accuracy.check(1, "It does not matter which of the two choices is the frequent one.")
def either_choice(rng):
    yield case(choose(rng, 30, share=0.2))
    yield case(choose(rng, 12, share=0.5))


@majority_accuracy.check(0.5, "Choices stored as uint8, as bool or as floats give the same.")
def any_number_type(rng):
    for dtype in (np.uint8, bool, float):
        yield case(choose(rng, 300, share=0.9).astype(dtype))


majority_accuracy.leaves_inputs_alone(0.5, lambda rng: case(choose(rng, 20, share=0.3).astype(float)))


@majority_accuracy.misconception(
    "This is the share of choice 1.", "Choice 0 may be the more frequent one: the decoder would then say 0.")
def share_of_ones(y):
    return np.mean(y)


@majority_accuracy.misconception(
    "This is how often the decoder is wrong.", "Which of the two shares is the larger one?")
def share_of_the_minority(y):
    return min(np.mean(y), 1 - np.mean(y))


@majority_accuracy.misconception(
    "This is what a coin would achieve.", "Choices need not be equally frequent, and the decoder may know which is.")
def always_one_half(y):
    return 0.5


@majority_accuracy.misconception("This is a number of trials.", "An accuracy is a share of all trials.")
def number_of_trials(y):
    return max(np.sum(np.asarray(y) == 1), np.sum(np.asarray(y) == 0))


@majority_accuracy.misconception("This is the more frequent choice itself.", "How often is that choice right?")
def the_frequent_choice(y):
    return float(np.mean(y) >= 0.5)


# ---- a fitted decoder


def _fitted(rng, n_trials=40, n_features=4, standardise=False, share=0.5, C=1.0, below_majority=False):
    """New trials, and a decoder fitted to others that does not get all of them right, nor as many as one of its own."""
    for _ in attempts():
        y_train, y = choose(rng, 40, share), choose(rng, n_trials, share)
        model = FittedClassifier(tell(rng, y_train, n_features), y_train, C, standardise)
        X = tell(rng, y, n_features)
        made = model.make()
        hits, seen = np.mean(made.predict(X) == y), np.mean(made.predict(model.X) == y_train)
        if below_majority and hits >= max(np.mean(y), 1 - np.mean(y)):
            continue
        if hits < 1 and hits not in (seen, 0.5, np.mean(clone(made).fit(X, y).predict(X) == y)):
            return X, y, model


@compute_accuracy.check(2, "It is the share of the trials in which the prediction is the choice.")
def share_of_hits(rng):
    yield case(*_fitted(rng))
    yield case(*_fitted(rng, 25, C=0.1))


@compute_accuracy.check(1, "The model may be a pipeline that standardises; choices may be unbalanced.")
def pipelines(rng):
    yield case(*_fitted(rng, standardise=True))
    yield case(*_fitted(rng, 30, share=0.7, standardise=True, C=100.0, below_majority=True))


@compute_accuracy.check(0.5, "Choices stored as uint8, as bool or as floats give the same.")
def choices_of_any_type(rng):
    for dtype in (np.uint8, bool, float):
        X, y, model = _fitted(rng, 24)
        yield case(X, y.astype(dtype), model)


compute_accuracy.leaves_inputs_alone(0.5, lambda rng: case(*_fitted(rng, 20)))


@compute_accuracy.misconception(
    "This is the share of wrong predictions.", "A trial counts when prediction and choice are the same.")
def error_rate(X, y, model):
    return np.mean(model.predict(X) != y)


@compute_accuracy.misconception("This is a number of trials.", "An accuracy is a share of all trials.")
def number_of_hits(X, y, model):
    return np.sum(model.predict(X) == y)


@compute_accuracy.misconception("This is a percentage.", "The course's accuracies lie between 0 and 1.")
def percentage(X, y, model):
    return 100 * np.mean(model.predict(X) == y)


@compute_accuracy.misconception(
    "The model was fitted again, to the trials that it is judged on.",
    "It comes fitted; only its predictions are asked for.")
def fits_again(X, y, model):
    return np.mean(clone(model).fit(X, y).predict(X) == y)


@compute_accuracy.misconception(
    "This is the share of predictions of choice 1.", "The choices themselves must come in.")
def share_of_predicted_ones(X, y, model):
    return np.mean(model.predict(X))


@compute_accuracy.misconception(
    "This is the mean probability that the model gives to what was chosen.",
    "An accuracy counts predictions that are right, however sure the model was of them.")
def mean_probability(X, y, model):
    return np.mean(model.predict_proba(X)[np.arange(len(X)), np.asarray(y).astype(int)])
