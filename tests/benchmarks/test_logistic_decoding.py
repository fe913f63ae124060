"""Lab 02: logistic regression with an L2 penalty, of more neurons than trials, and its cross-validation."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from course.simulate.choices import simulate_session
from solutions import _logistic_decoding_fast as fast
from solutions import logistic_decoding as lab
from tests.benchmarks.limits import multiply_matrices
from tests.benchmarks.peers import reach
from tests.benchmarks.race import Peer

GAP = 1e-8  # share of the objective


def draw_session(n_trials, n_neurons):
    """Standardised rates and choices."""
    session = simulate_session(np.random.default_rng(2), n_trials, n_neurons)
    rates = session["spikes"]
    spread = rates.std(axis=0)
    return (rates - rates.mean(axis=0)) / np.where(spread > 0, spread, 1.0), session["choices"]


def measure_gap(X, y, l2):
    """Objective above the smallest known, as a share of it."""
    X1 = np.column_stack([np.ones(len(y)), X])

    def objective(theta):
        return lab.neg_log_lik_logistic(theta, X1, y) + 0.5 * l2 * np.sum(theta[1:] ** 2)

    best = objective(lab.fit_logistic(X, y, l2))
    return lambda theta: objective(theta) / best - 1


@pytest.mark.parametrize(("n_trials", "n_neurons", "at_least"), [(276, 691, 1.2), (1000, 691, None)])
def test_logistic_fit(race, n_trials, n_neurons, at_least):
    """Within 1e-8 of the smallest objective; the target is against the faster of two solvers."""
    X, y = draw_session(n_trials, n_neurons)
    find_gap = measure_gap(X, y, 1.0)
    assert abs(find_gap(fast.fit_logistic(X, y, 1.0))) <= GAP

    def make(solver):
        def make_fit(tol):
            model = LogisticRegression(C=1.0, solver=solver, tol=tol, max_iter=100_000)
            return lambda: np.append(model.fit(X, y).intercept_, model.coef_)

        return make_fit

    peers = [reach(f"scikit-learn {solver}", make(solver), find_gap, GAP) for solver in ("lbfgs", "newton-cg")]
    n_steps, few = 9, min(n_trials, n_neurons)
    race(
        "logistic fit, L2", f"{n_trials} trials × {n_neurons} neurons", lambda: fast.fit_logistic(X, y, 1.0),
        [*peers, Peer("minimize, trust-exact, the lab's", lambda: lab.fit_logistic(X, y, 1.0), at_least=1.0)],
        limit=multiply_matrices(n_trials * n_neurons * few + n_steps * few**3 / 3), fastest_at_least=at_least,
    )
