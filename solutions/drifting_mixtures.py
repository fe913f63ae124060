"""Lab 09: a mixture of t distributions whose clusters move, fitted by expectation and conditional maximisation."""

import warnings

import numpy as np
from scipy.sparse import csr_array
from scipy.special import gammaln, logsumexp
from sklearn.cluster import kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning


def t_logpdf(x, m, S, nu):
    """Logarithm of the density of a multivariate t distribution.

    ``log Γ((nu+D)/2) - log Γ(nu/2) - D/2·log(nu·π) - 1/2·log|S| - (nu+D)/2·log(1 + d2/nu)`` with the squared
    distance ``d2 = (x - m)ᵀ S⁻¹ (x - m)``.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Where to evaluate it.
    m : (n_dims,) array
        Centre.
    S : (n_dims, n_dims) array
        Scale matrix; the covariance is ``nu/(nu - 2)`` times as large (for nu > 2).
    nu : float
        Degrees of freedom, above 0, up to 1e10 or so; few make heavy tails, many nearly a Gaussian.

    Returns
    -------
    log_density : (n_samples,) float array
        Nats; finite also where the density itself is too small for a computer.

    Source: Lange, Little & Taylor (1989), J Am Stat Assoc 84:881.
    """
    # BEGIN SOLUTION
    x, m, S, nu = (np.asarray(values, dtype=float) for values in (x, m, S, nu))
    n_dims = len(m)
    whiten = np.linalg.inv(np.linalg.cholesky(S))  # of the whitened deviations, the scale matrix is 1
    d2 = ((whiten @ (x - m).T) ** 2).sum(axis=0)  # fill: ((whiten @ (x - m).T) ** 2).sum(axis=0)
    log_gammas = gammaln((nu + n_dims) / 2) - gammaln(nu / 2)  # fill: gammaln((nu + n_dims) / 2) - gammaln(nu / 2)
    half_log_det = -np.log(np.diag(whiten)).sum()
    log_norm = log_gammas - n_dims / 2 * np.log(nu * np.pi) - half_log_det  # fill: n_dims / 2 * np.log(nu * np.pi)
    return log_norm - (nu + n_dims) / 2 * np.log1p(d2 / nu)  # fill: (nu + n_dims) / 2 * np.log1p(d2 / nu)
    # END SOLUTION


