"""EM from the clusters of k-means, with a few random starts inside, the best of which is returned."""

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import logsumexp, softmax
from sklearn.cluster import KMeans


def sample_data(n_samples, m, S, p, random_seed=0):
    rng = np.random.RandomState(random_seed)
    labels = np.searchsorted(np.cumsum(p)[:-1], rng.rand(n_samples), side="right")
    x = np.empty((n_samples, np.shape(m)[1]))
    for k in range(len(p)):
        x[labels == k] = rng.multivariate_normal(m[k], S[k], size=np.sum(labels == k))
    return labels, x


def log_joint(x, m, S, p):
    out = []
    for mean, cov, weight in zip(np.asarray(m, float), np.asarray(S, float), np.asarray(p, float), strict=True):
        factor = cho_factor(cov, lower=True)
        away = x - mean
        mahalanobis = (away * cho_solve(factor, away.T).T).sum(axis=1)
        log_det = 2 * np.log(np.diag(factor[0])).sum()
        log_weight = np.log(weight) if weight > 0 else -np.inf
        out.append(log_weight - 0.5 * (mahalanobis + log_det + x.shape[1] * np.log(2 * np.pi)))
    return np.array(out)


def climb(x, labels, n_clusters, n_iters):
    ridge = 5e-7 * x.var(axis=0).mean() * np.eye(x.shape[1])
    r = np.eye(n_clusters)[labels]  # (n_samples, n_clusters)
    before = -np.inf
    for _ in range(max(n_iters, 1)):
        w = np.maximum(r.sum(axis=0), 1e-12)
        p, m = w / w.sum(), (r.T @ x) / w[:, None]
        S = [((x - m[k]).T * r[:, k]) @ (x - m[k]) / w[k] + ridge for k in range(n_clusters)]
        a = log_joint(x, m, S, p)
        now = logsumexp(a, axis=0).sum()
        r = softmax(a, axis=0).T
        if now - before < 1e-5:
            break
        before = now
    return now, a.argmax(axis=0), m, np.array(S), p


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    x = np.asarray(x, float)
    scaled = x / np.where(x.std(axis=0) > 0, x.std(axis=0), 1)
    rng = np.random.default_rng(random_seed)
    starts = [KMeans(n_clusters, n_init=1, random_state=random_seed).fit_predict(scaled)]
    starts.append(rng.integers(n_clusters, size=len(x)))
    fits = [climb(x, start, n_clusters, n_iters) for start in starts]
    return max(fits, key=lambda fit: fit[0])[1:]


def n_free_parameters(n_clusters, n_dims):
    free = n_clusters - 1
    for _ in range(n_clusters):
        free += n_dims
        free += n_dims * n_dims - (n_dims * n_dims - n_dims) // 2
    return free


def mog_bic(x, m, S, p):
    x = np.asarray(x, float)
    n_samples, n_dims = x.shape
    log_lik = float(np.sum(logsumexp(log_joint(x, m, S, p), axis=0)))
    return float(n_free_parameters(len(m), n_dims) * np.log(n_samples) - 2 * log_lik), log_lik


def bic_model_selection(x, K, num_seeds=10):
    table = {(i, s): mog_bic(x, *fit_mog(x, int(k), random_seed=100 + s)[1:])[0] for i, k in enumerate(K) for s in range(num_seeds)}
    all_bic = [[table[i, s] for s in range(num_seeds)] for i in range(len(K))]
    best = [min(row) for row in all_bic]
    return int(K[best.index(min(best))]), best, all_bic


evidence_number = 2026
evidence_components = "2btd"
