"""Wrong answers to sample_data; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np


def labels_in_blocks(n_samples, m, S, p, random_seed=0):
    """One cluster after the other. Loses: random-order."""
    rng = np.random.default_rng(random_seed)
    counts = rng.multinomial(n_samples, p)
    x = np.vstack([rng.multivariate_normal(m[k], S[k], counts[k]) for k in range(len(p))])
    return np.repeat(np.arange(len(p)), counts), x


def labels_in_blocks__sorted_last(n_samples, m, S, p, random_seed=0):
    """Sorts labels and points together at the end. Loses: random-order."""
    labels, x = _right(n_samples, m, S, p, random_seed)
    order = np.argsort(labels)
    return labels[order], x[order]


def ignores_the_weights(n_samples, m, S, p, random_seed=0):
    """All clusters alike. Loses: weights."""
    return _right(n_samples, m, S, np.ones(len(p)) / len(p), random_seed)


def covariance_as_its_root(n_samples, m, S, p, random_seed=0):
    """Multiplies noise by the covariance. Loses: clusters."""
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    noise = rng.standard_normal((n_samples, np.shape(m)[1]))
    return labels, np.asarray(m)[labels] + np.einsum("nij,nj->ni", np.asarray(S)[labels], noise)


def no_correlations(n_samples, m, S, p, random_seed=0):
    """Each dimension by itself. Loses: clusters."""
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    spread = np.sqrt(np.diagonal(S, axis1=1, axis2=2))
    return labels, rng.normal(np.asarray(m)[labels], spread[labels])


def labels_of_other_points(n_samples, m, S, p, random_seed=0):
    """Shuffles the labels alone. Loses: clusters."""
    labels, x = _right(n_samples, m, S, p, random_seed)
    return np.random.default_rng(random_seed + 1).permutation(labels), x


def always_two_dimensions(n_samples, m, S, p, random_seed=0):
    """The shape of the example. Loses: shape, clusters."""
    labels, points = _right(n_samples, m, S, p, random_seed)
    x = np.zeros([n_samples, 2])
    x[:] = points
    return labels, x


def exact_counts(n_samples, m, S, p, random_seed=0):
    """Nothing left to chance but the order. Loses: left-to-chance."""
    rng = np.random.default_rng(random_seed)
    edges = np.round(np.cumsum(np.append(0, p)) * n_samples).astype(int)
    labels = rng.permutation(np.repeat(np.arange(len(p)), np.diff(edges)))
    return labels, np.array([rng.multivariate_normal(m[k], S[k]) for k in labels])


def points_of_the_mean(n_samples, m, S, p, random_seed=0):
    """No noise. Loses: clusters."""
    labels, _ = _right(n_samples, m, S, p, random_seed)
    return labels, np.asarray(m)[labels]


def one_point_a_cluster(n_samples, m, S, p, random_seed=0):
    """All points of a cluster are the same draw. Loses: clusters."""
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    return labels, np.array([rng.multivariate_normal(m[k], S[k]) for k in range(len(p))])[labels]


def first_covariance_for_all(n_samples, m, S, p, random_seed=0):
    """An index forgotten. Loses: clusters."""
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    return labels, np.array([rng.multivariate_normal(m[k], S[0]) for k in labels])


def ignores_the_seed(n_samples, m, S, p, random_seed=0):
    """The same data for ever. Loses: left-to-chance, other-seeds."""
    return _right(n_samples, m, S, p, 0)


def no_seed_at_all(n_samples, m, S, p, random_seed=0):
    """Other data at each call. Loses: same-seed."""
    return _right(n_samples, m, S, p, None)


def points_before_labels(n_samples, m, S, p, random_seed=0):
    """The two results exchanged. Loses: everything."""
    return _right(n_samples, m, S, p, random_seed)[::-1]


def points_alone(n_samples, m, S, p, random_seed=0):
    """Forgets the labels. Loses: everything."""
    return _right(n_samples, m, S, p, random_seed)[1]


def transposed(n_samples, m, S, p, random_seed=0):
    """Samples in columns. Loses: everything."""
    labels, x = _right(n_samples, m, S, p, random_seed)
    return labels, x.T


def labels_from_one(n_samples, m, S, p, random_seed=0):
    """Counts from 1. Loses: everything."""
    labels, x = _right(n_samples, m, S, p, random_seed)
    return labels + 1, x


def the_mixture_of_all(n_samples, m, S, p, random_seed=0):
    """Mixes the parameters, not the samples. Loses: clusters."""
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    return labels, rng.multivariate_normal(p @ np.asarray(m), np.tensordot(p, S, 1), n_samples)


def spoils_the_means(n_samples, m, S, p, random_seed=0):
    """Adds to its argument. Loses: leaves-inputs-alone."""
    labels, x = _right(n_samples, m, S, p, random_seed)
    m += 1.0
    return labels, x


def _right(n_samples, m, S, p, random_seed):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    return labels, np.array([rng.multivariate_normal(m[k], S[k]) for k in labels])
