"""A rat that runs to and fro on a track, and cells that follow its position, its speed, both or neither of them.

A twin of the place-cell recording of lab 05 in its layout. The rat is fast in the middle of the track and slow at
its ends, so position and speed are related; which of the two a cell follows is known: :func:`true_log_rate`.
"""

from dataclasses import dataclass

import numpy as np

TRACK_CM = 100.0
SAMPLE_S = 0.001  # of position, as in the file
KINDS = ("position", "speed", "both", "neither")
FIELD_CM, FIELD_WIDTH_CM, FIELD_GAIN = 62.0, 9.0, 2.2  # centre, standard deviation, and height on the log rate
SPEED_GAIN, HALF_SPEED_CM_S = 2.4, 25.0  # the log rate saturates with speed
MEAN_RATE_HZ = 3.0


@dataclass(frozen=True, eq=False)
class Run:
    """Samples of a run: ``time_s``, ``position_cm`` and ``speed_cm_s``, all (n_samples,) arrays."""

    time_s: np.ndarray
    position_cm: np.ndarray
    speed_cm_s: np.ndarray


def simulate_run(rng, duration_s=600.0):
    """Simulate laps of different speed, with rests at both ends.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length of the run (s).

    Returns
    -------
    run : Run
        One sample a millisecond; the track is 100 cm long.

    Raises
    ------
    ValueError
        If the run is shorter than a second.
    """
    if duration_s < 1:
        raise ValueError(f"expected a run of at least 1 s, got {duration_s} s")
    n_samples, laps, total = round(duration_s / SAMPLE_S), [], 0
    while total < n_samples:
        laps.append(_simulate_lap(rng, leftwards=len(laps) % 2 == 1))
        total += len(laps[-1])
    position_cm = np.concatenate(laps)[:n_samples]
    speed_cm_s = np.abs(np.gradient(position_cm, SAMPLE_S))
    return Run(SAMPLE_S * np.arange(1, n_samples + 1), position_cm, speed_cm_s)


def _simulate_lap(rng, leftwards):
    """Position (cm) from one end to the other, then a rest; no two laps have the same speeds at the same places."""
    n_run, n_rest = (round(seconds / SAMPLE_S) for seconds in (rng.uniform(1.8, 7.0), rng.uniform(0.5, 3.0)))
    phase = np.linspace(0, 2 * np.pi, n_run)
    skew = rng.uniform(-0.35, 0.35)
    # three terms whose slopes stay positive together: slow ends, and a lap that is faster early or late
    progress = phase - 0.62 * np.sin(phase) + skew * (np.cos(phase) - 1) * (1 - np.cos(phase)) / 4
    progress = np.maximum.accumulate(np.clip(progress / (2 * np.pi), 0, 1))
    lap_cm = TRACK_CM * np.concatenate([progress, np.full(n_rest, progress[-1])])
    return TRACK_CM - lap_cm if leftwards else lap_cm


def true_log_rate(run, kind):
    """Log of the rate of a simulated cell, up to a constant.

    Parameters
    ----------
    run : Run
        Or anything else with ``position_cm`` and ``speed_cm_s``.
    kind : str
        What the cell follows: "position", "speed", "both" or "neither".

    Returns
    -------
    log_rate : (n_samples,) array
        No unit; the constant sets the mean rate.

    Raises
    ------
    ValueError
        For another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"expected the kind to be one of {', '.join(KINDS)}, got {kind!r}")
    place = FIELD_GAIN * np.exp(-0.5 * ((run.position_cm - FIELD_CM) / FIELD_WIDTH_CM) ** 2)
    speed = SPEED_GAIN * run.speed_cm_s / (run.speed_cm_s + HALF_SPEED_CM_S)
    return (kind in ("position", "both")) * place + (kind in ("speed", "both")) * speed


def simulate_spikes(rng, run, kind, mean_rate_hz=MEAN_RATE_HZ):
    """Draw the spike times of a Poisson cell.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    run : Run
        From :func:`simulate_run`.
    kind : str
        As in :func:`true_log_rate`.
    mean_rate_hz : float
        Mean over the run (spikes/s).

    Returns
    -------
    spike_times_s : (n_spikes,) array
        Increasing; two spikes may share a millisecond.
    """
    relative = np.exp(true_log_rate(run, kind))
    counts = rng.poisson(mean_rate_hz * SAMPLE_S * relative / relative.mean())
    return np.repeat(run.time_s, counts)


def simulate_bystander(rng, n_bins, memory_bins):
    """Draw a signal that no cell cares for, such as the width of the pupil.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_bins : int
        Number of time bins.
    memory_bins : float
        Time constant (bins) after which its correlation with itself has fallen to 1/e.

    Returns
    -------
    signal : (n_bins,) array
        Gaussian, mean 0 and variance 1 (no unit), smoothly changing.
    """
    decay = np.exp(-1 / memory_bins)
    signal = np.empty(n_bins)
    signal[0], *steps = rng.normal(size=n_bins)
    for i, step in enumerate(steps, 1):
        signal[i] = decay * signal[i - 1] + np.sqrt(1 - decay**2) * step
    return signal


def simulate_recording(rng, duration_s=177.761, kind="both"):
    """Simulate a recording with the names, shapes and types of the real file.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length (s); the real recording has 177.761 s.
    kind : str
        As in :func:`true_log_rate`.

    Returns
    -------
    dict
        ``t`` (n, 1) s and ``X`` (n, 1) cm, every millisecond; ``spiketimes`` (n_spikes, 1) s.
    """
    run = simulate_run(rng, duration_s)
    spikes = simulate_spikes(rng, run, kind, mean_rate_hz=1.4)
    return {"t": run.time_s[:, None], "X": run.position_cm[:, None], "spiketimes": spikes[:, None]}
