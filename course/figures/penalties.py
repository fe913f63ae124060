"""Plots of what a penalty does: to the weights, and to the accuracy."""

import numpy as np

from course.figures.style import COLOURS, choose_line, new_axes

ROLES = ("neither", "stimulus", "choice")
ROLE_COLOURS = {"neither": "0.7", "stimulus": COLOURS["orange"], "choice": COLOURS["blue"]}
ROLE_MARKERS = {"neither": ".", "stimulus": "^", "choice": "o"}
C_LABEL = "C (no unit): strong penalty left, weak penalty right"


def plot_weight_paths(C_values, paths, roles, source=""):
    """Every weight over the strength of the penalty, a panel for each penalty.

    Parameters
    ----------
    C_values : (n_C,) array
        Inverse strengths.
    paths : dict of str to (n_C, n_neurons) array
        Weights (nats per standard deviation), by the name of the penalty.
    roles : (n_neurons,) array of str
        What each simulated neuron knows: ``"neither"``, ``"stimulus"`` or ``"choice"``.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_penalties,) array of Axes
    """
    axes = new_axes(1, len(paths), height=3.6, source=source, sharex=True, squeeze=False)[0]
    for ax, (name, weights) in zip(axes, paths.items(), strict=True):
        for role in ROLES:
            width = 0.5 if role == "neither" else 1.0
            lines = ax.plot(C_values, weights[:, roles == role], color=ROLE_COLOURS[role], linewidth=width)
            lines[0].set_label(role)
        ax.set(xscale="log", xlabel="C (no unit)")
        ax.set_title(name, loc="left", fontsize=10)
    axes[0].set_ylabel("weight\n(nats per standard deviation)")
    axes[0].legend(title="neuron knows", loc="upper left", fontsize=8, framealpha=1)
    return axes


def plot_decoder_weights(weights, roles, source=""):
    """The weights of one or more decoders, a panel each, sorted by what the neurons know.

    Parameters
    ----------
    weights : dict of str to (n_neurons,) array
        Weights (nats per standard deviation), by the name of the decoder.
    roles : (n_neurons,) array of str
        ``"neither"``, ``"stimulus"`` or ``"choice"``.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_decoders,) array of Axes
    """
    axes = new_axes(len(weights), height=1.5 + 1.5 * len(weights), source=source, sharex=True, squeeze=False)[:, 0]
    order = np.argsort([ROLES[::-1].index(role) for role in roles], kind="stable")
    place = np.arange(len(roles))
    for ax, (name, values) in zip(axes, weights.items(), strict=True):
        for role in ROLES:
            mine = roles[order] == role
            ax.vlines(place[mine], 0, values[order][mine], color=ROLE_COLOURS[role], linewidth=1)
            ax.plot(place[mine], values[order][mine], ROLE_MARKERS[role], color=ROLE_COLOURS[role], markersize=3, label=role)
        ax.axhline(0, color="0.5", linewidth=0.8)
        ax.set_title(name, loc="left", fontsize=10)
        ax.set_ylabel("weight (nats\nper st. dev.)")
    axes[-1].set_xlabel("neuron (number), sorted by what it knows")
    axes[0].legend(title="neuron knows", loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0)
    return axes


def plot_c_selection(C_values, accuracies, baselines, chosen=None, source=""):
    """Accuracy over the strength of the penalty.

    Parameters
    ----------
    C_values : (n_C,) array
        Inverse strengths.
    accuracies : dict of str to (n_C,) array
        By the names that the legend shows.
    baselines : dict of str to float
        Accuracies drawn as lines across.
    chosen : float, optional
        The C that was chosen.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(height=3.6, source=source)
    for index, (name, values) in enumerate(accuracies.items()):
        ax.plot(C_values, values, label=name, **choose_line(name, index))
    for (name, value), style in zip(baselines.items(), ("--", ":"), strict=False):
        ax.axhline(value, color="0.35", linestyle=style, label=name)
    if chosen is not None:
        ax.axvline(chosen, color=COLOURS["black"], linewidth=0.8, label="chosen")
    ax.set(xscale="log", xlabel=C_LABEL, ylabel="accuracy\n(share of trials)", ylim=(0.35, 1.05))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0)
    return ax


def plot_left_weights(C_values, n_left, source=""):
    """How many weights an L1 penalty leaves.

    Parameters
    ----------
    C_values : (n_C,) array
        Inverse strengths.
    n_left : dict of str to (n_C,) array
        Numbers of weights that are not 0, by the names that the legend shows.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    for index, (name, numbers) in enumerate(n_left.items()):
        ax.plot(C_values, numbers, label=name, **choose_line(name, index))
    ax.set(xscale="log", xlabel=C_LABEL, ylabel="weights that are\nnot 0 (number)")
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_optimism(selected, nested, chance, source=""):
    """The score of the winner beside the nested one, for repeated data in which there is nothing to be found.

    Parameters
    ----------
    selected, nested : (n_repeats,) arrays
        Accuracies of the same repeats.
    chance : float
        What an honest score scatters around.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=5.6, source=source)
    ax.axhline(chance, color="0.35", linestyle="--", label="chance")
    ax.plot([0, 1], np.array([selected, nested]), color="0.75", linewidth=0.8)
    for place, values, name in ((0, selected, "score of the winner"), (1, nested, "nested")):
        ax.plot(np.full(len(values), place), values, **choose_line(name, place, linestyle=""))
        ax.plot(place, np.mean(values), "_", color=COLOURS["black"], markersize=40, markeredgewidth=2)
    ax.set_xticks([0, 1], ["score of the winner", "nested"])
    ax.set(xlabel="how it was judged", ylabel="accuracy\n(share of trials)", xlim=(-0.5, 1.5))
    ax.legend(loc="upper right", frameon=False)
    return ax
