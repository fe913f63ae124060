"""Plots of lab 04: what is drawn is what was given, where it was."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import figures
from tests.course import examples_coupling as given


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw(name, **options):
    """Call a plotting function on its example."""
    return getattr(figures, name)(*given.PLOTS[name], **options)


def curves(ax):
    """The lines of a panel that have a name, by it."""
    return {line.get_label(): line.get_ydata() for line in ax.lines if not line.get_label().startswith("_")}


def test_the_ring_shows_heading_and_spikes_of_its_time():
    """Degrees above, a mark for each spike at its time and cell below; one outside the window is not drawn."""
    above, below = draw("plot_ring")
    np.testing.assert_allclose(above.lines[0].get_ydata(), np.rad2deg(given.HEADING_RAD))
    np.testing.assert_allclose(below.lines[0].get_xydata(), [[0.5, 0], [1.0, 0], [2.0, 1]])


def test_a_table_has_its_numbers_in_their_places():
    """Row by row, none where there is nan, no minus before a zero, one scale of colours for all tables."""
    first, second = draw("plot_pair_tables")
    for ax, texts in ((first, {(1, 0): "12", (0, 1): "0"}), (second, {(1, 0): "1", (0, 1): "0"})):
        assert {text.get_position(): text.get_text() for text in ax.texts} == texts
        assert ax.images[0].get_clim() == (-20, 20)
    np.testing.assert_array_equal(first.images[0].get_array().data, given.TABLE)


def test_a_table_can_have_digits_and_other_names():
    """Correlations are between cells, not from senders to receivers."""
    ax = draw("plot_pair_tables", digits=1, axis_labels=("cell", "cell"))[0]
    assert [text.get_text() for text in ax.texts] == ["12.0", "-0.2"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("cell", "cell")


def test_filters_stand_in_their_panels_with_their_bands():
    """Curves by name, a band only where there is an error, the truth dotted."""
    first, second = draw("plot_coupling_filters")
    assert (first.get_title(), second.get_title()) == tuple(given.FILTERS)
    np.testing.assert_allclose(curves(first)["estimate"], given.FILTER)
    np.testing.assert_allclose(curves(first)["truth"], 1.1 * given.FILTER)
    np.testing.assert_allclose(curves(second)["estimate"], -given.FILTER)
    assert (len(first.collections), len(second.collections)) == (1, 0)
    band = first.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == pytest.approx((given.FILTER.min() - 0.1, given.FILTER.max() + 0.1))


def test_filters_share_a_scale_when_asked():
    """Else each panel has its own."""
    own, shared = draw("plot_coupling_filters"), draw("plot_coupling_filters", same_scale=True)
    assert own[0].get_ylim() != own[1].get_ylim()
    assert shared[0].get_ylim() == shared[1].get_ylim()


def test_halves_are_plotted_against_each_other():
    """The first across, the second up."""
    ax = draw("plot_halves")[0]
    dots = next(line for line in ax.lines if line.get_marker() == ".")
    first, second = given.HALVES["heading"]
    np.testing.assert_array_equal(dots.get_xydata(), np.column_stack([first.ravel(), second.ravel()]))


def test_surrogates_are_compared_with_the_data():
    """Correlations against those of the data; shares of intervals of 0, 10 ... ms, among all of them."""
    left, right = draw("plot_surrogates")
    np.testing.assert_allclose(left.lines[1].get_xydata(), np.column_stack([given.CORRELATIONS, 0.9 * given.CORRELATIONS]))
    shares = curves(right)
    assert list(shares) == ["data", "both", "heading"]
    np.testing.assert_allclose(shares["data"][:6], [0, 0.2, 0.4, 0, 0, 0.2])
    np.testing.assert_allclose(right.lines[0].get_xdata()[:3], [0, 10, 20])


def test_feedback_has_its_diagonal_and_its_maps():
    """Both axes end at the same rate."""
    ax = draw("plot_feedback")
    np.testing.assert_array_equal(curves(ax)["as much as before"], given.RATE_HZ)
    np.testing.assert_allclose(curves(ax)["w = 3"], 5 * np.exp(0.03 * given.RATE_HZ))
    assert ax.get_xlim() == ax.get_ylim() == (0, 60)


def test_each_pair_has_both_of_its_filters():
    """Panels A to D; without and with the heading, each with its band."""
    axes = draw("plot_evidence_coupling")
    assert [ax.get_title() for ax in axes] == [*"ABCD"]
    for index, ax in enumerate(axes):
        np.testing.assert_array_equal(curves(ax)["without the heading"], given.PANELS["without_heading"][index])
        np.testing.assert_array_equal(curves(ax)["with the heading"], given.PANELS["with_heading"][index])
        assert len(ax.collections) == 2
