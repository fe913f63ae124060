"""Plots of lab 07: clouds of points, the Gaussians that stand for them, and how many there should be."""

import numpy as np
from matplotlib.patches import Ellipse

from course.figures.style import COLOURS, choose_line, new_axes

CLUSTER_COLOURS = [COLOURS[name] for name in ("blue", "vermillion", "green", "purple", "orange", "sky blue")]
CLUSTER_MARKERS = "osv^Dx"
N_SD = 2.0  # an ellipse is drawn so many standard deviations around a mean


def plot_clouds(panels, names=("feature 1", "feature 2"), source=""):
    """Samples as points in a plane, coloured by cluster, with ellipses for Gaussians; a panel for each view.

    Parameters
    ----------
    panels : dict of str to dict
        By title; each with ``x`` (n_samples, 2) and, if wanted, ``labels`` (n_samples,) int (-1 is grey),
        ``m`` (n_clusters, 2) and ``S`` (n_clusters, 2, 2).
    names : pair of str
        Names of the axes, with units.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_panels,) array of Axes
    """
    size = {"width": 4.0 * len(panels) + 0.4, "height": 4.0}
    axes = np.atleast_1d(new_axes(1, len(panels), source=source, sharex=True, sharey=True, **size))
    for ax, (title, panel) in zip(axes, panels.items(), strict=True):
        _draw_points(ax, panel["x"], panel.get("labels"))
        for k, (mean, cov) in enumerate(zip(panel.get("m", ()), panel.get("S", ()), strict=True)):
            _draw_gaussian(ax, mean, cov, k)
        ax.set_title(title, loc="left", fontsize=10)
        ax.set_xlabel(names[0])
    axes[0].set_ylabel(names[1])
    return axes


def _draw_points(ax, x, labels):
    labels = np.full(len(x), -1) if labels is None else np.asarray(labels)
    for k in np.unique(labels):
        colour, marker = ("0.45", ".") if k < 0 else _style_of(k)
        ax.plot(*x[labels == k].T, marker, color=colour, markersize=2.5, alpha=0.55)


def _style_of(k):
    """Colour and marker of a cluster; after six they come again."""
    return CLUSTER_COLOURS[int(k) % len(CLUSTER_COLOURS)], CLUSTER_MARKERS[int(k) % len(CLUSTER_MARKERS)]


def _draw_gaussian(ax, mean, cov, k):
    """A cross at the mean and the ellipse that holds 86 % of a Gaussian."""
    variances, directions = np.linalg.eigh(cov)
    width, height = 2 * N_SD * np.sqrt(np.maximum(variances, 0))
    angle = np.degrees(np.arctan2(directions[1, 0], directions[0, 0]))
    ellipse = Ellipse(mean, width, height, angle=angle, fill=False, edgecolor="black", linewidth=1.4)
    ax.add_patch(ellipse)
    ax.plot(*mean, "+", color="black", markersize=9, markeredgewidth=1.6)
    ax.annotate(f" {k}", mean, fontsize=10, fontweight="bold", bbox={"color": "white", "alpha": 0.6, "pad": 0.5})


def plot_shared_samples(x, weighted, source=""):
    """Two weighted densities in one dimension, and whose each sample is: the E-step in a picture.

    Parameters
    ----------
    x : (n_places,) array
        Places, increasing.
    weighted : (2, n_places) array
        Weight times density of each component.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2,) array of Axes
    """
    axes = new_axes(2, 1, width=6.5, height=4.2, source=source, sharex=True)
    share = weighted / weighted.sum(axis=0)
    for k in (0, 1):
        line = choose_line("", k, marker="", linewidth=2)
        axes[0].plot(x, weighted[k], label=f"component {k}", **line)
        axes[1].plot(x, share[k], **line)
    axes[0].set_ylabel("weight × density (no unit)")
    axes[1].set(ylabel="responsibility (no unit)", xlabel="feature (no unit)", ylim=(-0.03, 1.03))
    axes[0].legend(frameon=False)
    return axes


def plot_bic(K, all_bic, source="", truth=None):
    """BIC over the number of components: a point for each start, a line through the best ones.

    Parameters
    ----------
    K : (n_K,) sequence of int
        Numbers of components, increasing.
    all_bic : (n_K, n_starts) array
        BIC of each start.
    source : str
        Where the data come from.
    truth : int, optional
        The number of clusters that there are.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, height=3.4, source=source)
    all_bic = np.asarray(all_bic)
    best = all_bic.min(axis=1)
    ax.plot(np.repeat(K, all_bic.shape[1]), all_bic.ravel(), "o", color="0.55", markersize=4, label="each start")
    ax.plot(K, best, label="best start", **choose_line("", 0, markersize=5))
    chosen = int(best.argmin())
    ax.plot(K[chosen], best[chosen], "o", color=COLOURS["vermillion"], fillstyle="none", markersize=13,
            markeredgewidth=2, label="smallest")  # fmt: skip
    if truth is not None:
        ax.axvline(truth, color="black", linestyle=":", label="true number")
    ax.set(xlabel="components K (number)", ylabel="BIC, small is good (no unit)", xticks=list(K))
    ax.legend(frameon=False, fontsize=9)
    return ax


def plot_gains(gains, source=""):
    """How much each EM step gains, on a logarithmic axis: a line for each fit.

    Parameters
    ----------
    gains : dict of str to (steps, gains)
        By the name of the fit: numbers of steps, and the gain of the step after them (nats); where there is no
        gain, since the fit has stopped, nothing is drawn.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, height=3.4, source=source)
    for index, (name, (steps, gain)) in enumerate(gains.items()):
        going_on = np.asarray(gain) > 0
        ax.loglog(np.asarray(steps)[going_on], np.asarray(gain)[going_on], label=name,
                  **choose_line(name, index, markersize=4))  # fmt: skip
    ax.axhline(0.1, color="0.5", linewidth=0.8, linestyle="--")
    ax.set(xlabel="EM steps so far (number)", ylabel="gain of the next step (nats)")
    ax.legend(frameon=False)
    return ax
