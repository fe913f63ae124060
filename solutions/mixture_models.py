"""Lab 07: a mixture of Gaussians, fitted by expectation-maximisation and judged by the BIC."""

import warnings

import numpy as np
from scipy.special import logsumexp
from scipy.stats import Covariance, multivariate_normal
from sklearn.cluster import kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning


def sample_data(n_samples, m, S, p, random_seed=0):
    """Draw samples from a mixture of Gaussians.

    All labels are drawn first, independently and with the probabilities `p`; then one point for each.

    Parameters
    ----------
    n_samples : int
        Number of samples.
    m : (n_clusters, n_dims) array
        Means.
    S : (n_clusters, n_dims, n_dims) array
        Covariance matrices.
    p : (n_clusters,) array
        Weights of the clusters; they sum to 1.
    random_seed : int
        Another seed gives other data.

    Returns
    -------
    labels : (n_samples,) int array
        The cluster that each sample comes from, 0 … n_clusters - 1, in random order.
    x : (n_samples, n_dims) float array
        The samples.
    """
    # BEGIN SOLUTION
    m, S, p = (np.asarray(values, dtype=float) for values in (m, S, p))
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p / p.sum())  # fill: len(p), size=n_samples, p=p / p.sum()
    x = [rng.multivariate_normal(m[k], S[k]) for k in labels]  # fill: rng.multivariate_normal(m[k], S[k])
    return labels, np.reshape(x, (n_samples, m.shape[1]))
    # END SOLUTION


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    """Fit a mixture of Gaussians with full covariance matrices by expectation-maximisation (EM).

    A variance of about 1e-8 of the data's is added to each component's: one that collapses onto a few samples
    keeps a covariance that can be inverted, and one that loses all of them stays, with weight 0.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Data, at least `n_clusters` samples.
    n_clusters : int
        Number of components; the result always has that many.
    n_iters : int
        Largest number of EM steps; it stops earlier when a step gains less than 1e-9 nats per sample.
    random_seed : int
        Chooses the start: the same seed gives the same result, another one starts elsewhere.

    Returns
    -------
    labels : (n_samples,) int array
        The most probable component of each sample, under the parameters returned.
    m : (n_clusters, n_dims) float array
        Means.
    S : (n_clusters, n_dims, n_dims) float array
        Covariance matrices.
    p : (n_clusters,) float array
        Weights; they sum to 1.

    Warns
    -----
    ConvergenceWarning
        If `n_iters` steps were not enough.

    Source: Dempster, Laird & Rubin (1977), J R Stat Soc B 39:1; Bishop (2006), section 9.2.
    """
    # BEGIN SOLUTION
    x = np.asarray(x, dtype=float).reshape(len(x), -1)
    n_samples, n_dims = x.shape
    # start: samples that lie apart (k-means++), in the box of the bulk: no artefact is chosen for being far
    low, high = np.percentile(x, [5, 95], axis=0)
    spread = np.where(high > low, high - low, 1)
    m = kmeans_plusplus(np.clip(x, low, high) / spread, n_clusters, random_state=random_seed)[0] * spread
    S = np.array([np.diag((spread / 6) ** 2)] * n_clusters)
    p = np.full(n_clusters, 1 / n_clusters)
    joint, log_lik = np.empty((n_clusters, n_samples)), -np.inf
    for step in range(n_iters + 1):
        # E-step: log of weight times density, then the share of each component in each sample
        for k in range(n_clusters):
            whiten = np.linalg.inv(np.linalg.cholesky(S[k]))
            z = whiten @ (x - m[k]).T  # (n_dims, n_samples), without correlations and of variance 1
            log_density = np.log(np.diag(whiten)).sum() - 0.5 * np.einsum("dn,dn->n", z, z)
            log_density -= 0.5 * n_dims * np.log(2 * np.pi)
            joint[k] = np.log(p[k]) + log_density  # fill: np.log(p[k]) + log_density
        total = logsumexp(joint, axis=0)  # fill: logsumexp(joint, axis=0)
        log_lik, gain = total.sum(), total.sum() - log_lik
        if gain < 1e-9 * n_samples or step == n_iters:
            break
        responsibility = np.exp(joint - total)  # fill: joint - total
        # M-step: weights, means and covariances, each sample counted by its share
        weight = responsibility.sum(axis=1) + 1e-300  # so that an empty component does not divide 0 by 0
        p = weight / n_samples  # fill: weight / n_samples
        m = responsibility @ x / weight[:, None]  # fill: responsibility @ x
        for k in range(n_clusters):
            away = x - m[k]
            S[k] = (responsibility[k] * away.T) @ away  # fill: (responsibility[k] * away.T) @ away
            S[k] = S[k] / weight[k] + np.diag((3e-5 * spread) ** 2)
    if gain >= 1e-9 * n_samples:
        message = f"{n_clusters} components: not converged after {n_iters} steps"
        warnings.warn(message, ConvergenceWarning, stacklevel=2)
    return joint.argmax(axis=0), m, S, p  # fill: joint.argmax(axis=0)
    # END SOLUTION


