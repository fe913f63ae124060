"""Drawing samples from a mixture."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.mixture_models.inputs import LAB
from autograder.visible.judges import AllSame, NotAllSame
from autograder.visible.samples import CountsVary, MixtureSample, SameKindOfSample

sample_data = Exercise(f"{LAB}.sample_data", read="Section 2, 'Data whose clusters we know'", recognise=SameKindOfSample())


def _components(rng, n_dims=2, n_clusters=3):
    """Clusters of unlike weight, of large and strongly correlated spread: what goes wrong with them shows."""
    m = np.round(20 * rng.permutation(n_clusters)[:, None] + rng.uniform(-5, 5, (n_clusters, n_dims)), 1)
    sign = rng.permutation([-1, 1, rng.choice([-1, 1])])
    S = np.empty((n_clusters, n_dims, n_dims))
    for k in range(n_clusters):
        ripple = sign[k] ** np.arange(n_dims)
        S[k] = np.round(rng.uniform(4, 6), 1) * (0.85 * np.outer(ripple, ripple) + 0.15 * np.eye(n_dims))
    return m, S, rng.permutation([0.2, 0.65, 0.15][:n_clusters])


def _case(rng, aspect, n_samples=200, n_dims=2, seed=None):
    m, S, p = _components(rng, n_dims)
    seed = int(rng.integers(1, 10_000)) if seed is None else seed
    return case(n_samples, m, S, p, random_seed=seed, judge=MixtureSample(n_samples, m, S, p, aspect))


@sample_data.check(1, "It returns a label and a point for each sample, in any number of dimensions.")
def shape(rng):
    for n_dims in (1, 2, 5):
        yield _case(rng, "form", 20, n_dims)


@sample_data.check(1, "The labels come as often as their weights say.")
def weights(rng):
    yield _case(rng, "weights")


@sample_data.check(1, "The labels come in random order.")
def random_order(rng):
    yield _case(rng, "order")


@sample_data.check(0.5, "Each label is drawn by itself: how many samples a cluster has is left to chance.", together=CountsVary())
def left_to_chance(rng):
    m, S, p = _components(rng)
    for seed in rng.integers(1, 10_000, 4).tolist():
        yield case(30, m, S, p, random_seed=seed, judge=MixtureSample(30, m, S, p, "form"))


@sample_data.check(2, "The points of a cluster have its mean and its covariance.")
def clusters(rng):
    yield _case(rng, "clusters", 300)
    yield _case(rng, "clusters", 300, n_dims=1)


@sample_data.check(0.5, "The same seed gives the same data.", together=AllSame())
def same_seed(rng):
    m, S, p = _components(rng)
    seed = int(rng.integers(1, 10_000))
    for _ in range(2):
        yield case(9, m, S, p, random_seed=seed, judge=MixtureSample(9, m, S, p, "form"))


@sample_data.check(0.5, "Another seed gives other data.", together=NotAllSame())
def other_seeds(rng):
    m, S, p = _components(rng)
    for seed in (0, 1, int(rng.integers(2, 10_000))):
        yield case(9, m, S, p, random_seed=seed, judge=MixtureSample(9, m, S, p, "form"))


sample_data.leaves_inputs_alone(0.5, lambda rng: _case(rng, "form", 30))


def _points(rng, labels, m, S):
    points = [rng.multivariate_normal(m[k], S[k]) for k in labels]
    return np.round(np.reshape(points, (len(labels), np.shape(m)[1])), 2)


@sample_data.misconception(
    "The labels come in blocks: first all of cluster 0, then all of cluster 1, and so on.",
    "Spikes of one neuron come between those of others. Draw the labels themselves at random, one for each sample.")
def labels_in_blocks(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = np.sort(rng.choice(len(p), n_samples, p=p))
    return labels, _points(rng, labels, m, S)


@sample_data.misconception(
    "All clusters come equally often, whatever their weights are.", "Which argument of rng.choice takes the probabilities?")
def ignores_the_weights(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), n_samples)
    return labels, _points(rng, labels, m, S)


@sample_data.misconception(
    "The covariance matrix is used as if it were its own square root: the clusters spread too much.",
    "Where noise of variance 1 is multiplied by a matrix A, its covariance becomes A @ A.T.")
def covariance_as_its_root(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), n_samples, p=p)
    return labels, np.round([m[k] + S[k] @ rng.normal(size=len(m[k])) for k in labels], 2)


@sample_data.misconception(
    "The variances are right, but the correlations are gone.", "Look at the entries of S[k] that are not on its diagonal.")
def no_correlations(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), n_samples, p=p)
    return labels, np.round([rng.normal(m[k], np.sqrt(np.diag(S[k]))) for k in labels], 2)


@sample_data.misconception(
    "The labels do not belong to the points: they were drawn a second time.",
    "Draw the labels once; each point is then drawn from the cluster that its label names.")
def labels_of_other_points(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    x = _points(rng, rng.choice(len(p), n_samples, p=p), m, S)
    return rng.choice(len(p), n_samples, p=p), x


@sample_data.misconception(
    "It only works in two dimensions.", "The number of dimensions is that of the means: np.shape(m)[1].")
def always_two_dimensions(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), n_samples, p=p)
    x = np.zeros((n_samples, 2))
    for i, k in enumerate(labels):
        x[i] = rng.multivariate_normal(m[k], S[k])
    return labels, x
