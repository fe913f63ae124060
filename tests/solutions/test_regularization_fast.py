"""The fits for many features find the optima of the reference, and sooner than plain steps downhill."""

import time

import numpy as np
import pytest

from course.simulate.running import simulate_bystander
from course.splines import make_spline_basis
from solutions import _regularization_fast as fast
from solutions import regularization as lab

SHARES = [0.02, 0.1, 0.3, 1.5]  # of the largest slope at zero, where every weight is held


def draw_problem(seed, n_bins, n_groups, size, kind):
    """Features, counts, groups, and the largest slope at weights of zero."""
    rng = np.random.default_rng(seed)
    if kind == "splines":
        signals = [simulate_bystander(rng, n_bins, 20) for _ in range(n_groups)]
        X = np.hstack([make_spline_basis(signal, -2.5, 2.5, size) for signal in signals])
    else:
        shared = 1.0 if kind == "correlated" else 0.0
        X = rng.normal(size=(n_bins, n_groups * size)) + shared * (0.5 + rng.normal(size=(n_bins, 1)))
    groups = np.repeat(rng.permutation(n_groups) - 3, size)
    drive = X @ np.where(groups % 3 == 0, rng.normal(scale=0.2, size=len(groups)), 0.0)
    y = rng.poisson(0.6 * np.exp(np.clip(drive - drive.mean(), -3, 2)))
    order = rng.permutation(len(groups))
    return X[:, order], y, groups[order], np.abs(X.T @ (y - y.mean())).max()


def objective(X, y, theta, groups, strength):
    """Of intercept and weights."""
    intercept, weights = theta
    eta = intercept + X @ weights
    own = groups[:, None] == np.unique(groups)
    norms = np.sqrt(weights**2 @ own) @ np.sqrt(own.sum(axis=0))
    return np.exp(eta).sum() - y @ eta + strength * norms


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("kind", ["white", "correlated", "splines"])
@pytest.mark.parametrize("seed", range(4))
def test_both_find_the_same_optimum(seed, kind, share):
    """Objectives agree to a hundred-thousandth of a nat, and the same weights are exactly 0."""
    X, y, groups, slope = draw_problem(seed, 300, 4, 5, kind)
    alone = np.arange(20)
    for ours, theirs, labels in [
        (fast.fit_lasso_poisson(X, y, share * slope), lab.fit_lasso_poisson(X, y, share * slope), alone),
        (fast.fit_group_lasso_poisson(X, y, groups, share * slope / 2),
         lab.fit_group_lasso_poisson(X, y, groups, share * slope / 2), groups),
    ]:
        strength = share * slope / (1 if labels is alone else 2)
        assert objective(X, y, ours, labels, strength) == pytest.approx(objective(X, y, theirs, labels, strength), abs=1e-5)
        np.testing.assert_array_equal(ours[1] == 0, theirs[1] == 0)


@pytest.mark.parametrize("dtype", [np.uint8, float])
def test_counts_of_any_type(dtype):
    """Counts stored in eight bits do not wrap."""
    X, y, groups, slope = draw_problem(1, 100, 2, 3, "white")
    y = (60 * y % 250).astype(dtype)
    ours, theirs = (each.fit_group_lasso_poisson(X, y, groups, 5.0) for each in (fast, lab))
    np.testing.assert_allclose(np.append(*ours), np.append(*theirs), atol=1e-5)


def test_columns_that_say_the_same_are_no_obstacle():
    """Twice the same feature: the optimum is not unique, its objective is."""
    X, y, _, slope = draw_problem(2, 200, 2, 3, "white")
    X, labels = np.hstack([X, X]), np.arange(12)
    gap = objective(X, y, fast.fit_lasso_poisson(X, y, 2.0), labels, 2.0) - objective(
        X, y, lab.fit_lasso_poisson(X, y, 2.0), labels, 2.0)
    assert abs(gap) < 1e-5


def plain_fista(X, y, groups, strength, target):
    """Beck & Teboulle (2009), with backtracking: steps until the objective is below `target`."""
    members = np.unique(groups, return_inverse=True)[1]
    roots = np.sqrt(np.bincount(members))
    X1 = np.column_stack([np.ones(len(y)), X])
    theta = ahead = np.append(np.log(y.mean()), np.zeros(X.shape[1]))
    step, momentum, value = 1.0, 1.0, np.inf
    while value > target:
        eta = X1 @ ahead
        with np.errstate(over="ignore", invalid="ignore"):
            rate = np.exp(eta)
            new = ahead - step * (X1.T @ (rate - y))
            norms = np.sqrt(np.bincount(members, new[1:] ** 2))
            new[1:] *= np.maximum(1 - step * strength * roots / np.where(norms > 0, norms, np.inf), 0)[members]
            new_eta = X1 @ new
            rise, distance = new_eta - eta, np.sum((new - ahead) ** 2)
            fits = rate @ (np.expm1(rise) - rise) <= distance / (2 * step)
        if not fits:
            step /= 2
            continue
        value = np.exp(new_eta).sum() - y @ new_eta + strength * roots @ np.sqrt(np.bincount(members, new[1:] ** 2))
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, theta, momentum = new + (momentum - 1) / following * (new - theta), new, following


def seconds(function, *args):
    """The shorter of two runs."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        function(*args)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("is_lasso", [True, False], ids=["lasso", "group lasso"])
def test_it_is_three_times_faster_than_plain_fista(is_lasso):
    """To within a millionth of a nat, in the median over problems such as those of the lab."""
    ratios = []
    for seed, kind in enumerate(["splines", "correlated", "splines", "correlated", "splines"]):
        X, y, groups, slope = draw_problem(seed, 3000, 6, 10, kind)
        for share in SHARES[:3]:
            labels = np.arange(60) if is_lasso else groups
            strength = share * slope / (1 if is_lasso else 2)
            best = objective(X, y, fast.fit_group_lasso_poisson(X, y, labels, strength), labels, strength)
            ours = seconds(fast.fit_group_lasso_poisson, X, y, labels, strength)
            ratios.append(seconds(plain_fista, X, y, labels, strength, best + 1e-6) / ours)
    assert np.median(ratios) >= 3, ratios