def n_free_parameters(n_clusters, n_dims):
    """Count the free parameters of a mixture of Gaussians with full covariance matrices.

    Parameters
    ----------
    n_clusters : int
        Number of components.
    n_dims : int
        Number of dimensions of the data.

    Returns
    -------
    n_parameters : int
        Those of weights (they sum to 1), means, and covariance matrices (they are symmetric).
    """
    # BEGIN SOLUTION
    n_clusters, n_dims = int(n_clusters), int(n_dims)  # numbers of 8 bits would not be enough for the result
    n_weights = n_clusters - 1
    n_means = n_clusters * n_dims
    n_covariances = n_clusters * n_dims * (n_dims + 1) // 2
    return n_weights + n_means + n_covariances
    # END SOLUTION


def mog_bic(x, m, S, p):
    """Judge a mixture of Gaussians by its log-likelihood L and its BIC, ``-2 L + P log N`` (small is good).

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Data.
    m : (n_clusters, n_dims) array
        Means.
    S : (n_clusters, n_dims, n_dims) array
        Covariance matrices.
    p : (n_clusters,) array
        Weights; a component of weight 0 still counts as one with parameters.

    Returns
    -------
    bic : float
        Bayesian information criterion (nats, times two).
    log_likelihood : float
        Nats, summed over the samples.

    Source: Schwarz (1978), Ann Stat 6:461.
    """
    # BEGIN SOLUTION
    m, S, p = (np.asarray(values, dtype=float) for values in (m, S, p))
    x = np.asarray(x, dtype=float).reshape(len(x), -1)
    joint = np.empty((len(p), len(x)))
    for k in range(len(p)):
        shape = Covariance.from_cholesky(np.linalg.cholesky(S[k]))
        with np.errstate(divide="ignore"):  # the logarithm of a weight of 0 is -inf, and that is right
            joint[k] = np.log(p[k]) + multivariate_normal.logpdf(x, m[k], shape)
    log_likelihood = logsumexp(joint, axis=0).sum()
    return n_free_parameters(len(p), x.shape[1]) * np.log(len(x)) - 2 * log_likelihood, log_likelihood
    # END SOLUTION


def bic_model_selection(x, K, num_seeds=10):
    """Fit mixtures with several numbers of components, each from several starts, and choose by the BIC.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Data.
    K : sequence of int
        Numbers of components to try, in any order.
    num_seeds : int
        Number of starts, each with another seed.

    Returns
    -------
    best_k : int
        The number of components (a value of `K`) with the smallest BIC.
    best_bic : (n_K,) float array
        For each value of `K` the smallest BIC of its starts.
    all_bic : (n_K, num_seeds) float array
        All of them; row i belongs to ``K[i]``.
    """
    # BEGIN SOLUTION
    all_bic = np.empty((len(K), num_seeds))
    for i, seed in np.ndindex(all_bic.shape):
        _, m, S, p = fit_mog(x, K[i], random_seed=seed)  # fill: K[i], random_seed=seed
        all_bic[i, seed], _ = mog_bic(x, m, S, p)  # fill: mog_bic(x, m, S, p)
    best_bic = all_bic.min(axis=1)  # fill: all_bic.min(axis=1)
    return K[best_bic.argmin()], best_bic, all_bic  # fill: K[best_bic.argmin()]
    # END SOLUTION


# Your verdict on the panels A, B, C and D: one character for each, in this order.
#   "2"  two neurons
#   "d"  one neuron, and the electrode drifts
#   "b"  one neuron that fires bursts, in which spikes are smaller
#   "t"  one neuron, and noise with heavy tails
evidence_components = "2btd"  # fill: "2btd"
