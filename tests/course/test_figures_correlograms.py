"""Plots of lab 08: what is drawn is what was given, beside its level of chance and its lock-out."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures
from tests.course import examples_correlograms as given


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*given.PLOTS[name])


def hidden_span(ax):
    """From where to where the hatched part reaches (ms), or None."""
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    if not hatched:
        return None
    box = hatched[0].get_extents().transformed(ax.transData.inverted())
    return [round(box.x0, 6), round(box.x1, 6)]


def bars(ax):
    """The bars of a panel."""
    return [patch for patch in ax.patches if hasattr(patch, "get_data")][0].get_data()


def test_each_panel_shows_its_own_rates():
    """In the order given, titled by their names, on the edges given."""
    for ax, (title, rates_hz) in zip(draw("plot_correlograms").flat, given.RATES_HZ.items(), strict=True):
        assert ax.get_title(loc="left") == title
        np.testing.assert_array_equal(bars(ax).values, rates_hz)
        np.testing.assert_array_equal(bars(ax).edges, given.EDGES_MS)


def test_each_panel_shows_its_level_of_chance():
    """One number for all lags, or one a bin."""
    for ax, baseline_hz in zip(draw("plot_correlograms").flat, given.BASELINES_HZ, strict=True):
        np.testing.assert_array_equal(ax.lines[0].get_ydata()[:-1], np.broadcast_to(baseline_hz, 40))


def test_the_hidden_part_reaches_to_the_lock_out_on_both_sides():
    """Of each panel its own; none where there is no lock-out."""
    assert [hidden_span(ax) for ax in draw("plot_correlograms").flat] == [[-1, 1], [-1, 1], None, [-3, 3]]


def test_one_lock_out_may_hold_for_all():
    """A number instead of a list."""
    axes = figures.plot_correlograms(given.EDGES_MS, given.RATES_HZ, given.BASELINES_HZ, 2.0)
    assert [hidden_span(ax) for ax in axes.flat] == [[-2, 2]] * 4


def test_slow_cells_are_seen():
    """Each panel has a scale of its own, up to its highest bin or level."""
    rates_hz = {"slow": np.full(40, 0.1), "fast": np.full(40, 80.0)}
    slow, fast = figures.plot_correlograms(given.EDGES_MS, rates_hz, [0.1, 80.0]).flat
    assert slow.get_ylim()[1] < 0.2
    assert fast.get_ylim()[1] > 80


def test_the_grid_holds_each_pair_once():
    """Panel (a, b) shows a after b; those below the diagonal are empty."""
    axes = draw("plot_correlogram_grid")
    for a in range(3):
        for b in range(3):
            assert axes[a, b].axison == (a <= b)
            if a <= b:
                np.testing.assert_array_equal(bars(axes[a, b]).values, given.GRID_HZ[a, b])
                assert axes[a, b].lines[0].get_ydata()[0] == [6.0, 5.0, 4.0][a]


def test_evidence_shows_counts_lock_out_and_refractory_period():
    """Four panels with letters, dotted lines at 3 ms on both sides."""
    axes = draw("plot_evidence_correlograms").flat
    for letter, ax, counts, lockout_ms in zip("ABCD", axes, given.COUNTS, given.PANELS["lockout_ms"], strict=True):
        assert ax.get_title(loc="left") == letter
        np.testing.assert_array_equal(bars(ax).values, counts)
        assert hidden_span(ax) == [-lockout_ms, lockout_ms]
        assert [line.get_xdata()[0] for line in ax.lines[1:]] == [-3, 3]


def test_an_empty_correlogram_can_be_drawn():
    """No pairs and no level: an axis that starts at 0 all the same."""
    (ax,) = figures.plot_correlograms(given.EDGES_MS, {"nothing": np.zeros(40)}, [0.0]).flat
    assert ax.get_ylim()[0] == 0
