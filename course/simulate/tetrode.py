"""A tetrode among neurons: its voltage, and the truth about every spike in it. Data of the labs on sorting.

Some neurons near four contacts add their spikes to noise that is coloured in time and shared between the
channels, and to the slow waves of the local field potential. The neurons are independent of one another, so
that they overlap as often as chance has it. Each keeps its refractory period, some fire bursts in which the
spikes shrink, and the tetrode may move slowly.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, lfilter, sosfilt

N_CHANNELS = 4
N_BEFORE, N_AFTER = 30, 60  # samples of a template before its trough, and from the trough on
REFRACTORY_MS = 2.5  # no neuron fires two spikes closer than this
BURST_INTERVAL_MS = (3.0, 7.0)
BURST_SHRINKS = 0.85  # each spike of a burst is so much smaller than the one before
AMPLITUDE_JITTER = 0.03  # of every spike, relative
NOISE_GAINS = np.array([1.0, 1.15, 0.85, 1.3])  # contacts differ in size
NOISE_CORRELATION = 0.4  # between any two channels
NOISE_POLE = 0.6  # of the noise, at 30 kHz: neighbouring samples go together
CONTACTS_UM = 12.5 * np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])  # corners of a square of 25 µm
DRIFT_UM = (9.6, 7.2)  # how far the tetrode moves when it does: 12 µm in all
CHUNK = 300_000  # samples worked on at a time: a long recording needs little more memory than its voltage
GOLDEN = 0.618034  # multiples of it, modulo 1, mix a list evenly


@dataclass(frozen=True, eq=False)
class Tetrode:
    """A simulated recording and its truth, the spikes sorted by time."""

    voltage_uv: np.ndarray  # (n_samples, 4 channels) float32, as recorded: not filtered
    fs: float  # Hz
    spike_samples: np.ndarray  # (n_spikes,) int64: the sample of each spike's trough
    spike_units: np.ndarray  # (n_spikes,) int64: which neuron fired it
    spike_order: np.ndarray  # (n_spikes,) int64: 0 for single spikes and the first of a burst, then 1, 2, …
    spike_gains: np.ndarray  # (n_spikes, 4 channels): its amplitude relative to the template
    templates: np.ndarray  # (n_units, 90 samples, 4 channels) µV; the trough is sample 30
    rates_hz: np.ndarray  # (n_units,): mean firing rates asked for

    @property
    def duration_s(self):
        """Length of the recording in seconds."""
        return len(self.voltage_uv) / self.fs

    def samples_of(self, unit):
        """Samples of the spikes of one neuron, (n_spikes,) int64."""
        return self.spike_samples[self.spike_units == unit]


def simulate_tetrode(rng, duration_s=60.0, fs=30_000.0, n_units=6, bursts=True, amplitude_drift=False,
                     noise_uv=18.0, field_uv=120.0):  # fmt: skip
    """Simulate the voltage of a tetrode among some neurons, with all that can be known of it.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length (s), at least 0.1.
    fs : float
        Samples a second (Hz), at least 10 000.
    n_units : int
        Number of neurons, at least 1; the first has the largest spikes, the last the smallest.
    bursts : bool
        Whether every other neuron fires bursts of up to five spikes, 3 to 7 ms apart, that shrink.
    amplitude_drift : bool
        Whether the tetrode moves by 12 µm during the recording: spikes grow or shrink, channel by channel.
    noise_uv : float
        Standard deviation of the noise (µV) on the first channel; 0.85 to 1.3 times as much on the others.
    field_uv : float
        Standard deviation of the local field potential (µV), slower than 100 Hz, the same on all channels.

    Returns
    -------
    Tetrode

    Raises
    ------
    ValueError
        For a recording that is too short, too slow or without neurons.
    """
    if not (duration_s >= 0.1 and fs >= 10_000 and n_units >= 1):
        came = f"{duration_s} s, {fs} Hz, {n_units}"
        raise ValueError(f"expected at least 0.1 s at 10000 Hz or more and at least 1 neuron, got {came}")
    n_samples, places_um = round(duration_s * fs), _place_neurons(rng, n_units)
    rates_hz = _choose_rates(n_units)
    samples, units, order = _fire_all(rng, rates_hz, n_samples, fs, bursts)
    gains = BURST_SHRINKS ** order[:, None] * (1 + AMPLITUDE_JITTER * rng.standard_normal((len(samples), 1)))
    if amplitude_drift:
        gains = gains * _drift_gains(places_um[units], samples / n_samples)
    else:
        gains = np.repeat(gains, N_CHANNELS, axis=1)
    templates = _make_templates(places_um, fs)
    voltage_uv = _make_noise(rng, n_samples, fs, noise_uv)
    _add_field(rng, voltage_uv, fs, field_uv)
    for sample, unit, gain in zip(samples, units, gains, strict=True):
        voltage_uv[sample - N_BEFORE : sample + N_AFTER] += templates[unit] * gain
    return Tetrode(voltage_uv, float(fs), samples, units, order, gains, templates, rates_hz)


def _place_neurons(rng, n_units):
    """Where the neurons are, (n_units, 2) µm from the tetrode's middle: on all sides of it."""
    turns = rng.random() + np.arange(n_units) * (1 - GOLDEN) + rng.uniform(-0.04, 0.04, n_units)
    distances_um = rng.uniform(20, 34, n_units)
    return distances_um[:, None] * np.column_stack([np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)])


def _see(places_um):
    """How much of a spike each contact sees, (n, 4): it falls with the square of the distance."""
    squared_um = ((places_um[:, None, :] - CONTACTS_UM) ** 2).sum(axis=2)
    return 1 / (squared_um + 10.0**2)


