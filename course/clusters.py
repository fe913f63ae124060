"""How well found clusters agree with true units, whatever the clusters are called."""

import numpy as np
from scipy.optimize import linear_sum_assignment


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
    table = np.zeros((units.max() + 1, labels.max() + 1))
    np.add.at(table, (units[counted], labels[counted]), 1)
    rows, columns = linear_sum_assignment(-table)
    return 1 - table[rows, columns].sum() / counted.sum()
