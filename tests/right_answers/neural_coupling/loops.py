"""Pure Python loops and lists."""

import math

import numpy as np


def history_design_matrix(counts, basis):
    counts = [[float(c) for c in row] for row in counts]
    basis = [[float(b) for b in row] for row in basis]
    rows = []
    for t in range(len(counts)):
        row = []
        for i in range(len(counts[0])):
            for k in range(len(basis[0])):
                row.append(sum(basis[tau][k] * counts[t - 1 - tau][i] for tau in range(min(len(basis), t))))
        rows.append(row)
    return rows


def fit_population_glm(X, counts, ridge=0.0):
    """Iteratively reweighted least squares, one cell after the other; a step is halved until it helps."""
    A = np.hstack([np.ones((len(X), 1)), np.asarray(X, float)])
    penalty = ridge * np.eye(A.shape[1])
    penalty[0, 0] = 0
    all_b, all_w = [], []
    for r in range(counts.shape[1]):
        y = [float(c) for c in counts[:, r]]

        def loss(theta, y=y):
            total = 0.5 * theta @ penalty @ theta
            for eta, c in zip(A @ theta, y, strict=True):
                total += math.exp(min(eta, 700)) - c * eta
            return total

        theta = np.zeros(A.shape[1])
        theta[0] = math.log(sum(y) / len(y))
        for _ in range(200):
            rate = np.exp(A @ theta)
            working = rate * (A @ theta) + np.array(y) - rate
            new = np.linalg.pinv(A.T @ (A * rate[:, None]) + penalty) @ (A.T @ working)
            step = 1.0
            while loss(theta + step * (new - theta)) > loss(theta) and step > 1e-8:
                step /= 2
            moved = step * (new - theta)
            theta = theta + moved
            if np.abs(moved).max() < 1e-8:
                break
        all_b.append(theta[0])
        all_w.append(list(theta[1:]))
    return all_b, [list(column) for column in zip(*all_w, strict=True)]


def wald_z(X, y, intercept, weights):
    rows = [[1.0] + [float(x) for x in row] for row in X]
    p = len(rows[0])
    information = [[0.0] * p for _ in range(p)]
    for row in rows:
        rate = math.exp(intercept + sum(x * w for x, w in zip(row[1:], weights, strict=True)))
        for i in range(p):
            for j in range(p):
                information[i][j] += rate * row[i] * row[j]
    inverse = np.linalg.inv(information)
    return [float(weights[j]) / math.sqrt(inverse[j + 1][j + 1]) for j in range(p - 1)]


def circular_basis(angle, n_basis):
    rows = []
    for a in angle:
        row = []
        for k in range(n_basis):
            away = math.fmod(float(a) - 2 * math.pi * k / n_basis, 2 * math.pi)
            if away > math.pi:
                away -= 2 * math.pi
            if away <= -math.pi:
                away += 2 * math.pi
            phase = abs(away) * n_basis / 4
            row.append((1 + math.cos(phase)) / 2 if phase < math.pi else 0.0)
        rows.append(row)
    return rows


def coupling_filters(weights, basis):
    window, n_basis = len(basis), len(basis[0])
    n_sender, n_receiver = len(weights) // n_basis, len(weights[0])
    return [[[sum(float(basis[tau][k]) * float(weights[s * n_basis + k][r]) for k in range(n_basis))
              for tau in range(window)] for s in range(n_sender)] for r in range(n_receiver)]


def simulate_population(intercepts, filters, n_bins, rng, drive=None):
    """A draw for each cell by itself gives the same numbers."""
    n, window = len(intercepts), len(filters[0][0])
    counts = []
    for t in range(n_bins):
        row = []
        for r in range(n):
            log_rate = float(intercepts[r]) + (float(drive[t][r]) if drive is not None else 0.0)
            for s in range(n):
                for tau in range(min(window, t)):
                    log_rate += float(filters[r][s][tau]) * counts[t - 1 - tau][s]
            row.append(int(rng.poisson(math.exp(log_rate))))
        counts.append(row)
    return counts


evidence_coupling = "-" + "0" + 2 * "+"
