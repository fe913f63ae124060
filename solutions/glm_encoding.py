"""Lab 01: encoding models of retinal ganglion cells (linear-Gaussian and linear-nonlinear-Poisson)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.optimize import minimize
from scipy.special import xlogy


def make_design_matrix(stim, d=25):
    """Give each time bin a row with the stimulus in that bin and in the d-1 bins before it.

    ``X[i, j] = stim[i - (d-1) + j]``, and 0 where that index is negative (before the recording).

    Parameters
    ----------
    stim : (n_bins,) array
        Stimulus (contrast, no unit); may be shorter than `d`.
    d : int
        Number of lags (bins).

    Returns
    -------
    X : (n_bins, d) float array
        Stimulus history: the oldest lag in the first column, the present bin in the last.

    Source: Pillow et al. (2005), J Neurosci 25:11003.
    """
    # BEGIN SOLUTION
    # window i of the padded stimulus is padded[i : i + d]; it must end with stim[i]
    padded = np.concatenate([np.zeros(d - 1), stim])  # fill: np.zeros(d - 1)
    return sliding_window_view(padded, d).copy()  # fill: padded, d
    # END SOLUTION


def fit_lg(stim, spikes, d=25):
    """Fit the linear-Gaussian model ``spikes ~ theta[0] + X @ theta[1:]`` by least squares.

    Parameters
    ----------
    stim, spikes : (n_bins,) arrays
        Stimulus (contrast, no unit) and spike counts (spikes/bin, often uint8).
    d : int
        Number of lags (bins).

    Returns
    -------
    theta : (d+1,) float array
        Intercept (spikes/bin), then the filter from the oldest lag to the newest (spikes/bin per unit
        contrast). Where several solutions exist, one of them.

    Source: Chichilnisky (2001), Network 12:199.
    """
    # BEGIN SOLUTION
    X = make_design_matrix(stim, d)
    X = np.column_stack([np.ones(len(X)), X])  # fill: np.ones(len(X))
    theta, *_ = np.linalg.lstsq(X, spikes)  # fill: X, spikes
    return theta
    # END SOLUTION


def predict_spike_counts_lg(stim, spikes, d=25):
    """Predict spike counts by the linear-Gaussian model fitted to the same data.

    Parameters
    ----------
    stim, spikes : (n_bins,) arrays
        Stimulus (contrast, no unit) and spike counts (spikes/bin).
    d : int
        Number of lags (bins).

    Returns
    -------
    prediction : (n_bins,) float array
        Predicted counts (spikes/bin); nothing keeps them from being negative.
    """
    # BEGIN SOLUTION
    theta = fit_lg(stim, spikes, d)
    return theta[0] + make_design_matrix(stim, d) @ theta[1:]
    # END SOLUTION


def spike_triggered_average(stim, spikes, d=25):
    """Average the stimulus history over all spikes: ``X.T @ y / y.sum()``.

    Parameters
    ----------
    stim, spikes : (n_bins,) arrays
        Stimulus (contrast, no unit) and spike counts (spikes/bin, often uint8), at least one spike.
    d : int
        Number of lags (bins).

    Returns
    -------
    sta : (d,) float array
        Mean stimulus (contrast) at each lag before a spike, from the oldest lag to the newest.

    Source: de Boer & Kuyper (1968), IEEE Trans Biomed Eng 15:169; Chichilnisky (2001), Network 12:199.
    """
    # BEGIN SOLUTION
    y = np.asarray(spikes, dtype=float)
    return make_design_matrix(stim, d).T @ y / y.sum()
    # END SOLUTION


def neg_log_lik_lnp(theta, X, y):
    """Negative log-likelihood of the LNP model, without the term ``log y!`` that no parameter changes.

    ``sum(exp(eta)) - y @ eta``, where ``eta = X @ theta`` is the log of the expected count.

    Parameters
    ----------
    theta : (n_features,) array
        Parameters, one for each column of `X`.
    X : (n_bins, n_features) array
        Design matrix that already has its column of ones.
    y : (n_bins,) array
        Spike counts (spikes/bin).

    Returns
    -------
    neg_log_lik : float
        Nats, summed over bins; inf where the rate overflows.

    Source: Paninski (2004), Network 15:243.
    """
    # BEGIN SOLUTION
    eta = X @ np.asarray(theta, dtype=float)
    with np.errstate(over="ignore"):  # where exp(eta) overflows, inf is the right answer
        log_lik = y @ eta - np.exp(eta).sum()  # fill: y @ eta | np.exp(eta).sum()
    return -log_lik
    # END SOLUTION


def fit_lnp(stim, spikes, d=25):
    """Fit the LNP model, expected count ``exp(theta[0] + X @ theta[1:])``, by maximum likelihood.

    Parameters
    ----------
    stim, spikes : (n_bins,) arrays
        Stimulus (contrast, no unit) and spike counts (spikes/bin, often uint8), at least one spike.
    d : int
        Number of lags (bins).

    Returns
    -------
    theta : (d+1,) float array
        Log of the baseline (spikes/bin), then the filter from the oldest lag to the newest (1/contrast).

    Source: Paninski (2004), Network 15:243; Pillow et al. (2008), Nature 454:995.
    """
    # BEGIN SOLUTION
    X = np.column_stack([np.ones(len(stim)), make_design_matrix(stim, d)])
    y = np.asarray(spikes, dtype=float)

    def gradient(theta, X, y):
        return X.T @ (np.exp(X @ theta) - y)  # fill: np.exp(X @ theta) - y

    def hessian(theta, X, y):
        return X.T * np.exp(X @ theta) @ X  # fill: np.exp(X @ theta)

    # start from the best model that ignores the stimulus: a constant rate, the mean count
    start = np.zeros(d + 1)
    start[0] = np.log(y.mean())  # fill: np.log(y.mean())
    result = minimize(neg_log_lik_lnp, start, (X, y), method="trust-exact",
                      jac=gradient, hess=hessian, options={"gtol": 1e-6})
    return result.x
    # END SOLUTION


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    """Predict spike counts by the LNP model: ``exp(theta[0] + X @ theta[1:])``.

    Parameters
    ----------
    stim : (n_bins,) array
        Stimulus (contrast, no unit).
    spikes : (n_bins,) array or None
        Spike counts (spikes/bin), used only where `theta` is not given.
    theta : (d+1,) array, optional
        Parameters as `fit_lnp` returns them; if None, they are fitted to `stim` and `spikes`.
    d : int
        Number of lags (bins).

    Returns
    -------
    rate : (n_bins,) float array
        Expected counts (spikes/bin), always positive.
    """
    # BEGIN SOLUTION
    if theta is None:
        theta = fit_lnp(stim, spikes, d)  # fill: stim, spikes, d
    X = make_design_matrix(stim, d)
    return np.exp(theta[0] + X @ theta[1:])  # fill: theta[0] + X @ theta[1:]
    # END SOLUTION


def bits_per_spike(y, rate, null_rate):
    """Score a prediction by the Poisson log-likelihood it gains over a constant rate, per spike, in bits.

    Parameters
    ----------
    y : (n_bins,) array
        Observed counts (spikes/bin, often uint8), at least one spike.
    rate : (n_bins,) array
        Predicted counts (spikes/bin), not negative.
    null_rate : float
        The constant prediction to beat (spikes/bin): the mean count of the training data.

    Returns
    -------
    gain : float
        Bits per spike: 0 is as good as the constant rate, negative is worse; ``0 * log(0)`` counts as 0.

    Source: Pillow et al. (2008), Nature 454:995; Pei et al. (2021), Neural Latents Benchmark.
    """
    # BEGIN SOLUTION
    y = np.asarray(y, dtype=float)
    gain = xlogy(y, rate) - rate - (xlogy(y, null_rate) - null_rate)
    return gain.sum() / (y.sum() * np.log(2))
    # END SOLUTION


# Your verdict on the panels A, B, C and D: one character for each, in this order.
#   "+"  the data support an ON filter      "-"  the data support an OFF filter
#   "0"  the data do not support any filter
evidence_filters = "-0+0"  # fill: "-0+0"
