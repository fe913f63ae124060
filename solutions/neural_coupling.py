"""Lab 04: cells that are coupled, or only look so: features, fits, errors and surrogate data of a population."""

import numpy as np


def history_design_matrix(counts, basis):
    """Describe what every cell fired in the recent past, strictly before the present bin.

    Column ``i * n_basis + k`` is ``sum over tau of basis[tau, k] * counts[t - 1 - tau, i]``: all columns of cell 0
    come first. Before the onset the counts are 0.

    Parameters
    ----------
    counts : (T, n_neurons) array
        Spike counts (spikes/bin, often uint8); there may be fewer bins than the basis has rows.
    basis : (window, n_basis) array
        Row ``tau`` is the weight of what was fired ``tau + 1`` bins ago.

    Returns
    -------
    X : (T, n_neurons * n_basis) float array
        One row for each time bin.

    Source: Truccolo et al. (2005), J Neurophysiol 93:1074.
    """
    # BEGIN SOLUTION
    counts = np.asarray(counts, dtype=float)
    n_bins, n_neurons = counts.shape
    columns = []
    for i in range(n_neurons):
        before = np.concatenate([[0.0], counts[:, i]])[:n_bins]  # fill: [0.0]
        for bump in np.transpose(basis):
            columns.append(np.convolve(before, bump)[:n_bins])  # fill: before, bump | :n_bins
    return np.column_stack(columns)
    # END SOLUTION


def fit_population_glm(X, counts, ridge=0.0):
    """Fit one Poisson model a cell, all with the same features, by Newton's method.

    Of each cell ``r`` the rate is ``exp(intercepts[r] + X @ weights[:, r])``, and
    ``sum(rate - y * log(rate)) + ridge * sum(weights[:, r]**2) / 2`` is as small as can be; intercepts are not penalised.

    Parameters
    ----------
    X : (T, n_features) array
        Features, without a column of ones; its columns may depend on one another.
    counts : (T, n_neurons) array
        Spike counts (spikes/bin, often uint8), at least one spike a cell.
    ridge : float
        Strength of the penalty on the weights (nats), not negative.

    Returns
    -------
    intercepts : (n_neurons,) float array
        Log of spikes/bin.
    weights : (n_features, n_neurons) float array
        A column for each cell: change of its log rate per unit of each feature.

    Source: Pillow et al. (2008), Nature 454:995; Truccolo et al. (2005), J Neurophysiol 93:1074.
    """
    counts = np.asarray(counts, dtype=float)
    X = np.asarray(X, dtype=float)
    centre = X.mean(axis=0)  # a column far from 0 would hardly differ from the ones of the intercept
    A = np.column_stack([np.ones(len(counts)), X - centre])
    # BEGIN SOLUTION
    price = ridge * np.ones(A.shape[1])
    price[0] = 0.0  # fill: 0.0

    def loss(theta, y):
        with np.errstate(over="ignore"):  # a step too far costs infinitely much
            return np.sum(np.exp(A @ theta) - y * (A @ theta)) + np.sum(price * theta**2) / 2

    def fit_one(y):
        theta = np.append(np.log(y.mean()), np.zeros(A.shape[1] - 1))
        for _ in range(100):
            rate = np.exp(A @ theta)
            slope = A.T @ (rate - y) + price * theta  # fill: rate - y | price * theta
            curvature = (A.T * rate) @ A + np.diag(price)
            unit = np.sqrt(np.maximum(np.diag(curvature), 1e-12))  # brings all features to one scale
            # where columns are redundant there are many steps; lstsq takes the shortest
            step = np.linalg.lstsq(curvature / np.outer(unit, unit), slope / unit, rcond=1e-12)[0] / unit
            while loss(theta - step, y) > loss(theta, y) + 1e-9 and np.abs(step).max() > 1e-12:
                step = step / 2
            theta = theta - step
            if slope @ step < 1e-9:
                break
        return theta

    fits = np.column_stack([fit_one(y) for y in counts.T])  # fill: counts.T
    intercepts, weights = fits[0], fits[1:]  # fill: fits[0] | fits[1:]
    return intercepts - centre @ weights, weights
    # END SOLUTION


def coupling_filters(weights, basis):
    """Turn the weights of the history features into filters over time: the effect of each cell on each other.

    ``filters[r, s, tau]`` is the sum over ``k`` of ``basis[tau, k] * weights[s * n_basis + k, r]``.

    Parameters
    ----------
    weights : (n_sender * n_basis, n_receiver) array
        Rows of the history features only, in the order of `history_design_matrix`.
    basis : (window, n_basis) array
        The basis that the features were made with.

    Returns
    -------
    filters : (n_receiver, n_sender, window) float array
        Change of the receiver's log rate by a spike of the sender ``tau + 1`` bins ago.
    """
    # BEGIN SOLUTION
    basis, weights = np.asarray(basis, dtype=float), np.asarray(weights, dtype=float)
    by_sender = weights.reshape(-1, basis.shape[1], weights.shape[1])  # (sender, bump, receiver)
    return np.einsum("tk,skr->rst", basis, by_sender)
    # END SOLUTION


