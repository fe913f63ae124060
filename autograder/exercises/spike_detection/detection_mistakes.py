"""What students get wrong about threshold, trough and lock-out."""

from __future__ import annotations

import numpy as np

from autograder.exercises.spike_detection.detection import detect_spikes


def _sigma(x):
    return np.median(np.abs(np.asarray(x, float)), axis=0) / 0.6745


def _lowest(x, sigma):
    sigma = np.broadcast_to(sigma, x.shape[1])
    return np.min(np.asarray(x, float)[:, sigma > 0] / sigma[sigma > 0], axis=1, initial=0.0)


def _candidates(v, n_sigma):
    return np.flatnonzero((v[1:-1] < v[:-2]) & (v[1:-1] < v[2:]) & (v[1:-1] < -n_sigma)) + 1


def _keep_apart(samples, order, lockout, exactly=True):
    """Candidates in the given order, each kept if it is far enough from those kept so far."""
    kept: list[int] = []
    for i in order:
        gaps = np.abs(np.asarray(kept, float) - samples[i])
        if (gaps >= lockout - 1e-9 if exactly else gaps > lockout + 1e-9).all():
            kept.append(int(samples[i]))
    return np.array(sorted(kept), dtype=np.int64)


def _cut_edges(samples, n_samples, fs):
    return samples[(samples >= fs / 1000) & (samples <= n_samples - 1 - fs / 1000)]


def _detect(x, fs, n_sigma, lockout_ms, v=None, edges=True, **how):
    """The rule, with a part of it exchanged."""
    v = _lowest(x, _sigma(x)) if v is None else v
    samples = _candidates(v, n_sigma)
    kept = _keep_apart(samples, np.argsort(v[samples], kind="stable"), lockout_ms * fs / 1000, **how)
    kept = _cut_edges(kept, len(x), fs) if edges else kept
    return kept, 1000 * kept / fs


@detect_spikes.misconception(
    "You take positive peaks for spikes, too.",
    "Outside a cell a spike is a trough: only values below minus the threshold count.")
def counts_positive_peaks(x, fs, n_sigma=5.0, lockout_ms=1.0):
    sigma = _sigma(x)
    v = -np.max(np.abs(np.asarray(x, float)[:, sigma > 0]) / sigma[sigma > 0], axis=1, initial=0.0)
    return _detect(x, fs, n_sigma, lockout_ms, v)


@detect_spikes.misconception(
    "You return where the threshold is crossed, not the trough.",
    "The spike's sample is the lowest point: look for local minima of v.")
def takes_the_crossing(x, fs, n_sigma=5.0, lockout_ms=1.0):
    below = _lowest(x, _sigma(x)) < -n_sigma
    crossings = np.flatnonzero(below[1:] & ~below[:-1]) + 1
    kept = _cut_edges(_keep_apart(crossings, range(len(crossings)), lockout_ms * fs / 1000), len(x), fs)
    return kept, 1000 * kept / fs


@detect_spikes.misconception(
    "Each channel is searched by itself: a spike seen on two channels is found twice.",
    "Take the lowest value over the channels first, v[t], and look for spikes in that.")
def each_channel_by_itself(x, fs, n_sigma=5.0, lockout_ms=1.0):
    found = [_detect(x[:, [channel]], fs, n_sigma, lockout_ms)[0] for channel in range(x.shape[1])]
    samples = np.sort(np.concatenate(found))
    return samples, 1000 * samples / fs


@detect_spikes.misconception(
    "All channels have one threshold, though their noise differs.",
    "Divide each channel by its own sigma before you take the lowest.")
def one_sigma_for_all(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, n_sigma, lockout_ms, _lowest(x, np.mean(_sigma(x))))


@detect_spikes.misconception(
    "The threshold is in standard deviations, which the spikes make larger.", "Use robust_sigma.")
