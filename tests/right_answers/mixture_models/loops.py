"""Everything spelled out: loops over components and samples, precision matrices, sums by hand."""

import math

import numpy as np


def sample_data(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels, x = [], []
    for _ in range(n_samples):
        u, k = rng.random(), 0
        while k < len(p) - 1 and u >= sum(p[: k + 1]):
            k += 1
        values, vectors = np.linalg.eigh(S[k])
        labels.append(k)
        x.append(np.asarray(m[k]) + vectors @ (np.sqrt(np.maximum(values, 0)) * rng.standard_normal(len(values))))
    return np.array(labels), np.array(x)


def log_density(x, mean, cov):
    n_dims = len(mean)
    scale = np.sqrt(np.diag(cov))
    precision = np.linalg.inv(cov / np.outer(scale, scale))
    _, log_det = np.linalg.slogdet(cov / np.outer(scale, scale))
    out = np.empty(len(x))
    for n in range(len(x)):
        z = (x[n] - mean) / scale
        out[n] = -0.5 * (z @ precision @ z) - 0.5 * log_det - np.log(scale).sum() - 0.5 * n_dims * math.log(2 * math.pi)
    return out


def add_logs(a):
    top = max(a)
    return top + math.log(sum(math.exp(value - top) for value in a))


def log_weight(weight):
    return math.log(weight) if weight > 0 else -math.inf


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    x = np.asarray(x, dtype=float)
    n_samples, n_dims = x.shape
    rng = np.random.default_rng(random_seed)
    m = x[rng.choice(n_samples, n_clusters, replace=False)].copy()
    ridge = 1e-8 * x.var(axis=0)
    S = np.array([np.diag(x.var(axis=0)) / n_clusters + np.diag(ridge) for _ in range(n_clusters)])
    p = np.full(n_clusters, 1 / n_clusters)
    before = -math.inf
    for step in range(n_iters + 1):
        a = np.array([log_weight(p[k]) + log_density(x, m[k], S[k]) for k in range(n_clusters)])
        total = np.array([add_logs(column) for column in a.T.tolist()])
        if step == n_iters or total.sum() - before < 1e-4:
            break
        before = total.sum()
        r = np.exp(a - total)
        for k in range(n_clusters):
            weight = r[k].sum()
            p[k] = weight / n_samples
            if weight < 1e-12:
                continue  # it has nothing: it stays where it is
            m[k] = (r[k][:, None] * x).sum(axis=0) / weight
            S[k] = np.diag(ridge)
            for i in range(n_dims):
                for j in range(n_dims):
                    S[k, i, j] += (r[k] * (x[:, i] - m[k, i]) * (x[:, j] - m[k, j])).sum() / weight
    p = p / p.sum()
    return np.array([int(np.argmax(column)) for column in a.T]), m, S, p


def n_free_parameters(n_clusters, n_dims):
    count = 0
    for _ in range(n_clusters):
        count += 1 + n_dims
        for i in range(n_dims):
            count += i + 1
    return count - 1


def mog_bic(x, m, S, p):
    x, m, S = np.asarray(x, dtype=float), np.asarray(m, dtype=float), np.asarray(S, dtype=float)
    a = [log_weight(float(p[k])) + log_density(x, m[k], S[k]) for k in range(len(p))]
    log_lik = math.fsum(add_logs(list(column)) for column in zip(*a, strict=True))
    return n_free_parameters(len(p), x.shape[1]) * math.log(len(x)) - 2 * log_lik, log_lik


def bic_model_selection(x, K, num_seeds=10):
    best_k, best_bic, all_bic = None, [], []
    for k in K:
        row = []
        for seed in range(num_seeds):
            _, m, S, p = fit_mog(x, k, 100, seed)
            row.append(mog_bic(x, m, S, p)[0])
        if best_k is None or min(row) < min(best_bic):
            best_k = k
        best_bic.append(min(row))
        all_bic.append(row)
    return best_k, best_bic, all_bic


evidence_number = 2028
evidence_components = "bdb2"
