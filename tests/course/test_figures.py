"""Plots: labels with units, colours that all can tell apart, data where they belong, and alternative text."""

import importlib
import re
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import IPython
import IPython.display
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb

from course import figures

DT_S, D = 0.0083406, 25
LAG_MS = 1000 * DT_S * np.arange(1 - D, 1)
NAMES = ["cell 0 (OFF)", "cell 1 (OFF)", "cell 2 (ON)", "cell 3 (ON)"]
RNG = np.random.default_rng(4)
STIM = RNG.choice([-0.48, 0.48], 300)
COUNTS = RNG.poisson(0.4, (300, 4)).astype(np.uint8)
FILTERS = RNG.normal(size=(4, D))
PANELS = {"lag_ms": LAG_MS, "filters": 0.1 * FILTERS, "band": np.array([0.1, 0.2, 0.3, 0.4])}
LOW_HIGH = (FILTERS[0] - 1, FILTERS[0] + 1)

TWO_RATES = {"LG": STIM, "LNP": np.exp(STIM)}
THREE_FILTERS = {"LNP": FILTERS[0], "LG": FILTERS[1], "STA": FILTERS[2]}
WEIGHT = "weight (1/contrast)"

PLOTS = {
    "plot_stimulus_and_counts": (STIM, COUNTS, NAMES, DT_S),
    "plot_autocorrelation": (np.arange(1, 9), 0.01 * FILTERS[0, :8], 0.02, DT_S),
    "plot_design_matrix": (np.outer(STIM, FILTERS[0]), DT_S),
    "plot_filters": (LAG_MS, THREE_FILTERS, WEIGHT, LOW_HIGH, FILTERS[3]),
    "plot_filter_grid": (LAG_MS, FILTERS, NAMES, WEIGHT, FILTERS),
    "plot_evidence_filters": (PANELS,),
    "plot_prediction": (COUNTS[:, 0], TWO_RATES, DT_S, 50),
    "plot_calibration": (COUNTS[:, 0], TWO_RATES),
    "plot_gain": (NAMES, [1.1, 0.8, 1.2, -0.1], [1.0, 0.9, 1.2, -0.3]),
    "plot_objective_along_line": (np.linspace(0, 1, 9), np.arange(9) ** 2),
}
# the plots of the other labs, each with an example: `PLOTS` in tests/course/examples_<topic>.py
for file in sorted(Path(__file__).parent.glob("examples_*.py")):
    PLOTS |= importlib.import_module(f"tests.course.{file.stem}").PLOTS
UNITS = (
    *("ms", "s", "Hz", "µV", "µV²/Hz", "σ", "cm", "cm/s", "contrast", "1/contrast", "degrees", "cell"),
    *("nats", "spikes/bin", "spikes/s", "bits/spike"),
    *("min", "widths", "frame", "x² per second", "nats per spike"),
    *("number", "no unit", "squared spikes/bin", "log rate", "share of trials", "standard deviations"),
    *("nats\nper standard deviation", "nats per standard deviation", "nats\nper st. dev.", "nats per st. dev."),
)
WITHOUT_UNIT = ("spikes/bin", "cell", "cluster", "neuron", "model", "decoder", "comparison", "how it was judged")
UNIT = re.compile(rf"\(({'|'.join(map(re.escape, UNITS))})\)|^({'|'.join(WITHOUT_UNIT)})$")


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*PLOTS[name])


def all_axes(name):
    """All axes of the figure, colour bars included."""
    return np.ravel(draw(name))[0].figure.axes


def test_every_public_plot_is_tested_here():
    """A new plot must be added to the list above."""
    assert {name for name in figures.__all__ if name.startswith("plot_")} == set(PLOTS)


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_returns_axes(name):
    """One Axes or an array of them, and nothing is shown."""
    assert all(isinstance(ax, Axes) for ax in np.ravel(draw(name)))


@pytest.mark.parametrize("name", PLOTS)
def test_every_row_and_column_of_axes_is_labelled_with_a_unit(name):
    """A panel may leave a label to its neighbour in the same column or row; none that stands has no unit."""
    axes = all_axes(name)
    x_labels = {round(ax.get_position().x0, 2): [] for ax in axes if ax.get_label() != "<colorbar>"}
    y_labels = {round(ax.get_position().y0, 2): [] for ax in axes}
    for ax in axes:
        x_labels.get(round(ax.get_position().x0, 2), []).append(ax.get_xlabel())
        y_labels[round(ax.get_position().y0, 2)].append(ax.get_ylabel())
    for labels in [*x_labels.values(), *y_labels.values()]:
        written = list(filter(None, labels))
        assert written
        assert all(UNIT.search(label) for label in written), written


@pytest.mark.parametrize("name", PLOTS)
def test_colours_are_those_of_okabe_and_ito_or_grey(name):
    """Lines and filled areas can be told apart with every kind of colour vision."""
    allowed = {to_rgb(colour) for colour in figures.COLOURS.values()}
    for ax in all_axes(name):
        used = [line.get_color() for line in ax.lines]
        used += [patch.get_facecolor()[:3] for patch in ax.patches if patch.get_fill()]
        used += [area.get_facecolor()[0][:3] for area in ax.collections if isinstance(area, PolyCollection)]
        for rgb in map(to_rgb, used):
            assert len(set(rgb)) == 1 or rgb in allowed


@pytest.mark.parametrize("name", PLOTS)
def test_nothing_is_written_over_the_edge(name):
    """Labels, titles and legends lie inside the picture."""
    figure = all_axes(name)[0].figure
    figure.canvas.draw()
    box = figure.get_tightbbox().get_points()
    assert (box >= -0.02).all()
    assert (box <= figure.get_size_inches() + 0.02).all()


