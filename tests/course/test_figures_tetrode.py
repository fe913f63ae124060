"""Plots of lab 06: what is drawn is what was given, where it was."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures
from tests.course import examples_tetrode as given


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*given.PLOTS[name])


def test_every_channel_has_its_row_and_its_level():
    """Row c shows the voltage of channel c, and its own threshold."""
    for channel, ax in enumerate(draw("plot_tetrode_voltage")):
        voltage, level = ax.lines[:2]
        np.testing.assert_array_equal(voltage.get_ydata(), given.VOLTAGE_UV[:, channel])
        assert level.get_ydata()[0] == [-50, -60, -70, -80][channel]


def test_marks_outside_the_window_are_not_drawn():
    """A spike at 2000 ms does not stretch an axis that ends at 1010 ms."""
    ax = draw("plot_tetrode_voltage")[0]
    marks = next(line for line in ax.lines if line.get_label() == "true spikes")
    assert marks.get_xdata().tolist() == [1001.0, 1004.0]


def test_unit_waveforms_are_means_of_their_own_spikes():
    """Panel c, line u: the mean of neuron u on channel c; spikes without a neuron are in none."""
    axes = draw("plot_unit_waveforms")
    assert [len(ax.lines) for ax in axes] == [6, 6, 6, 6]
    expected = given.WAVEFORMS[given.LABELS == 4, :, 2].mean(axis=0)
    np.testing.assert_allclose(axes[2].lines[4].get_ydata(), expected)


def test_feature_pairs_are_drawn_against_each_other():
    """Panel (6, 9) has feature 6 to the right and 9 upwards, grey where there is no neuron."""
    ax = draw("plot_feature_pairs")[1]
    others, first = ax.lines[:2]
    np.testing.assert_array_equal(others.get_xydata(), given.FEATURES[given.LABELS == -1][:, [6, 9]])
    np.testing.assert_array_equal(first.get_xydata(), given.FEATURES[given.LABELS == 0][:, [6, 9]])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("feature 6 (µV)", "feature 9 (µV)")


def test_depths_are_counted_by_their_kind():
    """Each trough is in one of the two histograms."""
    depths, is_true, _ = given.PLOTS["plot_depths"]
    noise, true = draw("plot_depths").patches[:2]
    assert noise.get_data().values.sum() == np.sum(~is_true)
    assert true.get_data().values.sum() == np.sum(is_true)


def test_the_hidden_part_ends_at_the_lock_out_of_each_panel():
    """Panel k hides 0 to lockout_ms[k], and shows its own counts and what chance would give."""
    axes = draw("plot_evidence_intervals").flat
    for ax, lockout_ms, counts in zip(axes, given.PANELS["lockout_ms"], given.COUNTS, strict=True):
        hidden, observed = ax.patches[:2]
        box = hidden.get_extents().transformed(ax.transData.inverted())
        np.testing.assert_allclose([box.x0, box.x1], [0, lockout_ms], atol=1e-9)
        np.testing.assert_array_equal(observed.get_data().values, counts)
        assert ax.lines[0].get_ydata()[0] == 20.5


def test_intervals_may_be_shown_without_a_chance_level():
    """The line for chance is there only where it is given."""
    ax = figures.plot_intervals(given.EDGES_MS, given.COUNTS[0], 1.0)
    assert not ax.lines


def test_shares_need_no_chosen_setting():
    """Three curves, and no line where nothing was chosen."""
    ax = figures.plot_shares(given.SETTINGS, given.SHARES, "lock-out (ms)")
    assert [line.get_label() for line in ax.lines] == list(given.SHARES)