def uses_the_standard_deviation(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, n_sigma, lockout_ms, _lowest(x, np.std(np.asarray(x, float), axis=0)))


@detect_spikes.misconception(
    "Of two spikes that are too close, the earlier one is kept, not the deeper one.",
    "Go through the candidates from the deepest on, not in the order of time.")
def first_come_first_kept(x, fs, n_sigma=5.0, lockout_ms=1.0):
    samples = _candidates(_lowest(x, _sigma(x)), n_sigma)
    kept = _cut_edges(_keep_apart(samples, range(len(samples)), lockout_ms * fs / 1000), len(x), fs)
    return kept, 1000 * kept / fs


@detect_spikes.misconception(
    "A candidate goes when any deeper one is close, even one that has been dropped itself.",
    "Only those kept so far can keep others out: in a chain of three, the third may stay.")
def the_dropped_drop_others(x, fs, n_sigma=5.0, lockout_ms=1.0):
    v = _lowest(x, _sigma(x))
    samples = _candidates(v, n_sigma)
    close = np.abs(samples[:, None] - samples) < lockout_ms * fs / 1000 - 1e-9
    hidden = (close & (v[samples] < v[samples][:, None])).any(axis=1)
    kept = _cut_edges(samples[~hidden], len(x), fs)
    return kept, 1000 * kept / fs


@detect_spikes.misconception(
    "Two spikes exactly the lock-out apart do not both stay.", "At least lockout_ms: equal is far enough.")
def exactly_is_too_close(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, n_sigma, lockout_ms, exactly=False)


@detect_spikes.misconception(
    "There is no lock-out: every trough below the threshold is kept.",
    "Noise makes several troughs of one spike. Keep the deepest, and none closer than lockout_ms to it.")
def no_lock_out(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, n_sigma, 0.0)


@detect_spikes.misconception(
    "The edges are cut off before the lock-out: spikes there hide nothing any more.",
    "The order matters: first the lock-out, then the edges.")
def cuts_the_edges_first(x, fs, n_sigma=5.0, lockout_ms=1.0):
    v = _lowest(x, _sigma(x))
    samples = _cut_edges(_candidates(v, n_sigma), len(x), fs)
    kept = _keep_apart(samples, np.argsort(v[samples]), lockout_ms * fs / 1000)
    return kept, 1000 * kept / fs


@detect_spikes.misconception(
    "Spikes in the first and the last millisecond are still there.",
    "Their waveforms would reach over the ends: keep fs/1000 <= s <= n-1-fs/1000.")
def keeps_the_edges(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, n_sigma, lockout_ms, edges=False)


@detect_spikes.misconception(
    "The lock-out is counted as if there were 30 samples in every millisecond.",
    "A millisecond has fs / 1000 samples, and fs is not always 30 000.")
def assumes_30_khz(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, n_sigma, lockout_ms * 30_000 / fs)


@detect_spikes.misconception("The times are in seconds.", "A second has 1000 ms.")
def times_in_seconds(x, fs, n_sigma=5.0, lockout_ms=1.0):
    samples, times_ms = _detect(x, fs, n_sigma, lockout_ms)
    return samples, times_ms / 1000


@detect_spikes.misconception(
    "Threshold and lock-out are always 5 and 1 ms, whatever is asked for.",
    "Look for a 5 or a 1 in the body that should be n_sigma or lockout_ms.")
def ignores_the_settings(x, fs, n_sigma=5.0, lockout_ms=1.0):
    return _detect(x, fs, 5.0, 1.0)


@detect_spikes.misconception(
    "A silent channel spoils the others: it is divided by its sigma of 0.",
    "Leave channels with sigma 0 out, or divide them by infinity.")
def divides_by_zero(x, fs, n_sigma=5.0, lockout_ms=1.0):
    with np.errstate(all="ignore"):
        v = np.min(np.asarray(x, float) / _sigma(x), axis=1)
    return _detect(x, fs, n_sigma, lockout_ms, v)
