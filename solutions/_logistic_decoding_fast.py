"""Fast twins of the fits of lab 02: Newton's method among trials or among features, whichever are fewer.

With an L2 penalty the best weights are a sum of trials, ``w = X.T @ a`` (the representer theorem). So with
more features than trials the unknowns are one number a trial, and many penalties share one ``X @ X.T``.
"""

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize
from sklearn.model_selection import StratifiedKFold

MAX_STEPS = 100
SHORTEST = 1e-12  # share of a Newton step
MANY_FEATURES = 200  # from here on gradients are cheaper than curvature, with more trials than features
# Shares of the objective:
GAIN = 1e-5  # after a whole Newton step that gains less, another one with the same curvature is the last
ROUNDING = 1e-14  # the same for shortened steps
CLOSE = 1e-9  # what gradients alone may leave
SMALLEST_CURVATURE = 1e-12  # of a trial's log-likelihood: trials beyond doubt must not divide by 0


def fit_logistic(X, y, l2=1.0):
    """Fit logistic regression with an L2 penalty; as in the lab, in less time.

    Parameters
    ----------
    X : (n_trials, n_features) array
        Features, without a column of ones.
    y : (n_trials,) array
        Choices, 0 or 1; both occur.
    l2 : float
        Strength of the penalty on half the squared weights.

    Returns
    -------
    theta : (n_features+1,) float array
        Intercept, then weights. Memory: twice `X`, and twice a square matrix of the smaller of its sides.

    Source: Hastie & Tibshirani (2004), Biostatistics 5:329, for more features than trials.
    """
    X = np.asarray(X, dtype=float)
    mean = X.mean(axis=0)  # the intercept takes up any shift: without it the problem is better conditioned
    centred = X - mean
    if len(X) < X.shape[1]:
        amounts, intercept = fit_by_trials(centred @ centred.T, y, l2)
        weights = amounts @ centred
    else:
        weights, intercept = _fit_by_features(centred, y, l2)
    return np.concatenate([[intercept - mean @ weights], weights])


def fit_by_trials(gram, y, l2, start=None):
    """Fit when only the products of trials are known: ``eta = intercept + gram @ amounts``.

    Parameters
    ----------
    gram : (n_trials, n_trials) array
        ``X @ X.T``.
    y : (n_trials,) array
        Choices, 0 or 1.
    l2 : float
        Strength of the penalty.
    start : (amounts, intercept), optional
        The solution for a similar penalty.

    Returns
    -------
    amounts : (n_trials,) array
        The weights are ``X.T @ amounts``.
    intercept : float
    """
    y = np.asarray(y, dtype=float)
    amounts, intercept = start or (np.zeros(len(y)), np.log(y.mean() / (1 - y.mean())))

    def curve(eta):
        _, root = _curvature(eta)
        matrix = root[:, None] * gram * root
        matrix.flat[:: len(y) + 1] += l2
        factor = cho_factor(matrix.T, overwrite_a=True, check_finite=False)  # .T: in LAPACK's own order
        of_root = cho_solve(factor, root, check_finite=False)

        def find_step(p, amounts):
            of_slope = cho_solve(factor, (y - p - l2 * amounts) / root, check_finite=False)
            rise = (amounts.sum() + root @ of_slope) / (root @ of_root)  # so that the new amounts sum to 0
            return root * (of_slope - rise * of_root), rise

        return find_step

    return _descend(curve, lambda step: gram @ step, lambda a, Ka: a @ Ka, y, l2, amounts, intercept)


def _fit_by_features(X, y, l2, start=None):
    """Newton's method on the weights themselves."""
    y = np.asarray(y, dtype=float)

    def curve(eta):
        _, root = _curvature(eta)
        scaled = np.column_stack([root, root[:, None] * X])
        hessian = scaled.T @ scaled
        hessian.flat[len(hessian) + 1 :: len(hessian) + 1] += l2
        factor = cho_factor(hessian, overwrite_a=True, check_finite=False)

        def find_step(p, weights):
            gradient = np.concatenate([[np.sum(y - p)], X.T @ (y - p) - l2 * weights])
            step = cho_solve(factor, gradient, check_finite=False)
            return step[1:], step[0]

        return find_step

    weights, intercept = start or (np.zeros(X.shape[1]), np.log(y.mean() / (1 - y.mean())))
    if X.shape[1] >= MANY_FEATURES:
        weights, intercept, close = _walk_by_gradients(X, y, l2, weights, intercept)
        if close:
            return weights, intercept
    return _descend(curve, lambda step: X @ step, lambda w, Xw: w @ w, y, l2, weights, intercept)


