"""Lab 05: the table of conventions agrees with the libraries; `pip install glum nemos` to test those besides scikit-learn."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression, PoissonRegressor

from solutions import regularization as lab
from tests.solutions import regularization_twins as twins

X, Y = twins.draw_problem(np.random.default_rng(0), 80, 4, offset=0.5)


@pytest.mark.parametrize("strength", [0.003, 0.1, 2.0])
@pytest.mark.parametrize("n_samples", [20, 80])
def test_poisson_regressor_has_a_mean_loss(strength, n_samples):
    """alpha beside the mean is ridge_from_mean_strength(alpha, n) beside the sum: the same weights and intercept."""
    model = PoissonRegressor(alpha=strength, solver="newton-cholesky", tol=1e-10).fit(X[:n_samples], Y[:n_samples])
    ridge = lab.ridge_from_mean_strength(strength, n_samples)
    intercept, weights = twins.fit_ridge_by_newton(X[:n_samples], Y[:n_samples], ridge)
    np.testing.assert_allclose(model.coef_, weights, rtol=1e-5, atol=1e-7)
    assert model.intercept_ == pytest.approx(intercept, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("C", [0.05, 1.0, 10.0])
def test_logistic_regression_has_an_inverse_strength_beside_a_sum(C):
    """At its optimum the slope of the summed loss is -w/C: C is one over the course's strength."""
    choice = (Y > 0).astype(int)
    model = LogisticRegression(C=C, tol=1e-10, max_iter=10_000).fit(X, choice)
    slope = X.T @ (expit(model.decision_function(X)) - choice)
    np.testing.assert_allclose(slope, -model.coef_[0] / C, atol=1e-4)


def test_the_lasso_of_liblinear_style_has_no_half():
    """LogisticRegression's L1 penalty is ‖w‖₁/C: slopes of weights that are not 0 are ±1/C."""
    choice, C = (Y > 0).astype(int), 0.3
    model = LogisticRegression(C=C, l1_ratio=1.0, solver="saga", tol=1e-8, max_iter=100_000).fit(X, choice)
    slope = X.T @ (expit(model.decision_function(X)) - choice)
    moved = model.coef_[0] != 0
    assert moved.any()
    np.testing.assert_allclose(slope[moved], -np.sign(model.coef_[0][moved]) / C, atol=1e-3)


def test_nemos_has_a_mean_loss():
    """Where nemos is installed: regularizer_strength beside the mean, like PoissonRegressor."""
    nemos = pytest.importorskip("nemos")
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    model = nemos.glm.GLM(regularizer="Ridge", regularizer_strength=0.1, solver_kwargs={"tol": 1e-7, "maxiter": 50_000})
    model.fit(X, Y.astype(float))
    _, weights = twins.fit_ridge_by_newton(X, Y, lab.ridge_from_mean_strength(0.1, len(Y)))
    np.testing.assert_allclose(np.asarray(model.coef_), weights, rtol=1e-3, atol=1e-5)


def test_glum_has_a_mean_loss():
    """Where glum is installed: alpha beside the mean, like PoissonRegressor."""
    glum = pytest.importorskip("glum")
    model = glum.GeneralizedLinearRegressor(family="poisson", alpha=0.1, l1_ratio=0.0, gradient_tol=1e-9).fit(X, Y)
    _, weights = twins.fit_ridge_by_newton(X, Y, lab.ridge_from_mean_strength(0.1, len(Y)))
    np.testing.assert_allclose(model.coef_, weights, rtol=1e-4, atol=1e-6)
