"""Spikes whose clusters move and have heavy tails, with the truth: which unit fired each, and where it was then.

A tetrode sinks through the tissue, or the tissue swells: what a neuron's spikes look like changes slowly, and so do
their features. Beside that, some spikes overlap with others or with artefacts: the clusters have heavier tails than
a Gaussian, and a few spikes belong to no unit at all.
"""

from dataclasses import dataclass

import numpy as np

PATHS = ("walk", "straight", "there and back")
N_KNOTS = 600  # times at which a path is known; between them it is straight


@dataclass(frozen=True, eq=False)
class DriftingClusters:
    """Simulated spikes and their truth, sorted by time."""

    features: np.ndarray  # (n_spikes, n_features)
    times_s: np.ndarray  # (n_spikes,)
    units: np.ndarray  # (n_spikes,) int64: 0 … n_units - 1, and -1 for outliers of no unit
    centres: np.ndarray  # (n_spikes, n_units, n_features): where each unit's cluster is at the time of each spike
    scales: np.ndarray  # (n_units, n_features, n_features): scale matrices
    weights: np.ndarray  # (n_units,): their shares of the spikes that are no outliers
    nu: float  # degrees of freedom of all clusters
    duration_s: float

    def centres_in_frames(self, frame_s):
        """Mean place of each unit's cluster in each frame, (n_frames, n_units, n_features); nan without spikes."""
        frame_of = np.floor(self.times_s / frame_s).astype(int)
        counts = np.bincount(frame_of)
        sums = np.zeros((len(counts), *self.centres.shape[1:]))
        np.add.at(sums, frame_of, self.centres)
        with np.errstate(invalid="ignore"):
            return sums / counts[:, None, None]


def simulate_drifting_clusters(rng, n_spikes=3000, n_units=4, n_features=4, duration_s=3600.0, drift=8.0, path="walk",
                               nu=7.0, outliers=0.02, apart=5.5):  # fmt: skip
    """Simulate the features of spikes from units that drift.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_spikes, n_units, n_features : int
        How many, all at least 1.
    duration_s : float
        Length of the recording (s).
    drift : float
        How far a cluster moves, first place to farthest, in units of its own width (standard deviations; about
        so far for a walk); 0 for none. All units move together, but not by the same amount.
    path : {"walk", "straight", "there and back"}
        How they move.
    nu : float
        Degrees of freedom of the clusters; infinite for Gaussian ones.
    outliers : float
        Share of spikes that belong to no unit, spread over a box three times as wide as the data.
    apart : float
        Distance between neighbouring clusters at the start, in widths.

    Returns
    -------
    DriftingClusters

    Raises
    ------
    ValueError
        For numbers below 1, a duration or nu that is not positive, a share of outliers outside 0 … 0.5, or an
        unknown path.
    """
    enough = min(n_spikes, n_units, n_features) >= 1 and duration_s > 0 and nu > 0
    if not (enough and 0 <= outliers <= 0.5 and path in PATHS):
        came = f"{n_spikes}, {n_units}, {n_features}, {duration_s} s, nu {nu}, outliers {outliers}, path {path!r}"
        expected = f"counts of 1 or more, duration and nu above 0, outliers of 0 to 0.5, and a path out of {PATHS}"
        raise ValueError(f"expected {expected}, got {came}")
    times_s = np.sort(rng.uniform(0, duration_s, n_spikes))
    weights = rng.dirichlet(np.full(n_units, 12.0))
    units = rng.choice(n_units, n_spikes, p=weights)
    scales = _draw_scales(rng, n_units, n_features)
    centres = _place(rng, n_units, n_features, apart) + drift * _draw_paths(rng, times_s / duration_s, n_units, n_features, path)
    noise = (np.linalg.cholesky(scales)[units] @ rng.standard_normal((n_spikes, n_features, 1)))[:, :, 0]
    if np.isfinite(nu):
        noise /= np.sqrt(rng.chisquare(nu, (n_spikes, 1)) / nu)
    features = centres[np.arange(n_spikes), units] + noise
    strange = rng.random(n_spikes) < outliers
    middle, half = (features.max(axis=0) + features.min(axis=0)) / 2, 3 * features.std(axis=0)
    features[strange] = middle + rng.uniform(-1, 1, (strange.sum(), n_features)) * half * np.sqrt(3)
    units = np.where(strange, -1, units)
    return DriftingClusters(features, times_s, units, centres, scales, weights, float(nu), float(duration_s))


def _draw_scales(rng, n_units, n_features):
    """Scale matrices of widths near 1, with correlations."""
    roots = np.eye(n_features) + rng.uniform(-0.3, 0.3, (n_units, n_features, n_features))
    scales = roots @ roots.transpose(0, 2, 1)
    return scales / np.mean(np.einsum("kdd->kd", scales), axis=1)[:, None, None]


def _place(rng, n_units, n_features, apart):
    """Places at the start, the nearest two of them `apart`."""
    places = rng.standard_normal((n_units, n_features))
    for _ in range(200):  # pushes each away from its neighbours, so that they spread evenly
        away = places[:, None] - places
        distance = np.linalg.norm(away, axis=2) + np.eye(n_units)
        places = places + 0.05 * (away / distance[:, :, None] ** 3).sum(axis=1) - 0.02 * places
    if n_units == 1:
        return places
    distance = np.linalg.norm(places[:, None] - places, axis=2) + np.diag(np.full(n_units, np.inf))
    return places * (apart / distance.min())


def _draw_paths(rng, progress, n_units, n_features, path):
    """Displacements (n_spikes, n_units, n_features), 1 long or so from the start to the farthest place."""
    course = _draw_course(rng, path)
    along = np.interp(progress, np.linspace(0, 1, len(course)), course)
    shared = rng.standard_normal(n_features)
    directions = shared / np.linalg.norm(shared) + 0.5 * rng.standard_normal((n_units, n_features)) / np.sqrt(n_features)
    directions *= rng.uniform(0.8, 1.2, (n_units, 1)) / np.linalg.norm(directions, axis=1, keepdims=True)
    return along[:, None, None] * directions


def _draw_course(rng, path):
    """How far along its direction the tetrode is over time; 0 at first and 1 at the farthest."""
    if path == "straight":
        return np.array([0.0, 1.0])
    if path == "there and back":
        return np.sin(np.linspace(0, np.pi, N_KNOTS))
    walk = np.cumsum(rng.standard_normal(N_KNOTS))
    walk -= walk[0]
    return walk / np.abs(walk).max()
