"""Written out, spike by spike, with two pointers that walk along; no function calls another one."""

import math

import numpy as np


def cross_time_diff(spiketimes1, spiketimes2, window=30.0):
    found = []
    first = 0
    for i in range(len(spiketimes1)):
        t = float(spiketimes1[i])
        while first < len(spiketimes2) and float(spiketimes2[first]) <= t - window:
            first += 1
        j = max(first - 1, 0)
        while j < len(spiketimes2) and float(spiketimes2[j]) <= t + window:
            d = t - float(spiketimes2[j])
            if -window < d < window:
                found.append(d)
            j += 1
    return np.array(found)


def cross_correlogram(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    n = round(window / bin_size)
    counts = np.zeros(2 * n, dtype=int)
    first = 0
    for i in range(len(spiketimes1)):
        t = float(spiketimes1[i])
        while first < len(spiketimes2) and float(spiketimes2[first]) < t - window:
            first += 1
        for j in range(first, len(spiketimes2)):
            d = t - float(spiketimes2[j])
            if d <= -window:
                break
            if abs(d) < window:
                k = math.floor(abs(d) / bin_size)
                if d >= 0:
                    counts[n + k] += 1
                else:
                    counts[n - 1 - k] += 1
    return counts


def auto_correlogram(spiketimes, window=30.0, bin_size=1.0):
    n = round(window / bin_size)
    counts = np.zeros(2 * n, dtype=int)
    for i in range(len(spiketimes)):
        for j in range(i + 1, len(spiketimes)):
            d = float(spiketimes[j]) - float(spiketimes[i])
            if d >= window:
                break
            k = int(d / bin_size)
            counts[n + k] += 1
            counts[n - 1 - k] += 1
    return counts


def isi_violations(spiketimes, refractory=2.0, censored=0.0):
    n_short = n_seen = 0
    for i in range(1, len(spiketimes)):
        gap = float(spiketimes[i]) - float(spiketimes[i - 1])
        if gap >= censored:
            n_seen += 1
            if gap < refractory:
                n_short += 1
    return n_short / n_seen if n_seen > 0 else float("nan")


def contamination(spiketimes, duration, refractory=2.0, censored=0.0):
    v = 0
    for i in range(len(spiketimes)):
        j = i + 1
        while j < len(spiketimes) and float(spiketimes[j]) - float(spiketimes[i]) < refractory:
            if float(spiketimes[j]) - float(spiketimes[i]) >= censored:
                v += 1
            j += 1
    if v == 0:
        return 0
    a = 2 * (refractory - censored) * len(spiketimes) ** 2 / duration
    discriminant = a * a - 4 * a * v  # of a c² - a c + v = 0
    if discriminant < 0:
        return 0.5
    return (a - math.sqrt(discriminant)) / (2 * a)


evidence_number = 2026
evidence_split = ["-", "0", "-", "+"]
evidence_single = ["-", "+", "0", "-"]
