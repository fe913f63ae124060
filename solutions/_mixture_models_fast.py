"""Lab 07 for long recordings and many starts: EM as two products of matrices, all starts at once.

The exponent of a Gaussian is a sum over 1, x and all products x_a·x_b, each with a coefficient. So are the sums
that the M-step needs. With these monomials of all samples in one matrix, the E-step is coefficients times monomials,
the M-step responsibilities times monomials transposed: two products of matrices, in blocks of samples that stay in
the processor's cache, and shared by all components of all starts. Results are those of `solutions.mixture_models` but
for rounding. Memory: the monomials, 4·N·(D+1)·(D+2) bytes, and as much as one block needs.
"""

import warnings

import numpy as np
from scipy.special import logsumexp
from sklearn.cluster import kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning

BLOCK = 1024  # samples
RIDGE = 3e-5  # of the spread, squared: as in the lab
FARTHEST = 300.0  # spreads from the middle, beyond which sums of squares lose the digits that a small variance needs


class Samples:
    """All samples, centred and scaled; each component looks at them by itself, as in the lab. Slow, and never wrong."""

    def __init__(self, x):
        self.low, self.high = np.percentile(x, [5, 95], axis=0)
        self.spread = np.where(self.high > self.low, self.high - self.low, 1.0)
        self.middle = (self.low + self.high) / 2
        self.u = (x - self.middle) / self.spread

    def sweep(self, m, S, p):
        """E-step: what the M-step needs, here the responsibilities, and log-likelihoods (n_starts,)."""
        joint = self.weigh(m, S, p)
        total = logsumexp(joint, axis=1, keepdims=True)
        return np.exp(joint - total), total.sum(axis=(1, 2))

    def maximise(self, share, ridge):
        """M-step: weights, means and covariance matrices."""
        weight = share.sum(axis=2) + 1e-300  # so that an empty component does not divide 0 by 0
        m = share @ self.u / weight[..., None]
        S = np.empty((*m.shape, m.shape[-1]))
        for place in np.ndindex(weight.shape):
            away = self.u - m[place]
            S[place] = (share[place] * away.T) @ away / weight[place] + np.diag(ridge)
        return weight / len(self.u), m, S

    def weigh(self, m, S, p):
        """Logarithm of weight times density, (n_starts, n_clusters, n_samples)."""
        whiten, joint = np.linalg.inv(np.linalg.cholesky(S)), np.empty((*p.shape, len(self.u)))
        for place in np.ndindex(p.shape):
            z = whiten[place] @ (self.u - m[place]).T
            size = np.log(np.diag(whiten[place])).sum() - 0.5 * len(z) * np.log(2 * np.pi)
            joint[place] = np.log(p[place]) + size - 0.5 * np.einsum("dn,dn->n", z, z)
        return joint

    def assign(self, m, S, p):
        """The most probable component of each sample, (n_starts, n_samples)."""
        return self.weigh(m, S, p).argmax(axis=1)


