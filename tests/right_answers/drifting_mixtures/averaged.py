"""The paths are averaged over and not maximised, the scatter is divided by share times u, and SciPy does the densities."""

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import softmax
from scipy.stats import multivariate_t


def t_logpdf(x, centre, scale, degrees, allow=False):
    x = np.asarray(x, np.float64)
    x = x.reshape(len(x), -1)
    return np.atleast_1d(multivariate_t(np.asarray(centre, float), np.asarray(scale, float), df=degrees).logpdf(x))


def _log_joint(x, centres, S, p, nu):
    D = x.shape[1]
    return np.array([np.log(p[k] + 1e-300) + t_logpdf(x - centres[:, k], np.zeros(D), S[k], nu) for k in range(len(p))])


def _squared(away, S):
    return np.sum(away.T * cho_solve(cho_factor(S), away.T), axis=0)


def fit_t_mixture(x, n_clusters, nu=7.0, n_iters=100, random_seed=0, restarts=2):
    x = np.asarray(x, np.float64)
    rng = np.random.default_rng(random_seed)
    best = None
    for _ in range(restarts):
        fit = _climb(x, n_clusters, nu, n_iters, rng)
        best = fit if best is None or fit[0] > best[0] else best
    return best[1:]


def _climb(x, K, nu, n_iters, rng):
    N, D = x.shape
    m = x[rng.permutation(N)[:K]] + 0.0
    centre = np.median(x, axis=0)
    wide = np.diag(np.median((x - centre) ** 2, axis=0) + 1e-300)
    S, p = np.array([wide] * K), np.full(K, 1 / K)
    for _ in range(n_iters):
        share = softmax(_log_joint(x, np.repeat(m[None], N, axis=0), S, p, nu), axis=0)
        before = m.copy()
        for k in range(K):
            u = (nu + D) / (nu + _squared(x - m[k], S[k]))
            w = share[k] * u + 1e-14
            m[k] = np.average(x, axis=0, weights=w)
            S[k] = np.cov(x.T, aweights=w, ddof=0).reshape(D, D) + 1e-6 * wide  # the same end, and sooner
        p = share.mean(axis=1)
        if np.abs(m - before).max() < 1e-8 * np.sqrt(wide.max()):
            break
    joint = _log_joint(x, np.repeat(m[None], N, axis=0), S, p, nu)
    return np.logaddexp.reduce(joint, axis=0).sum(), joint.argmax(axis=0), m, S, p


def kalman_smoother(y, R, Q, m0, P0):
    y = np.asarray(y, float)
    n, D = y.shape
    R = np.broadcast_to(np.asarray(R, float), (n, D, D))
    Q = np.asarray(Q, float)
    # two filters, one from each end, joined row by row: information of the past, and of the future alone
    seen = ~np.isnan(y).any(axis=1)
    past, m, P = [], np.asarray(m0, float), np.asarray(P0, float)
    for t in range(n):
        P = P + Q if t else P
        if seen[t]:
            gain = np.linalg.solve((P + R[t]).T, P.T).T
            m, P = m + gain @ (y[t] - m), gain @ R[t]
        past.append((m, P))
    J, h = np.zeros((D, D)), np.zeros(D)  # what the rows after t say of the state at t
    means, covs = np.empty((n, D)), np.empty((n, D, D))
    for t in range(n - 1, -1, -1):
        m, P = past[t]
        joined = np.linalg.inv(np.eye(D) + P @ J)
        covs[t] = joined @ P
        means[t] = joined @ (m + P @ h)
        if seen[t]:
            inverse = np.linalg.inv(R[t])
            J, h = J + inverse, h + inverse @ y[t]
        spread = np.linalg.inv(np.eye(D) + J @ Q)
        J, h = spread @ J, spread @ h
    return means, covs


def fit_drifting_t_mixture(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    x, times = np.asarray(x, np.float64), np.asarray(times, np.float64)
    N, D = x.shape
    frames = (times / frame).astype(np.int64)
    F = int(frames.max()) + 1
    one_hot = np.equal.outer(np.arange(F), frames).astype(float)
    _, start, S, p = fit_t_mixture(x, n_clusters, nu, 30, random_seed)
    m, V = np.repeat(start[None], F, axis=0), np.zeros((F, n_clusters, D, D))
    S = S.copy()
    for _ in range(n_iters):
        share = softmax(_log_joint(x, m[frames], S, p, nu), axis=0)
        before = m.copy()
        for k in range(n_clusters):
            extra = np.trace(np.linalg.solve(S[k], V[frames, k]), axis1=1, axis2=2)  # the path is not known exactly
            u = (nu + D) / (nu + _squared(x - m[frames, k], S[k]) + extra)
            w = share[k] * u
            total = one_hot @ w
            with np.errstate(invalid="ignore", divide="ignore"):
                y = (one_hot * w) @ x / total[:, None]
                R = S[k] / total[:, None, None]
            m[:, k], V[:, k] = kalman_smoother(y, R, drift * frame * np.eye(D), x.mean(axis=0), 1e3 * np.diag(x.var(axis=0)))
            away = x - m[frames, k]
            S[k] = ((w * away.T) @ away + np.tensordot(w, V[frames, k], axes=1)) / share[k].sum()
        p = share.mean(axis=1)
        if np.abs(m - before).max() < 1e-6:
            break
    return _log_joint(x, m[frames], S, p, nu).argmax(axis=0), m, S, p


evidence_number = 2026
evidence_formula = " e n + s"
evidence_model = "bb" + "0t"
