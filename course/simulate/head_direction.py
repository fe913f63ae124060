"""Head-direction cells on a ring, coupled or not: the twin of the recording of lab 04.

In a bin of 10 ms the log of the expected number of spikes of a cell is ``log(peak) + gain * (cos(heading - preferred) - 1)``
plus what every spike of the last 200 ms adds: the truth is in :class:`Population`. Spikes are drawn by rescaling time:
a cell fires whenever its summed rate has grown by a further exponential random number, so counts of bins are Poisson
given the past, and spike times lie anywhere within a bin.

Source: Brown, Barbieri, Ventura, Kass & Frank (2002), Neural Computation 14:325 (time rescaling).
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

BIN_S = 0.01
WINDOW = 20  # bins that a spike acts on
DECAY = 3.0  # bins in which its effect falls to 1/e
AWAKE_S = 8812.3  # when the real recording's "wake" begins
MOST_PER_BIN = 100.0  # expected spikes of a cell: ten thousand a second, which no cell survives
HEADING_HZ = 120.0  # samples of the heading in the twin
TURNING_S, TURNING_RAD_S = 0.4, 2.0  # how long a turn lasts, and how fast the head turns


@dataclass(frozen=True, eq=False)
class Population:
    """A ring of head-direction cells: the truth that a fit should find.

    Attributes
    ----------
    n_neurons : int
        Their preferred directions are evenly spaced around the circle.
    peak_hz : float
        Rate at the preferred direction (spikes/s), without any effect of past spikes.
    gain : float
        Sharpness of the tuning: at the opposite direction the log rate is lower by twice this.
    own : float
        Change of a cell's log rate right after a spike of its own; negative for refractoriness.
    coupling : float
        Change of the log rate of the next cell on the ring right after a spike; that of the one after next
        changes by as much in the other direction. With 0, no cell acts on another.
    """

    n_neurons: int = 6
    peak_hz: float = 25.0
    gain: float = 1.5
    own: float = -2.0
    coupling: float = 0.0

    @property
    def preferred_rad(self):
        """(n_neurons,) preferred directions (rad)."""
        return 2 * np.pi * np.arange(self.n_neurons) / self.n_neurons

    def filters(self):
        """(receiver, sender, WINDOW): change of the receiver's log rate 1, 2 ... bins after a spike of the sender."""
        strength = self.own * np.eye(self.n_neurons)
        for sender in range(self.n_neurons):
            strength[(sender + 1) % self.n_neurons, sender] += self.coupling
            strength[(sender + 2) % self.n_neurons, sender] -= self.coupling
        return strength[:, :, None] * np.exp(-np.arange(WINDOW) / DECAY)

    def drive(self, heading_rad):
        """(T, n_neurons) log of spikes/bin as the heading alone sets it."""
        return tune(heading_rad, self.preferred_rad, self.gain) + np.log(self.peak_hz * BIN_S)


def tune(heading_rad, preferred_rad, gain):
    """Log rate of head-direction cells, 0 at their preferred directions: (T, n_neurons).

    Parameters
    ----------
    heading_rad : (T,) array
        Where the head points to.
    preferred_rad : (n_neurons,) array
        Directions of the highest rates.
    gain : float or (n_neurons,) array
        Sharpness of the tuning.
    """
    return gain * (np.cos(np.asarray(heading_rad)[:, None] - preferred_rad) - 1)


def turn_head(rng, n_bins):
    """Heading of an animal whose head turns at a speed that changes smoothly, about 100 degrees per second.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_bins : int
        Number of bins of 10 ms.

    Returns
    -------
    heading_rad : (n_bins,) array
        Not wrapped: it may grow beyond a full turn.
    """
    speed_rad_s = TURNING_RAD_S * wander(rng, n_bins, TURNING_S)
    return rng.uniform(0, 2 * np.pi) + np.cumsum(speed_rad_s) * BIN_S


def wander(rng, n_bins, memory_s):
    """Gaussian signal of mean 0 and variance 1, (n_bins,), whose correlation with itself falls to 1/e in `memory_s`."""
    keep = np.exp(-BIN_S / memory_s)
    steps = np.sqrt(1 - keep**2) * rng.normal(size=n_bins)
    steps[:1] = rng.normal(size=min(1, n_bins))
    return lfilter([1.0], [1.0, -keep], steps)


