"""As short as it gets with NumPy, without a loop."""

import numpy as np


def cross_time_diff(a, b, window=30.0):
    a, b = np.array(a, float), np.array(b, float)
    lo, hi = np.searchsorted(b, a - window, "right"), np.searchsorted(b, a + window, "left")
    n = hi - lo
    j = np.arange(n.sum()) + np.repeat(lo - np.r_[0, n.cumsum()][:-1], n)
    d = np.repeat(a, n) - b[j]
    return d[abs(d) < window]


def cross_correlogram(a, b, window=30.0, bin_size=1.0):
    d = cross_time_diff(a, b, window)
    n = round(window / bin_size)
    later, earlier = (np.bincount((abs(x) / bin_size).astype(int), minlength=n)[:n] for x in (d[d >= 0], d[d < 0]))
    return np.r_[earlier[::-1], later]


def auto_correlogram(a, window=30.0, bin_size=1.0):
    c = cross_correlogram(a, a, window, bin_size)
    c[c.size // 2] -= np.size(a)
    return (c + c[::-1]) / 2


def isi_violations(a, refractory=2.0, censored=0.0):
    d = np.diff(np.array(a, float))
    short, seen = np.sum((d < refractory) & (d >= censored)), np.sum(d >= censored)
    return short / seen if seen else np.nan


def contamination(a, duration, refractory=2.0, censored=0.0):
    d = np.abs(cross_time_diff(a, a, refractory))
    v = (np.sum(d >= censored) - (censored <= 0) * len(a)) / 2
    q = v * duration / (2 * (refractory - censored) * len(a) ** 2) if v else 0
    return 0.5 - np.sqrt(max(0.25 - q, 0))


evidence_number = 2026
evidence_split = "-0-+"
evidence_single = "-+0-"
