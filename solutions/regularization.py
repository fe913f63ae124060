"""Lab 05: overfitting, sparsity and choosing a model (ridge, lasso, group lasso, folds of a time series)."""

import numpy as np
from sklearn.linear_model import PoissonRegressor


def blocked_folds(n_samples, n_folds, gap=0):
    """Split a time series into test blocks, and keep the training samples away from each of them.

    Parameters
    ----------
    n_samples, n_folds : int
        Number of time bins, and of test blocks (from 2 to `n_samples`), whose sizes are those of ``np.array_split``.
    gap : int
        Number of samples left out of the training set on each side of the test block, where there are any.

    Returns
    -------
    folds : list of (train, test)
        Increasing integer index arrays for each block, in the order of time; a training set may be empty.

    Source: Burman, Chow & Nolan (1994), Biometrika 81:351 (cross-validation of dependent data).
    """
    # BEGIN SOLUTION
    samples, gap, folds = np.arange(int(n_samples)), int(gap), []
    for test in np.array_split(samples, int(n_folds)):
        near = slice(max(test[0] - gap, 0), test[-1] + 1 + gap)  # fill: max(test[0] - gap, 0) | test[-1] + 1 + gap
        folds.append((np.delete(samples, near), test))
    return folds
    # END SOLUTION


def ridge_from_mean_strength(strength, n_samples):
    """Translate the strength of a ridge beside a mean loss into that beside a summed loss.

    Parameters
    ----------
    strength, n_samples : float and int
        Of the objective ``mean(neg_log_lik) + strength/2 * sum(weights**2)``, such as that of scikit-learn's
        ``PoissonRegressor(alpha=strength)``, and the number of samples that the mean is taken over.

    Returns
    -------
    ridge : float
        So that ``sum(neg_log_lik) + ridge/2 * sum(weights**2)`` has its minimum at the same weights.
    """
    # BEGIN SOLUTION
    return float(strength) * n_samples
    # END SOLUTION


def select_ridge(X, y, strengths, n_folds=5, gap=0):
    """Choose the strength of a ridge by the held-out likelihood of a Poisson model.

    Parameters
    ----------
    X, y : (n_bins, n_features) and (n_bins,) arrays
        Features, without a column of ones; spike counts (spikes/bin, often uint8), some in every training set.
    strengths : (n_strengths,) array or list
        Values of `ridge` in ``sum(rate - y*log(rate)) + ridge/2 * sum(weights**2)``, summed over the training
        samples; the intercept is not penalised.
    n_folds, gap : as in `blocked_folds`.

    Returns
    -------
    best, scores : float and (n_strengths,) float array
        The strength with the best score (of several with exactly the same the largest), and all scores:
        ``mean(y*eta - exp(eta))`` over the test samples of a fold (nats/bin), averaged over the folds.

    Source: Stone (1974), J R Stat Soc B 36:111.
    """
    # BEGIN SOLUTION
    X, y, strengths = (np.asarray(values, dtype=float) for values in (X, y, strengths))
    X = X - X.mean(axis=0)  # changes the free intercept only, and spares the solver columns far from 0
    folds = blocked_folds(len(y), n_folds, gap)  # fill: len(y), n_folds, gap
    scores = np.zeros((len(folds), len(strengths)))
    for i, (train, test) in enumerate(folds):
        for j, strength in enumerate(strengths):
            # scikit-learn takes the mean over the training samples, this course the sum
            alpha = strength / len(train)  # fill: strength / len(train)
            model = PoissonRegressor(alpha=alpha, solver="newton-cholesky", tol=1e-8, max_iter=1000)
            model.fit(X[train], y[train])  # fill: X[train], y[train]
            eta = model.intercept_ + X[test] @ model.coef_
            scores[i, j] = np.mean(y[test] * eta - np.exp(eta))  # fill: y[test] * eta - np.exp(eta)
    scores = scores.mean(axis=0)
    return strengths[scores == scores.max()].max(), scores
    # END SOLUTION


def soft_threshold(w, t):
    """Move each weight towards zero by `t`, and stop there: the proximal operator of ``t * sum(|w|)``.

    Parameters
    ----------
    w, t : float or array of any shape, and float
        Weights, and the threshold, which is not negative.

    Returns
    -------
    shrunk : float or float array, as `w`
        The minimiser of ``sum((v - w)**2)/2 + t * sum(|v|)`` over `v`.

    Source: Donoho & Johnstone (1994), Biometrika 81:425.
    """
    # BEGIN SOLUTION
    w = np.asarray(w, dtype=float)
    return np.sign(w) * np.maximum(np.abs(w) - t, 0)
    # END SOLUTION


