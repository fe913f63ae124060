"""Voltage for the checks of lab 06, drawn anew until nothing in it is ambiguous."""

from __future__ import annotations

import numpy as np

from autograder.declare import attempts, reference_of

LAB = "spike_detection"
SHAPE = {-2: -0.15, -1: -0.6, 0: -1.0, 1: -0.55, 2: 0.1, 3: 0.25}  # of a spike, relative to its depth
LARGEST = 2.2  # of the noise, in standard deviations: far from any threshold


def band_voltage(rng, n_samples: int, n_channels: int) -> np.ndarray:
    """Unfiltered voltage (µV): slow waves, an offset, noise, and some sharp troughs."""
    turns = np.arange(n_samples)[:, None] / n_samples * rng.uniform(0.5, 2, n_channels)
    slow = 80 * np.sin(2 * np.pi * (turns + rng.random(n_channels))) + rng.uniform(-100, 100, n_channels)
    x = slow + rng.normal(scale=15, size=(n_samples, n_channels))
    for sample in rng.integers(5, n_samples - 5, 4):
        x[sample - 1 : sample + 2] -= rng.uniform(50, 150, n_channels) * np.array([[0.5], [1.0], [0.4]])
    return np.round(x, 1)


def voltage(rng, n_samples: int, spikes: dict, gains=(1.0,), change=None, **settings) -> np.ndarray:
    """Filtered voltage (n_samples, n_channels) with spikes: ``{sample: depth in sigma, or one a channel}``.

    Drawn anew until all answers that keep to the convention agree: no depth near the threshold, no two depths
    alike, nothing deep at the very ends. `change` spoils the voltage on purpose before that is looked at.
    """
    gains = np.asarray(gains, float)
    for _ in attempts():
        x = _bounded_noise(rng, n_samples, gains)
        for sample, depths in spikes.items():
            _add_spike(x, sample, np.broadcast_to(np.asarray(depths, float), gains.shape) * gains)
        x = np.round(change(x) if change else x, 2)
        if is_clear(x, **settings):
            return x


def _bounded_noise(rng, n_samples: int, gains) -> np.ndarray:
    """Noise (µV) without large values, whose sigma is the gain of the channel within a tenth."""
    for _ in attempts():
        noise = rng.normal(size=(n_samples, len(gains)))
        while (far := np.abs(noise) > LARGEST).any():
            noise[far] = rng.normal(size=far.sum())
        if n_samples < 20 or (np.abs(np.median(np.abs(noise), axis=0) / 0.6745 - 1) < 0.1).all():
            return noise * gains


def _add_spike(x, sample: int, depths_uv) -> None:
    for offset, size in SHAPE.items():
        if 0 <= sample + offset < len(x):
            x[sample + offset] = size * depths_uv + 0.1 * x[sample + offset]


def is_clear(x, fs: float, n_sigma: float = 5.0, lockout_ms: float = 1.0) -> bool:
    """Whether the spikes of a voltage are beyond doubt, in any order of floating-point operations."""
    v = lowest(x)
    minima = np.flatnonzero((v[1:-1] < v[:-2]) & (v[1:-1] < v[2:])) + 1
    if len(v) and min(v[0], v[-1]) < 0.5 - n_sigma or (np.abs(v[minima] + n_sigma) < 0.05).any():
        return False
    samples = minima[v[minima] < -n_sigma]
    alike = np.diff(np.sort(v[samples])) < 5e-3
    flat = (np.abs(np.diff(v)) < 1e-4) & (v[1:] < 1 - n_sigma)
    return not (alike.any() or flat.any()) and _distances_are_clear(samples, len(x), fs, lockout_ms)


def _distances_are_clear(samples, n_samples: int, fs: float, lockout_ms: float) -> bool:
    """Whether who counts in milliseconds comes to the same result as who counts in samples.

    Distances of exactly the lock-out are for sampling rates whose milliseconds are exact in binary.
    """
    if np.log2(fs / 1000).is_integer() and (lockout_ms * fs / 1000).is_integer():
        return True
    gaps = np.abs(samples[:, None] - samples) - lockout_ms * fs / 1000
    ends = np.concatenate([samples, n_samples - 1 - samples]) - fs / 1000
    return bool((np.abs(gaps) > 1e-6).all() and (np.abs(ends) > 1e-6).all())


def lowest(x) -> np.ndarray:
    """The voltage of each sample on the channel where it is lowest, in sigma."""
    sigma = reference_of(LAB, "robust_sigma")(x)
    return np.min(np.asarray(x, float)[:, sigma > 0] / sigma[sigma > 0], axis=1, initial=0.0)


def spike_waveforms(rng, n_spikes: int, n_waveform: int = 8, n_channels: int = 2, n_components: int = 3):
    """Waveforms (µV), off centre, whose components differ clearly in variance and lie at an angle to time."""
    for _ in attempts():
        waveforms = np.stack([_one_channel(rng, n_spikes, n_waveform) for _ in range(n_channels)], axis=2)
        waveforms = np.round(waveforms, 3)
        if components_are_clear(waveforms, n_components):
            return waveforms


def _one_channel(rng, n_spikes: int, n_waveform: int) -> np.ndarray:
    directions = np.linalg.qr(rng.normal(size=(n_waveform, n_waveform)))[0]
    sizes_uv = 40 * 0.55 ** np.arange(n_waveform) * rng.uniform(0.9, 1.1, n_waveform)
    scores = rng.normal(size=(n_spikes, n_waveform)) * sizes_uv
    return scores @ directions + 30 * rng.normal(size=n_waveform)


def components_are_clear(waveforms, n_components: int) -> bool:
    """Whether the variances of the components that count differ by a fifth and more, also from the next."""
    for channel in range(waveforms.shape[2]):
        part = waveforms[:, :, channel]
        variances = np.linalg.svd(part - part.mean(axis=0), compute_uv=False)[: n_components + 1] ** 2
        variances = variances[variances > 1e-9 * variances[0]]
        if (variances[1:] > variances[:-1] / 1.2).any():
            return False
    return True