def _drift_gains(places_um, progress):
    """What the movement of the tetrode does to each spike, (n_spikes, 4); 1 where `progress` is 0."""
    return _see(places_um - progress[:, None] * DRIFT_UM) / _see(places_um)


def _make_templates(places_um, fs):
    """Spikes of all neurons, (n_units, 90, 4) µV, with troughs from 260 to 110 µV on their best channels."""
    seen = _see(places_um)
    depths_uv = np.geomspace(260, 110, len(places_um))[:, None] * seen / seen.max(axis=1, keepdims=True)
    return _draw_shapes(len(places_um), fs)[:, :, None] * depths_uv[:, None, :]


def _draw_shapes(n_units, fs):
    """Time course of each neuron's spike, (n_units, 90), with a trough of -1: narrow ones and wide ones."""
    time_ms = 1000 * np.arange(-N_BEFORE, N_AFTER) / fs
    width_ms = np.linspace(0.09, 0.16, n_units)[_mix(np.arange(n_units))][:, None]
    rebound = 0.30 * np.exp(-0.5 * ((time_ms - 4.0 * width_ms) / (2.2 * width_ms)) ** 2)
    before = 0.12 * np.exp(-0.5 * ((time_ms + 2.2 * width_ms) / width_ms) ** 2)
    shapes = rebound + before - np.exp(-0.5 * (time_ms / width_ms) ** 2)
    return shapes / -shapes[:, [N_BEFORE]]


def _choose_rates(n_units):
    """Mean firing rates (Hz) from 4 to 16, large and small spikes mixed."""
    return np.geomspace(4.0, 16.0, n_units)[_mix(np.arange(1, n_units + 1))]


def _mix(numbers):
    """A fixed permutation of 0, 1, … that looks like none."""
    return np.argsort(np.argsort(numbers * GOLDEN % 1))


def _fire_all(rng, rates_hz, n_samples, fs, bursts):
    """Spikes of all neurons, sorted by time: samples, neurons and places in bursts, (n_spikes,) int64."""
    trains = [_fire(rng, rate, n_samples, fs, bursts and unit % 2 == 0) for unit, rate in enumerate(rates_hz)]
    samples, order = (np.concatenate(parts) for parts in zip(*trains, strict=True))
    units = np.repeat(np.arange(len(trains)), [len(train) for train, _ in trains])
    by_time = np.argsort(samples, kind="stable")
    return samples[by_time], units[by_time], order[by_time]


def _fire(rng, rate_hz, n_samples, fs, bursts):
    """Spikes of one neuron: samples and places in bursts, (n,) int64."""
    n_events = int(2 * rate_hz * n_samples / fs) + 50
    sizes = np.ones(n_events, dtype=np.int64)
    if bursts:
        sizes += rng.binomial(4, 0.35, n_events) * (rng.random(n_events) < 0.5)
    order = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    # a dead time and then an exponential waiting time; in a burst the next spike comes soon
    extra = sizes.mean() - 1
    wait_ms = 1000 * sizes.mean() / rate_hz - extra * np.mean(BURST_INTERVAL_MS) - REFRACTORY_MS
    gaps_ms = REFRACTORY_MS + rng.exponential(wait_ms, len(order))
    gaps_ms[order > 0] = rng.uniform(*BURST_INTERVAL_MS, np.sum(order > 0))
    gaps_ms[0] = rng.uniform(0, wait_ms)
    gaps = np.ceil(gaps_ms * fs / 1000).astype(np.int64)  # never less than the refractory period
    samples = max(N_BEFORE, int(fs / 1000)) + 2 + np.cumsum(gaps)  # no trough in the first millisecond
    inside = samples <= n_samples - N_AFTER
    return samples[inside], order[inside]


def _make_noise(rng, n_samples, fs, noise_uv):
    """Noise (n_samples, 4) float32, correlated between neighbouring samples and between channels."""
    noise = rng.standard_normal((n_samples, N_CHANNELS), dtype=np.float32)
    correlation = NOISE_CORRELATION + (1 - NOISE_CORRELATION) * np.eye(N_CHANNELS)
    pole = NOISE_POLE ** (30_000 / fs)
    mixing = noise_uv * np.sqrt(1 - pole**2) * np.linalg.cholesky(correlation).T * NOISE_GAINS
    mixing, one, feedback = np.float32(mixing), np.float32([1]), np.float32([1, -pole])
    state = np.zeros((1, N_CHANNELS), dtype=np.float32)
    for start in range(0, n_samples, CHUNK):
        part = noise[start : start + CHUNK] @ mixing
        noise[start : start + CHUNK], state = lfilter(one, feedback, part, axis=0, zi=state)
    return noise


def _add_field(rng, voltage_uv, fs, field_uv):
    """Add the local field potential: a rhythm near 8 Hz on top of slower and faster waves, made at 3 kHz."""
    coarse_hz = 3000.0
    n_coarse = int(len(voltage_uv) / fs * coarse_hz) + 2
    field = np.zeros(n_coarse)
    for weight, band_hz in [(1.0, (6, 10)), (0.7, (1, 60))]:
        sos = butter(2, band_hz, btype="bandpass", fs=coarse_hz, output="sos")
        waves = sosfilt(sos, rng.standard_normal(n_coarse))
        field += weight * waves / waves.std()
    field *= field_uv / field.std()
    for start in range(0, len(voltage_uv), CHUNK):
        part = voltage_uv[start : start + CHUNK]
        place = (start + np.arange(len(part))) * (coarse_hz / fs)
        part += np.interp(place, np.arange(n_coarse), field).astype(np.float32)[:, None]
