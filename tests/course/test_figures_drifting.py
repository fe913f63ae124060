"""Plots of moving clusters draw what they are given, with labelled axes."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures


@pytest.fixture(autouse=True)
def close_figures():
    """No figure is left open."""
    yield
    plt.close("all")


def labelled(axes):
    """Whether every one of the axes has a name on both sides."""
    return all(ax.get_xlabel() and ax.get_ylabel() for ax in np.ravel(axes))


def test_moving_clusters_show_every_unit():
    """Each unit is drawn in each panel, spikes of no unit in grey, and the paths over time."""
    rng = np.random.default_rng(0)
    x, units = rng.normal(size=(60, 3)), np.repeat([-1, 0, 1], 20)
    axes = figures.plot_moving_clusters(np.arange(60.0) * 10, x, units, (0, 2), paths=rng.normal(size=(10, 2, 3)))
    assert [len(ax.lines) for ax in axes] == [3, 5, 5]
    assert labelled(axes)
    assert [text.get_text() for text in axes[-1].get_legend().get_texts()] == ["no unit", "unit 0", "unit 1"]
    np.testing.assert_allclose(axes[1].lines[1].get_ydata(), x[20:40, 0])
    np.testing.assert_allclose(axes[2].lines[1].get_ydata(), x[20:40, 2])


def test_paths_are_drawn_in_the_middle_of_their_frames():
    """Minutes: the centre of frame 0 of a minute is at half a minute."""
    x = np.ones((6, 2)) * np.arange(6)[:, None]
    axes = figures.plot_moving_clusters(np.arange(6.0), x, np.zeros(6, int), paths=np.zeros((2, 1, 2)))
    np.testing.assert_allclose(axes[1].lines[-1].get_xdata(), [0.5, 1.5])


def test_tails_show_both_curves_of_each_density():
    """A line for each name in both panels."""
    distance = np.linspace(0, 4, 9)
    axes = figures.plot_tails(distance, {"a": -distance, "b": -(distance**2)}, {"a": 1 / (1 + distance), "b": 0 * distance + 1})
    assert [len(ax.lines) for ax in axes] == [2, 2]
    assert labelled(axes)


def test_walk_shows_band_and_truth():
    """State, observations and estimate are drawn; the band is two standard deviations wide to either side."""
    rows = np.arange(5)
    ax = figures.plot_walk(rows, rows + 0.5, {"smoother": (rows, np.full(5, 0.25))}, rows)
    assert [line.get_label() for line in ax.lines] == ["state", "observed", "smoother"]
    vertices = ax.collections[0].get_paths()[0].vertices
    assert vertices[:, 1].min() == -0.5
    assert labelled(ax)


def test_drift_scores_have_a_logarithmic_axis_and_a_baseline():
    """The baseline is level."""
    ax = figures.plot_drift_scores(np.array([1e-5, 1e-4]), {"drifting": np.array([-3.0, -2.5])}, -3.2)
    assert ax.get_xscale() == "log"
    assert set(ax.lines[-1].get_ydata()) == {-3.2}
    assert labelled(ax)


def test_evidence_units_show_spikes_and_gains():
    """Four columns; each has its spikes above and its contrasts below."""
    rng = np.random.default_rng(0)
    panels = {"time_s": rng.uniform(0, 1200, (4, 9)), "feature": rng.normal(size=(4, 9)),
              "gain": rng.normal(size=(4, 2)), "gain_error": np.ones((4, 2))}  # fmt: skip
    axes = figures.plot_evidence_units(panels, ["first", "second"])
    assert axes.shape == (2, 4)
    assert [ax.get_title(loc="left") for ax in axes[0]] == [*"ABCD"]
    assert [label.get_text() for label in axes[1, 0].get_yticklabels()] == ["first", "second"]
