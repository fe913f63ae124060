"""Lab 02: decoding a choice from a population of neurons by logistic regression."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def majority_accuracy(y):
    """Accuracy of the decoder that always gives the more frequent choice: the baseline of every other one.

    Parameters
    ----------
    y : (n_trials,) array
        Choices, 0 or 1; both occur.
    """
    # BEGIN SOLUTION
    share = np.mean(y)
    return max(share, 1 - share)
    # END SOLUTION


def sigmoid(z):
    """Turn log-odds into a probability: ``1 / (1 + exp(-z))``, without overflow for any z.

    Parameters
    ----------
    z : number or array of any shape
        Log-odds (nats).

    Returns
    -------
    p : float array, shape of z
        Probability; within 1e-12 and without a warning up to abs(z) = 1e4.
    """
    # BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))  # fill: np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)  # fill: np.where(z >= 0, 1.0, small)
    # END SOLUTION


def neg_log_lik_logistic(theta, X, y):
    """Negative log-likelihood of choices under logistic regression.

    With ``eta = X @ theta`` a choice of 1 costs ``log(1 + exp(-eta))``, a choice of 0 ``log(1 + exp(eta))``.

    Parameters
    ----------
    theta : (n_features,) array
        Parameters, one for each column of `X`.
    X : (n_trials, n_features) array
        Features that already have their column of ones.
    y : (n_trials,) array
        Choices, 0 or 1 (any number type).

    Returns
    -------
    neg_log_lik : float
        Nats, summed over trials; exact up to abs(eta) = 1e4.

    Source: Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, equation 4.20.
    """
    # BEGIN SOLUTION
    eta = X @ np.asarray(theta, dtype=float)
    against = np.where(np.asarray(y) == 1, -eta, eta)  # log-odds of the choice that was not made
    return np.logaddexp(0, against).sum()  # fill: np.logaddexp(0, against)
    # END SOLUTION


def fit_logistic(X, y, l2=1.0):
    """Fit logistic regression with a penalty on the squared weights.

    Minimises ``neg_log_lik + 0.5 * l2 * sum(w**2)``, where w are the weights without the intercept.

    Parameters
    ----------
    X, y : (n_trials, n_features) and (n_trials,) arrays
        Features without a column of ones, perhaps more of them than trials; choices, 0 or 1.
    l2 : float
        Strength of the penalty, > 0: the inverse of scikit-learn's ``C``.

    Returns
    -------
    theta : (n_features+1,) float array
        Intercept, which is not penalised, then the weights (nats per unit of the feature).

    Source: Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, section 4.4.
    """
    # BEGIN SOLUTION
    X = np.column_stack([np.ones(len(X)), X])
    y = np.asarray(y, dtype=float)
    strength = np.full(X.shape[1], float(l2))
    strength[0] = 0.0  # fill: 0.0

    def objective(theta):
        cost = neg_log_lik_logistic(theta, X, y)
        return cost + 0.5 * strength @ theta**2  # fill: 0.5 * strength @ theta**2

    def gradient(theta):
        slope = X.T @ (sigmoid(X @ theta) - y)  # fill: sigmoid(X @ theta) - y
        return slope + strength * theta  # fill: strength * theta

    def hessian(theta):
        p = sigmoid(X @ theta)
        return X.T * (p * (1 - p)) @ X + np.diag(strength)

    start = np.zeros(X.shape[1])
    result = minimize(objective, start, method="trust-exact", jac=gradient, hess=hessian,
                      options={"gtol": 1e-6, "max_trust_radius": 1e6})
    return result.x
    # END SOLUTION


def compute_accuracy(X, y, model):
    """Share of the trials whose choice a fitted classifier predicts.

    Parameters
    ----------
    X, y : (n_trials, n_features) and (n_trials,) arrays
        Features, and choices, 0 or 1.
    model : classifier or pipeline of scikit-learn
        Fitted already; it is used as it is.
    """
    # BEGIN SOLUTION
    return np.mean(model.predict(X) == y)
    # END SOLUTION


def cross_validated_accuracy(X, y, C=1.0, n_folds=8):
    """Accuracy on trials that the fit has not seen, by stratified cross-validation.

    In each fold the features are standardised (mean 0, standard deviation 1 over its training trials), then
    logistic regression with an L2 penalty is fitted.

    Parameters
    ----------
    X, y : (n_trials, n_features) and (n_trials,) arrays
        Features, and choices, 0 or 1.
    C : float
        Inverse strength of the penalty, as in scikit-learn.
    n_folds : int
        Number of folds of ``StratifiedKFold``, not shuffled.

    Returns
    -------
    accuracy : float
        Mean over the folds.
    """
    # BEGIN SOLUTION
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    accuracies = []
    for train, test in StratifiedKFold(n_folds).split(X, y):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=C, tol=1e-6, max_iter=10_000))
        model.fit(X[train], y[train])  # fill: X[train], y[train]
        accuracies.append(compute_accuracy(X[test], y[test], model))  # fill: X[test], y[test]
    return np.mean(accuracies)
    # END SOLUTION


def penalty_value(w, C, l1_ratio):
    """What scikit-learn adds to the summed negative log-likelihood.

    ``(l1_ratio * sum(abs(w)) + (1 - l1_ratio) / 2 * sum(w**2)) / C``, in nats (Zou & Hastie, 2005).

    Parameters
    ----------
    w : (n_features,) or (1, n_features) array
        Weights, without the intercept.
    C, l1_ratio : float
        Inverse strength; 1 for L1 (lasso), 0 for L2 (ridge), between for the elastic net.

    Returns
    -------
    penalty : float
    """
    # BEGIN SOLUTION
    w = np.ravel(w).astype(float)
    return (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) / 2 * (w @ w)) / C
    # END SOLUTION


def count_non_zero_coefs(X, y, C_values):
    """Count the weights that an L1 penalty leaves different from zero: liblinear, on the data as they are.

    Parameters
    ----------
    X, y, C_values : (n_trials, n_features), (n_trials,) and (n_C,) arrays
        Features; choices, 0 or 1; inverse strengths of the penalty.

    Returns
    -------
    n_non_zero : (n_C,) int array
        In the order of `C_values`; the intercept does not count.
    """
    # an L1 penalty is asked for by penalty="l1" up to scikit-learn 1.7, and by l1_ratio=1 since 1.8
    lasso = {"penalty": "l1"} if LogisticRegression().l1_ratio is None else {"l1_ratio": 1.0}
    # BEGIN SOLUTION
    counts = []
    for C in C_values:
        model = LogisticRegression(C=C, solver="liblinear", max_iter=10_000, random_state=0, **lasso)
        model.fit(X, y)
        counts.append(np.count_nonzero(model.coef_))  # fill: np.count_nonzero(model.coef_)
    return np.array(counts, dtype=int)
    # END SOLUTION


def model_selection(X, y, C_values, n_folds=8):
    """Choose the strength of the L2 penalty by `cross_validated_accuracy`.

    Returns
    -------
    best_C : float
        The one with the highest accuracy; of several within 1e-9 of it the smallest: the strongest penalty.
    accuracies : (n_C,) float array
        In the order of `C_values`, which may be any.
    """
    # BEGIN SOLUTION
    C_values = np.asarray(C_values, dtype=float)
    accuracies = np.array([cross_validated_accuracy(X, y, C, n_folds) for C in C_values])
    tied = accuracies >= accuracies.max() - 1e-9  # fill: accuracies.max()
    return C_values[tied].min(), accuracies  # fill: C_values[tied].min()
    # END SOLUTION


def nested_cv_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    """Accuracy of the whole recipe, the choice of C included: mean over outer folds (Varma & Simon, 2006).

    In each outer fold `model_selection` chooses C with `n_inner` folds of the training trials; the decoder is
    then fitted to all of these, standardised on them, and judged on the test trials.
    """
    # BEGIN SOLUTION
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    accuracies = []
    for train, test in StratifiedKFold(n_outer).split(X, y):
        best_C, _ = model_selection(X[train], y[train], C_values, n_inner)
        model = make_pipeline(StandardScaler(), LogisticRegression(C=best_C, tol=1e-6, max_iter=10_000))
        accuracies.append(compute_accuracy(X[test], y[test], model.fit(X[train], y[train])))
    return np.mean(accuracies)
    # END SOLUTION


# Your verdict on the populations A, B, C and D: one character for each, in this order.
#   "+"  the data support that the neurons tell more about the choice than the stimulus does
#   "s"  they support only that the neurons tell of the choice; the stimulus may explain that
#   "0"  they do not support that the neurons tell anything of the choice
evidence_decoding = "+0ss"  # fill: "+0ss"