def fit_t_mixture(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Fit a mixture of multivariate t distributions with full scale matrices by expectation-maximisation.

    To each component a millionth of an imagined sample is added, as wide as all data: so each scale matrix can
    be inverted, also that of a component which collapses, or loses all its samples.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Data, at least `n_clusters` samples.
    n_clusters : int
        Number of components; the result always has that many.
    nu : float
        Degrees of freedom of all components; given, not estimated.
    n_iters : int
        Largest number of steps; it stops when one gains less than 1e-7 nats per sample, and warns otherwise.
    random_seed : int
        Chooses the start: the same seed gives the same result, another one starts elsewhere.

    Returns
    -------
    labels : (n_samples,) int array
        The most probable component of each sample, under the parameters returned.
    m : (n_clusters, n_dims) float array
        Centres.
    S : (n_clusters, n_dims, n_dims) float array
        Scale matrices (not covariances).
    p : (n_clusters,) float array
        Weights; they sum to 1.

    Source: Peel & McLachlan (2000), Stat Comput 10:339.
    """
    # BEGIN SOLUTION
    x = np.asarray(x, dtype=float).reshape(len(x), -1)
    n_samples, n_dims = x.shape
    # start: samples that lie apart (k-means++), in the box of the bulk: no artefact is chosen for being far
    low, high = np.percentile(x, [5, 95], axis=0)
    spread = np.where(high > low, high - low, 1)
    m = kmeans_plusplus(np.clip(x, low, high) / spread, n_clusters, random_state=random_seed)[0] * spread
    S = np.array([np.diag((spread / 6) ** 2)] * n_clusters)
    p = np.full(n_clusters, 1 / n_clusters)
    imagined, wide = 1e-6, np.diag((spread / 3) ** 2)  # how many imagined samples, and their scale matrix
    log_lik, (joint, d2) = -np.inf, np.empty((2, n_clusters, n_samples))
    for step in range(n_iters + 1):
        # E-step: the share of each component in each sample, and how far out the sample lies in it
        for k in range(n_clusters):
            joint[k] = np.log(p[k]) + t_logpdf(x, m[k], S[k], nu)  # fill: np.log(p[k]) + t_logpdf(x, m[k], S[k], nu)
            d2[k] = ((x - m[k]).T * np.linalg.solve(S[k], (x - m[k]).T)).sum(axis=0)
        total = logsumexp(joint, axis=0)
        log_lik, gain = total.sum(), total.sum() - log_lik
        if gain < 1e-7 * n_samples or step == n_iters:
            break
        share = np.exp(joint - total)
        u = (nu + n_dims) / (nu + d2)  # fill: (nu + n_dims) / (nu + d2)
        # M-step: a sample counts by its share, and for centre and scale the less, the further out it lies
        p = np.maximum(share.mean(axis=1), 1e-300)
        for k in range(n_clusters):
            weight = share[k] * u[k]  # fill: share[k] * u[k]
            m[k] = weight @ x / max(weight.sum(), 1e-300)  # fill: weight @ x
            scatter = (weight * (x - m[k]).T) @ (x - m[k])
            # below the line there is no u: an outlier adds little above it, and counts as a whole sample below
            S[k] = (scatter + imagined * wide) / (share[k].sum() + imagined)  # fill: share[k].sum() + imagined
    if gain >= 1e-7 * n_samples:
        warnings.warn(f"not converged after {n_iters} steps", ConvergenceWarning, stacklevel=2)
    return joint.argmax(axis=0), m, S, p
    # END SOLUTION


def kalman_smoother(y, R, Q, m0, P0):
    """Estimate a state that walks at random from noisy observations of it: all of them, past and future.

    ``mu[t] = mu[t-1] + N(0, Q)`` and ``y[t] = mu[t] + N(0, R[t])``: a forward filter, then a backward smoother
    (Rauch, Tung and Striebel). Nothing is ever subtracted from a covariance, so that none loses its digits.

    Parameters
    ----------
    y : (n, D) array
        Observations; a row with any nan is missing, and its `R` is not used.
    R : (n, D, D) or (D, D) array
        Covariance of the observations' noise, row by row or the same for all.
    Q : (D, D) array
        Covariance of a step of the walk, from one row to the next; may be 0.
    m0, P0 : (D,) and (D, D) arrays
        Mean and covariance of the state at the first row, before its observation.

    Returns
    -------
    means : (n, D) float array
        Posterior means of the states.
    covs : (n, D, D) float array
        Their posterior covariances.

    Source: Rauch, Tung & Striebel (1965), AIAA J 3:1445.
    """
    # BEGIN SOLUTION
    y, R, Q, m, P = (np.asarray(values, dtype=float) for values in (y, R, Q, m0, P0))
    n, D = y.shape
    R = np.broadcast_to(R, (n, D, D))
    means, covs = np.empty((n, D)), np.empty((n, D, D))
    for t in range(n):  # forward: what is known from the rows up to t
        if t > 0:
            P = P + Q  # fill: P + Q
        if not np.isnan(y[t]).any():  # fill: np.isnan(y[t]).any()
            gain = np.linalg.solve(P + R[t], P).T  # P (P + R)⁻¹
            m = m + gain @ (y[t] - m)  # fill: gain @ (y[t] - m)
            P = gain @ R[t]  # P - gain P, without a difference
            P = (P + P.T) / 2
        means[t], covs[t] = m, P
    for t in range(n - 2, -1, -1):  # backward: what the rows after t add
        try:
            gain = np.linalg.solve(covs[t] + Q, covs[t]).T  # P (P + Q)⁻¹
        except np.linalg.LinAlgError:  # in some direction the state is known and does not walk
            gain = covs[t] @ np.linalg.pinv(covs[t] + Q, hermitian=True)
        means[t] += gain @ (means[t + 1] - means[t])  # fill: gain @ (means[t + 1] - means[t])
        covs[t] = gain @ Q + gain @ covs[t + 1] @ gain.T  # fill: gain @ covs[t + 1] @ gain.T
        covs[t] = (covs[t] + covs[t].T) / 2
    return means, covs
    # END SOLUTION


def fit_drifting_t_mixture(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Fit a mixture of t distributions whose centres walk at random from one frame of time to the next.

    Expectation and conditional maximisation (ECM): the paths of the centres are found with the *old* scale
    matrices, then the scale matrices with the *new* paths. So the penalised log-likelihood (that of the samples,
    plus that of the walk) never falls, once all samples have been taken in: the fit begins with those of a
    short time, and takes in more with each step, so that it can follow.

    Parameters
    ----------
    x, times : (n_samples, n_dims) and (n_samples,) arrays
        Features, scaled to unit variance or so, and their times (s), 0 or later, in any order.
    n_clusters, nu : int, float
        Number of clusters, and their degrees of freedom.
    drift : float
        Variance that the place of a centre gains in a second (x squared per second); with 0 it stays.
    frame : float
        Length of a frame (s); frame f holds ``f*frame <= t < (f+1)*frame``, and a centre does not move in it.
    n_iters, random_seed : int
        As in `fit_t_mixture`; the seed also chooses where in time the fit begins.

    Returns
    -------
    labels, m, S, p : arrays
        As `fit_t_mixture` returns them, but `m` holds paths, (n_frames, n_clusters, n_dims), with
        ``floor(max(times)/frame) + 1`` frames.

    Source: Calabrese & Paninski (2011), J Neurosci Meth 196:159; Shan, Lubenov & Siapas (2017), same 288:82.
    """
    # BEGIN SOLUTION
    x, times = np.asarray(x, dtype=float).reshape(len(x), -1), np.asarray(times, dtype=float)
    (n_samples, n_dims), frame_of = x.shape, np.floor(times / frame).astype(int)  # fill: np.floor(times / frame)
    in_frame = csr_array((np.ones(n_samples), (frame_of, np.arange(n_samples))))  # (n_frames, n_samples), of 0 and 1
    # start: a mixture that stays, for the samples nearest in time to one that is chosen by chance; the densest of five
    rank = np.argsort(np.argsort(np.abs(times - times[np.random.default_rng(random_seed).integers(n_samples)])))
    n_taken = min(n_samples // 10 + 10 * n_clusters * n_dims, n_samples)
    with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):  # a start may do without
        starts = [fit_t_mixture(x[rank < n_taken], n_clusters, nu, 100, (5 * int(random_seed) + i) % 2**32) for i in range(5)]
    _, m, S, p = max(starts, key=lambda fit: fit[3] @ (np.log(fit[3]) - np.linalg.slogdet(fit[2])[1] / 2))
    imagined, wide = 1e-6, np.diag(np.ptp(np.percentile(x, [5, 95], axis=0), axis=0) ** 2 / 9 + 1e-12)
    m, Q = np.tile(m, (in_frame.shape[0], 1, 1)), drift * frame * np.eye(n_dims)  # fill: drift * frame * np.eye(n_dims)
    objective, joint, middle = -np.inf, np.empty((n_clusters, n_samples)), np.median(x, axis=0)
    for step in range(n_iters + 1):
        for k in range(n_clusters):  # E-step, as before, around the centre in the sample's own frame
            joint[k] = np.log(p[k]) + t_logpdf(x - m[frame_of, k], 0 * wide[0], S[k], nu)  # fill: m[frame_of, k]
        total = logsumexp(joint, axis=0)
        walked = (np.diff(m, axis=0) ** 2).sum() / (drift * frame) if drift > 0 else 0.0
        objective, gain = total.sum() - walked / 2, total.sum() - walked / 2 - objective
        if step == n_iters or (gain < 1e-7 * n_samples and n_taken >= n_samples):
            break
        n_taken += n_samples // 30 + 1
        share = np.exp(joint - total) * (rank < n_taken)
        p = np.maximum(share.sum(axis=1) / share.sum(), 1e-300)
        for k in range(n_clusters):  # M-step: the path with the old S, then S with the new path
            away = x - m[frame_of, k]
            weight = share[k] * (nu + n_dims) / (nu + (away.T * np.linalg.solve(S[k], away.T)).sum(axis=0))
            of_frame = np.maximum(in_frame @ weight, 1e-9)
            y = in_frame @ (weight[:, None] * x) / of_frame[:, None]  # fill: of_frame[:, None]
            y[of_frame <= 1e-9] = np.nan  # nothing was seen there
            R = S[k] / of_frame[:, None, None]  # fill: S[k] / of_frame[:, None, None]
            m[:, k] = kalman_smoother(y, R, Q, middle, 1e4 * wide)[0]
            away = x - m[frame_of, k]
            S[k] = ((weight * away.T) @ away + imagined * wide) / (share[k].sum() + imagined)
    if gain >= 1e-7 * n_samples:
        warnings.warn(f"not converged after {n_iters} steps", ConvergenceWarning, stacklevel=2)
    return joint.argmax(axis=0), m, S, p
    # END SOLUTION


# The formulas A, B, C and D, one character for each: "+" right; "n" 1/nu is missing in the bracket; "s" the wrong
# power of the scale matrix in the squared distance; "d" of its determinant; "e" the exponent of the bracket
evidence_formula = "en+s"  # fill: "en+s"

# What the held-out spikes of the units A, B, C and D speak for, one character for each: "d" drift; "t" heavy tails;
# "b" both; "0" neither, beyond chance
evidence_model = "bb0t"  # fill: "bb0t"
