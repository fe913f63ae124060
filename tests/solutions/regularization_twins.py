"""Slow and obvious twins of lab 05, and data to try them on."""

import math

import numpy as np


def draw_problem(rng, n_bins=60, n_features=5, offset=0.0):
    """Correlated features off centre, and counts that depend on some of them."""
    X = rng.normal(size=(n_bins, n_features)) + 0.7 * rng.normal(size=(n_bins, 1)) + offset
    drive = X @ np.where(np.arange(n_features) % 2, 0.0, 0.4)
    y = rng.poisson(np.exp(np.clip(drive - drive.mean(), -3, 2)))
    y[0] += 1
    return X, y


def penalised_loss(X, y, intercept, weights, penalty):
    """The objective of the lab, sample by sample."""
    total = penalty
    for row, count in zip(X, y, strict=True):
        eta = float(intercept) + sum(float(a) * float(b) for a, b in zip(row, weights, strict=True))
        total += math.exp(eta) - float(count) * eta
    return total


def group_norms(weights, groups):
    """Root of the size times norm, of each group."""
    labels = sorted({int(g) for g in groups})
    members = [[float(w) for w, g in zip(weights, groups, strict=True) if int(g) == label] for label in labels]
    return [math.sqrt(len(own)) * math.sqrt(sum(w * w for w in own)) for own in members]


def slope_of(X, y, intercept, weights):
    """Gradient of the negative log-likelihood with respect to the weights."""
    return np.asarray(X, float).T @ (np.exp(intercept + np.asarray(X, float) @ weights) - np.asarray(y, float))


def loop_folds(n_samples, n_folds, gap):
    """The convention, sample by sample."""
    sizes = [n_samples // n_folds + (k < n_samples % n_folds) for k in range(n_folds)]
    folds = []
    for k, size in enumerate(sizes):
        start = sum(sizes[:k])
        stop = start + size
        train = [i for i in range(n_samples) if start - i > gap or i - stop >= gap]
        folds.append((train, list(range(start, stop))))
    return folds


def fit_ridge_by_newton(X, y, ridge):
    """Newton's method with halved steps; intercept and weights."""
    X1, y = np.column_stack([np.ones(len(y)), X]), np.asarray(y, float)
    penalty = ridge * np.diag([0.0] + [1.0] * (X1.shape[1] - 1))
    theta = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1))

    def objective(theta):
        return np.exp(X1 @ theta).sum() - y @ (X1 @ theta) + theta @ penalty @ theta / 2

    for _ in range(200):
        rate = np.exp(X1 @ theta)
        step = np.linalg.solve((X1.T * rate) @ X1 + penalty, X1.T @ (y - rate) - penalty @ theta)
        while objective(theta + step) > objective(theta) + 1e-10:
            step = step / 2
        theta = theta + step
        if np.abs(step).max() < 1e-10:
            break
    return theta[0], theta[1:]
