"""Wrong answers to predict_spike_counts_lg; tests/autograder/exercises/banks.py tells how they are written."""

# ruff: noqa: F821  (make_design_matrix and fit_lg are right ones, defined before)
import numpy as np


def _right(stim, spikes, d=25):
    """What the answers below spoil."""
    theta = fit_lg(stim, spikes, d)
    return theta[0] + make_design_matrix(stim, d) @ theta[1:]


def forgets_the_intercept(stim, spikes, d=25):
    """Takes the filter alone. Loses: everything."""
    theta = fit_lg(stim, spikes, d)
    return np.array([sum(theta[1:] * row) for row in make_design_matrix(stim, d)])


def clips_at_zero(stim, spikes, d=25):
    """Counts cannot be negative. Loses: fitted-values, lags, uint8-counts (perhaps leaves-inputs-alone)."""
    prediction = _right(stim, spikes, d)
    prediction[prediction < 0] = 0
    return prediction


def exponentiates(stim, spikes, d=25):
    """That is the other model. Loses: everything."""
    theta = fit_lg(stim, spikes, d)
    return np.exp(theta[0]) * np.exp(make_design_matrix(stim, d) @ theta[1:])


def rounds_to_counts(stim, spikes, d=25):
    """Counts are whole numbers. Loses: everything."""
    return np.rint(_right(stim, spikes, d))


def returns_the_residual(stim, spikes, d=25):
    """What the model does not explain. Loses: everything."""
    return np.array([float(n) - p for n, p in zip(spikes, _right(stim, spikes, d), strict=True)])


def prediction_ignores_d(stim, spikes, d=25):
    """Calls both functions without d. Loses: everything."""
    theta = fit_lg(stim, spikes)
    return theta[0] + make_design_matrix(stim) @ theta[1:]


# ---- nearly right


def hands_d_on_to_one(stim, spikes, d=25):
    """Only the matrix gets d. Loses: everything."""
    theta = fit_lg(stim, spikes)
    return theta[0] + make_design_matrix(stim, d) @ theta[1:]


def defaults_to_20_lags(stim, spikes, d=20):
    """The default of d is contract. Loses: fitted-values."""
    return _right(stim, spikes, d)


def leaves_the_oldest_lag_out(stim, spikes, d=25):
    """The intercept was taken away twice. Loses: everything."""
    theta = fit_lg(stim, spikes, d)
    return theta[0] + make_design_matrix(stim, d)[:, 1:] @ theta[1:][1:]


def intercept_last(stim, spikes, d=25):
    """The last parameter is not the intercept. Loses: everything."""
    theta = fit_lg(stim, spikes, d)
    return make_design_matrix(stim, d) @ theta[:-1] + theta[-1]


def adds_the_intercept_twice(stim, spikes, d=25):
    """Once in the matrix and once more. Loses: everything."""
    return _right(stim, spikes, d) + fit_lg(stim, spikes, d)[0]


def newest_lag_first(stim, spikes, d=25):
    """The filter the wrong way round. Loses: everything."""
    theta = fit_lg(stim, spikes, d)
    return theta[0] + make_design_matrix(stim, d) @ theta[:0:-1]


def mean_count(stim, spikes, d=25):
    """The baseline, everywhere. Loses: everything."""
    return np.full(len(stim), np.mean(spikes))


def one_bin_late(stim, spikes, d=25):
    """Right values, in the next bin. Loses: everything."""
    return np.roll(_right(stim, spikes, d), 1)


def fits_on_the_first_half(stim, spikes, d=25):
    """Keeps the second half for testing. Loses: everything."""
    half = len(stim) // 2
    theta = fit_lg(stim[:half], spikes[:half], d)
    return theta[0] + make_design_matrix(stim, d) @ theta[1:]


def predicts_the_second_half(stim, spikes, d=25):
    """Right values, for some of the bins. Loses: everything."""
    return _right(stim, spikes, d)[len(stim) // 2:]


def absolute_values(stim, spikes, d=25):
    """Another way not to be negative.

    Loses: fitted-values, lags, uint8-counts (perhaps leaves-inputs-alone).
    """
    return np.abs(_right(stim, spikes, d))


def column_vector(stim, spikes, d=25):
    """Shape (T, 1). Loses: everything."""
    return _right(stim, spikes, d).reshape(-1, 1)


def with_its_parameters(stim, spikes, d=25):
    """A pair. Loses: everything."""
    return _right(stim, spikes, d), fit_lg(stim, spikes, d)


def residual_in_bytes(stim, spikes, d=25):
    """Differences of small counts wrap around. Loses: uint8-counts."""
    base = spikes[:1] - spikes
    return _right(stim, spikes, d) + (base.astype(float) - (float(spikes[0]) - spikes.astype(float)))


def writes_into_the_counts(stim, spikes, d=25):
    """The result overwrites the argument, where its type allows. Loses: leaves-inputs-alone."""
    prediction = np.asarray(spikes, float)
    prediction[:] = _right(stim, spikes, d)
    return prediction


def one_infinite(stim, spikes, d=25):
    """A single slip. Loses: everything."""
    prediction = _right(stim, spikes, d)
    prediction[0] = np.inf
    return prediction


def the_counts_themselves(stim, spikes, d=25):
    """A perfect prediction. Loses: everything."""
    return np.array(spikes, float)
