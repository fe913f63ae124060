"""The Poisson side: likelihood, its maximum, and the prediction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.glm_encoding.inputs import LAB, design, drifting_light, flicker, spikes_to, with_ones
from autograder.visible.judges import InBowl, Judge, Near, Shaped

neg_log_lik_lnp = Exercise("glm_encoding.neg_log_lik_lnp", read="Section 5, 'The likelihood of a spike train'")
fit_lnp = Exercise("glm_encoding.fit_lnp", read="Section 5, 'Climbing down a bowl'", recognise=Near(0.02),
                   builds_on=("make_design_matrix", "neg_log_lik_lnp"))
predict_spike_counts_lnp = Exercise(
    "glm_encoding.predict_spike_counts_lnp", read="Section 5, 'What the LNP model predicts'", recognise=Near(0.005),
    builds_on=("make_design_matrix", "fit_lnp"))


def _nll(theta, X, y):
    return reference_of(LAB, "neg_log_lik_lnp")(theta, X, np.asarray(y, float))


@dataclass(frozen=True)
class WithinNats(Shaped):
    """The likelihood of the parameters is within `limit` nats of the best."""

    X: np.ndarray
    y: np.ndarray
    limit: float = 0.01

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        gap = _nll(answer, self.X, self.y) - _nll(truth, self.X, self.y)
        return None if abs(gap) <= self.limit else f"its log-likelihood misses the maximum by {gap:.3g} nats; at most {self.limit:g} is allowed"

    def for_sheet(self, truth) -> Judge:
        """The curvature of the likelihood at its maximum judges as well, and gives no formula away."""
        rate = np.exp(self.X @ truth)
        return InBowl(curvature=self.X.T * rate @ self.X, limit=self.limit)


@dataclass(frozen=True)
class RateWithinNats(Shaped):
    """The log rate is linear in the design matrix, and its likelihood within `limit` nats of the best."""

    X: np.ndarray
    y: np.ndarray
    limit: float = 0.01

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not (np.isfinite(answer).all() and (answer > 0).all()):
            return "a predicted rate must be a positive, finite number"
        theta = np.linalg.lstsq(self.X, np.log(answer), rcond=None)[0]
        if np.abs(self.X @ theta - np.log(answer)).max() > 1e-4:
            return "the logarithm of the predicted rate is no weighted sum of the lags"
        return WithinNats(self.X, self.y, self.limit).judge(theta, reference_theta(self.X, truth))

    def for_sheet(self, truth) -> Judge:
        """Near the maximum a loss of likelihood is a squared difference of log rates."""
        return InBowl(curvature=np.asarray(truth), limit=self.limit, logarithm=True)


def reference_theta(X, rate):
    """The parameters behind a rate that is log-linear in the design matrix."""
    return np.linalg.lstsq(X, np.log(rate), rcond=None)[0]


def _fit_case(rng, n_bins, d, make=flicker, judge=WithinNats, mean=0.8, dtype=int, must_show=None):
    """A recording to be fitted, judged by its likelihood.

    It is drawn anew until the maximum is a finite one, and until the wrong fit `must_show` misses it by far.
    """
    names = {} if d == 25 else {"d": d}
    while True:
        stim = make(rng, n_bins)
        spikes = spikes_to(rng, stim, d, mean).astype(dtype)
        X = with_ones(design(stim, d))
        theta = reference_of(LAB, "fit_lnp")(stim, spikes, d)
        gap = _nll(must_show(stim, spikes, d), X, spikes) - _nll(theta, X, spikes) if must_show else np.inf
        if np.abs(X @ theta).max() < 6 and gap > 0.1:
            return case(stim, spikes, **names, judge=judge(X, spikes))


def _faint_flicker(rng, n_bins):
    return 0.1 * flicker(rng, n_bins)


# ---- likelihood


def _likelihood_inputs(rng, n_bins, n_features):
    X = with_ones(rng.normal(size=(n_bins, n_features - 1)))
    return rng.normal(scale=0.4, size=n_features), X, rng.poisson(1.2, n_bins)


@neg_log_lik_lnp.check(2, "It is the negative Poisson log-likelihood in nats, without log y!.")
def values(rng):
    yield case(*_likelihood_inputs(rng, 60, 6))
    yield case(*_likelihood_inputs(rng, 25, 3))


@neg_log_lik_lnp.check(1, "It is one number, summed over the time bins.")
def one_number(rng):
    yield case(*_likelihood_inputs(rng, 30, 4))
    yield case(*_likelihood_inputs(rng, 1, 2))


@neg_log_lik_lnp.check(1, "It is exact for rates as small as e^-1000 and infinite where a rate overflows.")
def extreme_rates(rng):
    X = np.column_stack([np.ones(4), [0.0, 1.0, 2.0, 3.0]])
    y = rng.integers(1, 4, 4)
    yield case(np.array([-1000.0, 1.0]), X, y)
    yield case(np.array([-40.0, -1.5]), X, y)
    yield case(np.array([900.0, 0.0]), X, y)


@neg_log_lik_lnp.check(0.5, "Counts stored as uint8 do not overflow.")
def uint8_counts(rng):
    theta, X, y = _likelihood_inputs(rng, 300, 3)
    yield case(theta, X, (20 * y).astype(np.uint8))


neg_log_lik_lnp.leaves_inputs_alone(0.5, lambda rng: case(*_likelihood_inputs(rng, 20, 3)))


@neg_log_lik_lnp.misconception(
    "This is the mean over the time bins.", "Log-likelihoods of independent bins add up; the course does not divide.")
def mean_instead_of_sum(theta, X, y):
    return _nll(theta, X, y) / len(y)


@neg_log_lik_lnp.misconception(
    "The sign is the other way round.", "A minimiser will be used: better parameters must give a smaller value.")
def forgets_the_minus(theta, X, y):
    return -_nll(theta, X, y)


@neg_log_lik_lnp.misconception(
    "The term log y! is included.", "It does not depend on theta, and the course leaves it out.")
def includes_the_factorial(theta, X, y):
    return _nll(theta, X, y) + gammaln(np.asarray(y) + 1.0).sum()


@neg_log_lik_lnp.misconception(
    "The logarithm is taken of a rate that was already rounded to 0.",
    "log(exp(eta)) loses everything below e^-745, and log(0) is infinite. What is the logarithm of the rate before any rounding?")
def log_of_the_exponential(theta, X, y):
    rate = np.exp(X @ theta)
    return rate.sum() - np.asarray(y, float) @ np.log(rate)


@neg_log_lik_lnp.misconception(
    "A small number was added inside the logarithm.",
    "It hides log(0) but makes small rates wrong. The logarithm of the rate is known without computing the rate.")
def adds_an_epsilon(theta, X, y):
    rate = np.exp(X @ theta)
    return rate.sum() - np.asarray(y, float) @ np.log(rate + 1e-12)


@neg_log_lik_lnp.misconception(
    "X @ theta is taken for the rate itself.", "The model's rate is the exponential of X @ theta.")
def forgets_the_exponential(theta, X, y):
    eta = X @ theta
    return eta.sum() - np.asarray(y, float) @ np.log(np.maximum(eta, 1e-12))


@neg_log_lik_lnp.misconception(
    "The expected counts are missing: only the term with the spikes is there.",
    "Silence is evidence, too. A bin with no spikes must cost something when the predicted rate is high.")
def forgets_the_rate(theta, X, y):
    return -np.asarray(y, float) @ (X @ theta)


# ---- fit


@fit_lnp.check(2, "It finds the maximum of the likelihood.")
def maximum(rng):
    yield _fit_case(rng, 300, 6)
    yield _fit_case(rng, 200, 4, drifting_light)


@fit_lnp.check(1, "Every time bin counts, the first d-1 included.")
def short_recording(rng):
    yield _fit_case(rng, 90, 7, mean=1.5, must_show=drops_the_padded_rows)


@fit_lnp.check(1, "Nothing shrinks the filter, however faint the light.")
def faint_light(rng):
    yield _fit_case(rng, 150, 5, _faint_flicker, mean=1.5, must_show=_fits_with_a_small_ridge)


@fit_lnp.check(1, "It works for any number of lags, 25 by default.")
def lags(rng):
    yield _fit_case(rng, 400, 25)
    yield _fit_case(rng, 120, 1)


@fit_lnp.check(0.5, "Counts stored as uint8 do not overflow.")
def counts_as_uint8(rng):
    yield _fit_case(rng, 200, 3, mean=6.0, dtype=np.uint8)


fit_lnp.leaves_inputs_alone(0.5, lambda rng: _fit_case(rng, 100, 3))


def _fit(X, y, ridge=0.0):
    """Newton's method from the mean rate; `ridge` penalises all but the first parameter."""
    y = np.asarray(y, float)
    theta = np.zeros(X.shape[1])
    theta[0] = np.log(max(y.mean(), 1e-3))
    penalty = ridge * np.eye(len(theta))
    penalty[0, 0] = 0.0
    for _ in range(50):
        rate = np.exp(np.minimum(X @ theta, 30))
        step = np.linalg.lstsq(X.T * rate @ X + penalty, X.T @ (y - rate) - penalty @ theta, rcond=None)[0]
        theta = theta + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
    return theta


