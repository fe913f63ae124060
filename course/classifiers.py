"""Logistic regression with any of the course's penalties, on any scikit-learn from 1.5 on, without a warning.

Up to 1.7 an L1 penalty is asked for by ``penalty="l1"`` and a mixture by ``penalty="elasticnet"``. Since 1.8
``l1_ratio`` alone says which penalty is meant, ``penalty`` warns, and it goes in 1.10.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression

# The default of l1_ratio was None before it got a meaning of its own.
TAKES_PENALTY = LogisticRegression().l1_ratio is None
PENALTIES = {0.0: "l2", 1.0: "l1"}


def make_logistic(C=1.0, l1_ratio=0.0, **settings):
    """Make an unfitted classifier that minimises summed negative log-likelihood plus penalty.

    The penalty is ``(l1_ratio * sum(abs(w)) + (1 - l1_ratio) / 2 * sum(w**2)) / C``.

    Parameters
    ----------
    C : float
        Inverse strength of the penalty; ``numpy.inf`` for none.
    l1_ratio : float
        0 for L2 (ridge), 1 for L1 (lasso), between for the elastic net.
    **settings
        Passed on to `sklearn.linear_model.LogisticRegression`. Unless they name a ``solver`` it is one that can
        do the penalty and leaves the intercept out of it: "lbfgs" for L2, "saga" otherwise.

    Returns
    -------
    classifier : LogisticRegression

    Raises
    ------
    ValueError
        If `C` or `l1_ratio` is out of range.
    """
    if not C > 0 or not 0 <= l1_ratio <= 1:
        raise ValueError(f"expected C > 0 and 0 <= l1_ratio <= 1, got C={C} and l1_ratio={l1_ratio}")
    settings = {"solver": "saga" if l1_ratio else "lbfgs", "max_iter": 10_000, "C": C, **settings}
    if not TAKES_PENALTY:
        return LogisticRegression(l1_ratio=float(l1_ratio), **settings)
    penalty = PENALTIES.get(float(l1_ratio), "elasticnet")
    if penalty == "elasticnet":
        settings["l1_ratio"] = l1_ratio
    return LogisticRegression(penalty=penalty, **settings)


def fit_path(X, y, C_values, l1_ratio=0.0, **settings):
    """Fit one classifier a penalty strength, each starting from the one before.

    Parameters
    ----------
    X : (n_trials, n_features) array
        Features, standardised.
    y : (n_trials,) array
        Choices, 0 or 1.
    C_values : (n_C,) array
        Inverse strengths, from the strongest penalty (smallest C) on.
    l1_ratio : float
        As for `make_logistic`.
    **settings
        As for `make_logistic`.

    Returns
    -------
    weights : (n_C, n_features) array
        Without the intercept.
    """
    classifier = make_logistic(l1_ratio=l1_ratio, warm_start=True, **settings)
    return np.array([classifier.set_params(C=C).fit(X, y).coef_[0] for C in C_values])
