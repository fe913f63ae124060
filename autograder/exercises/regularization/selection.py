"""The strength of a ridge, chosen by held-out likelihood."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln
from sklearn.linear_model import PoissonRegressor

from autograder.declare import Exercise, attempts, case, reference_of
from autograder.exercises.regularization.inputs import LAB, counts_of, features
from autograder.visible.judges import Agrees, Parts
from autograder.visible.sparse import ChosenStrength

select_ridge = Exercise(
    "regularization.select_ridge", read="Section 5, 'The strength with the best held-out score'",
    recognise=Parts(("best", "scores"), (Agrees(1e-6, 1e-9), Agrees(1e-3, 3e-4))), builds_on=("blocked_folds",))
DIFFERENCE = 2e-3  # nats/bin by which a wrong score must differ somewhere


def _folds(n_samples, n_folds, gap):
    return reference_of(LAB, "blocked_folds")(n_samples, n_folds, gap)


def _draw(rng, n_bins, n_features, strengths, mean=1.0, dtype=int, as_list=False, must_show=(), **names):
    """Counts of a cell that listens to some features, with a spike in every training set."""
    for _ in attempts():
        X = features(rng, n_bins, n_features)
        weights = np.where(np.arange(n_features) % 2, 0.0, rng.choice([-0.4, 0.4], n_features))
        y = counts_of(rng, X, weights, mean).astype(dtype)
        args = (X, y, list(strengths) if as_list else np.array(strengths))
        best, scores = reference_of(LAB, "select_ridge")(*args, **names)
        spiking = all(y[train].sum() > 2 for train, _ in _folds(n_bins, names.get("n_folds", 5), names.get("gap", 0)))
        if spiking and all(_differs(wrong(*args, **names), best, scores) for wrong in must_show):
            return case(*args, **names, judge=ChosenStrength(strengths=tuple(strengths)))


def _differs(wrong, best, scores) -> bool:
    return np.abs(wrong[1] - scores).max() > DIFFERENCE


@select_ridge.check(2, "The scores are held-out likelihoods, averaged over bins and then over folds.")
def scores_of_strengths(rng):
    yield _draw(rng, 70, 5, [0.3, 3.0, 30.0, 300.0], must_show=(mean_loss, all_samples_instead, _without_the_half))
    yield _draw(rng, 60, 4, [100.0, 10.0, 1.0], mean=2.0, n_folds=3)


@select_ridge.check(1, "The best strength is the one with the best score, whatever the order of the grid.")
def best_strength(rng):
    yield _draw(rng, 60, 6, [1000.0, 0.01, 8.0], must_show=(_picks_the_worst,))
    yield _draw(rng, 60, 3, [2.0, 200.0, 20.0, 2000.0], mean=2.0, n_folds=4, as_list=True)


@select_ridge.check(1.5, "Folds are blocks with a gap, as many as asked for.")
def folds_and_gap(rng):
    yield _draw(rng, 45, 4, [0.2, 5.0], n_folds=5, gap=6, must_show=(ignores_the_gap, scattered_folds))
    yield _draw(rng, 50, 3, [0.5, 10.0], n_folds=3, gap=4, must_show=(always_five_folds,))


@select_ridge.check(0.5, "A grid of one strength is a grid; counts stored as uint8 do not overflow.")
def one_strength_and_uint8(rng):
    yield _draw(rng, 40, 2, [4.0])
    yield _draw(rng, 60, 3, [1.0, 30.0], mean=12.0, dtype=np.uint8)


def _undisturbed(rng):
    return _draw(rng, 40, 3, [1.0, 20.0], dtype=float)


select_ridge.leaves_inputs_alone(0.5, _undisturbed)


def _select(X, y, strengths, folds, ridge_to_alpha=lambda strength, n_train, n: strength / n_train, score=None, on_train=False):
    """The reference with one thing changed."""
    X, y, strengths = (np.asarray(values, float) for values in (X, y, strengths))
    score = score or (lambda y, eta: np.mean(y * eta - np.exp(eta)))
    scores = np.empty((len(folds), len(strengths)))
    for i, (train, test) in enumerate(folds):
        for j, strength in enumerate(strengths):
            alpha = ridge_to_alpha(strength, len(train), len(y))
            model = PoissonRegressor(alpha=alpha, solver="newton-cholesky", tol=1e-8, max_iter=1000).fit(X[train], y[train])
            rows = train if on_train else test
            scores[i, j] = score(y[rows], model.intercept_ + X[rows] @ model.coef_)
    mean = scores.mean(axis=0)
    return strengths[mean.argmax()], mean


def _picks_the_worst(X, y, strengths, n_folds=5, gap=0):
    scores = _select(X, y, strengths, _folds(len(y), n_folds, gap))[1]
    return None, scores + (scores.max() - scores.min())  # shows where best and worst are apart


def _without_the_half(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, gap), lambda strength, n_train, n: 2 * strength / n_train)


@select_ridge.misconception(
    "The strength was handed to a fit with a mean loss as it is, and so is far too strong.",
    "scikit-learn's alpha stands beside the mean over the training samples: divide by their number.")
def mean_loss(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, gap), lambda strength, n_train, n: strength)


@select_ridge.misconception(
    "The strength was divided by the number of all samples.",
    "The fit only sees the training samples of its fold: how many are those?")
def all_samples_instead(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, gap), lambda strength, n_train, n: strength / n)


@select_ridge.misconception(
    "The scores are those of the training samples: they always favour the weakest penalty.",
    "Score each fold on its test block.")
def scores_the_training_set(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, gap), on_train=True)


@select_ridge.misconception(
    "The gap is not used.", "Hand gap on to blocked_folds.")
def ignores_the_gap(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, 0))


@select_ridge.misconception(
    "There are always five folds.", "Hand n_folds on to blocked_folds.")
def always_five_folds(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), 5, gap))


@select_ridge.misconception(
    "The folds are scattered over the recording.", "Use the blocks of blocked_folds, with their gaps.")
def scattered_folds(X, y, strengths, n_folds=5, gap=0):
    rows = np.arange(len(y))
    folds = [(rows[rows % n_folds != fold], rows[rows % n_folds == fold]) for fold in range(n_folds)]
    return _select(X, y, strengths, folds)


@select_ridge.misconception(
    "The scores are sums over the test samples, not means.", "Divide by the number of test samples of the fold.")
def sums_over_bins(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, gap), score=lambda y, eta: np.sum(y * eta - np.exp(eta)))


@select_ridge.misconception(
    "The scores have the other sign.",
    "A score is a log-likelihood: larger is better.")
def sign_flipped(X, y, strengths, n_folds=5, gap=0):
    best, scores = _select(X, y, strengths, _folds(len(y), n_folds, gap))
    return best, -scores


@select_ridge.misconception(
    "log y! was taken into the score.", "The course leaves out what no parameter changes.")
def with_the_factorial(X, y, strengths, n_folds=5, gap=0):
    return _select(X, y, strengths, _folds(len(y), n_folds, gap),
                   score=lambda y, eta: np.mean(y * eta - np.exp(eta) - gammaln(y + 1)))


@select_ridge.misconception(
    "The first result is the place of the best strength in the grid.", "Return the strength itself.")
def returns_the_place(X, y, strengths, n_folds=5, gap=0):
    scores = _select(X, y, strengths, _folds(len(y), n_folds, gap))[1]
    return int(scores.argmax()), scores


@select_ridge.misconception(
    "The features were standardised first, so the ridge acts in another unit.",
    "This function takes the features as they are.")
def standardises(X, y, strengths, n_folds=5, gap=0):
    X = np.asarray(X, float)
    return _select((X - X.mean(axis=0)) / X.std(axis=0), y, strengths, _folds(len(y), n_folds, gap))
