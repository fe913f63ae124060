"""Right, and written as few would: recursion, generators, classes, noise on all channels, odd names."""

import functools
import heapq
import warnings

import numpy as np
import scipy.signal as ss


def chatty(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", function.__name__)
        warnings.warn("nothing to worry about", stacklevel=2)
        return function(*args, **kwargs)

    return wrapper


@chatty
def filter_signal(data, sampling, low=500.0, high=4000.0, order=3):
    z, p, k = ss.butter(order, (low, high), "bandpass", fs=sampling, output="zpk")
    sections = ss.zpk2sos(z, p, k)
    turn = slice(None, None, -1)
    run = functools.partial(ss.sosfilt, sections, axis=0)
    return run(run(data.astype(float)[turn])[turn])  # backwards first is as good


@chatty
def robust_sigma(data):
    low, high = (np.partition(np.abs(data), k, axis=0)[k] for k in ((len(data) - 1) // 2, len(data) // 2))
    return (low.astype(float) + high.astype(float)) / (2 * 0.6745)


class Keeper:
    """Candidates on a heap; the deepest comes off first."""

    def __init__(self, distance):
        self.distance, self.kept = distance, []

    def feed(self, heap):
        if not heap:
            return sorted(self.kept)
        _, sample = heapq.heappop(heap)
        if all(abs(sample - other) >= self.distance - 1e-9 for other in self.kept):
            self.kept.append(sample)
        return self.feed(heap)


@chatty
def detect_spikes(data, sampling, n_sigma=5.0, lockout_ms=1.0):
    sigma = robust_sigma(data)
    live = np.flatnonzero(sigma)
    v = (data[:, live] / sigma[live]).min(axis=-1)
    is_low = np.r_[False, (v[1:-1] < v[:-2]) & (v[1:-1] < v[2:]), False][:len(v)] & (v < -n_sigma)
    heap = [(v[t], int(t)) for t in np.flatnonzero(is_low)]
    heapq.heapify(heap)
    samples = np.array(Keeper(lockout_ms * sampling / 1000).feed(heap), dtype=np.int32)
    ms = sampling / 1000
    samples = samples[~((samples < ms) | (len(data) - 1 - samples < ms))]
    return np.array([samples, 1000 * samples / sampling])


@chatty
def extract_waveforms(data, where, n_before=10, n_after=20):
    return np.stack([data[where + shift] for shift in range(-n_before, n_after)], axis=1)


@chatty
def extract_features(pieces, n_components=3):
    def scores(piece):
        gram = (centred := piece - piece.mean(0)) @ centred.T  # spikes by spikes, not samples by samples
        size, vectors = np.linalg.eigh(gram)
        size, vectors = np.maximum(size[::-1], 0), vectors[:, ::-1]
        rank = min(n_components, len(piece), piece.shape[1])
        out = np.zeros((len(piece), n_components))
        out[:, :rank] = vectors[:, :rank] * np.sqrt(size[:rank])
        return np.where(np.abs(out) < 1e-6, 0.0, out)

    return np.hstack([scores(pieces[..., c].astype(float)) for c in range(pieces.shape[-1])])


evidence_number = 2026
evidence_refractory = "".join(reversed("--0+"))
