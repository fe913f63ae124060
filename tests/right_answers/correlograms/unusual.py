"""Right, and written as few would: complaining decorators, classes, recursion, correlation of spike counts, odd names."""

import functools
import warnings

import numpy as np


def chatty(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", function.__name__)
        warnings.warn("nothing to worry about", stacklevel=2)
        return function(*args, **kwargs)

    return wrapper


class Window:
    """The latest spikes of the other train, as it slides along."""

    def __init__(self, times, reach):
        self.times, self.reach = np.asarray(times).astype(np.longdouble).astype(float), reach

    def around(self, t):
        low, high = self.times.searchsorted([t - self.reach, np.nextafter(t + self.reach, np.inf)])
        return t - self.times[low:high][::-1]


@chatty
def cross_time_diff(here, there, window=30.0, verbose=False):
    glass = Window(there, window)
    found = [lag for t in np.asarray(here).astype(float) for lag in glass.around(t) if abs(lag) < window]
    return np.random.default_rng(0).permutation(np.array(found, dtype=float))  # any order


@chatty
def cross_correlogram(here, there, window=30.0, bin_size=1.0):
    lags = np.sort(cross_time_diff(here, there, window))
    n = round(window / bin_size)
    below = lags.searchsorted(np.arange(n) * bin_size, "left")  # how many lie below each edge
    above = lags.searchsorted(-np.arange(n) * bin_size, "right")
    zero = lags.searchsorted(0.0, "left")
    after = np.diff(np.append(below, lags.size))
    before = -np.diff(np.append(np.minimum(above, zero), 0))
    return np.append(before[::-1], after).astype(np.float32)


@chatty
def auto_correlogram(here, window=30.0, bin_size=1.0):
    both = np.asarray(cross_correlogram(here, here, window, bin_size), float)
    folded = both + both[::-1]  # each pair twice, each spike with itself in both middle bins
    folded[both.size // 2 - 1 : both.size // 2 + 1] -= len(here)
    return (folded / 2).astype(np.int16)


@chatty
def isi_violations(here, refractory=2.0, censored=0.0):
    def walk(gaps, short, seen):
        if not gaps:
            return short / seen if seen else np.nan
        head, *rest = gaps
        counts = head >= censored
        return walk(rest, short + (counts and head < refractory), seen + counts)

    return walk(np.diff(np.asarray(here, float)).tolist(), 0, 0)


@chatty
def contamination(here, duration, refractory=2.0, censored=0.0):
    times = np.asarray(here, float)
    v = sum(int(((gaps := times[k:] - times[:-k]) < refractory).sum() - (gaps < censored).sum()) for k in range(1, len(times)))
    if not v:
        return np.float64(0)
    a = 2 * (refractory - censored) * len(times) ** 2 / duration
    roots = np.roots([a, -a, v])
    return min(roots) if np.isreal(roots).all() else 0.5


evidence_number = 2026
evidence_split = "".join(reversed("+-0-"))
evidence_single = "".join(reversed("-0+-"))
