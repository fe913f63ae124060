"""Lab 03: features for a Poisson model: position in bins, bases in time, and a fit that takes them all."""

import numpy as np
from scipy.special import xlogy


def one_hot_position(position, edges):
    """Mark in each time bin which place bin the animal is in.

    Bin ``k`` holds ``edges[k] <= position < edges[k+1]``; the last one also holds ``edges[-1]`` itself.

    Parameters
    ----------
    position : (T,) array
        Position (any unit), or another quantity such as speed; may hold nan.
    edges : (n_bins+1,) array
        Increasing edges of the bins, in the unit of `position`.

    Returns
    -------
    X : (T, n_bins) float array
        One 1 in a row, at the bin of the animal; a row of zeros outside the edges and for nan.
    """
    # BEGIN SOLUTION
    position, edges = np.asarray(position), np.asarray(edges)
    n_bins = len(edges) - 1
    # the number of edges at or below a position, less one, is its bin; nan sorts after the last edge
    index = np.searchsorted(edges, position, side="right") - 1  # fill: side="right"
    index[position == edges[-1]] = n_bins - 1  # fill: n_bins - 1
    return (index[:, None] == np.arange(n_bins)).astype(float)
    # END SOLUTION


def tuning_curve(x, counts, edges, dt):
    """Firing rate as a function of a covariate: spikes in a bin over the time spent in it.

    Parameters
    ----------
    x : (T,) array
        Covariate (position, speed ...); nan and what lies outside the edges count nowhere.
    counts : (T,) array
        Spike counts (spikes/bin, often uint8).
    edges : (n_bins+1,) array
        Increasing edges, bins as in `numpy.histogram`: the last one is closed.
    dt : float
        Width of a time bin (s).

    Returns
    -------
    rate_hz : (n_bins,) float array
        Spikes/s; 0 where the animal was and the cell was silent, nan where the animal never was.

    Source: O'Keefe & Dostrovsky (1971), Brain Research 34:171.
    """
    # BEGIN SOLUTION
    visits = one_hot_position(x, edges)
    spikes = np.where(visits.any(axis=1), counts, 0.0) @ visits  # where the animal was nowhere, a count may be nan
    time_s = visits.sum(axis=0) * dt
    rate_hz = np.full(len(time_s), np.nan)
    return np.divide(spikes, time_s, out=rate_hz, where=time_s > 0)
    # END SOLUTION


def raised_cosine_log_basis(n_basis, window, offset=1.0):
    """Smooth bumps in time, narrow and dense for the recent past, broad and sparse for the distant one.

    With ``phi(tau) = log(tau + offset)`` and centres ``c_k`` evenly spaced (spacing ``D``) from ``phi(0)`` to
    ``phi(window-1)``, bump ``k`` is ``(1 + cos(clip((phi(tau) - c_k) * pi / (2 D), -pi, pi))) / 2``.

    Parameters
    ----------
    n_basis : int
        Number of bumps, at least 2.
    window : int
        Length of the window (bins), at least 2.
    offset : float
        Added to the lag before the logarithm (bins), positive: the larger, the more evenly the bumps spread.

    Returns
    -------
    basis : (window, n_basis) float array
        Row ``tau`` belongs to the lag of ``tau`` bins; the first bump has its peak at lag 0.

    Source: Pillow et al. (2005), J Neurosci 25:11003; Pillow et al. (2008), Nature 454:995.
    """
    # BEGIN SOLUTION
    phi = np.log(np.arange(window) + offset)  # fill: np.arange(window) + offset
    centres = np.linspace(phi[0], phi[-1], n_basis)  # fill: phi[0], phi[-1], n_basis
    spacing = centres[1] - centres[0]
    angle = (phi[:, None] - centres) * np.pi / (2 * spacing)  # fill: 2 * spacing
    return (1 + np.cos(np.clip(angle, -np.pi, np.pi))) / 2
    # END SOLUTION