def _walk_by_gradients(X, y, l2, weights, intercept):
    """L-BFGS, and whether its objective can be no further above the minimum than a share of `CLOSE`.

    The penalty curves the objective by l2 along every weight: squared slope / (2 l2) bounds what is left.
    """
    sign = 1.0 - 2.0 * y

    def objective(theta):
        eta = X @ theta[1:] + theta[0]
        p, _ = _curvature(eta)
        cost = np.logaddexp(0, sign * eta).sum() + 0.5 * l2 * theta[1:] @ theta[1:]
        return cost, np.concatenate([[np.sum(p - y)], (p - y) @ X + l2 * theta[1:]])

    start = np.concatenate([[intercept], weights])
    slope = np.sqrt(2 * l2 * CLOSE * 0.1 * len(y) / X.shape[1])  # for an objective of 0.1 nat a trial
    options = {"maxiter": 300, "maxfun": 600, "maxcor": 20, "ftol": 0, "gtol": slope}
    result = minimize(objective, start, jac=True, method="L-BFGS-B", options=options)
    bend = np.sum(_curvature(X @ result.x[1:] + result.x[0])[1] ** 2)
    furthest = result.jac[1:] @ result.jac[1:] / (2 * l2) + result.jac[0] ** 2 / bend
    return result.x[1:], result.x[0], furthest <= CLOSE * result.fun


def _curvature(eta):
    """Probability of choice 1 in every trial, and the root of the second derivative of its log-likelihood."""
    small = np.exp(-np.abs(eta))
    p = np.where(eta >= 0, 1.0, small) / (1.0 + small)
    return p, np.sqrt(np.maximum(small / (1.0 + small) ** 2, SMALLEST_CURVATURE))


def _descend(curve, apply, square, y, l2, unknowns, intercept):
    """Newton steps with a line search; ends when a step gains next to nothing."""
    sign = 1.0 - 2.0 * y

    def objective(unknowns, products, intercept):
        cost = np.logaddexp(0, sign * (products + intercept)).sum()
        return cost + 0.5 * l2 * square(unknowns, products)

    def go(find_step, state, value):
        step, rise = find_step(_curvature(state[1] + state[2])[0], state[0])
        return _search(objective, state, (step, apply(step), rise), value)

    state = unknowns, apply(unknowns), intercept
    value = objective(*state)
    for _ in range(MAX_STEPS):
        find_step = curve(state[1] + state[2])
        found, new, share = go(find_step, state, value)
        if new >= value:
            break  # no step makes the objective smaller in the digits that there are
        gain, state, value = value - new, found, new
        if gain <= (GAIN if share == 1.0 else ROUNDING) * value:
            found, new, _ = go(find_step, state, value)
            state = found if new < value else state
            break
        del find_step  # before there is another one, for each keeps a matrix
    return state[0], state[2]


def _search(objective, state, change, value):
    """Halve a step until the objective falls, or lengthen it while that makes it fall further."""

    def walk(share):
        end = tuple(here + share * by for here, by in zip(state, change, strict=True))
        return end, objective(*end), share

    best = walk(1.0)
    while best[1] > value and best[2] > SHORTEST:
        best = walk(best[2] / 2)
    while best[2] >= 1.0 and value - best[1] > 1e-3 * value and (longer := walk(1.5 * best[2]))[1] < best[1]:
        best = longer
    return best


def decide_held_out(X, y, C_values, folds):
    """Decision values of every held-out trial for every penalty: standardised inside the folds.

    Parameters
    ----------
    X : (n_trials, n_features) array
        Features.
    y : (n_trials,) array
        Choices, 0 or 1.
    C_values : sequence of float
        Inverse strengths of the penalty; each fit starts from the one before.
    folds : sequence of (train, test)
        Indices of trials.

    Returns
    -------
    eta : list of (n_C, n_test) arrays
        Log-odds of choice 1, one array a fold.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    return [_decide_one_fold(X, y, C_values, train, test) for train, test in folds]


def _decide_one_fold(X, y, C_values, train, test):
    mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
    scaled = (X - mean) / np.where(spread > 0, spread, 1.0)
    known, unknown = scaled[train], scaled[test]
    few_trials = len(train) < X.shape[1]
    basis, across = (known @ known.T, unknown @ known.T) if few_trials else (known, unknown)
    fit_next = fit_by_trials if few_trials else _fit_by_features
    fit, decisions = None, []
    for C in C_values:
        fit = fit_next(basis, y[train], 1 / C, fit)
        decisions.append(across @ fit[0] + fit[1])
    return np.array(decisions)


def cross_validated_accuracies(X, y, C_values, n_folds=8):
    """Mean accuracy over stratified folds for every penalty: as `model_selection` of the lab, in less time.

    Returns
    -------
    accuracies : (n_C,) array
        In the order of `C_values`.
    """
    folds = list(StratifiedKFold(n_folds).split(X, y))
    decisions = decide_held_out(X, y, C_values, folds)
    pairs = zip(decisions, folds, strict=True)
    return np.mean([np.mean((eta > 0) == np.asarray(y)[test], axis=1) for eta, (_, test) in pairs], axis=0)
