"""Matching detected spikes to true ones, each at most once, without a grid of windows to fall through."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment


@dataclass(frozen=True, eq=False)
class Matching:
    """Which true and which found spikes belong together."""

    true_index: np.ndarray  # (n_pairs,) int64: places in the list of true spikes, increasing
    found_index: np.ndarray  # (n_pairs,) int64: places of their partners in the list of found spikes
    n_true: int
    n_found: int

    @property
    def recall(self):
        """Share of the true spikes that were found; nan without true spikes."""
        return len(self.true_index) / self.n_true if self.n_true else np.nan

    @property
    def precision(self):
        """Share of the found spikes that are true; nan where nothing was found."""
        return len(self.found_index) / self.n_found if self.n_found else np.nan

    @property
    def is_found(self):
        """Whether each true spike was found, (n_true,) bool."""
        return _mark(self.true_index, self.n_true)

    @property
    def is_true(self):
        """Whether each found spike is a true one, (n_found,) bool."""
        return _mark(self.found_index, self.n_found)

    def label_found(self, labels, missing=-1):
        """Give each found spike the label of its true partner.

        Parameters
        ----------
        labels : (n_true,) int array
            For example the neuron that fired each true spike.
        missing : int
            Label of the found spikes without a partner.

        Returns
        -------
        found_labels : (n_found,) int array
        """
        found_labels = np.full(self.n_found, missing, dtype=np.int64)
        found_labels[self.found_index] = np.asarray(labels)[self.true_index]
        return found_labels


def match_spikes(true_samples, found_samples, tolerance):
    """Pair true spikes with found ones that are at most `tolerance` away; nobody has two partners.

    There are as many pairs as possible and, among all ways to make so many, the distances add up to the
    least. Nothing is cut into windows: a spike found one sample too late is a hit wherever it lies.

    Parameters
    ----------
    true_samples, found_samples : (n_true,), (n_found,) arrays
        Times, in any order, in one unit (samples, ms).
    tolerance : float
        Largest distance of a pair, in that unit.

    Returns
    -------
    Matching

    Raises
    ------
    ValueError
        For a negative tolerance, or times that are not in one dimension.
    """
    true_times, found_times = (np.asarray(times, dtype=float) for times in (true_samples, found_samples))
    if true_times.ndim != 1 or found_times.ndim != 1 or not tolerance >= 0:
        came = f"shapes {true_times.shape} and {found_times.shape}, tolerance {tolerance}"
        raise ValueError(f"expected two lists of times and a tolerance of at least 0, got {came}")
    pairs = [pair for group in _groups(true_times, found_times, tolerance) for pair in _pair_group(*group)]
    true_index, found_index = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    return Matching(true_index, found_index, len(true_times), len(found_times))


def _mark(index, n):
    marked = np.zeros(n, dtype=bool)
    marked[index] = True
    return marked


def _groups(true_times, found_times, tolerance):
    """Cut at every gap wider than the tolerance; leave out the groups in which nobody has a partner."""
    times, n_true = np.concatenate([true_times, found_times]), len(true_times)
    order = np.argsort(times, kind="stable")
    cuts = np.flatnonzero(np.diff(times[order]) > tolerance) + 1
    for members in np.split(order, cuts):
        is_true = members < n_true
        if is_true.any() and not is_true.all():
            trues, founds = members[is_true], members[~is_true] - n_true
            yield trues, founds, np.abs(true_times[trues][:, None] - found_times[founds]), tolerance


def _pair_group(trues, founds, distance, tolerance):
    """Pair one group; a pair too far apart costs more than all others together, and is dropped afterwards."""
    allowed = distance <= tolerance
    cost = np.where(allowed, distance, (tolerance + 1) * (min(distance.shape) + 1))
    rows, columns = linear_sum_assignment(cost)
    return [(trues[i], founds[j]) for i, j in zip(rows, columns, strict=True) if allowed[i, j]]
