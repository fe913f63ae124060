"""As short as it gets: no loop over components or samples."""

import numpy as np
from scipy.special import logsumexp


def sample_data(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), n_samples, p=p)
    white = rng.standard_normal((n_samples, len(m[0]), 1))
    return labels, np.asarray(m)[labels] + (np.linalg.cholesky(S)[labels] @ white)[..., 0]


def _joint(x, m, S, p):
    L = np.linalg.cholesky(np.asarray(S, float))
    z = np.linalg.solve(L, np.swapaxes(x - np.asarray(m, float)[:, None], 1, 2))
    size = np.log(2 * np.pi) * L.shape[1] / 2 + np.log(np.einsum("kii->ki", L)).sum(axis=1)
    with np.errstate(divide="ignore"):
        return (np.log(p) - size)[:, None] - (z**2).sum(axis=1) / 2


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    x = np.asarray(x, float)
    rng = np.random.default_rng([7, random_seed])
    scale = x.std(axis=0) + 1e-300
    u = (x - x.mean(axis=0)) / scale
    r = rng.dirichlet(np.ones(n_clusters), len(u)).T if n_clusters > 1 else np.ones((1, len(u)))
    centres = u[rng.choice(len(u), n_clusters, replace=False)]
    r = 0.05 * r + 0.95 * (((u - centres[:, None]) ** 2).sum(axis=2).argmin(axis=0) == np.arange(n_clusters)[:, None])
    for _ in range(max(n_iters, 1)):
        w = r.sum(axis=1) + 1e-100
        m = r @ u / w[:, None]
        d = u - m[:, None]
        S = np.einsum("kn,kni,knj->kij", r, d, d) / w[:, None, None] + 1e-9 * np.eye(u.shape[1])
        p = w / w.sum()
        a = _joint(u, m, S, p)
        r = np.exp(a - logsumexp(a, axis=0))
    return a.argmax(axis=0), m * scale + x.mean(axis=0), S * np.outer(scale, scale), p


def n_free_parameters(K, D):
    return K * (1 + D + D * (D + 1) // 2) - 1


def mog_bic(x, m, S, p):
    L = logsumexp(_joint(np.asarray(x, float), m, S, np.asarray(p, float)), axis=0).sum()
    return n_free_parameters(*np.shape(m)) * np.log(len(x)) - 2 * L, L


def bic_model_selection(x, K, num_seeds=10):
    bic = np.array([[mog_bic(x, *fit_mog(x, k, random_seed=s)[1:])[0] for s in range(num_seeds)] for k in K])
    return K[bic.min(axis=1).argmin()], bic.min(axis=1), bic


evidence_number = 2027
evidence_components = "t2b2"
