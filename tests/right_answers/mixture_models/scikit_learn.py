"""scikit-learn where it is allowed: for densities, covariances and starts, not for the mixture."""

import numpy as np
import scipy.stats as st
from sklearn.cluster import kmeans_plusplus
from sklearn.covariance import empirical_covariance


def sample_data(n_samples, m, S, p, random_seed=0):
    rng = np.random.default_rng(random_seed)
    labels = st.rv_discrete(values=(np.arange(len(p)), p)).rvs(size=n_samples, random_state=rng)
    x = np.vstack([st.multivariate_normal(m[k], S[k]).rvs(random_state=rng).reshape(1, -1) for k in labels])
    return labels, x


def component_logs(x, m, S, p):
    with np.errstate(divide="ignore"):
        log_p = np.log(p)
    shapes = [st.Covariance.from_cholesky(np.linalg.cholesky(cov)) for cov in np.asarray(S, float)]
    logs = [st.multivariate_normal.logpdf(x, mean, shape) for mean, shape in zip(m, shapes, strict=True)]
    return log_p[:, None] + np.reshape(logs, (len(p), len(x)))


def fit_mog(x, n_clusters, n_iters=100, random_seed=0):
    x = np.asarray(x, dtype=float)
    centre, width = np.median(x, axis=0), st.iqr(x, axis=0)
    u = (x - centre) / np.where(width > 0, width, 1)
    m, _ = kmeans_plusplus(np.clip(u, -3, 3), n_clusters, random_state=random_seed)
    S = np.stack([empirical_covariance(np.clip(u, -3, 3)) + 1e-9 * np.eye(u.shape[1])] * n_clusters)
    p = np.ones(n_clusters) / n_clusters
    for _ in range(n_iters):
        a = component_logs(u, m, S, p)
        r = np.exp(a - np.logaddexp.reduce(a, axis=0))
        w = r.sum(axis=1) + 1e-250
        p = w / len(u)
        m = r @ u / w[:, None]
        roots = np.sqrt(r)[:, :, None] * (u - m[:, None])
        S = np.matmul(roots.transpose(0, 2, 1), roots) / w[:, None, None] + 1e-9 * np.eye(u.shape[1])
    labels = component_logs(u, m, S, p).argmax(axis=0)
    scale = np.where(width > 0, width, 1)
    return labels, m * scale + centre, S * scale[:, None] * scale, p / p.sum()


def n_free_parameters(n_clusters, n_dims):
    return (n_clusters - 1) + n_clusters * (n_dims + len(np.triu_indices(n_dims)[0]))


def mog_bic(x, m, S, p):
    log_lik = np.logaddexp.reduce(component_logs(np.asarray(x, float), m, S, np.asarray(p, float)), axis=0).sum()
    n_parameters = n_free_parameters(n_clusters=len(p), n_dims=np.shape(x)[1])
    return n_parameters * np.log(len(x)) - 2 * log_lik, log_lik


def bic_model_selection(x, K, num_seeds=10):
    fits = [[fit_mog(x, n_clusters=k, random_seed=seed) for seed in range(num_seeds)] for k in K]
    all_bic = np.array([[mog_bic(x, *fit[1:])[0] for fit in row] for row in fits])
    return np.asarray(K)[all_bic.min(axis=1).argmin()], all_bic.min(axis=1), all_bic


evidence_number = 2029
evidence_components = "2dtb"