def _fits_with_a_small_ridge(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), spikes, ridge=0.05)


@fit_lnp.misconception(
    "These are the parameters of the linear model.",
    "Least squares minimises the squared error of the counts; here the Poisson likelihood is to be maximised.")
def least_squares(stim, spikes, d=25):
    return reference_of(LAB, "fit_lg")(stim, spikes, d)


@fit_lnp.misconception(
    "The first d-1 time bins were left out of the fit.", "make_design_matrix gave them rows: use them all.")
def drops_the_padded_rows(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d))[d - 1:], np.asarray(spikes)[d - 1:])


@fit_lnp.misconception(
    "The filter is shrunk: the fit contains a ridge penalty.", "Maximum likelihood has no penalty on the filter.")
def adds_a_ridge(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), spikes, ridge=1.0)


@fit_lnp.misconception(
    "The model has no intercept.", "exp(X @ filter) alone can only have a rate of 1 where the stimulus is 0: add a column of ones.")
def no_intercept(stim, spikes, d=25):
    return _fit(design(stim, d), spikes)


@fit_lnp.misconception("The intercept comes last.", "The course puts the intercept first, then the lags from oldest to newest.")
def intercept_last(stim, spikes, d=25):
    return np.roll(_fit(with_ones(design(stim, d)), spikes), -1)


