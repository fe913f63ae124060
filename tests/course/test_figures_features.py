"""Plots of lab 03: what is drawn is what was given, where it was."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures
from tests.course import examples_features as given


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*given.PLOTS[name])


def test_spikes_lie_on_the_run():
    """A spike is drawn where the animal was; one outside the window is not."""
    run, spikes = draw("plot_run").lines
    np.testing.assert_array_equal(run.get_ydata(), given.POSITION_CM)
    assert spikes.get_xdata().tolist() == [1.0, 2.0]
    np.testing.assert_allclose(spikes.get_ydata(), np.interp([1.0, 2.0], given.TIME_S, given.POSITION_CM))


def test_every_panel_of_tuning_has_its_curves():
    """Both curves, and error bars on the first."""
    for ax in draw("plot_tuning"):
        first, second = ax.containers
        np.testing.assert_array_equal(first.lines[0].get_ydata(), given.RATES["observed"])
        np.testing.assert_array_equal(second.lines[0].get_ydata(), given.RATES["model"])
        assert first.has_yerr
        assert not second.has_yerr


def test_weights_stand_at_their_names():
    """The first name is on top, at its own weight; the truth is a line."""
    ax = draw("plot_weights")
    points = ax.containers[0].lines[0].get_xydata()
    np.testing.assert_allclose(points, [[0.3, 1], [-0.01, 0]])
    assert [label.get_text() for label in ax.get_yticklabels()] == given.MODELS
    assert "truth" in [line.get_label() for line in ax.lines]


def test_bars_are_the_shares():
    """Training and held-out bars in the order of the names, negative ones to the left."""
    widths = [[bar.get_width() for bar in bars] for bars in draw("plot_shares_explained").containers]
    assert widths == [[0.1, 0.3], [0.05, -0.02]]


def test_every_function_of_a_basis_is_drawn():
    """One line a column."""
    ax = draw("plot_basis")
    np.testing.assert_array_equal([line.get_ydata() for line in ax.lines], given.PLOTS["plot_basis"][1].T)


def test_evidence_panels_show_their_own_cell():
    """Panel k has the observed rates and the prediction of cell k."""
    for index, ax in enumerate(draw("plot_evidence_speed")):
        np.testing.assert_array_equal(ax.containers[0].lines[0].get_ydata(), given.PANELS["observed_hz"][index])
        np.testing.assert_array_equal(ax.lines[-1].get_ydata(), given.PANELS["place_model_hz"][index])


def test_the_effect_of_a_spike_starts_one_millisecond_after_it():
    """The first value belongs to 1 ms."""
    line = next(line for line in draw("plot_spike_effect").lines if line.get_label() == "estimate")
    assert line.get_xdata()[0] == 1
    np.testing.assert_array_equal(line.get_ydata(), given.PLOTS["plot_spike_effect"][0])
