"""Not a line of NumPy: lists, the math module, Gaussian elimination and Newton's method by hand."""

import math


def history(stim, i, d):
    return [float(stim[i - lag]) if i - lag >= 0 else 0.0 for lag in range(d - 1, -1, -1)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def solve(A, b):
    """Gauss-Jordan with row pivoting; an unknown that nothing determines is set to 0."""
    n = len(b)
    A = [[*row, value] for row, value in zip(A, b, strict=True)]
    pivots, free = [], 0
    for column in range(n):
        best = max(range(free, n), key=lambda row: abs(A[row][column]), default=None)
        if best is None or abs(A[best][column]) < 1e-12:
            continue
        A[free], A[best] = A[best], A[free]
        A[free] = [value / A[free][column] for value in A[free]]
        for row in range(n):
            if row != free and A[row][column]:
                factor = A[row][column]
                A[row] = [x - factor * y for x, y in zip(A[row], A[free], strict=True)]
        pivots.append(column)
        free += 1
    solution = [0.0] * n
    for row, column in enumerate(pivots):
        solution[column] = A[row][n]
    return solution


def gram(rows, weights):
    """Sum of the outer products of the rows; symmetric, so half of it is computed."""
    n = len(rows[0])
    G = [[0.0] * n for _ in range(n)]
    for row, weight in zip(rows, weights, strict=True):
        for i, x in enumerate(row):
            if x:
                wx, Gi = weight * x, G[i]
                for j in range(i + 1):
                    Gi[j] += wx * row[j]
    return [[G[max(i, j)][min(i, j)] for j in range(n)] for i in range(n)]


def exp(x):
    return math.exp(x) if x < 709 else math.inf


def make_design_matrix(stim, d=25):
    return [history(stim, i, d) for i in range(len(stim))]


def spike_triggered_average(stim, spikes, d=25):
    n_spikes = sum(int(count) for count in spikes)
    rows = make_design_matrix(stim, d)
    return [sum(int(n) * row[j] for n, row in zip(spikes, rows, strict=True)) / n_spikes for j in range(d)]


def fit_lg(stim, spikes, d=25):
    rows = [[1.0, *row] for row in make_design_matrix(stim, d)]
    right = [sum(float(n) * row[j] for n, row in zip(spikes, rows, strict=True)) for j in range(d + 1)]
    return solve(gram(rows, [1.0] * len(rows)), right)


def predict_spike_counts_lg(stim, spikes, d=25):
    theta = fit_lg(stim, spikes, d)
    return [theta[0] + dot(theta[1:], row) for row in make_design_matrix(stim, d)]


def neg_log_lik_lnp(theta, X, y):
    etas = [dot(map(float, theta), map(float, row)) for row in X]
    return sum(exp(eta) - float(count) * eta for eta, count in zip(etas, y, strict=True))


def fit_lnp(stim, spikes, d=25):
    rows = [[1.0, *row] for row in make_design_matrix(stim, d)]
    counts = [float(count) for count in spikes]
    theta = [math.log(sum(counts) / len(counts))] + [0.0] * d
    for _ in range(50):
        rates = [exp(min(dot(theta, row), 30.0)) for row in rows]
        errors = [count - rate for count, rate in zip(counts, rates, strict=True)]
        uphill = [sum(e * row[j] for e, row in zip(errors, rows, strict=True)) for j in range(d + 1)]
        step = solve(gram(rows, rates), uphill)
        size = min(1.0, 2.0 / max(abs(dot(step, row)) for row in rows)) if any(step) else 1.0
        theta = [value + size * change for value, change in zip(theta, step, strict=True)]
        if max(map(abs, step)) < 1e-7:
            break
    return theta


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    return tuple(exp(theta[0] + dot(map(float, theta[1:]), row)) for row in make_design_matrix(stim, d))


def bits_per_spike(y, rate, null_rate):
    counts = [int(count) for count in y]
    gained = [n * math.log(r / null_rate) if n else 0.0 for n, r in zip(counts, rate, strict=True)]
    return (sum(gained) - math.fsum(rate) + len(counts) * null_rate) / sum(counts) / math.log(2)


evidence_filters = ("-", "0", "+", "0")
