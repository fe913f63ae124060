"""Written out, spike by spike and frame by frame."""

import math

import numpy as np


def t_logpdf(x, m, S, nu):
    S = np.array(S, float)
    D = len(m)
    inverse, determinant = np.linalg.inv(S), np.linalg.det(S)
    norm = math.lgamma((nu + D) / 2) - math.lgamma(nu / 2) - D / 2 * math.log(nu * math.pi) - math.log(determinant) / 2
    result = []
    for row in x:
        away = [float(a) - float(b) for a, b in zip(row, m, strict=True)]
        d2 = sum(away[i] * inverse[i, j] * away[j] for i in range(D) for j in range(D))
        result.append(norm - (nu + D) / 2 * math.log(1 + d2 / nu))
    return result


def _shares_and_weights(x, centres, S, p, nu):
    """`centres` holds, for each cluster, one centre or one for each sample."""
    K, D = len(p), x.shape[1]
    share, u = np.zeros((K, len(x))), np.zeros((K, len(x)))
    for k in range(K):
        away = x - centres[k]
        inverse, d2 = np.linalg.inv(S[k]), np.zeros(len(x))
        for i in range(D):
            for j in range(D):
                d2 += away[:, i] * inverse[i, j] * away[:, j]
        share[k] = math.log(max(p[k], 1e-300)) - np.linalg.slogdet(S[k])[1] / 2 - (nu + D) / 2 * np.log1p(d2 / nu)
        u[k] = (nu + D) / (nu + d2)
    labels = np.argmax(share, axis=0)
    share = np.exp(share - share.max(axis=0))
    return share / share.sum(axis=0), u, labels


def fit_t_mixture(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    x = np.array(x, float)
    N, D = x.shape
    rng = np.random.default_rng(random_seed)
    m = x[rng.choice(N, n_clusters, replace=False)]
    middle = np.median(x, axis=0)
    S = np.array([np.diag((1.5 * np.median(np.abs(x - middle), axis=0)) ** 2) + 1e-9 * np.eye(D) for _ in range(n_clusters)])
    p = np.ones(n_clusters) / n_clusters
    for _ in range(n_iters):
        share, u, _ = _shares_and_weights(x, m, S, p, nu)
        old = m.copy()
        for k in range(n_clusters):
            w = share[k] * u[k]
            for d in range(D):
                m[k, d] = (w * x[:, d]).sum() / (w.sum() + 1e-100)
            for i in range(D):
                for j in range(D):
                    S[k, i, j] = (w * (x[:, i] - m[k, i]) * (x[:, j] - m[k, j])).sum() / (share[k].sum() + 1e-100)
            S[k] += 1e-7 * np.diag(((x - middle) ** 2).mean(axis=0))
        p = share.sum(axis=1) / N
        if np.all(np.abs(m - old) <= 1e-7 * np.sqrt(np.abs(S).max())):
            break
    return _shares_and_weights(x, m, S, p, nu)[2].tolist(), m.tolist(), S.tolist(), p.tolist()


def kalman_smoother(y, R, Q, m0, P0):
    y, Q = np.array(y, float), np.array(Q, float)
    n, D = y.shape
    R = np.array(R, float)
    noise = [R if R.ndim == 2 else R[t] for t in range(n)]
    m, P, filtered = np.array(m0, float), np.array(P0, float), []
    for t in range(n):
        if t:
            P = P + Q
        if np.all(np.isfinite(y[t])):
            K = P @ np.linalg.inv(P + noise[t])
            m = m + K @ (y[t] - m)
            P = (np.eye(D) - K) @ P @ (np.eye(D) - K).T + K @ noise[t] @ K.T  # Joseph's form
        filtered.append((m, P))
    means, covs = [filtered[-1][0]], [filtered[-1][1]]
    for m, P in reversed(filtered[:-1]):
        C = P @ np.linalg.inv(P + Q)
        means.insert(0, m + C @ (means[0] - m))
        covs.insert(0, P + C @ (covs[0] - P - Q) @ C.T)
    return means, covs


def fit_drifting_t_mixture(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    x = np.array(x, float)
    N, D = x.shape
    frame_of = [int(math.floor(float(t) / frame)) for t in times]
    F = max(frame_of) + 1
    _, m, S, p = fit_t_mixture(x, n_clusters, nu, 20, random_seed)
    m, S, p = np.array([m] * F), np.array(S), np.array(p)
    def places():
        return [np.array([m[f, k] for f in frame_of]) for k in range(n_clusters)]

    for _ in range(n_iters):
        share, u, _ = _shares_and_weights(x, places(), S, p, nu)
        old = m.copy()
        for k in range(n_clusters):
            w = share[k] * u[k]
            y, R = np.full((F, D), np.nan), np.tile(np.eye(D), (F, 1, 1))
            for f in range(F):
                own = [n for n in range(N) if frame_of[n] == f]
                if w[own].sum() > 1e-8:
                    y[f] = w[own] @ x[own] / w[own].sum()
                    R[f] = S[k] / w[own].sum()
            m[:, k] = kalman_smoother(y, R, drift * frame * np.eye(D), x.mean(axis=0), 100 * np.diag(x.var(axis=0)))[0]
            away = x - places()[k]
            S[k] = ((w * away.T) @ away + 1e-7 * np.diag(x.var(axis=0))) / (share[k].sum() + 1e-100)
        p = share.mean(axis=1)
        if np.abs(m - old).max() < 1e-5:
            break
    return _shares_and_weights(x, places(), S, p, nu)[2].tolist(), m, S, list(p)


evidence_number = 2026
evidence_formula = ["e", "n", "+", "s"]
evidence_model = ("b", "b", "0", "t")