def convolve_basis(signal, basis, lag=0):
    """Filter a signal by each function of a basis, looking into the past only.

    ``F[t, k] = sum over tau of basis[tau, k] * signal[t - lag - tau]``, the signal being 0 before its onset.

    Parameters
    ----------
    signal : (T,) array
        Stimulus, current or spike counts; may be shorter than the window.
    basis : (window, n_basis) array
        Row ``tau`` is the weight of what happened ``lag + tau`` bins ago.
    lag : int
        Bins to look back at least: 0 for a stimulus, 1 for the cell's own spikes.

    Returns
    -------
    features : (T, n_basis) float array
        One row for each time bin.
    """
    # BEGIN SOLUTION
    n_bins = len(signal)
    delayed = np.concatenate([np.zeros(lag), signal])[:n_bins]  # fill: np.zeros(lag)
    columns = [np.convolve(delayed, bump)[:n_bins] for bump in np.transpose(basis)]  # fill: delayed, bump
    return np.column_stack(columns)
    # END SOLUTION


def fit_poisson_glm(X, y, ridge=0.0):
    """Fit ``rate = exp(intercept + X @ weights)`` to spike counts by Newton's method.

    Minimises ``sum(rate - y * log(rate)) + ridge * sum(weights**2) / 2``; the intercept is not penalised.

    Parameters
    ----------
    X : (T, n_features) array
        Features, without a column of ones; its columns may depend on one another.
    y : (T,) array
        Spike counts (spikes/bin, often uint8), at least one spike.
    ridge : float
        Strength of the penalty on the weights (nats), not negative.

    Returns
    -------
    intercept : float
        Log of spikes/bin.
    weights : (n_features,) float array
        Change of the log rate per unit of each feature. Where several optima exist, one of them.

    Source: McCullagh & Nelder (1989), Generalized Linear Models, chapter 6; Paninski (2004), Network 15:243.
    """
    # BEGIN SOLUTION
    y = np.asarray(y, dtype=float)
    X = np.asarray(X, dtype=float)
    centre = X.mean(axis=0)  # a column far from 0 would hardly differ from the ones of the intercept
    A = np.column_stack([np.ones(len(y)), X - centre])
    penalty = np.full(A.shape[1], float(ridge))
    penalty[0] = 0.0  # fill: 0.0

    def objective(theta):
        with np.errstate(over="ignore"):  # a step too far is inf, and is halved
            return np.exp(A @ theta).sum() - y @ (A @ theta) + penalty @ theta**2 / 2  # fill: y @ (A @ theta)

    theta = np.zeros(A.shape[1])
    theta[0] = np.log(y.mean())
    for _ in range(200):
        rate = np.exp(A @ theta)
        gradient = A.T @ (rate - y) + penalty * theta  # fill: rate - y | penalty * theta
        hessian = A.T * rate @ A + np.diag(penalty)
        scale = np.sqrt(np.maximum(np.diag(hessian), 1e-12))
        # of the steps that a singular matrix leaves open, lstsq takes the shortest one
        step = np.linalg.lstsq(hessian / np.outer(scale, scale), -gradient / scale)[0] / scale
        gain = -gradient @ step
        size = 1.0
        while objective(theta + size * step) > objective(theta) - size * gain / 4 and size > 1e-9:
            size /= 2
        theta = theta + size * step
        if gain < 1e-10:
            break
    return theta[0] - centre @ theta[1:], theta[1:]
    # END SOLUTION


def deviance_explained(y, rate, null_rate):
    """Share of the Poisson deviance of a constant rate that a prediction removes.

    ``1 - deviance(rate) / deviance(null_rate)`` with the deviance ``2 sum(y log(y/rate) - y + rate)``.

    Parameters
    ----------
    y : (T,) array
        Observed counts (spikes/bin, often uint8).
    rate : (T,) array
        Predicted counts (spikes/bin), positive.
    null_rate : float
        The constant prediction to beat (spikes/bin): the mean count of the training data.

    Returns
    -------
    share : float
        1 for a prediction equal to the counts, 0 for the constant rate, negative for a worse one.

    Source: McCullagh & Nelder (1989), Generalized Linear Models, section 2.3.
    """
    # BEGIN SOLUTION
    y = np.asarray(y, dtype=float)

    def deviance(predicted):
        return 2 * np.sum(xlogy(y, y) - xlogy(y, predicted) - y + predicted)  # fill: xlogy(y, predicted)

    return 1 - deviance(rate) / deviance(null_rate)  # fill: deviance(null_rate)
    # END SOLUTION


# Your verdict on the cells A, B, C and D: one character for each, in this order.
#   "+"  faster means more spikes than the place explains      "-"  faster means fewer
#   "0"  the place alone explains how the rate changes with speed
evidence_speed = "--+0"  # fill: "--+0"
