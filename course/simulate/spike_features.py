"""Features of the spikes on a tetrode, with the neuron behind each: what a detector and a PCA would hand over.

A spike has 12 features, the scores of three principal components of its waveform on each of four channels,
channel-major, in µV. A unit's mean follows from where it lies beside the four wires and from the shape of its
waveform. Three things that real clusters do, and Gaussian ones do not, can be switched on: the spikes of a burst get
smaller, the electrode drifts, and the noise has heavy tails.
"""

import numpy as np

N_CHANNELS, N_COMPONENTS = 4, 3
SAMPLING_RATE_HZ = 30_000
WIRES_UM = 10.0 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
REACH_UM = 25.0  # at this distance from a wire a spike has half its height
NOISE_UV = np.array([26.0, 20.0, 16.0])  # of the three scores of a channel
NOISE_CORRELATION = 0.4  # of the same score on two channels
GAIN_SD = 0.04  # spike by spike, the height of all channels varies together
BURST_GAP_MS = (3.0, 6.0)
BURST_SHRINKS_TO = 0.7  # of the height of the spike before
REFRACTORY_MS = 2.5
LOCKOUT_MS = 1.0  # of the detector: a spike this close behind another, of any unit, is not found


def draw_units(rng, n_units):
    """Draw places, waveforms and firing rates of units.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_units : int
        Number of units.

    Returns
    -------
    dict
        ``place_um`` (n_units, 2), ``shape`` (n_units, 3), the scores of its waveform when it is 1 µV high,
        ``height_uv`` (n_units,) at a wire, and ``rate_hz`` (n_units,).
    """
    angle = 2 * np.pi * (np.arange(n_units) + rng.uniform(-0.3, 0.3, n_units)) / max(n_units, 1)
    distance_um = rng.uniform(12, 38, n_units)
    return {
        "place_um": distance_um[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]),
        "shape": np.column_stack([np.ones(n_units), rng.normal(0, [0.25, 0.15], (n_units, 2))]),
        "height_uv": rng.uniform(220, 480, n_units),
        "rate_hz": rng.uniform(3, 14, n_units),
    }


def compute_means(units, shift_um=0.0):
    """Compute the mean features of units whose electrode has moved.

    Parameters
    ----------
    units : dict
        As `draw_units` returns it.
    shift_um : float or (n_spikes,) array
        How far the units have moved to the right, µm.

    Returns
    -------
    means : (n_units, 12) array, or (n_units, n_spikes, 12) where `shift_um` is an array
        µV.
    """
    moved = np.multiply.outer(shift_um, [1.0, 0.0])
    place = units["place_um"].reshape(-1, *[1] * np.ndim(shift_um), 2) + moved  # (n_units, ..., 2)
    distance_um = np.linalg.norm(place[..., None, :] - WIRES_UM, axis=-1)
    height = 1 / (1 + (distance_um / REACH_UM) ** 2)  # (n_units, ..., 4 channels)
    per_unit = (units["height_uv"][:, None] * units["shape"]).reshape(-1, *[1] * np.ndim(shift_um), 1, 3)
    return (height[..., None] * per_unit).reshape(*height.shape[:-1], N_CHANNELS * N_COMPONENTS)


