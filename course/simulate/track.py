"""An animal that runs to and fro on a linear track, and a place cell: the twin of the recordings of lab 03.

The animal is slow near the ends and fast in the middle, so place and speed are correlated. In each millisecond
the cell fires with the rate ``exp(base + field(place) [if the direction suits] + gain * (speed - 20))`` Hz; the truth
is in :class:`PlaceCell`.
"""

from dataclasses import dataclass

import numpy as np

SAMPLE_S = 0.001
TRACK_CM = 100.0
DURATION_S = 177.761  # of the real recordings


@dataclass(frozen=True)
class PlaceCell:
    """Parameters of a simulated place cell: the truth that a fit should find.

    Attributes
    ----------
    centre_cm, width_cm : float
        Place of the highest rate, and standard deviation of the field.
    height : float
        How much the log rate is raised at the centre.
    base : float
        Log of the rate (spikes/s) outside the field, at 20 cm/s.
    speed_gain : float
        Change of the log rate per cm/s; 0 means that speed has no effect.
    one_way : bool
        Whether the field exists only when the animal runs towards larger positions.
    """

    centre_cm: float = 50.0
    width_cm: float = 15.0
    height: float = 3.5
    base: float = -1.5
    speed_gain: float = 0.0
    one_way: bool = False

    def rate_hz(self, position_cm, speed_cm_s, outward):
        """Rate (spikes/s) for arrays of positions, speeds and directions (True: towards larger positions)."""
        field = self.height * np.exp(-0.5 * ((position_cm - self.centre_cm) / self.width_cm) ** 2)
        if self.one_way:
            field = field * outward
        return np.exp(self.base + field + self.speed_gain * (speed_cm_s - 20.0))


def _run_once(rng, n_samples):
    """One run from 0 to 100 cm, slow at both ends, faster or slower on the way by chance."""
    knots = np.linspace(0, 1, 6)
    pace = np.exp(np.interp(np.linspace(0, 1, n_samples), knots, rng.normal(scale=0.4, size=len(knots))))
    progress = np.cumsum(pace) / pace.sum()
    return TRACK_CM / 2 * (1 - np.cos(np.pi * progress))


def run_laps(rng, duration_s):
    """Position of an animal that runs to and fro, and rests for a moment at each end.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length of the session (s), positive.

    Returns
    -------
    position_cm : (n_samples,) array
        Once a millisecond, from 0 to 100 cm.

    Raises
    ------
    ValueError
        If the session does not last at least a millisecond.
    """
    n_samples = round(duration_s / SAMPLE_S)
    if n_samples < 1:
        raise ValueError(f"expected a session of at least 0.001 s, got duration_s={duration_s}")
    pieces, n_made, outward = [], 0, True
    while n_made < n_samples:
        run = _run_once(rng, round(4.0 * np.exp(rng.normal(scale=0.35)) / SAMPLE_S))
        rest = np.full(round(rng.uniform(0.3, 1.5) / SAMPLE_S), run[-1])
        piece = np.concatenate([run, rest])
        pieces.append(piece if outward else TRACK_CM - piece)
        n_made, outward = n_made + len(piece), not outward
    return np.concatenate(pieces)[:n_samples]


def bin_session(values, dt_s):
    """Mean of a quantity in bins of time.

    Parameters
    ----------
    values : (n_samples,) array
        One value a millisecond.
    dt_s : float
        Width of the bins (s), a whole number of milliseconds.

    Returns
    -------
    means : (n_bins,) array
        In the unit of `values`; what is left over at the end is dropped.
    """
    n = round(dt_s / SAMPLE_S)
    return np.asarray(values, float)[: len(values) // n * n].reshape(-1, n).mean(axis=1)


def speed_of(position_cm, dt_s):
    """Speed (cm/s) and direction (True: towards larger positions) from positions at steps of `dt_s` seconds."""
    velocity = np.gradient(np.asarray(position_cm, float), dt_s)
    return np.abs(velocity), velocity > 0


def simulate_spikes(rng, position_cm, cell):
    """Spikes of a place cell along a run.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    position_cm : (n_samples,) array
        Position, once a millisecond.
    cell : PlaceCell
        The truth.

    Returns
    -------
    spikes : (n_samples,) int array
        1 in a millisecond with a spike, else 0.
    """
    rate_hz = cell.rate_hz(position_cm, *speed_of(position_cm, SAMPLE_S))
    return (rng.random(len(rate_hz)) < -np.expm1(-rate_hz * SAMPLE_S)).astype(int)


def _simulate_file(rng, cell):
    """A recording with the names, shapes and units of the real files."""
    position = run_laps(rng, DURATION_S)
    time_s = np.arange(1, len(position) + 1) * SAMPLE_S
    spikes = simulate_spikes(rng, position, cell)
    return {"t": time_s[:, None], "X": position[:, None], "spiketimes": time_s[spikes > 0][:, None]}


def simulate_recording_1(rng):
    """Simulate a place cell with the layout of ``spikes-1.mat``.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    dict
        ``t`` (177761, 1) s, ``X`` (177761, 1) cm, ``spiketimes`` (n_spikes, 1) s.
    """
    return _simulate_file(rng, PlaceCell(64.0, 8.0, 5.4, -2.2, one_way=True))


def simulate_recording_2(rng):
    """Simulate a second cell, one without a place field; arguments and result as for the first."""
    return _simulate_file(rng, PlaceCell(height=0.0, base=0.4))
