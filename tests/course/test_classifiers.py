"""The adapter to scikit-learn: the penalty that was asked for, on every version, without a warning."""

import warnings

import numpy as np
import pytest
from scipy.optimize import minimize

from course import classifiers
from solutions.logistic_decoding import neg_log_lik_logistic, penalty_value


@pytest.fixture(scope="module")
def trials():
    """Forty trials of five features."""
    rng = np.random.default_rng(2)
    X = rng.normal(size=(40, 5))
    return X, (X[:, 0] + rng.normal(size=40) > 0.3).astype(int)


@pytest.mark.parametrize("l1_ratio", [0.0, 0.5, 1.0])
def test_no_step_makes_the_objective_smaller(trials, l1_ratio):
    """The fit minimises the sum of the lab's own two formulas, the intercept left out of the penalty."""
    X, y = trials
    with_ones = np.column_stack([np.ones(len(X)), X])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fitted = classifiers.make_logistic(C=0.5, l1_ratio=l1_ratio, tol=1e-9).fit(X, y)

    def objective(theta):
        return neg_log_lik_logistic(theta, with_ones, y) + penalty_value(theta[1:], 0.5, l1_ratio)

    theta = np.append(fitted.intercept_, fitted.coef_)
    best = minimize(objective, theta, method="Powell", options={"xtol": 1e-8, "ftol": 1e-12})
    assert objective(theta) - best.fun < 1e-5


def test_no_penalty_is_the_maximum_of_the_likelihood(trials):
    """With C = inf the slope of the likelihood itself is zero."""
    X, y = trials
    fitted = classifiers.make_logistic(C=np.inf, tol=1e-8).fit(X, y)
    np.testing.assert_allclose((fitted.predict_proba(X)[:, 1] - y) @ X, 0, atol=1e-5)


@pytest.mark.parametrize(("l1_ratio", "penalty"), [(0.0, "l2"), (1.0, "l1"), (0.3, "elasticnet")])
def test_older_versions_are_asked_by_name(monkeypatch, l1_ratio, penalty):
    """Up to scikit-learn 1.7 ``penalty`` says which, and ``l1_ratio`` goes with the elastic net alone."""
    asked = {}
    monkeypatch.setattr(classifiers, "TAKES_PENALTY", True)
    monkeypatch.setattr(classifiers, "LogisticRegression", lambda **settings: asked.update(settings))
    classifiers.make_logistic(l1_ratio=l1_ratio)
    assert asked["penalty"] == penalty
    assert asked.get("l1_ratio") == (0.3 if penalty == "elasticnet" else None)


def test_newer_versions_are_asked_by_ratio(monkeypatch):
    """Since 1.8 ``penalty`` warns, so it is not named."""
    asked = {}
    monkeypatch.setattr(classifiers, "TAKES_PENALTY", False)
    monkeypatch.setattr(classifiers, "LogisticRegression", lambda **settings: asked.update(settings))
    classifiers.make_logistic(l1_ratio=1.0)
    assert asked["l1_ratio"] == 1.0
    assert "penalty" not in asked


def test_a_path_is_what_single_fits_give(trials):
    """Starting from the fit before changes nothing but the time; weights grow with C."""
    C_values = [0.01, 0.1, 1.0]
    path = classifiers.fit_path(*trials, C_values, tol=1e-8)
    single = [classifiers.make_logistic(C=C, tol=1e-8).fit(*trials).coef_[0] for C in C_values]
    np.testing.assert_allclose(path, single, atol=1e-5)
    assert np.all(np.diff(np.linalg.norm(path, axis=1)) > 0)


@pytest.mark.parametrize(("C", "l1_ratio"), [(0, 0), (-1, 0), (np.nan, 0), (1, -0.1), (1, 1.1)])
def test_settings_out_of_range_are_refused(C, l1_ratio):
    """The message says what was expected and what came."""
    with pytest.raises(ValueError, match="expected C > 0 and 0 <= l1_ratio <= 1, got C="):
        classifiers.make_logistic(C=C, l1_ratio=l1_ratio)
