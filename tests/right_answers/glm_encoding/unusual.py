"""Right, and written as few would: closures, partials, callable objects, recursion, noise, odd names."""

import functools
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.optimize import root


def remembered(function: Callable) -> Callable:
    """Keep results by the bytes of the arguments, as functools.lru_cache does by their hash."""
    known: dict[Any, Any] = {}

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        arrays = [(str(a.dtype), a.tobytes()) if isinstance(a, np.ndarray) else a for a in args]
        key = (*arrays, *kwargs.items())
        if key not in known:
            known[key] = function(*args, **kwargs)
        return known[key]

    return wrapper


def talkative(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("working on", function.__name__, file=sys.stderr)
        warnings.warn("this may take a while", UserWarning, stacklevel=2)
        result = function(*args, **kwargs)
        print("result:", result)
        return result

    return wrapper


@talkative
@remembered
def make_design_matrix(light: np.ndarray, d: int = 25, *, padding: float = 0.0, verbose=False) -> np.ndarray:
    def rows(i: int) -> list:
        return [] if i == len(light) else [[float(v) for v in padded[i:i + d]], *rows(i + 1)]

    padded = [padding] * (d - 1) + list(light)
    sys.setrecursionlimit(10_000)
    return np.array(rows(0))


class Average:
    """A callable object does what a function does."""

    def __call__(self, flicker: Sequence[float], counts, d=25, weights=None):
        list = make_design_matrix(np.asarray(flicker), d)
        sum = np.zeros(d)
        for row, n in zip(list, counts, strict=True):
            sum = sum + row * float(n)
        return sum / np.add.reduce(counts, dtype=float)


def _regression(what, a, b, d=25):
    X = np.column_stack([np.ones(len(a)), make_design_matrix(np.asarray(a), d=d)])
    theta = np.linalg.lstsq(X, np.asarray(b, float))[0]
    return {"theta": theta, "prediction": X @ theta}[what]


spike_triggered_average = Average()
fit_lg = functools.partial(_regression, "theta")
predict_spike_counts_lg = lambda s, r, d=25: _regression("prediction", s, r, d)  # noqa: E731


def make_likelihood(exp=np.exp):
    def neg_log_lik(parameters, matrix, observed):
        parts = (float(exp(e)) - float(n) * e for e, n in zip(matrix @ parameters, observed, strict=True))
        return functools.reduce(lambda a, b: a + b, parts)

    return neg_log_lik


neg_log_lik_lnp = make_likelihood()


@talkative
def fit_lnp(s, n, d=25, start=None, *args, method="hybr", **kwargs):
    """Find where the gradient is 0, instead of where the likelihood is largest."""
    X = np.column_stack([np.ones(len(s)), make_design_matrix(s, d)])
    n = np.array(n, float)
    start = np.append(np.log(n.mean()), np.zeros(d)) if start is None else start
    found = root(lambda t: X.T @ (np.exp(X @ t) - n), start,
                 jac=lambda t: X.T * np.exp(X @ t) @ X, method=method)
    assert found.success, found.message
    return found.x


def predict_spike_counts_lnp(s, n=None, theta=None, d=25, return_log=False):
    match theta:
        case None:
            return predict_spike_counts_lnp(s, n, fit_lnp(s, n, d), d, return_log)
        case _:
            eta = np.dot(make_design_matrix(s, d), np.asarray(theta)[1:]) + theta[0]
            return eta if return_log else np.exp(eta)


def bits_per_spike(observed, predicted, baseline=None, base=2.0):
    """Sum over the bins, from the last to the first; the total gain is in nats."""
    def gain(i):
        if i < 0:
            return 0.0
        n, r = float(observed[i]), float(predicted[i])
        return gain(i - 1) + (n * (np.log(r) - np.log(baseline)) if n else 0.0) - r + baseline

    sys.setrecursionlimit(10_000)
    return gain(len(observed) - 1) / sum(map(float, observed)) / np.log(base)


evidence_number = 2050  # the panels of this number are those of 2026: there are 24 sets
evidence_filters = list("-0+0")