class Monomials(Samples):
    """The same with blocks of monomials: 1, u and the products of two, (n_monomials, at most BLOCK samples)."""

    def __init__(self, x):
        super().__init__(x)
        self.pairs = np.triu_indices(self.u.shape[1])
        blocks = [self.u[i : i + BLOCK].T for i in range(0, len(x), BLOCK)]
        self.blocks = [np.concatenate([np.ones((1, b.shape[1])), b, b[self.pairs[0]] * b[self.pairs[1]]]) for b in blocks]

    def sweep(self, m, S, p):
        """E-step over all blocks: sums of monomials weighted by responsibilities, and log-likelihoods (n_starts,)."""
        flat = self.find_coefficients(m, S, p)
        moments, total = np.zeros_like(flat), np.zeros(len(p))
        for block in self.blocks:
            share = (flat @ block).reshape(*p.shape, -1)
            top = share.max(axis=1, keepdims=True)
            share -= top
            np.exp(share, out=share)
            size = share.sum(axis=1, keepdims=True)
            share /= size
            total += (top + np.log(size)).sum(axis=(1, 2))
            moments += share.reshape(len(flat), -1) @ block.T
        return moments.reshape(*p.shape, -1), total

    def maximise(self, moments, ridge):
        """M-step from the weighted sums."""
        n_dims = len(ridge)
        weight = moments[..., 0] + 1e-300
        m = moments[..., 1 : n_dims + 1] / weight[..., None]
        S, (rows, columns) = np.empty((*m.shape, n_dims)), self.pairs
        S[..., rows, columns] = S[..., columns, rows] = moments[..., n_dims + 1 :] / weight[..., None]
        S -= m[..., :, None] * m[..., None, :]
        return weight / len(self.u), m, S + np.diag(ridge)

    def find_coefficients(self, m, S, p):
        """Of the monomials in the logarithm of weight times density, (n_starts * n_clusters, n_monomials)."""
        whiten = np.linalg.inv(np.linalg.cholesky(S))
        flat = self.find_exponents(m, whiten)
        size = np.log(np.einsum("rkdd->rkd", whiten)).sum(axis=-1) - 0.5 * m.shape[-1] * np.log(2 * np.pi)
        flat[..., 0] += np.log(p) + size
        return flat.reshape(p.size, -1)

    def find_exponents(self, m, whiten):
        """Of the monomials in minus half the squared distance from each centre, (..., n_monomials)."""
        precision = np.swapaxes(whiten, -1, -2) @ whiten
        linear = (precision @ m[..., None])[..., 0]
        constant = -0.5 * (m * linear).sum(axis=-1, keepdims=True)
        rows, columns = self.pairs
        products = precision[..., rows, columns] * np.where(rows == columns, -0.5, -1.0)
        return np.concatenate([constant, linear, products], axis=-1)

    def assign(self, m, S, p):
        """The most probable component of each sample, (n_starts, n_samples)."""
        flat = self.find_coefficients(m, S, p)
        return np.concatenate([(flat @ block).reshape(*p.shape, -1).argmax(axis=1) for block in self.blocks], axis=1)


def arrange(x):
    """Monomials of samples (n_samples, n_dims), or the samples themselves where some lie too far out."""
    samples = Samples(x)
    return samples if np.abs(samples.u).max(initial=0.0) > FARTHEST else Monomials(x)


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
    return _climb(arrange(np.asarray(x, dtype=float)), m, S, p, n_iters, ridge, tolerance)


def _climb(data, m, S, p, n_iters, ridge, tolerance):
    n_samples, scale = len(data.u), np.outer(data.spread, data.spread)
    m = (np.asarray(m, dtype=float) - data.middle) / data.spread
    S, p = np.asarray(S, dtype=float) / scale, np.array(p, dtype=float)
    ridge = np.broadcast_to(ridge, data.spread.shape) / data.spread**2
    log_lik, converged, active = np.full(len(m), -np.inf), np.zeros(len(m), dtype=bool), np.arange(len(m))
    for step in range(n_iters + 1):
        sums, total = data.sweep(m[active], S[active], p[active])
        gain, log_lik[active] = total - log_lik[active], total
        going = gain >= tolerance * n_samples
        converged[active[~going]] = True
        active, sums = active[going], sums[going]
        if step == n_iters or not len(active):
            break
        p[active], m[active], S[active] = data.maximise(sums, ridge)
    labels = data.assign(m, S, p)
    return m * data.spread + data.middle, S * scale, p, log_lik - n_samples * np.log(data.spread).sum(), converged, labels


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
    return _fit_from_seeds(arrange(x), n_clusters, seeds, n_iters)


def _fit_from_seeds(data, n_clusters, seeds, n_iters=100):
    box = [(edge - data.middle) / data.spread for edge in (data.low, data.high)]
    bulk = np.clip(data.u, *box)
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
    data, all_bic = arrange(x), np.empty((len(K), num_seeds))
    for i, n_clusters in enumerate(K):
        n_parameters = n_clusters * (1 + x.shape[1] + x.shape[1] * (x.shape[1] + 1) // 2) - 1
        price = int(n_parameters) * np.log(len(x))
        fits = _fit_from_seeds(data, int(n_clusters), range(num_seeds))
        all_bic[i] = price - 2 * np.array([fit[-1] for fit in fits])
    best_bic = all_bic.min(axis=1)
    return K[best_bic.argmin()], best_bic, all_bic
