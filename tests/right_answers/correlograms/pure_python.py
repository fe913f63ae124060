"""Lists and the standard library; results are lists and plain numbers."""

import bisect
import cmath
import collections
import itertools


def _floats(times):
    return [float(t) for t in times]


def cross_time_diff(spiketimes1, spiketimes2, window=30.0):
    times2 = _floats(spiketimes2)
    lags = []
    for t in _floats(spiketimes1):
        partners = times2[bisect.bisect_left(times2, t - window) : bisect.bisect_right(times2, t + window)]
        lags.extend(t - partner for partner in partners if abs(t - partner) < window)
    return lags


def cross_correlogram(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    n = round(window / bin_size)
    counted = collections.Counter()
    for lag in cross_time_diff(spiketimes1, spiketimes2, window):
        k = int(abs(lag) / bin_size)
        counted[k if lag >= 0 else -1 - k] += 1
    return [counted[k] for k in range(-n, n)]


def auto_correlogram(spiketimes, window=30.0, bin_size=1.0):
    times = _floats(spiketimes)
    half = [0] * round(window / bin_size)
    for i, t in enumerate(times):
        gaps = (later - t for later in itertools.islice(times, i + 1, None))
        for gap in itertools.takewhile(window.__gt__, gaps):
            half[int(gap // bin_size)] += 1
    return half[::-1] + half


def isi_violations(spiketimes, refractory=2.0, censored=0.0):
    seen = [b - a for a, b in itertools.pairwise(_floats(spiketimes)) if b - a >= censored]
    return sum(gap < refractory for gap in seen) / len(seen) if seen else float("nan")


def contamination(spiketimes, duration, refractory=2.0, censored=0.0):
    times = _floats(spiketimes)
    close = 0
    for i, t in enumerate(times):
        close += sum(censored <= other - t < refractory for other in times[i + 1 : bisect.bisect(times, t + refractory)])
    if close == 0:
        return 0.0
    product = close * duration / (2 * (refractory - censored) * len(times) ** 2)
    root = cmath.sqrt(1 - 4 * product)
    return (1 - root.real) / 2 if root.imag == 0 else 0.5


evidence_number = 2026
evidence_split = ("-", "0", "-", "+")
evidence_single = "- + 0 -"
