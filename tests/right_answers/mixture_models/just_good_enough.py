"""As loose as the contract allows: stops early, keeps a large ridge, returns lists and single precision."""

import numpy as np
from scipy.stats import multivariate_normal


def sample_data(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(1000 + random_seed)
    counts = rng.multinomial(n_samples, p)
    labels = rng.permutation(np.repeat(np.arange(len(p)), counts))
    x = [rng.multivariate_normal(m[k], S[k], method="cholesky").tolist() for k in labels]
    return labels.tolist(), x


def log_weighted(x, m, S, p):
    return np.stack([np.log(max(p[k], 1e-300)) + multivariate_normal(m[k], S[k], allow_singular=True).logpdf(x).reshape(-1)
                     for k in range(len(p))])


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    x = np.array(x, dtype=np.float64)
    rng = np.random.default_rng(random_seed)
    ridge = 9e-7 * np.mean(np.var(x, axis=0)) * np.eye(x.shape[1])
    m = x[rng.permutation(len(x))[:n_clusters]]
    S = np.stack([np.diag(np.var(x, axis=0)) / 4 + ridge] * n_clusters)
    p = np.full(n_clusters, 1.0 / n_clusters)
    last = -np.inf
    for _ in range(n_iters):
        log_r = log_weighted(x, m, S, p)
        top = log_r.max(axis=0)
        density = np.exp(log_r - top).sum(axis=0)
        log_lik = (top + np.log(density)).sum()
        r = np.exp(log_r - top) / density
        w = np.maximum(r.sum(axis=1), 1e-10)
        new_p = w / w.sum()
        m = (r @ x) / w[:, None]
        S = np.stack([np.cov(x.T, aweights=r[k] + 1e-15, bias=True).reshape(ridge.shape) + ridge for k in range(n_clusters)])
        done = log_lik - last < 0.004 and np.abs(new_p - p).max() < 2e-4
        p, last = new_p, log_lik
        if done:
            break
    labels = log_weighted(x, m, S, p).argmax(axis=0)
    return labels.astype(np.uint8), m.tolist(), S.tolist(), p.tolist()


def n_free_parameters(n_clusters, n_dims):
    return float(n_clusters - 1 + n_clusters * n_dims + n_clusters * n_dims * (n_dims + 1) / 2)


def mog_bic(x, m, S, p):
    x, m, S, p = (np.array(a, dtype=np.float64) for a in (x, m, S, p))
    used = p > 0
    log_w = []
    for mean, cov, weight in zip(m[used], S[used], p[used], strict=True):
        values, vectors = np.linalg.eigh(cov)
        z = (x - mean) @ vectors / np.sqrt(values)
        log_w.append(np.log(weight) - 0.5 * np.sum(z**2 + np.log(values) + np.log(2 * np.pi), axis=1))
    top = np.max(log_w, axis=0)
    log_lik = np.sum(top + np.log(np.sum(np.exp(log_w - top), axis=0)))
    return [np.float64(-2 * log_lik + n_free_parameters(len(p), x.shape[1]) * np.log(x.shape[0])), log_lik]


def bic_model_selection(x, K, num_seeds=10):
    rows = []
    for k in K:
        fits = (fit_mog(x, k, random_seed=seed) for seed in range(num_seeds))
        rows.append([mog_bic(x, m, S, p)[0] for _, m, S, p in fits])
    best = np.sort(rows, axis=1)[:, 0]
    return np.array(list(K))[np.argmin(best)], best, rows


evidence_number = 2026
evidence_components = "2btd"
