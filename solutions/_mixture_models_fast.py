"""Lab 07 for long recordings and many starts: EM as two products of matrices, all starts at once.

The exponent of a Gaussian is a sum over 1, x and all products x_a·x_b, each with a coefficient. So are the sums
that the M-step needs. With these monomials of all samples in one matrix, the E-step is coefficients times monomials,
the M-step responsibilities times monomials transposed: two products of matrices, in blocks of samples that stay in
the processor's cache, and shared by all components of all starts. Results are those of `solutions.mixture_models` but
for rounding. Memory: the monomials, 4·N·(D+1)·(D+2) bytes, and as much as one block needs.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from sklearn.cluster import kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning

from solutions import mixture_models as lab

BLOCK = 1024  # samples
RIDGE = 3e-5  # of the spread, squared: as in the lab
FARTHEST = 300.0  # spreads from the middle, beyond which sums of squares lose the digits that a small variance needs


@dataclass(frozen=True)
class Monomials:
    """All samples, centred and scaled, as blocks of monomials (n_monomials, at most BLOCK samples)."""

    blocks: list
    middle: np.ndarray  # (n_dims,)
    spread: np.ndarray  # (n_dims,)
    box: np.ndarray  # (n_dims,): width of the bulk
    n_samples: int
    farthest: float

    @classmethod
    def of(cls, x):
        """Monomials of samples (n_samples, n_dims)."""
        low, high = np.percentile(x, [5, 95], axis=0)
        spread, middle = np.where(high > low, high - low, 1.0), (low + high) / 2
        blocks = [_raise((x[i : i + BLOCK] - middle) / spread) for i in range(0, len(x), BLOCK)]
        return cls(blocks, middle, spread, high - low, len(x), float(np.abs((x - middle) / spread).max(initial=0.0)))


def _raise(u):
    """1, u and the products of two, (1 + D + D(D+1)/2, n)."""
    rows, columns = np.triu_indices(u.shape[1])
    return np.concatenate([np.ones((1, len(u))), u.T, u.T[rows] * u.T[columns]])


def climb(x, m, S, p, n_iters=100, ridge=0.0, tolerance=1e-9):
    """Run EM from several starts at once.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Data.
    m : (n_starts, n_clusters, n_dims) array
        Means at the start.
    S : (n_starts, n_clusters, n_dims, n_dims) array
        Covariance matrices.
    p : (n_starts, n_clusters) array
        Weights.
    n_iters : int
        Largest number of EM steps.
    ridge : float or (n_dims,) array
        Added to the variances of each dimension.
    tolerance : float
        A start is left alone when a step gains less, in nats per sample.

    Returns
    -------
    m, S, p : arrays
        Shaped like the starts.
    log_likelihood : (n_starts,) array
        Nats, summed over the samples.
    has_converged : (n_starts,) bool array
    labels : (n_starts, n_samples) int array
        Most probable components.
    """
    return _climb(Monomials.of(np.asarray(x, dtype=float)), m, S, p, n_iters, ridge, tolerance)


def _climb(data, m, S, p, n_iters, ridge, tolerance):
    m = (np.asarray(m, dtype=float) - data.middle) / data.spread
    scale = np.outer(data.spread, data.spread)
    S, p = np.asarray(S, dtype=float) / scale, np.array(p, dtype=float)
    ridge = np.broadcast_to(ridge, data.spread.shape) / data.spread**2
    log_lik, converged, active = np.full(len(m), -np.inf), np.zeros(len(m), dtype=bool), np.arange(len(m))
    for step in range(n_iters + 1):
        moments, total = _sweep(data, _find_coefficients(m[active], S[active], p[active]))
        gain, log_lik[active] = total - log_lik[active], total
        going = gain >= tolerance * data.n_samples
        converged[active[~going]] = True
        active, moments = active[going], moments[going]
        if step == n_iters or not len(active):
            break
        p[active], m[active], S[active] = _maximise(moments, data.n_samples, ridge)
    labels = _assign(data, _find_coefficients(m, S, p))
    log_lik = log_lik - data.n_samples * np.log(data.spread).sum()
    return m * data.spread + data.middle, S * scale, p, log_lik, converged, labels


def _find_coefficients(m, S, p):
    """Of the monomials in the logarithm of weight times density, (n_starts, n_clusters, n_monomials)."""
    whiten = np.linalg.inv(np.linalg.cholesky(S))
    precision = np.swapaxes(whiten, -1, -2) @ whiten
    linear = (precision @ m[..., None])[..., 0]
    constant = np.log(p) + np.log(np.einsum("rkdd->rkd", whiten)).sum(axis=-1) - 0.5 * (m * linear).sum(axis=-1)
    rows, columns = np.triu_indices(m.shape[-1])
    products = precision[..., rows, columns] * np.where(rows == columns, -0.5, -1.0)
    constant = constant[..., None] - 0.5 * m.shape[-1] * np.log(2 * np.pi)
    return np.concatenate([constant, linear, products], axis=-1)


def _sweep(data, coefficients):
    """E-step over all blocks: sums of monomials weighted by responsibilities, and log-likelihoods (n_starts,)."""
    n_starts, n_clusters, n_monomials = coefficients.shape
    flat = coefficients.reshape(-1, n_monomials)
    moments, total = np.zeros_like(flat), np.zeros(n_starts)
    for block in data.blocks:
        share = (flat @ block).reshape(n_starts, n_clusters, -1)
        top = share.max(axis=1, keepdims=True)
        share -= top
        np.exp(share, out=share)
        size = share.sum(axis=1, keepdims=True)
        share /= size
        total += (top + np.log(size)).sum(axis=(1, 2))
        moments += share.reshape(len(flat), -1) @ block.T
    return moments.reshape(coefficients.shape), total


def _maximise(moments, n_samples, ridge):
    """M-step from the weighted sums: weights, means and covariance matrices."""
    weight = moments[..., 0] + 1e-300  # so that an empty component does not divide 0 by 0
    n_dims = len(ridge)
    mean = moments[..., 1 : n_dims + 1] / weight[..., None]
    rows, columns = np.triu_indices(n_dims)
    cov = np.empty((*mean.shape, n_dims))
    cov[..., rows, columns] = cov[..., columns, rows] = moments[..., n_dims + 1 :] / weight[..., None]
    cov -= mean[..., :, None] * mean[..., None, :]
    return weight / n_samples, mean, cov + np.diag(ridge)


def _assign(data, coefficients):
    """The most probable component of each sample, (n_starts, n_samples)."""
    n_starts, n_clusters, n_monomials = coefficients.shape
    flat = coefficients.reshape(-1, n_monomials)
    parts = [(flat @ block).reshape(n_starts, n_clusters, -1).argmax(axis=1) for block in data.blocks]
    return np.concatenate(parts, axis=1)


def fit_from_seeds(x, n_clusters, seeds, n_iters=100):
    """Fit mixtures from several starts at once: what `fit_mog` of the lab returns for each seed, and more.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Data.
    n_clusters : int
        Number of components.
    seeds : sequence of int
        One start each.
    n_iters : int
        Largest number of EM steps.

    Returns
    -------
    list of (labels, m, S, p, log_likelihood)
        One for each seed.

    Warns
    -----
    ConvergenceWarning
        For each start that `n_iters` steps were not enough for.
    """
    x = np.asarray(x, dtype=float).reshape(len(x), -1)
    return _fit_from_seeds(x, Monomials.of(x), n_clusters, seeds, n_iters)


def _fit_from_seeds(x, data, n_clusters, seeds, n_iters=100):
    if data.farthest > FARTHEST:
        fits = [lab.fit_mog(x, n_clusters, n_iters, seed) for seed in seeds]
        return [(*fit, lab.mog_bic(x, *fit[1:])[1]) for fit in fits]
    half = data.box / data.spread / 2  # a dimension without spread has a box without width
    bulk = np.clip((x - data.middle) / data.spread, -half, half)
    starts = [kmeans_plusplus(bulk, n_clusters, random_state=seed)[0] for seed in seeds]  # as in the lab
    m = np.array(starts) * data.spread + data.middle
    S = np.broadcast_to(np.diag((data.spread / 6) ** 2), (*m.shape, m.shape[-1]))
    p = np.full(m.shape[:2], 1 / n_clusters)
    m, S, p, log_lik, converged, labels = _climb(data, m, S, p, n_iters, (RIDGE * data.spread) ** 2, 1e-9)
    for _ in np.flatnonzero(~converged):
        message = f"{n_clusters} components: not converged after {n_iters} steps"
        warnings.warn(message, ConvergenceWarning, stacklevel=3)
    return list(zip(labels, m, S, p, log_lik, strict=True))


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    """`fit_mog` of the lab, faster."""
    return fit_from_seeds(x, n_clusters, [random_seed], n_iters)[0][:4]


def bic_model_selection(x, K, num_seeds=10):
    """`bic_model_selection` of the lab, faster: all starts of a number of components run together."""
    x = np.asarray(x, dtype=float).reshape(len(x), -1)
    data, all_bic = Monomials.of(x), np.empty((len(K), num_seeds))
    for i, n_clusters in enumerate(K):
        price = lab.n_free_parameters(int(n_clusters), x.shape[1]) * np.log(len(x))
        fits = _fit_from_seeds(x, data, int(n_clusters), range(num_seeds))
        all_bic[i] = price - 2 * np.array([fit[-1] for fit in fits])
    best_bic = all_bic.min(axis=1)
    return K[best_bic.argmin()], best_bic, all_bic
