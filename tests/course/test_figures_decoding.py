"""Plots of lab 02: what is drawn is what was given, where it was."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures
from tests.course import examples_decoding as given


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*given.PLOTS[name])


def test_shares_are_those_of_each_contrast():
    """A dot for each contrast difference: the mean of the choices there."""
    dots = draw("plot_psychometric").containers[0].lines[0]
    expected = [given.CHOICES[value == given.CONTRAST].mean() for value in np.unique(given.CONTRAST)]
    np.testing.assert_allclose(dots.get_ydata(), expected)


def test_trials_are_sorted_by_the_choice():
    """Rows above the line are the trials to the left, in their order."""
    ax = draw("plot_population")
    expected = np.concatenate([given.SCALED_RATES[side == given.CHOICES, :80] for side in (0, 1)])
    np.testing.assert_array_equal(ax.images[0].get_array(), expected)
    assert ax.lines[0].get_ydata()[0] == np.sum(given.CHOICES == 0) - 0.5


def test_limits_go_with_their_names():
    """The limits of a bar are those of its name, in whatever order they come."""
    segments = draw("plot_accuracies").containers[1].lines[2][0].get_segments()
    np.testing.assert_allclose([np.ptp(segment[:, 1]) / 2 for segment in segments], [0.04, 0.05])


def test_each_panel_has_its_own_majority_and_gain():
    """Panel k shows numbers k, the gain in the lower row."""
    axes = draw("plot_evidence_decoding")
    for index in range(4):
        line = next(line for line in axes[0, index].lines if line.get_label() == "majority")
        assert line.get_ydata()[0] == given.PANELS["majority"][index]
        heights = [bar.get_height() for bar in axes[0, index].patches]
        np.testing.assert_allclose(heights, given.PANELS["accuracy"][index])
        assert axes[1, index].lines[1].get_ydata()[0] == given.PANELS["gain"][index]


def test_weights_are_sorted_by_role():
    """First the neurons that know the choice, then those of the stimulus, then the others."""
    dots = {line.get_label(): line for line in draw("plot_decoder_weights")[0].lines}
    assert dots["choice"].get_xydata().tolist() == [[0, 1], [1, 4]]
    assert dots["stimulus"].get_xydata().tolist() == [[2, 2]]
    assert dots["neither"].get_xydata().tolist() == [[3, 3], [4, 5]]


def test_every_weight_has_its_path():
    """One line a neuron and panel."""
    for ax, paths in zip(draw("plot_weight_paths"), given.PATHS.values(), strict=True):
        drawn = np.array(sorted(tuple(line.get_ydata()) for line in ax.lines))
        np.testing.assert_array_equal(drawn, np.array(sorted(map(tuple, paths.T))))


def test_strict_tolerances_are_at_the_right():
    """The axis runs from loose to strict."""
    left, right = draw("plot_weight_growth").get_xlim()
    assert left > right
