"""Plots of choices, of what decodes them, and how well."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from course.figures.style import COLOURS, choose_line, new_axes

SIDE_COLOURS = {"left": COLOURS["orange"], "right": COLOURS["blue"]}
RATE_MAP = LinearSegmentedColormap.from_list("rate", [COLOURS["blue"], "white", COLOURS["orange"]])
GREY_LINES = ({"color": "0.35", "linestyle": "--"}, {"color": "0.35", "linestyle": ":"})


def plot_psychometric(contrast, choices, curve=None, source=""):
    """Share of choices to the right for every contrast difference, with 95 % limits.

    Parameters
    ----------
    contrast : (n_trials,) array
        Contrast on the right minus contrast on the left.
    choices : (n_trials,) array
        0 left, 1 right.
    curve : pair of (n_points,) arrays, optional
        Contrast differences and predicted probabilities.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    values = np.unique(contrast)
    share = np.array([np.mean(choices[contrast == value]) for value in values])
    n_trials = np.array([np.sum(contrast == value) for value in values])
    ax.axhline(0.5, color="0.5", linewidth=0.8)
    error = np.abs(_limits_of_share(share, n_trials) - share)
    ax.errorbar(values, share, error, label="observed", **choose_line("observed", 0, linestyle=""))
    if curve is not None:
        ax.plot(*curve, label="logistic curve", **choose_line("logistic curve", 1, marker=""))
    ax.set(xlabel="contrast, right minus left (contrast)", ylabel="share of choices\nto the right (no unit)", ylim=(-0.05, 1.05))
    ax.legend(loc="upper left", frameon=False)
    return ax


def _limits_of_share(share, n_trials):
    """Wilson's 95 % limits of a share, which never leave 0 to 1: (2, n) array."""
    z = 1.96
    middle = (share + z**2 / (2 * n_trials)) / (1 + z**2 / n_trials)
    reach = z / (1 + z**2 / n_trials) * np.sqrt(share * (1 - share) / n_trials + z**2 / (4 * n_trials**2))
    return np.array([np.minimum(middle - reach, share), np.maximum(middle + reach, share)])


