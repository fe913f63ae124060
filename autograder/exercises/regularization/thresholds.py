"""Proximal operators: one weight at a time, or a group at once."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.regularization.inputs import LAB
from autograder.visible.judges import Agrees

soft_threshold = Exercise("regularization.soft_threshold", read="Section 6, 'Towards zero, and no further'")
group_soft_threshold = Exercise(
    "regularization.group_soft_threshold", read="Section 7, 'All or none'")


# ---- one weight at a time


def _weights(rng, n, t):
    """Weights on both sides of zero, some below the threshold and none near it; the last is 0."""
    sizes = np.concatenate([rng.uniform(1.2, 4, n // 2), rng.uniform(0.05, 0.8, n - n // 2 - 1), [0.0]])
    signs = np.where(np.arange(n) % 2, -1.0, 1.0)
    return np.round(t * rng.permutation(sizes) * signs, 4)


@soft_threshold.check(2, "Each weight moves towards zero by t; those nearer than that become 0.")
def values(rng):
    for t in rng.uniform(0.3, 3, 2).round(3).tolist():
        yield case(_weights(rng, 9, t), t)


@soft_threshold.check(1, "It takes a number or an array of any shape, and changes nothing for t = 0.")
def any_shape(rng):
    t = round(rng.uniform(0.5, 2), 3)
    yield case(round(t * rng.uniform(1.5, 3), 3), t)
    yield case(round(-0.4 * t, 4), t)
    yield case(_weights(rng, 8, t).reshape(4, 2), t)
    yield case(_weights(rng, 8, t).reshape(2, 2, 2), 0.0)


@soft_threshold.check(0.5, "Whole numbers and single precision give the same numbers.")
def any_number_type(rng):
    yield case(np.array([0, 1, 2, 5, 200, 255], np.uint8), int(rng.integers(3, 9)))
    yield case(np.array([-128, -5, 0, 3, 127], np.int8), 2)
    yield case(_weights(rng, 6, 1.5).astype(np.float32), 1.5, judge=Agrees(1e-4, 1e-4))


soft_threshold.leaves_inputs_alone(0.5, lambda rng: case(_weights(rng, 7, 1.1), 1.1))


def _plain(w):
    return np.asarray(w, float)


@soft_threshold.misconception(
    "This is the hard threshold: what is large enough stays as it is.",
    "The lasso's operator also moves the large weights, by t: that is its bias.")
def hard_threshold(w, t):
    return np.where(np.abs(_plain(w)) > t, _plain(w), 0.0)


@soft_threshold.misconception(
    "The sign was lost.", "Shrink the size, and give the sign of the weight back to it.")
def forgets_the_sign(w, t):
    return np.maximum(np.abs(_plain(w)) - t, 0)


@soft_threshold.misconception(
    "Negative weights became 0.", "Towards zero means upwards for a negative weight.")
def positive_weights_only(w, t):
    return np.maximum(_plain(w) - t, 0)


@soft_threshold.misconception(
    "Small weights went through zero and came out on the other side.", "Stop at zero: what is nearer than t becomes 0.")
def overshoots(w, t):
    return _plain(w) - t * np.sign(_plain(w))


@soft_threshold.misconception(
    "All weights were moved downwards by t.", "Towards zero is upwards for a negative weight, and it stops at zero.")
def subtracts(w, t):
    return _plain(w) - t


@soft_threshold.misconception(
    "This is what soft-thresholding takes away, not what it leaves.", "The weight minus this is the result.")
def clips(w, t):
    return np.clip(_plain(w), -t, t)


@soft_threshold.misconception(
    "The weights were divided by 1 + t: that is the proximal operator of a ridge.",
    "A ridge never makes a weight 0. The lasso subtracts.")
def ridge_shrinkage(w, t):
    return _plain(w) / (1 + t)


@soft_threshold.misconception(
    "Whole numbers wrapped: 2 - 3 is 255 in uint8.", "Convert to float first: np.asarray(w, dtype=float).")
def wraps(w, t):
    w = np.asarray(w)
    return np.sign(w) * np.maximum(np.abs(w) - (int(t) if w.dtype.kind in "iu" else t), 0)


# ---- a group at once


def _grouped(rng, sizes, t, labels=None):
    """Weights in groups of these sizes, in mixed order: some groups stay, some vanish, none is near the limit."""
    labels = np.arange(len(sizes)) if labels is None else np.asarray(labels)
    parts = []
    for k, size in enumerate(sizes):
        direction = rng.normal(size=size) + 0.3
        reach = rng.uniform(1.3, 2.5) if k % 2 == 0 else rng.uniform(0.4, 0.75)
        parts.append(direction / np.linalg.norm(direction) * t * np.sqrt(size) * reach)
    order = rng.permutation(sum(sizes))
    return np.round(np.concatenate(parts)[order], 4), np.repeat(labels, sizes)[order], t


@group_soft_threshold.check(2, "Each group is shrunk as a whole, by t times the root of its size, down to 0.")
def group_values(rng):
    yield case(*_grouped(rng, [3, 4, 1, 2], round(rng.uniform(0.5, 2), 3)))
    yield case(*_grouped(rng, [5, 2, 4], round(rng.uniform(0.5, 2), 3)))


@group_soft_threshold.check(1, "Labels are any whole numbers, in any order.")
def any_labels(rng):
    yield case(*_grouped(rng, [2, 3, 4], 0.8, [-7, 40, 3]))
    w, groups, t = _grouped(rng, [3, 2, 2], 1.2, [9, 200, 1])
    yield case(w, groups.astype(np.uint8), t)
    yield case(*_grouped(rng, [4], 0.7, [5]))


@group_soft_threshold.check(1, "A group whose weights are all 0 stays 0, and t = 0 changes nothing.")
def groups_of_zeros(rng):
    w, groups, t = _grouped(rng, [3, 2, 2], 0.9)
    yield case(np.where(groups == 1, 0.0, w), groups, t)
    yield case(np.where(groups == 2, 0.0, w), groups, 0.0)
    yield case(np.zeros(5), np.array([0, 0, 1, 1, 1]), t)


group_soft_threshold.leaves_inputs_alone(0.5, lambda rng: case(*_grouped(rng, [3, 2, 3], 0.6)))


def _shrink(w, groups, t, root=np.sqrt, norm=np.linalg.norm, labels=None):
    """With another power of the size, another norm, or only some of the labels."""
    shrunk, groups = np.array(w, float), np.asarray(groups)
    for label in np.unique(groups) if labels is None else labels:
        members = groups == label
        size = norm(shrunk[members])
        if size:
            shrunk[members] *= max(1 - t * root(members.sum()) / size, 0.0)
    return shrunk


@group_soft_threshold.misconception(
    "The threshold does not depend on the size of the group.",
    "A group of many weights has a larger norm by chance alone: multiply t by the root of its size.")
def forgets_the_size(w, groups, t):
    return _shrink(w, groups, t, root=lambda size: 1.0)


@group_soft_threshold.misconception(
    "The threshold grows with the size of the group, not with its root.",
    "The norm of k equal weights grows as the root of k.")
def size_without_the_root(w, groups, t):
    return _shrink(w, groups, t, root=float)


@group_soft_threshold.misconception(
    "Each weight was shrunk by itself: this is the lasso.",
    "A group lives or dies as a whole: what decides is its norm.")
def one_weight_at_a_time(w, groups, t):
    return reference_of(LAB, "soft_threshold")(w, t)


@group_soft_threshold.misconception(
    "Groups that are large enough stay as they are.", "They are shrunk, too: their norm is lowered by the threshold.")
def keeps_or_drops(w, groups, t):
    shrunk = _shrink(w, groups, t)
    return np.where(shrunk != 0, np.asarray(w, float), 0.0)


@group_soft_threshold.misconception(
    "The threshold was compared with the square of the norm.", "A norm is the root of the sum of squares.")
def squared_norm(w, groups, t):
    return _shrink(w, groups, t, norm=lambda values: np.sum(values**2))


@group_soft_threshold.misconception(
    "All weights were shrunk as if they were a single group.", "Each label is a group of its own.")
def a_single_group(w, groups, t):
    return _shrink(w, np.zeros(len(w)), t)


@group_soft_threshold.misconception(
    "A group of zeros became nan: 0 was divided by 0.", "Ask first whether the norm exceeds the threshold.")
def divides_by_zero(w, groups, t):
    shrunk, groups = np.array(w, float), np.asarray(groups)
    for label in np.unique(groups):
        members = groups == label
        norm = np.linalg.norm(shrunk[members])
        shrunk[members] *= np.maximum(1 - t * np.sqrt(members.sum()) / norm, 0)
    return shrunk


@group_soft_threshold.misconception(
    "Only the labels 0, 1, 2, … below the number of groups were looked at.",
    "Labels may be any whole numbers: np.unique(groups) lists those that there are.")
def labels_from_zero(w, groups, t):
    return _shrink(w, groups, t, labels=range(len(np.unique(groups))))


@group_soft_threshold.misconception(
    "The norms of the groups are lowered without stopping at 0: small groups point the other way.",
    "A group whose norm is below the threshold becomes 0.")
def group_overshoots(w, groups, t):
    shrunk, groups = np.array(w, float), np.asarray(groups)
    for label in np.unique(groups):
        members = groups == label
        norm = np.linalg.norm(shrunk[members])
        if norm:
            shrunk[members] *= 1 - t * np.sqrt(members.sum()) / norm
    return shrunk
