"""A neuron driven by an injected current, with refractoriness and adaptation: the twin of the sweep of lab 03.

In each millisecond it fires with the probability ``1 - exp(-rate)``, and
``log rate[t] = BASE + sum_tau current_filter[tau] * current[t - tau] + sum_tau history_filter[tau] * spikes[t - 1 - tau]``.
"""

import numpy as np

SAMPLE_S = 0.001
START_S = 460.768  # of the sweep in the real file
N_SAMPLES = 28020
BASE = -4.6  # log of spikes/ms at no current
MEMBRANE_MS, GAIN_PER_PA = 12.0, 0.026
REFRACTORY, REFRACTORY_MS = -8.0, 2.5
ADAPTATION, ADAPTATION_MS = -1.6, 60.0


def current_filter(window=100):
    """How past current acts: an exponential, as a leaky membrane sums it up.

    Returns
    -------
    filter : (window,) array
        Change of the log rate per pA, for lags of 0, 1 ... ms.
    """
    decay = np.exp(-np.arange(window) / MEMBRANE_MS)
    return GAIN_PER_PA * decay / decay.sum()


def history_filter(window=200):
    """How past spikes act: deep and short (refractory), shallow and long (adaptation).

    Returns
    -------
    filter : (window,) array
        Change of the log rate after a spike 1, 2 ... ms ago.
    """
    elapsed_ms = np.arange(window)
    return REFRACTORY * np.exp(-elapsed_ms / REFRACTORY_MS) + ADAPTATION * np.exp(-elapsed_ms / ADAPTATION_MS)


def simulate_current(rng, n_samples):
    """Smooth noise current (pA), sampled once a millisecond, with a mean of 90 and a standard deviation of 60."""
    memory = np.exp(-np.arange(60) / 6.0)
    noise = np.convolve(rng.normal(size=n_samples), memory)[:n_samples]
    return 90.0 + 60.0 * noise / np.linalg.norm(memory)


def simulate_spikes(rng, current_pa, base=BASE):
    """Spikes of the neuron.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    current_pa : (n_samples,) array
        Injected current (pA), once a millisecond.
    base : float
        Log of spikes/ms at no current.

    Returns
    -------
    spikes : (n_samples,) int array
        1 in a millisecond with a spike, else 0.
    """
    n = len(current_pa)
    drive = base + np.convolve(current_pa, current_filter())[:n]
    after, uniform = history_filter(), rng.random(n)
    spikes = np.zeros(n, dtype=int)
    for t in range(n):
        if uniform[t] < -np.expm1(-np.exp(drive[t])):
            spikes[t] = 1
            later = drive[t + 1 : t + 1 + len(after)]
            later += after[: len(later)]
    return spikes


def simulate_sweep(rng, n_samples=N_SAMPLES, base=BASE):
    """Simulate a sweep as the real recording is after loading.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_samples : int
        Length (ms), at least 1; the real sweep "Noise 1" has 28020.
    base : float
        Log of spikes/ms at no current; with -9 there are about as few spikes as in the real sweep, 40.

    Returns
    -------
    dict
        ``time_s`` (n_samples,) s, ``current_pa`` (n_samples,) pA, ``spike_times_s`` (n_spikes,) s.

    Raises
    ------
    ValueError
        If there is not at least one sample.
    """
    if n_samples < 1:
        raise ValueError(f"expected at least 1 sample, got n_samples={n_samples}; the real sweep has {N_SAMPLES}")
    current_pa = simulate_current(rng, n_samples)
    time_s = START_S + SAMPLE_S * np.arange(n_samples)
    return {"time_s": time_s, "current_pa": current_pa,
            "spike_times_s": time_s[simulate_spikes(rng, current_pa, base) > 0]}