@fit_lnp.misconception(
    "The optimiser never left its start.", "Look at what minimize returns: `success`, `message`, and the parameters in `x`.")
def returns_the_start(stim, spikes, d=25):
    return np.concatenate([[np.log(np.mean(spikes))], np.zeros(d)])


@fit_lnp.misconception(
    "Each bin with spikes counts once, however many spikes it has.", "The likelihood takes the counts as they are.")
def binary_spikes(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), np.asarray(spikes) > 0)


@fit_lnp.misconception("The filter always has 25 lags, whatever d is.", "Hand d on to make_design_matrix.")
def fit_ignores_d(stim, spikes, d=25):
    return _fit(with_ones(design(stim, 25)), spikes)


# ---- prediction


def _given(rng, n_bins, d):
    stim, names = drifting_light(rng, n_bins), {} if d == 25 else {"d": d}
    return case(stim, None, rng.normal(scale=0.5, size=d + 1), **names)


@predict_spike_counts_lnp.check(2, "With parameters given, it is their rate; the spikes are not needed.")
def parameters_given(rng):
    yield _given(rng, 40, 5)
    yield _given(rng, 60, 25)


@predict_spike_counts_lnp.check(1, "Given parameters are used as they are, also when spikes are there.")
def not_fitted_again(rng):
    stim = flicker(rng, 80)
    yield case(stim, spikes_to(rng, stim, 4), theta=rng.normal(scale=0.5, size=5), d=4)


@predict_spike_counts_lnp.check(1, "Without parameters it fits them first.")
def fitted(rng):
    yield _fit_case(rng, 250, 5, judge=RateWithinNats)
    yield _fit_case(rng, 400, 25, judge=RateWithinNats)


@predict_spike_counts_lnp.check(0.5, "It works for any number of lags.")
def any_d(rng):
    yield _given(rng, 30, 1)
    yield _given(rng, 6, 9)


predict_spike_counts_lnp.leaves_inputs_alone(0.5, lambda rng: _given(rng, 20, 4))


def _parameters(stim, spikes, theta, d):
    return reference_of(LAB, "fit_lnp")(stim, spikes, d) if theta is None else np.asarray(theta, float)


@predict_spike_counts_lnp.misconception(
    "This is the logarithm of the rate.", "The nonlinearity of the model is still to be applied.")
def log_rate(stim, spikes, theta=None, d=25):
    return with_ones(design(stim, d)) @ _parameters(stim, spikes, theta, d)


@predict_spike_counts_lnp.misconception(
    "The intercept is missing from the prediction.", "theta[0] is added to the filtered stimulus before the exponential.")
def forgets_the_intercept(stim, spikes, theta=None, d=25):
    return np.exp(design(stim, d) @ _parameters(stim, spikes, theta, d)[1:])


@predict_spike_counts_lnp.misconception(
    "The intercept is added after the exponential.", "The whole sum, intercept included, goes through the exponential.")
def intercept_outside(stim, spikes, theta=None, d=25):
    theta = _parameters(stim, spikes, theta, d)
    return theta[0] + np.exp(design(stim, d) @ theta[1:])


@predict_spike_counts_lnp.misconception(
    "Negative drives were set to 0 instead of going through an exponential.", "The nonlinearity of this model is exp, not a threshold.")
def rectifies(stim, spikes, theta=None, d=25):
    return np.maximum(log_rate(stim, spikes, theta, d), 0)


@predict_spike_counts_lnp.misconception(
    "The parameters were fitted although they were given.", "Only fit when theta is None.")
def always_fits(stim, spikes, theta=None, d=25):
    return np.exp(with_ones(design(stim, d)) @ reference_of(LAB, "fit_lnp")(stim, spikes, d))


@predict_spike_counts_lnp.misconception(
    "Without parameters it fails: fit_lnp was given a matrix where it takes the stimulus.",
    "Compare the arguments of your call with the signature of fit_lnp(stim, spikes, d).")
def fits_the_design_matrix(stim, spikes, theta=None, d=25):
    X = with_ones(design(stim, d))
    if theta is None:
        theta = reference_of(LAB, "fit_lnp")(X, spikes, d)
    return np.exp(X @ theta)


