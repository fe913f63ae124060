"""Plots of lab 05: what is drawn is what was given, where it was."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures
from tests.course import examples_regularization as given


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*given.PLOTS[name])


def curve_in(ax, label):
    """The line of a curve with error bars."""
    return next(box[0] for box in ax.containers if box.get_label() == label)


def test_scores_stand_over_their_strengths():
    """Both curves, on a logarithmic axis, and a mark at the chosen strength."""
    ax = draw("plot_score_curves")
    expected = np.column_stack([given.STRENGTHS, given.CURVES["held out"]])
    np.testing.assert_array_equal(curve_in(ax, "held out").get_xydata(), expected)
    assert ax.get_xscale() == "log"
    chosen = next(line for line in ax.lines if line.get_label() == "chosen: 1")
    assert list(chosen.get_xdata()) == [1.0, 1.0]


def test_sizes_may_have_a_linear_axis():
    """Without a mark where none is chosen."""
    ax = figures.plot_score_curves([1, 2], {"held out": [0, 1]}, "bumps (number)", "gain (bits/spike)", logarithmic=False)
    assert ax.get_xscale() == "linear"
    assert not [line for line in ax.lines if str(line.get_label()).startswith("chosen")]


def test_each_sample_of_a_fold_is_drawn_where_it_is():
    """Row k: a bar for every training and every test sample, nothing for those left out."""
    ax = draw("plot_folds")[0]
    drawn = [sorted(float(path.vertices[:, 0].min()) for path in bars.get_paths()) for bars in ax.collections]
    assert drawn == [[3, 4, 5], [0, 1], [0, 1, 2], [4, 5]]


def test_each_panel_of_evidence_has_its_own_grid():
    """Strengths and gains of panel k, and a dashed line for the constant rate."""
    for k, ax in enumerate(draw("plot_evidence_scores").flat):
        expected = np.column_stack([given.PANELS["strengths"][k], given.PANELS["gain"][k]])
        np.testing.assert_array_equal(curve_in(ax, "ridge").get_xydata(), expected)
        assert next(line for line in ax.lines if line.get_label() == "constant rate").get_ydata()[0] == 0


def test_paths_have_the_colour_of_their_group():
    """Five weights in three groups: five lines in three colours, in the order of the groups."""
    for ax, sign in zip(draw("plot_group_paths"), (1, -1), strict=True):
        lines = ax.lines[:5]
        np.testing.assert_array_equal([line.get_ydata() for line in lines], sign * given.PATH.T)
        assert [line.get_color() == lines[0].get_color() for line in lines] == [True, True, False, False, False]


def test_operators_are_drawn_beside_the_diagonal():
    """What comes out over what goes in."""
    ax = draw("plot_penalty_operators")
    lines = {line.get_label(): line.get_ydata() for line in ax.lines}
    np.testing.assert_array_equal(lines["unchanged"], given.W)
    np.testing.assert_array_equal(lines["ridge"], given.W / 2)


def test_rates_start_at_zero():
    """Curves and truth over the variable; the axis does not cut off the bottom."""
    ax = draw("plot_fitted_rates")
    assert ax.get_ylim()[0] == 0
    assert {line.get_label() for line in ax.lines} == {"group lasso", "fitted again", "truth"}


def test_maps_share_a_scale_and_stand_upright():
    """One colour scale from 0 to the highest rate, first row below, the path on the first map."""
    axes = draw("plot_box_maps")
    for ax, values in zip(axes, given.MAPS_HZ.values(), strict=True):
        (image,) = ax.images
        np.testing.assert_array_equal(image.get_array(), values)
        assert image.origin == "lower"
        assert image.get_clim() == (0, max(m.max() for m in given.MAPS_HZ.values()))
    assert [len(ax.lines) for ax in axes] == [1, 0]
