"""Wrong answers to detect_spikes; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np
from scipy.signal import argrelmin, find_peaks


def _sigma(x):
    return np.median(np.abs(x), axis=0) / 0.6745


def _lowest(x, sigma=None):
    sigma = _sigma(x) if sigma is None else sigma
    return (x / np.where(sigma > 0, sigma, np.inf)).min(axis=1)


def _minima(v, n_sigma):
    found = argrelmin(v)[0]
    return found[v[found] < -n_sigma]


def _inside(samples, n, fs):
    return samples[(samples >= fs / 1000) & (samples <= n - 1 - fs / 1000)]


def _answer(samples, fs):
    return samples, 1000 * samples / fs


def _peaks(v, x, fs, n_sigma, distance):
    found = find_peaks(-v, height=n_sigma, distance=max(distance, 1))[0]
    return _answer(_inside(found, len(x), fs), fs)


def counts_positive_peaks(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Sizes instead of depths. Loses: isolated-spikes."""
    sizes = np.abs(x / np.where(_sigma(x) > 0, _sigma(x), np.inf))
    return _peaks(-sizes.max(axis=1), x, fs, n_sigma, lockout_ms * fs / 1000)


def takes_the_crossing(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """The first sample below the threshold. Loses: isolated-spikes, own-noise, deepest-first, edges, settings, any-number-type, leaves-inputs-alone (perhaps silent-channel, exactly-the-lock-out)."""
    low = _lowest(x) < -n_sigma
    starts = [t for t in range(1, len(x)) if low[t] and not low[t - 1]]
    kept = []
    for t in starts:
        if not kept or t - kept[-1] >= lockout_ms * fs / 1000:
            kept.append(t)
    return _answer(_inside(np.array(kept, dtype=int), len(x), fs), fs)


def every_sample_below(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """All samples below the threshold. Loses: isolated-spikes, own-noise, deepest-first, exactly-the-lock-out, edges, settings, any-number-type, leaves-inputs-alone (perhaps silent-channel)."""
    return _answer(_inside(np.flatnonzero(_lowest(x) < -n_sigma), len(x), fs), fs)


def each_channel_by_itself(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Joins the spikes of all channels. Loses: isolated-spikes, deepest-first, any-number-type, leaves-inputs-alone."""
    found = []
    for c in range(x.shape[1]):
        found.extend(_peaks(_lowest(x[:, [c]]), x, fs, n_sigma, lockout_ms * fs / 1000)[0])
    return _answer(np.sort(np.array(found, dtype=int)), fs)


def first_channel_only(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Forgets that there are four. Loses: own-noise, silent-channel, deepest-first (perhaps isolated-spikes)."""
    return _peaks(_lowest(x[:, :1]), x, fs, n_sigma, lockout_ms * fs / 1000)


def averages_the_channels(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """The mean channel. Loses: own-noise, silent-channel, deepest-first."""
    return _peaks(_lowest(x.mean(axis=1, keepdims=True)), x, fs, n_sigma, lockout_ms * fs / 1000)


def one_sigma_for_all(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """The mean sigma. Loses: own-noise, silent-channel, deepest-first."""
    return _peaks(x.min(axis=1) / _sigma(x).mean(), x, fs, n_sigma, lockout_ms * fs / 1000)


def uses_the_standard_deviation(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Spikes raise their own threshold. Loses: isolated-spikes, silent-channel, deepest-first, exactly-the-lock-out, edges, settings, any-number-type, leaves-inputs-alone."""
    return _peaks(_lowest(x, np.std(x.astype(float), axis=0)), x, fs, n_sigma, lockout_ms * fs / 1000)


def threshold_in_microvolts(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Forgets the noise. Loses: own-noise, silent-channel, deepest-first, any-number-type (perhaps exactly-the-lock-out, settings, nothing-found, leaves-inputs-alone)."""
    return _peaks(x.min(axis=1), x, fs, n_sigma, lockout_ms * fs / 1000)


def first_come_first_kept(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """In the order of time. Loses: deepest-first, edges, settings, any-number-type."""
    kept = []
    for t in _minima(_lowest(x), n_sigma):
        if not kept or (t - kept[-1]) * 1000 >= lockout_ms * fs - 1e-6:
            kept.append(t)
    return _answer(_inside(np.array(kept, dtype=int), len(x), fs), fs)


def the_dropped_drop_others(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Only the deepest of its neighbourhood stays. Loses: deepest-first."""
    v = _lowest(x)
    found = _minima(v, n_sigma)
    far = lockout_ms * fs / 1000 - 1e-9
    kept = [t for t in found if v[t] == v[found[np.abs(found - t) < far]].min()]
    return _answer(_inside(np.array(kept, dtype=int), len(x), fs), fs)


def exactly_is_too_close(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """More than the lock-out is asked for. Loses: exactly-the-lock-out."""
    return _peaks(_lowest(x), x, fs, n_sigma, np.floor(lockout_ms * fs / 1000 + 1e-9) + 1)


def rounds_the_lock_out_down(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """`int` of a number of samples. Loses: settings."""
    return _peaks(_lowest(x), x, fs, n_sigma, int(lockout_ms * fs / 1000))


def no_lock_out(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """All minima. Loses: deepest-first, exactly-the-lock-out, edges, settings, any-number-type."""
    return _answer(_inside(_minima(_lowest(x), n_sigma), len(x), fs), fs)


def cuts_the_edges_first(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """The last step before the third. Loses: edges."""
    v = _lowest(x)
    found = _inside(_minima(v, n_sigma), len(x), fs)
    kept = []
    for t in found[np.argsort(v[found])]:
        if all(abs(t - other) >= lockout_ms * fs / 1000 - 1e-9 for other in kept):
            kept.append(t)
    return _answer(np.array(sorted(kept), dtype=int), fs)


def keeps_the_edges(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """No last step. Loses: exactly-the-lock-out, edges."""
    return _answer(find_peaks(-_lowest(x), height=n_sigma, distance=max(lockout_ms * fs / 1000, 1))[0], fs)


def edges_of_the_lock_out(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Cuts the lock-out off at the ends, not a millisecond. Loses: exactly-the-lock-out, settings."""
    found = find_peaks(-_lowest(x), height=n_sigma, distance=max(lockout_ms * fs / 1000, 1))[0]
    return _answer(_inside(found, len(x), lockout_ms * fs), fs)


def edges_one_sample_too_wide(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Strictly inside. Loses: edges."""
    found = find_peaks(-_lowest(x), height=n_sigma, distance=max(lockout_ms * fs / 1000, 1))[0]
    return _answer(found[(found > fs / 1000) & (found < len(x) - 1 - fs / 1000)], fs)


def assumes_30_khz(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """30 samples a millisecond, always. Loses: deepest-first, exactly-the-lock-out, settings."""
    return _peaks(_lowest(x), x, fs, n_sigma, 30 * lockout_ms)


def times_in_seconds(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Divides by fs, and leaves it at that. Loses: isolated-spikes, own-noise, silent-channel, deepest-first, exactly-the-lock-out, edges, settings, any-number-type, leaves-inputs-alone."""
    samples, _ = _peaks(_lowest(x), x, fs, n_sigma, lockout_ms * fs / 1000)
    return samples, samples / fs


def ignores_the_settings(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Numbers where names should be. Loses: exactly-the-lock-out, settings."""
    return _peaks(_lowest(x), x, fs, 5.0, 1.0 * fs / 1000)


def divides_by_zero(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Does not look for silent channels. Loses: silent-channel."""
    v = np.min(x / _sigma(x), axis=1)
    return _peaks(v, x, fs, n_sigma, lockout_ms * fs / 1000)


def silent_means_one(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """A silent channel counts in microvolts. Loses: silent-channel."""
    sigma = _sigma(x)
    return _peaks(_lowest(x, np.where(sigma == 0, 1.0, sigma)), x, fs, n_sigma, lockout_ms * fs / 1000)


def samples_only(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """One result of two. Loses: everything."""
    return _peaks(_lowest(x), x, fs, n_sigma, lockout_ms * fs / 1000)[0]


def deepest_spike_first(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Sorted by depth, not by time. Loses: isolated-spikes, own-noise, silent-channel, deepest-first, exactly-the-lock-out, edges, settings, any-number-type, leaves-inputs-alone."""
    v = _lowest(x)
    samples, _ = _peaks(v, x, fs, n_sigma, lockout_ms * fs / 1000)
    return _answer(samples[np.argsort(v[samples])], fs)


def none_where_nothing_is(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """None instead of two empty arrays. Loses: nothing-found."""
    samples, times_ms = _peaks(_lowest(x), x, fs, n_sigma, lockout_ms * fs / 1000)
    return (samples, times_ms) if len(samples) else None


def scales_in_place(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    sigma = np.where(_sigma(x) > 0, _sigma(x), np.inf)
    if x.dtype.kind == "f":
        x /= sigma
    else:
        x = x / sigma
    return _peaks(x.min(axis=1), x, fs, n_sigma, lockout_ms * fs / 1000)
