"""Giving samples to the components of a mixture, and comparing clusters with the truth where it is known."""

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import multivariate_normal


def assign_components(x, m, S, p):
    """Give each sample the most probable of given components; the samples need not be those of the fit.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Samples.
    m : (n_clusters, n_dims) array
        Means.
    S : (n_clusters, n_dims, n_dims) array
        Covariance matrices.
    p : (n_clusters,) array
        Weights.

    Returns
    -------
    labels : (n_samples,) int array
    """
    with np.errstate(divide="ignore"):
        log_weights = np.log(p)
    parts = zip(m, S, log_weights, strict=True)
    scores = [log_p + multivariate_normal.logpdf(x, mean, cov, allow_singular=True) for mean, cov, log_p in parts]
    return np.reshape(scores, (len(p), len(x))).argmax(axis=0)


def count_pairs(units, labels):
    """Count how many samples of each true cluster have each label: the confusion matrix.

    Parameters
    ----------
    units : (n_samples,) int array
        True clusters, from 0; samples of cluster -1 are left out.
    labels : (n_samples,) int array
        Labels, from 0.

    Returns
    -------
    counts : (n_units, n_labels) int array
    """
    units, labels = (np.asarray(values).astype(np.int64) for values in (units, labels))
    counts = np.zeros((units.max(initial=-1) + 1, labels.max(initial=-1) + 1), dtype=np.int64)
    known = units >= 0
    np.add.at(counts, (units[known], labels[known]), 1)
    return counts


def match_clusters(counts):
    """Pair true clusters with labels, each at most once, so that as many samples as possible agree.

    Parameters
    ----------
    counts : (n_units, n_labels) int array
        As `count_pairs` returns it.

    Returns
    -------
    order : (n_labels,) int array
        The labels, first those of the true clusters in their order, then what is left over.
    accuracy : float
        Share of the samples whose label is the one of their cluster.
    """
    counts = np.asarray(counts)
    units, labels = linear_sum_assignment(counts, maximize=True)
    others = np.setdiff1d(np.arange(counts.shape[1]), labels)
    order = np.concatenate([labels[np.argsort(units)], others]).astype(np.int64)
    return order, counts[units, labels].sum() / max(counts.sum(), 1)


def misclassified(units, labels):
    """Share of the spikes whose cluster is not that of their unit, units and clusters paired as well as can be.

    Parameters
    ----------
    units : (n_spikes,) int array
        True unit of each spike; spikes of no unit (negative) are not counted.
    labels : (n_spikes,) int array
        Cluster of each spike, 0 or more.

    Returns
    -------
    share : float
        Between 0 and 1; nan without a spike that counts. Where there are more clusters than units, the spikes of
        the clusters that are left over count as wrong.

    Raises
    ------
    ValueError
        If there is not one label a spike, or a label is negative.
    """
    units, labels = np.asarray(units), np.asarray(labels)
    if units.shape != labels.shape or units.ndim != 1 or (labels < 0).any():
        came = f"shapes {units.shape} and {labels.shape}"
        raise ValueError(f"expected a unit and a label of 0 or more for each spike, got {came} or a negative label")
    counted = units >= 0
    if not counted.any():
        return np.nan
    return 1 - match_clusters(count_pairs(units, labels))[1]