def simulate_features(rng, units, duration_s, bursts=0.0, drift_um=0.0, tail_df=np.inf):
    """Simulate the spikes of units: when they come, from which unit, and with which features.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    units : dict
        As `draw_units` returns it.
    duration_s : float
        Length of the recording (s).
    bursts : float
        Probability, below 1, that another spike follows a spike in a burst; the height falls with each of them.
    drift_um : float
        How far the electrode moves during the recording, evenly (µm).
    tail_df : float
        Degrees of freedom of the noise, a t distribution; infinity is a Gaussian, small numbers have heavy tails.

    Returns
    -------
    dict
        ``times_s`` (n_spikes,), sorted; ``units`` (n_spikes,) int, the truth; ``features`` (n_spikes, 12), µV.

    Raises
    ------
    ValueError
        If the duration or `tail_df` is not positive, or `bursts` is no probability below 1.
    """
    if not (duration_s > 0 and tail_df > 0 and 0 <= bursts < 1):
        raise ValueError(
            "expected duration_s > 0, tail_df > 0 and 0 <= bursts < 1, "
            f"got duration_s={duration_s}, tail_df={tail_df}, bursts={bursts}"
        )
    times_s, height, unit = _merge_trains(rng, units["rate_hz"], duration_s, bursts)
    shift_um = drift_um * (times_s / duration_s - 0.5)
    features = np.empty((times_s.size, N_CHANNELS * N_COMPONENTS))
    for k in range(len(units["rate_hz"])):
        own = {name: values[k : k + 1] for name, values in units.items()}
        features[unit == k] = compute_means(own, shift_um[unit == k])[0]
    gain = height * (1 + GAIN_SD * rng.standard_normal(times_s.size))
    noise = rng.standard_normal(features.shape) @ np.linalg.cholesky(noise_covariance()).T
    if np.isfinite(tail_df):
        noise *= np.sqrt(tail_df / rng.chisquare(tail_df, (times_s.size, 1)))
    return {"times_s": times_s, "units": unit, "features": gain[:, None] * features + noise}


def noise_covariance():
    """Covariance of the features' noise (its scale matrix where the tails are heavy).

    Returns
    -------
    ndarray, shape (12, 12)
        µV².
    """
    across = np.full((N_CHANNELS, N_CHANNELS), NOISE_CORRELATION)
    np.fill_diagonal(across, 1.0)
    return np.kron(across, np.diag(NOISE_UV**2))


def simulate_recording(rng, duration_s=640.0):
    """Simulate the features of a long recording, with the names and types of the real files.

    Nine units; a little of everything: bursts, drift, and tails that are somewhat heavy.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length of the recording (s).

    Returns
    -------
    dict
        ``nds_cl_1_features`` (n_spikes, 12) float64, µV; ``nds_cl_1_spiketimes_s`` (n_spikes,) int64, samples at
        30 kHz; ``nds_cl_1_spiketimes_t`` (n_spikes,) float64, ms; and the truth, ``units`` (n_spikes,) int64.
    """
    spikes = simulate_features(rng, draw_units(rng, 9), duration_s, bursts=0.15, drift_um=6.0, tail_df=8.0)
    samples = np.round(spikes["times_s"] * SAMPLING_RATE_HZ).astype(np.int64)
    return {
        "nds_cl_1_features": spikes["features"],
        "nds_cl_1_spiketimes_s": samples,
        "nds_cl_1_spiketimes_t": 1000.0 * samples / SAMPLING_RATE_HZ,
        "units": spikes["units"],
    }


def _merge_trains(rng, rates_hz, duration_s, bursts):
    """Times, heights and units of all spikes that the detector finds, in the order of time."""
    trains = [_draw_train(rng, rate_hz, duration_s, bursts) for rate_hz in rates_hz]
    unit = np.repeat(np.arange(len(trains)), [times.size for times, _ in trains])
    times_s, height = (np.concatenate([train[part] for train in trains]) for part in (0, 1))
    order = np.argsort(times_s)
    order = order[np.diff(times_s[order], prepend=-1.0) >= LOCKOUT_MS / 1000]
    return times_s[order], height[order], unit[order]


def _draw_train(rng, rate_hz, duration_s, bursts):
    """Times and heights of one unit: events at random, and each of them a burst of one spike or more."""
    n_events = rng.poisson(rate_hz * (1 - bursts) * duration_s)
    event_s = np.sort(rng.uniform(0, duration_s, n_events))
    n_spikes = rng.geometric(1 - bursts, n_events)
    first = np.repeat(np.cumsum(n_spikes) - n_spikes, n_spikes)
    position = np.arange(n_spikes.sum()) - first  # in its burst
    gap_s = rng.uniform(*BURST_GAP_MS, position.size) / 1000 * (position > 0)
    elapsed_s = np.cumsum(gap_s)
    times_s = np.repeat(event_s, n_spikes) + elapsed_s - elapsed_s[first]
    kept = (times_s < duration_s) & (np.diff(np.maximum.accumulate(times_s), prepend=-1.0) >= REFRACTORY_MS / 1000)
    return times_s[kept], np.maximum(BURST_SHRINKS_TO**position, 0.4)[kept]
