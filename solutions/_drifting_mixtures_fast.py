"""Lab 09 for long recordings: the t mixture that stays, by the two products of matrices of `_mixture_models_fast`.

Squared distances are a sum over monomials, as the exponents of Gaussians are, and so are the sums of the M-step, in
which each sample now counts by its share and by how far out it lies. Results are those of `solutions.drifting_mixtures`
but for rounding. Memory: the monomials, 4·N·(D+1)·(D+2) bytes, and as much as one block needs.
"""

import warnings

import numpy as np
from scipy.special import gammaln
from sklearn.cluster import kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning

from solutions import drifting_mixtures
from solutions._mixture_models_fast import Monomials, arrange


def fit_t_mixture(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """`fit_t_mixture` of the lab, faster; by the lab's own where samples lie too far out for sums of squares."""
    x = np.asarray(x, dtype=float).reshape(len(x), -1)
    data = arrange(x)
    if not isinstance(data, Monomials):
        return drifting_mixtures.fit_t_mixture(x, n_clusters, nu, n_iters, random_seed)
    n_samples, n_dims = x.shape
    box = [(edge - data.middle) / data.spread for edge in (data.low, data.high)]
    m = kmeans_plusplus(np.clip(data.u, *box), n_clusters, random_state=random_seed)[0]
    S, p = np.tile(np.eye(n_dims) / 36, (n_clusters, 1, 1)), np.full(n_clusters, 1 / n_clusters)
    log_lik = -np.inf
    for step in range(n_iters + 1):
        count, moments, total = _sweep(data, m, S, p, nu)
        log_lik, gain = total, total - log_lik
        if gain < 1e-7 * n_samples or step == n_iters:
            break
        p = np.maximum(count / n_samples, 1e-300)
        m, S = _maximise(data, count, moments)
    if gain >= 1e-7 * n_samples:
        warnings.warn(f"not converged after {n_iters} steps", ConvergenceWarning, stacklevel=2)
    labels = np.concatenate([joint.argmax(axis=0) for _, joint, _ in _weigh(data, m, S, p, nu)])
    return labels, m * data.spread + data.middle, S * np.outer(data.spread, data.spread), p


def _weigh(data, m, S, p, nu):
    """Of each block: its monomials, log of weight times density and nu + squared distance, (n_clusters, n_block)."""
    n_dims = m.shape[1]
    whiten = np.linalg.inv(np.linalg.cholesky(S))
    flat = -2 * data.find_exponents(m, whiten)
    size = np.log(p) + np.log(np.einsum("kdd->kd", whiten)).sum(axis=1) - n_dims / 2 * np.log(nu * np.pi)
    size += gammaln((nu + n_dims) / 2) - gammaln(nu / 2)
    for block in data.blocks:
        out = np.maximum(flat @ block, 0.0)  # rounding can make the distance of a centre from itself negative
        out += nu
        joint = np.log(out * (1 / nu))
        joint *= -(nu + n_dims) / 2
        joint += size[:, None]
        yield block, joint, out


def _sweep(data, m, S, p, nu):
    """E-step: how many samples each component has, their weighted sums of monomials, and the log-likelihood."""
    count, moments, total = np.zeros(len(p)), 0.0, 0.0
    for block, joint, out in _weigh(data, m, S, p, nu):
        top = joint.max(axis=0)
        joint -= top
        share = np.exp(joint, out=joint)
        size = share.sum(axis=0)
        total += (top + np.log(size)).sum()
        share /= size
        count += share.sum(axis=1)
        share /= out
        moments = moments + share @ block.T
    return count, (nu + m.shape[1]) * moments, total


def _maximise(data, count, moments):
    """M-step: centres and scale matrices, with a millionth of an imagined sample as in the lab."""
    n_dims, (rows, columns) = data.u.shape[1], data.pairs
    weight, imagined = moments[:, :1], 1e-6
    m = moments[:, 1 : n_dims + 1] / np.maximum(weight, 1e-300)
    S = np.empty((*m.shape, n_dims))
    S[:, rows, columns] = S[:, columns, rows] = moments[:, n_dims + 1 :] - weight * m[:, rows] * m[:, columns]
    return m, (S + imagined * np.eye(n_dims) / 9) / (count + imagined)[:, None, None]
