"""Lab 06: from the voltage of a tetrode to the features of its spikes."""

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt


def filter_signal(x, fs, low=500.0, high=4000.0, order=3):
    """Keep the band in which spikes stand out, and leave them where they are in time.

    A Butterworth band-pass goes over each channel twice, forwards and backwards, so that its delays cancel.

    Parameters
    ----------
    x : (n_samples, n_channels) array
        Voltage (µV).
    fs : float
        Samples a second (Hz).
    low, high : float
        The band (Hz), ``0 < low < high < fs/2``.
    order : int
        As in `scipy.signal.butter`.

    Returns
    -------
    filtered : (n_samples, n_channels) float array
        The voltage in the band (µV). Near both ends, within ``(4 + 2*order)/low`` seconds, it depends on how
        the recording is continued beyond them, which is free.

    Source: Gustafsson (1996), IEEE Trans Signal Process 44:988 (forwards and backwards).
    """
    # BEGIN SOLUTION
    # second-order sections: one long polynomial loses its digits at high orders
    sos = butter(order, [low, high], btype="bandpass", fs=fs, output="sos")  # fill: [low, high]
    x = np.asarray(x, dtype=float)
    padding = min(6 * len(sos) + 3, len(x) - 1)  # samples by which the recording is continued at both ends
    return sosfiltfilt(sos, x, axis=0, padlen=padding)  # fill: sosfiltfilt(sos, x, axis=0, padlen=padding)
    # END SOLUTION


def robust_sigma(x):
    """Estimate the standard deviation of the noise on each channel, whatever spikes there are.

    ``median(|x|) / 0.6745``: half of all Gaussian values lie within 0.6745 standard deviations of zero, and
    the few samples in spikes hardly move a median.

    Parameters
    ----------
    x : (n_samples, n_channels) array
        Filtered voltage (µV), whose mean is zero: it is not centred again.

    Returns
    -------
    sigma : (n_channels,) float array
        Noise on each channel (µV); 0 where a channel is silent.

    Source: Donoho & Johnstone (1994), Biometrika 81:425; Quian Quiroga et al. (2004), Neural Comput 16:1661.
    """
    # BEGIN SOLUTION
    return np.median(np.abs(x, dtype=float), axis=0) / 0.6745
    # END SOLUTION


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0):
    """Find the troughs that stand out of the noise on any channel, no two of them closer than the lock-out.

    With ``v[t] = min_c x[t, c]/sigma[c]`` over the channels that are not silent, a candidate is a local
    minimum of `v` below ``-n_sigma``. From the deepest on, it is kept if it is at least `lockout_ms` from
    every one kept so far (exactly so far: both stay). Only then those closer than 1 ms to the first or last
    sample go: ``fs/1000 <= s <= n_samples - 1 - fs/1000``.

    Parameters
    ----------
    x : (n_samples, n_channels) array
        Filtered voltage (µV).
    fs : float
        Samples a second (Hz).
    n_sigma : float
        Threshold, in standard deviations of the noise as `robust_sigma` estimates it.
    lockout_ms : float
        Smallest distance between two spikes (ms).

    Returns
    -------
    samples : (n_spikes,) int64 array
        The sample of each trough, increasing.
    times_ms : (n_spikes,) float array
        Its time (ms): ``1000 * samples / fs``.

    Source: Quian Quiroga, Nadasdy & Ben-Shaul (2004), Neural Computation 16:1661, for the threshold.
    """
    # BEGIN SOLUTION
    sigma = robust_sigma(x)
    # a silent channel divided by infinity is 0, and never the lowest where it matters
    v = np.min(x / np.where(sigma > 0, sigma, np.inf), axis=1)  # fill: np.where(sigma > 0, sigma, np.inf) | 1
    # find_peaks looks for maxima; from the highest on, it drops those closer to one than `distance` samples
    distance = max(lockout_ms * fs / 1000 - 1e-6, 1)  # fill: lockout_ms * fs / 1000
    deeper = np.nextafter(n_sigma, np.inf)  # find_peaks takes those of exactly its height, too: the next number above
    samples, _ = find_peaks(-v, height=deeper, distance=distance)  # fill: -v | deeper
    margin = fs / 1000  # a millisecond, in samples
    samples = samples[(samples >= margin) & (samples <= len(x) - 1 - margin)]  # fill: len(x) - 1 - margin
    return samples, 1000 * samples / fs  # fill: 1000 * samples / fs
    # END SOLUTION


def extract_waveforms(x, samples, n_before=10, n_after=20):
    """Cut a piece out of every channel around each spike.

    Parameters
    ----------
    x : (n_samples, n_channels) array
        Filtered voltage (µV).
    samples : (n_spikes,) int array
        The samples of the spikes, as `detect_spikes` returns them.
    n_before, n_after : int
        How many samples to take before that of the spike, and how many from it on.

    Returns
    -------
    waveforms : (n_spikes, n_before + n_after, n_channels) array
        Rows ``s - n_before … s + n_after - 1`` of `x` (µV) for each spike ``s``; all lie in the recording.
    """
    # BEGIN SOLUTION
    samples = np.asarray(samples, dtype=np.int64)
    rows = samples[:, np.newaxis] + np.arange(-int(n_before), int(n_after))  # (n_spikes, n_before + n_after)
    return np.asarray(x)[rows]
    # END SOLUTION


def extract_features(waveforms, n_components=3):
    """Describe each spike by a few numbers a channel: the scores of its first principal components.

    Parameters
    ----------
    waveforms : (n_spikes, n_waveform, n_channels) array
        Pieces of voltage around each spike (µV).
    n_components : int
        How many numbers to keep of each channel.

    Returns
    -------
    features : (n_spikes, n_channels * n_components) float array
        Scores (µV) of the centred waveforms: all components of channel 0 first, and for each channel the one
        with the largest variance first. The sign of a column is free; a component that there is not is 0.

    Source: Lewicki (1998), Network 9:R53 (a review).
    """
    # BEGIN SOLUTION
    n_spikes, _, n_channels = waveforms.shape
    centred = waveforms - waveforms.sum(axis=0) / max(n_spikes, 1)
    features = np.zeros((n_spikes, n_channels, n_components))
    for channel in range(n_channels):
        # rows of Vt: the directions of largest variance; U * s: where each spike lies along them
        U, s, Vt = np.linalg.svd(centred[:, :, channel], full_matrices=False)  # fill: centred[:, :, channel]
        found = min(n_components, len(s))
        features[:, channel, :found] = (U * s)[:, :found]  # fill: (U * s)[:, :found]
    return features.reshape(n_spikes, n_channels * n_components)  # fill: n_channels * n_components
    # END SOLUTION


# Your verdict on the panels A, B, C and D: one character for each, in this order.
#   "+"  the data support a refractory period of 2 ms
#   "-"  the data contradict it: intervals below 2 ms are about as common as chance has them
#   "0"  the data cannot tell
evidence_refractory = "+0--"  # fill: "+0--"
