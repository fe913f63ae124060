"""Pure Python loops and lists."""

import math

import numpy as np


def one_hot_position(position, edges):
    edges = [float(e) for e in edges]
    rows = []
    for p in position:
        p, row = float(p), [0] * (len(edges) - 1)
        for k in range(len(row)):
            if edges[k] <= p < edges[k + 1] or (k == len(row) - 1 and p == edges[-1]):
                row[k] = 1
        rows.append(row)
    return rows


def tuning_curve(x, counts, edges, dt):
    spikes, seconds = [0] * (len(edges) - 1), [0.0] * (len(edges) - 1)
    for value, n in zip(x, counts, strict=True):
        if value != value or value < edges[0] or value > edges[-1]:
            continue
        k = 0
        while k < len(edges) - 2 and value >= edges[k + 1]:
            k += 1
        spikes[k] += int(n)
        seconds[k] += float(dt)
    return [s / t if t else float("nan") for s, t in zip(spikes, seconds, strict=True)]


def fit_poisson_glm(X, y, ridge=0.0):
    """Newton's method, with a touch of ridge that is taken back as the iterations go on."""
    rows = [[1.0, *(float(v) for v in row)] for row in X]
    counts = [int(n) for n in y]
    n = len(rows[0])
    theta = [math.log(sum(counts) / len(counts))] + [0.0] * (n - 1)
    for _ in range(60):
        gradient = [0.0] + [-ridge * w for w in theta[1:]]
        hessian = [[1e-7 * (i == j) + ridge * (i == j > 0) for j in range(n)] for i in range(n)]
        for row, count in zip(rows, counts, strict=True):
            rate = math.exp(min(sum(a * b for a, b in zip(row, theta, strict=True)), 20.0))
            for i in range(n):
                gradient[i] += row[i] * (count - rate)
                for j in range(n):
                    hessian[i][j] += row[i] * row[j] * rate
        step = np.linalg.solve(hessian, gradient).tolist()
        largest = max(abs(sum(a * b for a, b in zip(row, step, strict=True))) for row in rows)
        theta = [t + s * min(1.0, 2.0 / max(largest, 1e-9)) for t, s in zip(theta, step, strict=True)]
        if largest < 1e-6:
            break
    return [theta[0], theta[1:]]


def deviance_explained(y, rate, null_rate):
    def deviance(pairs):
        return sum(2 * (p if n == 0 else n * math.log(n / p) - n + p) for n, p in pairs)

    counts = [int(n) for n in y]
    model = deviance(zip(counts, (float(r) for r in rate), strict=True))
    return 1.0 - model / deviance((n, float(null_rate)) for n in counts)


def raised_cosine_log_basis(n_basis, window, offset=1.0):
    first, last = math.log(offset), math.log(window - 1 + offset)
    spacing = (last - first) / (n_basis - 1)
    rows = []
    for tau in range(window):
        row = []
        for k in range(n_basis):
            away = (math.log(tau + offset) - first - k * spacing) / (2 * spacing)
            row.append(0.5 * (1 + math.cos(math.pi * away)) if abs(away) < 1 else 0.0)
        rows.append(row)
    return rows


def convolve_basis(signal, basis, lag=0):
    rows = []
    for t in range(len(signal)):
        row = []
        for k in range(len(basis[0])):
            total = 0.0
            for tau in range(len(basis)):
                if t - lag - tau >= 0:
                    total += float(basis[tau][k]) * float(signal[t - lag - tau])
            row.append(total)
        rows.append(row)
    return rows


evidence_speed = "".join(["-", "-", "+", "0"])
