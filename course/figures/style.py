"""What all figures share: colours, empty axes, and the way a figure is shown with its alternative text."""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np

# Okabe and Ito (2008), "Color universal design": told apart with every kind of colour vision
COLOURS = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky blue": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
}
# Lines differ in colour, dashes and markers, so that they can be told apart in grey, too.
LINES = [
    {"color": COLOURS["blue"], "linestyle": "-", "marker": "o"},
    {"color": COLOURS["vermillion"], "linestyle": (0, (6, 1.5)), "marker": "s"},
    {"color": COLOURS["green"], "linestyle": "-", "marker": "^"},
]
OWN_LINES = {"LNP": LINES[0], "LG": LINES[1], "least squares": LINES[1], "STA": LINES[2]}
TRUTH = {"color": COLOURS["black"], "linestyle": (0, (1.5, 1.5)), "linewidth": 2}
PIXELS_PER_INCH = 100  # on the page; the picture itself holds 1.6 times as many


def new_axes(n_rows=1, n_cols=1, width=8.0, height=3.2, source="", **options):
    """Empty axes without a frame on top and right, with room for their labels.

    Parameters
    ----------
    n_rows, n_cols : int
        Number of panels down and across.
    width, height : float
        Size of the figure, inches.
    source : str
        Where the data come from (simulated or recorded); stands small below the figure.
    **options
        Passed on to `matplotlib.pyplot.subplots`.

    Returns
    -------
    axes : Axes, or array of Axes
        As `matplotlib.pyplot.subplots` gives them.
    """
    figure, axes = plt.subplots(n_rows, n_cols, figsize=(width, height), layout="constrained", **options)
    for ax in np.ravel(axes):
        ax.spines[["top", "right"]].set_visible(False)
    if source:
        figure.supxlabel(source, x=0.99, horizontalalignment="right", fontsize=8, color="0.35")
    return axes


def choose_line(name, index, **changes):
    """Line of a method: the same one in all figures where its name is known, else one by its place.

    Parameters
    ----------
    name : str
        As in the legend; its beginning is looked up.
    index : int
        Place in the legend.
    **changes
        Properties that differ in this figure.

    Returns
    -------
    properties : dict
        Keyword arguments for `Axes.plot`.
    """
    own = [line for known, line in OWN_LINES.items() if name.startswith(known)]
    return {**(own[0] if own else LINES[index % len(LINES)]), **changes}


def describe(axes, text):
    """Show the figure once, with a text that screen readers read out in its place, and close it.

    Outside Jupyter, in a plain script, the figure is closed and nothing is shown.

    Parameters
    ----------
    axes : Axes, array of Axes or Figure
        What a plotting function returned.
    text : str
        The alternative text: what there is to see, for someone who cannot see it.
    """
    figure = getattr(np.ravel(axes)[0], "figure", axes)
    if _runs_in_notebook():
        from IPython.display import display

        bundle, metadata = _make_bundle(figure, text)
        display(bundle, metadata=metadata, raw=True)
    plt.close(figure)


def _runs_in_notebook():
    """Whether there is a notebook that can show what is displayed."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def _make_bundle(figure, text):
    """The figure in three forms: HTML, as JupyterLab gives other images no alternative text; the bare image,
    for pages that refuse HTML; and the text, for terminals.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=1.6 * PIXELS_PER_INCH)
    png = base64.b64encode(buffer.getvalue()).decode()
    width = round(figure.get_figwidth() * PIXELS_PER_INCH)
    alt = html.escape(text, quote=True)
    tag = f'<img alt="{alt}" width="{width}" style="max-width: 100%" src="data:image/png;base64,{png}">'
    bundle = {"text/html": tag, "image/png": png, "text/plain": text}
    return bundle, {"image/png": {"alt": text, "width": width}}