def plot_population(scaled_rates, choices, n_neurons=80, source=""):
    """Rates of some neurons in every trial, the trials sorted by the choice.

    Parameters
    ----------
    scaled_rates : (n_trials, n_neurons_all) array
        Rates in standard deviations from each neuron's mean.
    choices : (n_trials,) array
        0 left, 1 right.
    n_neurons : int
        How many neurons are shown.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=7.5, height=4.6, source=source)
    order = np.argsort(choices, kind="stable")
    shown = scaled_rates[order, :n_neurons]
    image = ax.imshow(shown, aspect="auto", cmap=RATE_MAP, vmin=-3, vmax=3, interpolation="nearest")
    ax.axhline(np.sum(np.asarray(choices) == 0) - 0.5, color=COLOURS["black"], linewidth=1.5)
    ax.set(xlabel="neuron (number)", ylabel="trial (number), left above the line, right below")
    ax.figure.colorbar(image, label="rate (standard deviations)")
    return ax


def plot_curve_and_cost(z, probability, costs, source=""):
    """The probability of a choice over its log-odds, and what each choice then costs.

    Parameters
    ----------
    z : (n_points,) array
        Log-odds of a choice to the right (nats).
    probability : (n_points,) array
        Probability of a choice to the right.
    costs : dict of str to (n_points,) array
        Negative log-likelihood of a choice (nats), by the names that the legend shows.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2,) array of Axes
    """
    axes = new_axes(1, 2, height=3.0, source=source)
    axes[0].axhline(0.5, color="0.5", linewidth=0.8)
    axes[0].plot(z, probability, **choose_line("probability", 0, marker=""))
    axes[0].set(xlabel="log-odds (nats)", ylabel="probability of\na choice to the right (no unit)")
    for index, (name, cost) in enumerate(costs.items()):
        axes[1].plot(z, cost, label=name, **choose_line(name, index, marker=""))
    axes[1].set(xlabel="log-odds (nats)", ylabel="cost of the choice (nats)")
    axes[1].legend(loc="upper center", frameon=False)
    return axes


def plot_weight_growth(tolerances, sizes, source=""):
    """Length of a fitted weight vector over the tolerance at which the solver stops.

    Parameters
    ----------
    tolerances : (n_tolerances,) array
        Slope below which the solver stops (nats per unit of a weight).
    sizes : dict of str to (n_tolerances,) array
        Length of the weights, by the names that the legend shows.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    for index, (name, size) in enumerate(sizes.items()):
        ax.plot(tolerances, size, label=name, **choose_line(name, index))
    ax.set(xscale="log", xlabel="tolerance of the solver (nats), stricter to the right", ylabel="length of the weights\n(nats)")
    ax.set_ylim(0, None)
    ax.invert_xaxis()
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_accuracies(accuracies, errors, baselines=None, source=""):
    """Bars of accuracy with 95 % limits, and lines for what needs no fit.

    Parameters
    ----------
    accuracies : dict of str to float
        By the name of the decoder.
    errors : dict of str to float
        Half-width of the 95 % limits, by the same names.
    baselines : dict of str to float, optional
        Accuracies drawn as lines across.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=7.0, source=source)
    place = np.arange(len(accuracies))
    _draw_bars(ax, place, list(accuracies.values()), [errors[name] for name in accuracies])
    for (name, value), line in zip((baselines or {}).items(), GREY_LINES, strict=False):
        ax.axhline(value, label=name, **line)
    ax.set_xticks(place, accuracies)
    ax.set(xlabel="decoder", ylabel="accuracy, held out\n(share of trials)", ylim=(0, 1.12))
    if baselines:
        ax.legend(loc="upper left", ncols=2, frameon=False)
    return ax


def _draw_bars(ax, place, heights, errors):
    """Bars told apart by hatching, too."""
    bars = ax.bar(place, heights, 0.6, color=COLOURS["sky blue"], ec="white")
    for bar, hatch in zip(bars, ["", "/", "\\", "x", "."] * 3, strict=False):
        bar.set_hatch(hatch)
    ax.errorbar(place, heights, errors, color=COLOURS["black"], linestyle="", capsize=4)


def plot_evidence_decoding(panels, source=""):
    """Four populations: accuracies beside the majority, and the gain of the neurons over the stimulus.

    Parameters
    ----------
    panels : dict
        ``majority`` (4,); ``accuracy`` and ``accuracy_error`` (4, 2): stimulus, neurons; ``gain`` and ``gain_error``
        (4,): accuracy of stimulus and neurons together minus that of the stimulus; errors are half-widths of 95 %.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2, 4) array of Axes
    """
    axes = new_axes(2, 4, height=5.2, source=source, sharey="row", height_ratios=(3, 2))
    for index, letter in enumerate("ABCD"):
        top, low = axes[:, index]
        _draw_bars(top, np.arange(2), panels["accuracy"][index], panels["accuracy_error"][index])
        top.axhline(panels["majority"][index], label="majority", **GREY_LINES[0])
        top.set_xticks(range(2), ["stimulus", "neurons"])
        top.set_title(letter, loc="left", fontweight="bold")
        top.set(ylim=(0, 1.05), xlabel="decoder")
        low.axhline(0, color="0.5", linewidth=0.8)
        low.errorbar([0], [panels["gain"][index]], [panels["gain_error"][index]], color=COLOURS["black"], marker="o", capsize=4)
        low.set_xticks([0], ["both minus stimulus"])
        low.set(xlabel="comparison", xlim=(-1, 1))
    axes[0, 0].set_ylabel("accuracy, held out\n(share of trials)")
    axes[1, 0].set_ylabel("gain in accuracy\n(share of trials)")
    axes[0, 3].legend(loc="lower right", frameon=True)
    return axes
