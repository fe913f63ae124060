"""Slow, obvious versions of the functions of lab 07."""

import math

import numpy as np

TOY = (
    np.array([[0.0, 0.0], [5.0, 1.0], [0.0, 4.0]]),
    np.array([[[1.0, 0.0], [0.0, 1.0]], [[2.0, 1.0], [1.0, 2.0]], [[1.0, -0.5], [-0.5, 1.0]]]),
    np.array([0.3, 0.5, 0.2]),
)


def sample_by_hand(n_samples, m, S, p, random_seed=0):
    """All labels with one call of `choice`, then one call of `multivariate_normal` a point."""
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    return labels, np.array([rng.multivariate_normal(m[k], S[k]) for k in labels])


def log_density(sample, mean, cov):
    """Logarithm of the Gaussian density, by determinant and inverse."""
    away = np.asarray(sample) - mean
    exponent = -0.5 * away @ np.linalg.inv(cov) @ away
    return exponent - 0.5 * (len(mean) * math.log(2 * math.pi) + np.linalg.slogdet(cov)[1])


def log_sum(values):
    """Logarithm of a sum of exponentials, the largest taken out."""
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))


def log_joint(x, m, S, p):
    """Logarithm of weight times density, (n_clusters, n_samples), one by one."""
    log_p = [math.log(weight) if weight > 0 else -math.inf for weight in p]
    return np.array([[log_p[k] + log_density(sample, m[k], S[k]) for sample in x] for k in range(len(p))])


def log_likelihood(x, m, S, p):
    """Sum over samples."""
    return sum(log_sum(column) for column in log_joint(x, m, S, p).T)


def em_step(x, m, S, p):
    """One step of EM with loops: new means, covariances and weights."""
    joint = log_joint(x, m, S, p)
    share = np.array([np.exp(column - log_sum(column)) for column in joint.T]).T
    means, covs = [], []
    for k in range(len(p)):
        mean = sum(r * sample for r, sample in zip(share[k], x, strict=True)) / share[k].sum()
        cov = sum(r * np.outer(sample - mean, sample - mean) for r, sample in zip(share[k], x, strict=True))
        means.append(mean)
        covs.append(cov / share[k].sum())
    return np.array(means), np.array(covs), share.sum(axis=1) / len(x)
