"""The first functions of lab 06 for long recordings: in pieces, with the same results in less memory.

Ten minutes of a tetrode are 288 MB in single precision. Filtered and searched as a whole, they take eight
times as much; here the filtered voltage is the only thing that is as long as the recording.
"""

import numpy as np
from scipy.signal import butter, find_peaks, sos2zpk, sosfiltfilt

PIECE = 200_000  # samples worked on at a time
DIGITS = 1e-13  # what is left of the past where a piece is cut off


def filter_signal(x, fs, low=500.0, high=4000.0, order=3):
    """As `solutions.spike_detection.filter_signal`; single precision stays single.

    Each piece is filtered together with as much of its neighbours as the filter remembers; its slowest pole
    says how much. Takes the result and, beside it, some 40 MB.
    """
    x = np.asarray(x)
    sos = butter(order, [low, high], btype="bandpass", fs=fs, output="sos")
    reach = int(np.log(DIGITS) / np.log(np.abs(sos2zpk(sos)[1]).max())) + 1
    padding = min(6 * len(sos) + 3, len(x) - 1)
    filtered = np.empty(x.shape, dtype=np.float32 if x.dtype == np.float32 else float)
    for start in range(0, len(x), PIECE):
        first, stop = max(start - reach, 0), min(start + PIECE, len(x))
        last = min(stop + reach, len(x))
        first = max(min(first, last - padding - 1), 0)  # a short last piece needs more of the past
        piece = np.asarray(x[first:last], dtype=float)
        filtered[start:stop] = sosfiltfilt(sos, piece, axis=0, padlen=padding)[start - first : stop - first]
    return filtered


def robust_sigma(x):
    """As `solutions.spike_detection.robust_sigma`, one channel after the other."""
    return np.array([_median_size(channel) for channel in np.asarray(x).T]) / 0.6745


def _median_size(channel):
    return np.median(np.abs(channel, dtype=float), overwrite_input=True)


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """As `solutions.spike_detection.detect_spikes`; beside `x`, it takes half as much in single precision."""
    sigma = robust_sigma(x)
    divisor, found, heights = np.where(sigma > 0, sigma, np.inf), [], []
    for start in range(0, len(x), PIECE):
        first = max(start - 1, 0)  # one sample more at both ends shows whether the outermost are minima
        height = -np.min(x[first : start + PIECE + 1] / divisor, axis=1)
        peaks, _ = find_peaks(height, height=np.nextafter(n_sigma, np.inf))
        found.append(first + peaks)
        heights.append(height[peaks])
    samples, height = np.concatenate(found), np.concatenate(heights)
    samples = samples[_keep_apart(samples, height, lockout_ms * fs / 1000 - 1e-6)]
    samples = samples[(samples >= fs / 1000) & (samples <= len(x) - 1 - fs / 1000)]
    return samples, 1000 * samples / fs


def _keep_apart(samples, height, distance):
    """Which candidates stay: from the highest on, each that is `distance` away from all that stay."""
    close = np.diff(samples) < distance
    crowded = np.zeros(len(samples), dtype=bool)
    crowded[1:] |= close
    crowded[:-1] |= close
    stays = ~crowded
    places = np.flatnonzero(crowded)
    before = np.searchsorted(samples, samples[places] - distance, side="right")
    after = np.searchsorted(samples, samples[places] + distance, side="left")
    for i in np.argsort(-height[places]):
        stays[places[i]] = not stays[before[i] : after[i]].any()
    return stays