def fire(rng, drive, filters):
    """Draw the spikes of a population.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    drive : (T, n_neurons) array
        Log of spikes/bin before the effect of spikes.
    filters : (n_neurons, n_neurons, WINDOW) array
        Receiver, sender, lag: what a spike adds to log rates.

    Returns
    -------
    spike_times_s : (n_spikes,) array
        From 0 on, increasing from bin to bin.
    unit_of_spike : (n_spikes,) int array
        Which cell fired.

    Raises
    ------
    ValueError
        If the cells excite one another, or themselves, without end.
    """
    n_bins, n_neurons = drive.shape
    log_rate = np.vstack([drive, np.zeros((WINDOW, n_neurons))])
    effect = np.ascontiguousarray(np.transpose(filters, (1, 2, 0)))  # of a sender: (lag, receiver)
    times, units, left = [], [], rng.exponential(size=n_neurons)
    for t in range(n_bins):
        rate = np.exp(log_rate[t])
        if not rate.max() <= MOST_PER_BIN:
            raise ValueError(
                f"expected cells that do not excite one another without end, got more than {MOST_PER_BIN / BIN_S:.0f} spikes/s "
                f"after {t * BIN_S:.2f} s: choose a weaker coupling, or a smaller peak rate")
        left -= rate
        while left.min() < 0:
            unit = int(left.argmin())
            times.append((t + 1 + left[unit] / rate[unit]) * BIN_S)
            units.append(unit)
            left[unit] += rng.exponential()
            log_rate[t + 1 : t + 1 + WINDOW] += effect[unit]
    return np.array(times), np.array(units, dtype=int)


def simulate_session(rng, population, duration_s):
    """Simulate a session as the real recording is after loading.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    population : Population
        The cells.
    duration_s : float
        Length (s), at least one bin of 10 ms.

    Returns
    -------
    dict
        ``time_s`` (T,), the middles of the bins; ``heading_rad`` (T,), from 0 to 2 pi; ``spike_times_s`` and
        ``unit_of_spike`` (n_spikes,), cell by cell; ``awake_s``, start and stop.

    Raises
    ------
    ValueError
        If there is not at least one bin, or if the population runs away.
    """
    n_bins = round(duration_s / BIN_S)
    if n_bins < 1:
        raise ValueError(f"expected at least one bin of {BIN_S} s, got duration_s={duration_s}")
    heading_rad = turn_head(rng, n_bins)
    times_s, units = fire(rng, population.drive(heading_rad), population.filters())
    order = np.lexsort([times_s, units])
    return {"time_s": BIN_S * (np.arange(n_bins) + 0.5), "heading_rad": heading_rad % (2 * np.pi),
            "spike_times_s": times_s[order], "unit_of_spike": units[order], "awake_s": np.array([0.0, n_bins * BIN_S])}


def simulate_recording(rng, duration_s=600.0):
    """Simulate a recording with the names, shapes and types of the real file: NWB, as a dictionary of paths.

    Ten cells are tuned to the animal's *sense* of direction, which wanders around the measured heading by 20 degrees;
    none acts on another. Four cells of another region are not tuned.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length (s); the real recording has 1959 s awake.

    Returns
    -------
    dict of str to array
        From places in the file to what is there; texts as arrays of strings.
    """
    n_bins, n_tuned, n_other = round(duration_s / BIN_S), 10, 4
    heading_rad = turn_head(rng, n_bins)
    sense_rad = heading_rad + np.deg2rad(20.0) * wander(rng, n_bins, 0.5)
    preferred, gain = rng.uniform(0, 2 * np.pi, n_tuned), rng.uniform(1.2, 2.5, n_tuned)
    peak_hz = np.append(rng.uniform(10, 35, n_tuned), rng.uniform(0.5, 3, n_other))
    drive = np.hstack([tune(sense_rad, preferred, gain), np.zeros((n_bins, n_other))]) + np.log(peak_hz * BIN_S)
    own = Population(n_neurons=n_tuned + n_other).filters()
    times_s, units = fire(rng, drive, own)
    order = np.lexsort([times_s, units])
    time_s = np.arange(round(duration_s * HEADING_HZ)) / HEADING_HZ
    series = "processing/behavior/CompassDirection/ry"
    return {
        "intervals/epochs/tags": np.array(["wake"]),
        "intervals/epochs/start_time": np.array([AWAKE_S]),
        "intervals/epochs/stop_time": np.array([AWAKE_S + duration_s]),
        f"{series}/timestamps": AWAKE_S + time_s,
        f"{series}/data": np.interp(time_s, BIN_S * (np.arange(n_bins) + 0.5), heading_rad) % (2 * np.pi),
        "units/spike_times": AWAKE_S + times_s[order],
        "units/spike_times_index": np.cumsum(np.bincount(units, minlength=n_tuned + n_other)),
        "units/location": np.array(["adn"] * n_tuned + ["ca1"] * n_other),
    }