def wald_z(X, y, intercept, weights):
    """How many standard errors each weight of a fitted Poisson model is away from zero.

    The standard errors come from the Fisher information ``A.T @ diag(rate) @ A`` at these parameters, where ``A`` is
    `X` with a column of ones in front and ``rate = exp(intercept + X @ weights)``; its inverse is their covariance.

    Parameters
    ----------
    X : (T, n_features) array
        Features without a column of ones; with it, no column may depend on the others.
    y : (T,) array
        The counts of the fit (spikes/bin). The information does not depend on them.
    intercept : float
        Log of spikes/bin.
    weights : (n_features,) array
        Fitted weights.

    Returns
    -------
    z : (n_features,) float array
        Weights over their standard errors, the intercept's left out.

    Source: McCullagh & Nelder (1989), Generalized Linear Models, chapter 4; Wald (1943), Trans Am Math Soc 54:426.
    """
    # BEGIN SOLUTION
    X, weights = np.asarray(X, dtype=float), np.asarray(weights, dtype=float)
    A = np.column_stack([np.ones(len(X)), X])
    rate = np.exp(intercept + X @ weights)
    covariance = np.linalg.inv((A.T * rate) @ A)
    return weights / np.sqrt(np.diag(covariance)[1:])
    # END SOLUTION


def circular_basis(angle, n_basis):
    """Describe an angle by bumps evenly spaced around the circle.

    Bump ``k`` is ``(1 + cos(clip(d * n_basis / 4, -pi, pi))) / 2`` with ``d`` the way round the circle from its centre
    ``2 pi k / n_basis`` to the angle, from -pi (excluded) to pi.

    Parameters
    ----------
    angle : (T,) array
        Radians, any real number.
    n_basis : int
        Number of bumps, at least 4.

    Returns
    -------
    X : (T, n_basis) float array
        Of height 1; in each row they sum to 2 (the even and the odd ones to 1 each, when `n_basis` is even).
    """
    # BEGIN SOLUTION
    centres = 2 * np.pi * np.arange(n_basis) / n_basis  # fill: np.arange(n_basis) / n_basis
    away = np.asarray(angle)[:, None] - centres
    away = np.pi - (np.pi - away) % (2 * np.pi)  # fill: (np.pi - away) % (2 * np.pi)
    return (1 + np.cos(np.clip(away * n_basis / 4, -np.pi, np.pi))) / 2  # fill: away * n_basis / 4
    # END SOLUTION


def simulate_population(intercepts, filters, n_bins, rng, drive=None):
    """Draw spike counts of a population bin by bin, each bin given what all cells fired before.

    ``log rate[t, r] = intercepts[r] + drive[t, r] + sum over s and tau of filters[r, s, tau] * counts[t - 1 - tau, s]``,
    the counts being 0 before the onset. Nothing is clipped: a population may run away.

    Parameters
    ----------
    intercepts : (n,) array
        Log of spikes/bin.
    filters : (n, n, window) array
        Receiver, sender, lag, as `coupling_filters` returns them.
    n_bins : int
        Number of time bins.
    rng : numpy.random.Generator
        Source of all randomness: ``rng.poisson(rates)`` once a bin, in the order of time.
    drive : (n_bins, n) array, optional
        What else changes the log rates, such as the heading; by default nothing.

    Returns
    -------
    counts : (n_bins, n) int array
        Spikes/bin.
    """
    # BEGIN SOLUTION
    filters = np.asarray(filters, dtype=float)
    (n, _, window), n_bins = filters.shape, int(n_bins)
    base = np.zeros((n_bins, n)) if drive is None else np.asarray(drive, dtype=float)
    # a row for each lag and sender, the oldest lag first, as time runs; a column for each receiver
    by_lag = filters.transpose(2, 1, 0)[::-1].reshape(window * n, n)
    counts = np.zeros((window + n_bins, n), dtype=int)  # with bins of silence before the onset
    for t in range(n_bins):
        past = counts[t : t + window].ravel()  # the window before bin t  # fill: t : t + window
        rates = np.exp(intercepts + base[t] + past @ by_lag)  # fill: intercepts + base[t] + past @ by_lag
        counts[window + t] = rng.poisson(rates)  # fill: rates
    return counts[window:]
    # END SOLUTION


# Your verdict on the pairs A, B, C and D: one character for each, in this order.
#   "+"  the sender excites the receiver      "-"  it inhibits it      "0"  no evidence of a coupling
evidence_coupling = "-0++"  # fill: "-0++"
