"""Wrong answers to group_soft_threshold; tests/autograder/exercises/banks.py tells how they are written."""

import math

import numpy as np


def _each_group(w, groups, factor):
    """Weights times ``factor(norm, size)`` of their group."""
    w, groups = [float(v) for v in w], [int(g) for g in groups]
    result = []
    for weight, group in zip(w, groups, strict=True):
        own = [v for v, g in zip(w, groups, strict=True) if g == group]
        result.append(weight * factor(math.sqrt(sum(v * v for v in own)), len(own)))
    return np.array(result)


def _shrunk(norm, limit):
    return max(1 - limit / norm, 0.0) if norm > 0 else 0.0


def forgets_the_size(w, groups, t):
    """One threshold for groups of every size. Loses: everything."""
    return _each_group(w, groups, lambda norm, size: _shrunk(norm, t))


def size_without_the_root(w, groups, t):
    """t times the size. Loses: everything."""
    return _each_group(w, groups, lambda norm, size: _shrunk(norm, t * size))


def one_weight_at_a_time(w, groups, t):
    """The lasso. Loses: everything."""
    w = np.array(w, float)
    return np.sign(w) * np.maximum(np.abs(w) - t, 0)


def keeps_or_drops(w, groups, t):
    """Hard thresholding of groups. Loses: everything."""
    return _each_group(w, groups, lambda norm, size: float(norm > t * math.sqrt(size)))


def squared_norm(w, groups, t):
    """The root is missing. Loses: everything."""
    return _each_group(w, groups, lambda norm, size: _shrunk(norm**2, t * math.sqrt(size)))


def a_single_group(w, groups, t):
    """The labels are not used. Loses: everything."""
    w = np.array(w, float)
    norm = np.linalg.norm(w)
    return w * _shrunk(norm, t * np.sqrt(len(w)))


def divides_by_zero(w, groups, t):
    """0/0. Loses: groups-of-zeros."""
    w, groups = np.array(w, float), np.array(groups)
    norms = np.array([np.linalg.norm(w[groups == g]) for g in groups])
    sizes = np.array([np.sum(groups == g) for g in groups])
    with np.errstate(all="ignore"):
        return w * np.maximum(0, 1 - t * np.sqrt(sizes) / norms)


def labels_from_zero(w, groups, t):
    """range(number of groups) in place of the labels. Loses: any-labels."""
    w, groups = np.array(w, float), np.array(groups)
    for g in range(len(set(groups.tolist()))):
        own = groups == g
        if own.any():
            w[own] = w[own] * _shrunk(np.linalg.norm(w[own]), t * np.sqrt(own.sum()))
    return w


def group_overshoots(w, groups, t):
    """No stop at zero. Loses: everything but groups-of-zeros."""
    return _each_group(w, groups, lambda norm, size: 1 - t * math.sqrt(size) / norm if norm > 0 else 0.0)


def groups_in_order(w, groups, t):
    """Takes neighbours for a group, and puts them one after the other. Loses: everything."""
    order = np.argsort(groups, kind="stable")
    return _each_group(np.array(w, float)[order], np.array(groups)[order], lambda norm, size: _shrunk(norm, t * math.sqrt(size)))


def largest_weight_for_the_norm(w, groups, t):
    """The norm of a group is its largest weight. Loses: everything."""
    w, groups = np.array(w, float), np.array(groups)
    norms = np.array([np.abs(w[groups == g]).max() for g in groups])
    sizes = np.array([np.sum(groups == g) for g in groups])
    return w * np.maximum(0, 1 - t * np.sqrt(sizes) / np.where(norms > 0, norms, np.inf)) * (norms > 0)


def small_groups_stay(w, groups, t):
    """Shrinks the large ones, forgets the others. Loses: everything but groups-of-zeros."""
    return _each_group(w, groups, lambda norm, size: 1 - t * math.sqrt(size) / norm if norm > t * math.sqrt(size) else 1.0)


def ridge_of_groups(w, groups, t):
    """Divides. Loses: everything."""
    return _each_group(w, groups, lambda norm, size: 1 / (1 + t * math.sqrt(size)))


def changes_the_input(w, groups, t):
    """In place. Loses: leaves-inputs-alone."""
    result = _each_group(w, groups, lambda norm, size: _shrunk(norm, t * math.sqrt(size)))
    if isinstance(w, np.ndarray) and w.dtype == float:
        w[:] = result
    return result


def norms_alone(w, groups, t):
    """A number for each group. Loses: everything."""
    w, groups = np.array(w, float), np.array(groups)
    return [max(np.linalg.norm(w[groups == g]) - t * np.sqrt(np.sum(groups == g)), 0.0) for g in np.unique(groups)]


def all_zeros(w, groups, t):
    """The shape alone. Loses: everything."""
    return np.zeros(len(w))