def fit_lasso_poisson(X, y, l1):
    """Fit a Poisson model with the lasso: ``sum(rate - y*log(rate)) + l1 * sum(|weights|)``.

    The log of the rate is ``intercept + X @ weights``; the intercept is not penalised, and `X` is taken as it is.

    Parameters
    ----------
    X, y : (n_bins, n_features) and (n_bins,) arrays
        Features, without a column of ones; spike counts (spikes/bin, often uint8), at least one spike.
    l1 : float
        Strength of the penalty (nats per unit of weight).

    Returns
    -------
    intercept, weights : float and (n_features,) float array
        Weights are exactly 0.0 where the penalty holds them there.

    Source: Tibshirani (1996), J R Stat Soc B 58:267; Beck & Teboulle (2009), SIAM J Imaging Sci 2:183.
    """
    # BEGIN SOLUTION
    y, centre = np.asarray(y, dtype=float), np.mean(X, axis=0, dtype=float)
    X = np.column_stack([np.ones(len(y)), X - centre])  # a column far from 0 would look like the ones, and need tiny steps
    theta = ahead = np.append(np.log(y.mean()), np.zeros(X.shape[1] - 1))  # fill: np.log(y.mean())
    step, momentum = 1.0, 1.0
    for _ in range(100_000):
        with np.errstate(over="ignore", invalid="ignore"):
            rate = np.exp(X @ ahead)
            new = ahead - step * X.T @ (rate - y)  # fill: rate - y
            new[1:] = soft_threshold(new[1:], step * l1)  # fill: new[1:], step * l1
            rise, distance = X @ (new - ahead), np.sum((new - ahead) ** 2)
            fits = rate @ (np.expm1(rise) - rise) <= distance / (2 * step)
        if not fits:  # the likelihood curves more than a parabola of curvature 1/step: the step was too long
            step, ahead, momentum = step / 2, theta, 1.0
            continue
        if np.abs(new - ahead).max() <= 1e-6 * step:
            break
        momentum = 1.0 if (ahead - new) @ (new - theta) > 0 else momentum  # none where it led uphill
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, theta, momentum = new + (momentum - 1) / following * (new - theta), new, following
    return new[0] - centre @ new[1:], new[1:]
    # END SOLUTION


def group_soft_threshold(w, groups, t):
    """Shrink the weights of each group together: the proximal operator of ``t * sum_g sqrt(size_g) * ||w_g||``.

    Each group keeps its direction, and its norm is lowered by ``t * sqrt(size)``, to 0 at the lowest.

    Parameters
    ----------
    w, groups : (n_features,) array, and (n_features,) array of int
        Weights, and the group of each: any whole numbers, in any order.
    t : float
        Threshold, not negative.

    Returns
    -------
    shrunk : (n_features,) float array
        A group whose norm is 0 stays 0.

    Source: Yuan & Lin (2006), J R Stat Soc B 68:49.
    """
    # BEGIN SOLUTION
    shrunk, groups = np.array(w, dtype=float), np.asarray(groups)
    for group in np.unique(groups):
        members = groups == group
        norm, limit = np.linalg.norm(shrunk[members]), t * np.sqrt(members.sum())  # fill: t * np.sqrt(members.sum())
        shrunk[members] *= 1 - limit / norm if norm > limit else 0.0  # fill: 1 - limit / norm if norm > limit else 0.0
    return shrunk
    # END SOLUTION


def fit_group_lasso_poisson(X, y, groups, strength):
    """Fit a Poisson model with the group lasso, which keeps or drops whole groups of features.

    Minimises ``sum(rate - y*log(rate)) + strength * sum_g sqrt(size_g) * ||weights_g||``; else as `fit_lasso_poisson`.

    Parameters
    ----------
    X, y : (n_bins, n_features) and (n_bins,) arrays
        Features, without a column of ones; spike counts (spikes/bin, often uint8), at least one spike.
    groups, strength : (n_features,) array of int, and float
        The group of each feature: any whole numbers, in any order. Strength of the penalty (nats per unit of weight).

    Returns
    -------
    intercept, weights : float and (n_features,) float array
        Weights are exactly 0.0 in groups that the penalty holds there.

    Source: Yuan & Lin (2006), J R Stat Soc B 68:49; Beck & Teboulle (2009), SIAM J Imaging Sci 2:183.
    """
    # BEGIN SOLUTION
    y, centre = np.asarray(y, dtype=float), np.mean(X, axis=0, dtype=float)
    X = np.column_stack([np.ones(len(y)), X - centre])  # a column far from 0 would look like the ones, and need tiny steps
    theta = ahead = np.append(np.log(y.mean()), np.zeros(X.shape[1] - 1))
    step, momentum = 1.0, 1.0
    for _ in range(100_000):
        with np.errstate(over="ignore", invalid="ignore"):
            rate = np.exp(X @ ahead)
            new = ahead - step * X.T @ (rate - y)
            new[1:] = group_soft_threshold(new[1:], groups, step * strength)
            rise, distance = X @ (new - ahead), np.sum((new - ahead) ** 2)
            fits = rate @ (np.expm1(rise) - rise) <= distance / (2 * step)
        if not fits:
            step, ahead, momentum = step / 2, theta, 1.0
            continue
        if np.abs(new - ahead).max() <= 1e-6 * step:
            break
        momentum = 1.0 if (ahead - new) @ (new - theta) > 0 else momentum
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, theta, momentum = new + (momentum - 1) / following * (new - theta), new, following
    return new[0] - centre @ new[1:], new[1:]
    # END SOLUTION


def tensor_product_basis(bx, by):
    """Combine two bases into one of two dimensions: every function of the first times every one of the second.

    Parameters
    ----------
    bx, by : (n_bins, kx) and (n_bins, ky) arrays
        Basis functions of the first and of the second variable, one row a time bin.

    Returns
    -------
    features : (n_bins, kx*ky) float array
        ``features[t, i*ky + j] = bx[t, i] * by[t, j]``: `by` varies fastest.

    Source: Wood (2017), Generalized Additive Models, section 5.6.
    """
    # BEGIN SOLUTION
    bx, by = np.asarray(bx, dtype=float), np.asarray(by, dtype=float)
    return (bx[:, :, None] * by[:, None, :]).reshape(len(bx), -1)  # fill: bx[:, :, None] * by[:, None, :]
    # END SOLUTION


# Your verdict on the panels A, B, C and D: one character for each, in this order.
#   "+"  the best strength lies inside the grid, and beats the constant rate
#   "e"  it lies at an edge of the grid, and the curve still rises there      "0"  none beats the constant rate
evidence_strengths = "e0++"  # fill: "e0++"
