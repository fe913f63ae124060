"""Wrong answers to predict_spike_counts_lnp; tests/autograder/exercises/banks.py tells how they are written."""

# ruff: noqa: F821  (make_design_matrix, fit_lg and fit_lnp are right ones, defined before)
import numpy as np


def _matrix(stim, d):
    return np.column_stack([np.ones(len(stim)), make_design_matrix(stim, d)])


def _right(stim, spikes, theta=None, d=25):
    """What the answers below spoil."""
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    return np.exp(_matrix(stim, d) @ theta)


def log_rate(stim, spikes, theta=None, d=25):
    """The weighted sum. Loses: everything."""
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    return theta[0] + make_design_matrix(stim, d) @ theta[1:]


def forgets_the_intercept(stim, spikes, theta=None, d=25):
    """Takes the filter alone. Loses: everything."""
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    return np.exp(np.array([row @ theta[1:] for row in make_design_matrix(stim, d)]))


def intercept_outside(stim, spikes, theta=None, d=25):
    """Adds it as in the linear model. Loses: everything."""
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    return theta[0] + np.exp(make_design_matrix(stim, d) @ theta[1:])


def rectifies(stim, spikes, theta=None, d=25):
    """A threshold instead of an exponential. Loses: everything."""
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    rate = theta[0] + make_design_matrix(stim, d) @ theta[1:]
    rate[rate < 0] = 0
    return rate


def always_fits(stim, spikes, theta=None, d=25):
    """Overwrites what it was given. Loses: parameters-given, not-fitted-again, any-d, leaves-inputs-alone."""
    theta = fit_lnp(stim, spikes, d)
    return np.exp(_matrix(stim, d) @ theta)


def fits_the_design_matrix(stim, spikes, theta=None, d=25):
    """Hands fit_lnp the matrix, as a published course did. Loses: fitted."""
    X = make_design_matrix(stim, d)
    X = np.column_stack([np.ones(len(stim)), X])
    if theta is None:
        theta = fit_lnp(X, spikes, d)
    return np.exp(X @ theta)


# ---- nearly right


def asks_whether_theta_is_true(stim, spikes, theta=None, d=25):
    """The truth value of an array is ambiguous.

    Loses: parameters-given, not-fitted-again, any-d, leaves-inputs-alone.
    """
    if not theta:
        theta = fit_lnp(stim, spikes, d)
    return np.exp(_matrix(stim, d) @ theta)


def takes_zeros_for_missing(stim, spikes, theta=None, d=25):
    """Parameters may all be 0. Loses: parameters-given."""
    if theta is None or not np.any(theta):
        theta = fit_lnp(stim, spikes, d)
    return np.exp(_matrix(stim, d) @ theta)


def counts_the_spikes(stim, spikes, theta=None, d=25):
    """Takes the number of bins from the spikes, which need not be there.

    Loses: parameters-given, any-d, leaves-inputs-alone.
    """
    return _right(stim[:len(spikes)], spikes, theta, d)


def renames_theta(stim, spikes, params=None, d=25):
    """The name of an argument with a default is contract. Loses: not-fitted-again."""
    return _right(stim, spikes, params, d)


def d_before_theta(stim, spikes, d=25, theta=None):
    """So is its place. Loses: parameters-given, any-d, leaves-inputs-alone."""
    return _right(stim, spikes, theta, d)


def requires_theta(stim, spikes, theta, d=25):
    """It is optional. Loses: fitted."""
    return _right(stim, spikes, theta, d)


def leaves_the_oldest_lag_out(stim, spikes, theta=None, d=25):
    """The intercept was taken away twice. Loses: everything."""
    theta = fit_lnp(stim, spikes, d) if theta is None else theta
    return np.exp(theta[0] + make_design_matrix(stim, d)[:, 1:] @ theta[1:][1:])


def intercept_last(stim, spikes, theta=None, d=25):
    """The last parameter is not the intercept. Loses: everything."""
    theta = fit_lnp(stim, spikes, d) if theta is None else theta
    return np.exp(make_design_matrix(stim, d) @ theta[:-1] + theta[-1])


def newest_lag_first(stim, spikes, theta=None, d=25):
    """The filter the wrong way round. Loses: everything."""
    theta = fit_lnp(stim, spikes, d) if theta is None else theta
    return np.exp(theta[0] + make_design_matrix(stim, d) @ theta[:0:-1])


def forgets_d_in_the_fit(stim, spikes, theta=None, d=25):
    """Hands d on to one function of two. Loses: fitted."""
    return _right(stim, spikes, fit_lnp(stim, spikes) if theta is None else theta, d)


def forgets_d_in_the_matrix(stim, spikes, theta=None, d=25):
    """Hands d on to the other. Loses: everything."""
    return _right(stim, spikes, fit_lnp(stim, spikes, d) if theta is None else theta)


def exponential_of_the_linear_fit(stim, spikes, theta=None, d=25):
    """Log-linear, but not the most likely. Loses: fitted."""
    return _right(stim, spikes, fit_lg(stim, spikes, d) if theta is None else theta, d)


def mean_count(stim, spikes, theta=None, d=25):
    """Fits nothing. Loses: fitted."""
    return np.full(len(stim), np.mean(spikes)) if theta is None else _right(stim, spikes, theta, d)


def the_counts_themselves(stim, spikes, theta=None, d=25):
    """A perfect prediction is not the model's. Loses: fitted."""
    return np.asarray(spikes, float) if theta is None else _right(stim, spikes, theta, d)


def misses_by_0_02_nat(stim, spikes, theta=None, d=25):
    """Every rate a little too high, twice what is allowed. Loses: fitted."""
    rate = _right(stim, spikes, theta, d)
    return rate if theta is not None else rate * np.exp(np.sqrt(2 * 0.02 / rate.sum()))


def no_weighted_sum(stim, spikes, theta=None, d=25):
    """As likely, but with a rate that the model cannot have. Loses: fitted."""
    rate = _right(stim, spikes, theta, d)
    if theta is None:
        rate[-1] *= 1.01
    return rate


def smooth_threshold(stim, spikes, theta=None, d=25):
    """Another nonlinearity. Loses: everything."""
    return np.log1p(_right(stim, spikes, theta, d))


def clips_the_rate(stim, spikes, theta=None, d=25):
    """At most one spike in a bin. Loses: everything."""
    return np.minimum(_right(stim, spikes, theta, d), 1.0)


def adds_an_epsilon(stim, spikes, theta=None, d=25):
    """So that the rate is never 0. Loses: everything."""
    return _right(stim, spikes, theta, d) + 1e-4


def draws_counts(stim, spikes, theta=None, d=25):
    """A simulation instead of an expectation. Loses: everything."""
    return np.random.poisson(_right(stim, spikes, theta, d))  # noqa: NPY002


def rounds_to_counts(stim, spikes, theta=None, d=25):
    """An expected count need not be whole. Loses: everything."""
    return np.rint(_right(stim, spikes, theta, d))


def one_bin_late(stim, spikes, theta=None, d=25):
    """Right values, in the next bin. Loses: everything."""
    return np.roll(_right(stim, spikes, theta, d), 1)


def column_vector(stim, spikes, theta=None, d=25):
    """Shape (T, 1). Loses: everything."""
    return _right(stim, spikes, theta, d)[:, None]


def scales_theta_in_place(stim, spikes, theta=None, d=25):
    """np.asarray makes no copy of what is a float array already. Loses: leaves-inputs-alone."""
    theta = np.asarray(fit_lnp(stim, spikes, d) if theta is None else theta, float)
    rate = np.exp(_matrix(stim, d) @ theta)
    theta *= 2
    return rate
