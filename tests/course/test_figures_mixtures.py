"""Plots of lab 07: what is drawn is what was given, where it was."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Ellipse

from course import figures
from course.figures.clusters import project_between
from tests.course.examples_mixtures import LABELS, PLOTS, X


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name, **settings):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*PLOTS[name], **settings)


@pytest.mark.parametrize("name", PLOTS)
def test_every_axis_has_a_name_and_the_figure_a_source(name):
    """Left and lower axes are labelled; the source stands below."""
    axes = np.ravel(draw(name, source="simulated"))
    assert axes[-1].get_xlabel()
    assert axes[0].get_ylabel()
    assert axes[0].figure.get_supxlabel() == "simulated"


def test_every_sample_is_a_point_of_its_cluster():
    """Grey without labels; else a set of points for each cluster."""
    grey, fit = draw("plot_clouds")
    np.testing.assert_array_equal(grey.lines[0].get_xydata(), X)
    for k in range(3):
        np.testing.assert_array_equal(fit.lines[k].get_xydata(), X[np.equal(LABELS, k)])


def test_ellipses_are_two_standard_deviations_wide():
    """Around each mean, along the axes of the covariance."""
    ellipse, circle = (patch for patch in draw("plot_clouds")[1].patches if isinstance(patch, Ellipse))
    assert tuple(ellipse.center) == (0.0, 1.0)
    assert sorted([ellipse.width, ellipse.height]) == [4.0, 8.0]
    assert ellipse.contains_point(ellipse.get_transform().transform((0.0, 0.9)))
    points = draw("plot_clouds")[1].patches[0].get_verts()
    assert np.ptp(points[:, 0]) > np.ptp(points[:, 1])
    assert circle.width == pytest.approx(circle.height)


def test_responsibilities_sum_to_one():
    """Below the weighted densities, the share of each."""
    upper, lower = draw("plot_shared_samples")
    np.testing.assert_array_equal(upper.lines[1].get_ydata(), [0.1, 0.2, 0.4])
    np.testing.assert_allclose(lower.lines[0].get_ydata(), [0.75, 0.5, 0.0])
    np.testing.assert_allclose(lower.lines[0].get_ydata() + lower.lines[1].get_ydata(), 1)


def test_the_smallest_bic_is_marked():
    """Every start is a point, the line goes through the best ones, a ring is around the smallest."""
    ax = draw("plot_bic", truth=3)
    points, best, ring, truth = ax.lines
    assert len(points.get_xdata()) == 6
    assert best.get_ydata().tolist() == [8.0, 5.0, 7.0]
    assert ring.get_xydata().tolist() == [[3.0, 5.0]]
    assert truth.get_xdata()[0] == 3


def test_a_fit_that_has_stopped_gains_nothing():
    """No point where there is no gain: the axis is logarithmic."""
    assert draw("plot_gains").lines[0].get_ydata().tolist() == [5.0, 0.1]


def test_the_table_shows_the_counts():
    """Rows are neurons, columns clusters."""
    ax = draw("plot_confusion")
    assert {text.get_position(): text.get_text() for text in ax.texts} == {(0, 0): "5", (1, 0): "1", (0, 1): "0", (1, 1): "7"}


def test_features_over_time_are_those_of_their_component():
    """A set of points for each component."""
    ax = draw("plot_over_time")
    np.testing.assert_array_equal(ax.lines[2].get_xydata(), np.column_stack([np.arange(30.0), X[:, 0]])[LABELS == 2])


def test_evidence_shows_features_time_and_the_spike_before():
    """Three panels a row; the position runs from the mean of component 0 to that of component 1."""
    features, over_time, since = draw("plot_evidence_components")[0]
    assert features.lines[1].get_xydata().tolist() == [[10.0, 5.0], [10.0, 5.0]]
    assert over_time.lines[1].get_xydata().tolist() == [[0.104, 10.0], [2.0, 10.0]]
    assert since.lines[1].get_xydata()[0].tolist() == [4.0, 10.0]


def test_positions_are_measured_from_the_first_mean():
    """In the direction of the second, whatever lies across."""
    x = np.array([[1.0, 1.0], [1.0, 3.0], [5.0, 2.0]])
    np.testing.assert_allclose(project_between(x, np.array([0, 0, 1])), [0.0, 0.0, 4.0])
