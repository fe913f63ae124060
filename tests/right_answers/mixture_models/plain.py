"""The lab as most would write it; later functions call the earlier ones by name."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def sample_data(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = rng.choice(len(p), size=n_samples, p=p)
    x = np.zeros((n_samples, np.shape(m)[1]))
    for i, k in enumerate(labels):
        x[i] = rng.multivariate_normal(m[k], S[k])
    return labels, x


def log_parts(x, m, S, p):
    return np.array([np.log(p[k]) + multivariate_normal.logpdf(x, m[k], S[k]) for k in range(len(p))]).reshape(len(p), len(x))


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    x = np.asarray(x, dtype=float)
    n_samples, n_dims = x.shape
    rng = np.random.default_rng(random_seed)
    m = x[rng.choice(n_samples, n_clusters, replace=False)]
    S = np.array([np.diag(x.var(axis=0)) for _ in range(n_clusters)])
    p = np.ones(n_clusters) / n_clusters
    ridge = 1e-7 * x.var(axis=0).mean() * np.eye(n_dims)
    for _ in range(n_iters):
        a = log_parts(x, m, S, p)
        r = np.exp(a - logsumexp(a, axis=0))
        w = r.sum(axis=1) + 1e-200
        p = w / w.sum()
        m = r @ x / w[:, None]
        for k in range(n_clusters):
            d = x - m[k]
            S[k] = (r[k][:, None] * d).T @ d / w[k] + ridge
    return log_parts(x, m, S, p).argmax(axis=0), m, S, p


def n_free_parameters(n_clusters, n_dims):
    return n_clusters - 1 + n_clusters * n_dims + n_clusters * n_dims * (n_dims + 1) // 2


def mog_bic(x, m, S, p):
    total = 0
    with np.errstate(divide="ignore"):
        log_p = np.log(np.asarray(p, dtype=float))
    parts = np.zeros((len(p), len(x)))
    for k in range(len(p)):
        L = np.linalg.cholesky(np.asarray(S[k], dtype=float))
        z = np.linalg.solve(L, (np.asarray(x, dtype=float) - m[k]).T)
        parts[k] = log_p[k] - 0.5 * (z**2).sum(axis=0) - np.log(np.diag(L)).sum() - 0.5 * len(L) * np.log(2 * np.pi)
    total = logsumexp(parts, axis=0).sum()
    return -2 * total + n_free_parameters(len(p), np.shape(m)[1]) * np.log(len(x)), total


def bic_model_selection(x, K, num_seeds=10):
    all_bic = np.zeros((len(K), num_seeds))
    for i, k in enumerate(K):
        for seed in range(num_seeds):
            labels, m, S, p = fit_mog(x, k, random_seed=seed)
            all_bic[i, seed] = mog_bic(x, m, S, p)[0]
    best_bic = all_bic.min(axis=1)
    return K[np.argmin(best_bic)], best_bic, all_bic


evidence_number = 2026
evidence_components = "2btd"
