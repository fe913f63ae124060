"""Arguments that are no plain values: they travel as a recipe, and are made anew on each side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Recipe:
    """What to make an argument of."""

    def make(self):
        """Make the argument."""
        raise NotImplementedError


@dataclass(frozen=True)
class Generator(Recipe):
    """``numpy.random.default_rng(seed)``, in a fresh state for every call."""

    seed: int

    def make(self):
        """Make the generator."""
        return np.random.default_rng(self.seed)


@dataclass(frozen=True)
class SparseTrain(Recipe):
    """Times (ms) of many spikes, one each 100 ms, of which hardly any two are close: for tests of memory.

    Parameters
    ----------
    n_spikes : int
        How many spikes.
    offset_ms : float
        Where in its 100 ms each spike lies, about.
    near_ms : float
        Where ten of them lie instead, always the same ten.
    seed : int
        Each spike is late by up to 16 ms, at random.
    """

    n_spikes: int
    offset_ms: float
    near_ms: float
    seed: int

    def make(self):
        """Make the times, sorted."""
        late_ms = np.random.default_rng(self.seed).uniform(0, 16, self.n_spikes)
        places_ms = np.full(self.n_spikes, float(self.offset_ms))
        places_ms[self.n_spikes // 20 :: self.n_spikes // 10] = self.near_ms
        return 100.0 * np.arange(self.n_spikes) + np.round(places_ms + late_ms, 5)


@dataclass(frozen=True)
class FittedClassifier(Recipe):
    """A scikit-learn classifier, fitted to plain arrays.

    Parameters
    ----------
    X : (n_trials, n_features) array
    y : (n_trials,) array
        Classes, 0 or 1.
    C : float
        scikit-learn's inverse strength of the L2 penalty.
    standardise : bool
        Whether it is a pipeline that standardises the features first.
    """

    X: np.ndarray
    y: np.ndarray
    C: float = 1.0
    standardise: bool = False

    def make(self):
        """Fit the classifier."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        model = LogisticRegression(C=self.C, max_iter=10_000)
        return (make_pipeline(StandardScaler(), model) if self.standardise else model).fit(self.X, self.y)


@dataclass(frozen=True)
class Predictions(Recipe):
    """What a student's classifier predicts: its place is taken by this where a right function is lent to the student's.

    Parameters
    ----------
    labels : (n_trials,) array
        Its predictions for the trials that are passed along with it.
    """

    labels: np.ndarray

    def predict(self, X) -> np.ndarray:
        """The predictions, of whatever trials."""
        return self.labels

    def make(self):
        """Nothing has to be made."""
        return self


RECIPES = {kind.__name__: kind for kind in (Generator, SparseTrain, FittedClassifier, Predictions)}


def realise(arguments):
    """Make every recipe among a tuple of arguments, or the values of a dictionary of them."""
    if isinstance(arguments, dict):
        return {name: _made(item) for name, item in arguments.items()}
    return tuple(_made(item) for item in arguments)


def _made(item):
    return item.make() if isinstance(item, Recipe) else item