def test_the_source_stands_on_the_figure():
    """A reader sees on the figure itself whether the data were simulated."""
    ax = figures.plot_gain(["cell 0"], [1.0], [0.9], source="simulated twin")
    assert "simulated twin" in [text.get_text() for text in ax.figure.texts]


def test_a_prediction_is_drawn_at_its_own_time():
    """Bin `start` of counts and prediction begins at start * dt_s: the axis says which window is shown."""
    rate = np.arange(300.0)
    ax = figures.plot_prediction(COUNTS[:, 0], {"LNP": rate}, DT_S, start=120, n_bins=50)
    line = next(line for line in ax.lines if line.get_label() == "LNP")
    np.testing.assert_array_equal(line.get_ydata(), rate[120:170])
    np.testing.assert_allclose(line.get_xdata(), (np.arange(120, 170) + 0.5) * DT_S)
    np.testing.assert_array_equal(ax.patches[0].get_data().values, COUNTS[120:170, 0])
    np.testing.assert_allclose(ax.get_xlim(), np.array([120, 170]) * DT_S)


def test_a_window_at_the_end_is_as_long_as_the_data():
    """A window that would reach over the end is cut, and so is its axis."""
    ax = figures.plot_prediction(COUNTS[:, 0], {"LNP": STIM}, DT_S, start=290, n_bins=50)
    np.testing.assert_allclose(ax.get_xlim(), np.array([290, 300]) * DT_S)


def test_every_lag_of_every_filter_is_drawn():
    """No filter loses its oldest lag."""
    ax = figures.plot_filters(LAG_MS, THREE_FILTERS, WEIGHT, truth=FILTERS[3])
    drawn = {line.get_label(): line.get_xydata() for line in ax.lines}
    for label, values in zip(["LNP", "LG", "STA", "truth"], FILTERS, strict=True):
        np.testing.assert_array_equal(drawn[label], np.column_stack([LAG_MS, values]))


def test_a_method_has_the_same_line_in_every_figure():
    """The linear model looks the same alone and beside others."""
    alone = figures.plot_prediction(COUNTS[:, 0], {"LG": STIM}, DT_S, start=0).lines[-1]
    filters = {"LNP": FILTERS[0], "LG / mean count": FILTERS[1]}
    beside = figures.plot_filters(LAG_MS, filters, WEIGHT).lines[-1]
    assert alone.get_color() == beside.get_color()


def test_the_design_matrix_is_drawn_with_the_present_at_the_right():
    """The last column lies around 0 ms, the first around -(d-1) bins; the first row is on top, at 0 ms."""
    ax = figures.plot_design_matrix(np.ones((60, D)), DT_S, n_rows=60)
    left, right, bottom, top = ax.images[0].get_extent()
    half = 500 * DT_S
    np.testing.assert_allclose([left, right], [LAG_MS[0] - half, half])
    np.testing.assert_allclose([top, bottom], [-half, 59 * 1000 * DT_S + half])


def test_the_band_of_each_panel_is_its_own():
    """Panel k shades from -band[k] to +band[k]."""
    for ax, band in zip(figures.plot_evidence_filters(PANELS).flat, PANELS["band"], strict=True):
        box = ax.patches[0].get_extents().transformed(ax.transData.inverted())
        np.testing.assert_allclose([box.y0, box.y1], [-band, band])


def test_calibration_groups_hold_means_of_neighbours():
    """Groups of equal size in the order of the prediction: hand-made counts come out as they went in."""
    predicted = np.repeat([0.3, 0.1], 10)
    ax = figures.plot_calibration(np.repeat([3, 1], 10), {"LNP": predicted}, n_groups=2)
    points = ax.containers[0].lines[0].get_xydata()
    np.testing.assert_allclose(points, [[0.1, 1.0], [0.3, 3.0]])


# ---- describe


@pytest.fixture
def notebook(monkeypatch):
    """Pretend to run in a kernel; the list receives what is displayed."""
    shown = []
    shell = type("Shell", (), {"kernel": object()})()
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr(IPython.display, "display", lambda bundle, **how: shown.append((bundle, how)))
    return shown


@pytest.mark.parametrize("name", PLOTS)
def test_a_described_figure_is_shown_once_with_its_text(notebook, name):
    """One display, alternative text in the HTML and with the bare image, and the figure closed behind it."""
    axes = draw(name)
    assert figures.describe(axes, 'a <small> hill & a "dip"') is None
    (bundle, how), = notebook
    assert 'alt="a &lt;small&gt; hill &amp; a &quot;dip&quot;"' in bundle["text/html"]
    assert bundle["text/plain"] == how["metadata"]["image/png"]["alt"] == 'a <small> hill & a "dip"'
    assert bundle["image/png"] in bundle["text/html"]
    assert plt.get_fignums() == []


def test_a_figure_itself_can_be_described(notebook):
    """A Figure does as well as its Axes."""
    figures.describe(figures.plot_gain(["cell 0"], [1.0], [0.9]).figure, "two bars")
    assert len(notebook) == 1
    assert plt.get_fignums() == []


@pytest.mark.parametrize("shell", [None, object()], ids=["plain Python", "IPython in a terminal"])
def test_a_plain_script_shows_and_prints_nothing(monkeypatch, capsys, shell):
    """Outside a notebook the figure is closed, and that is all."""
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    figures.describe(figures.plot_gain(["cell 0"], [1.0], [0.9]), "two bars")
    assert capsys.readouterr() == ("", "")
    assert plt.get_fignums() == []
