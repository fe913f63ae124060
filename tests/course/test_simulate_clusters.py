"""The simulated sorting: neurons are refractory, mistakes are those that are told, and the lock-out hides what it should."""

import numpy as np
import pytest

from course.simulate import clusters as simulation

DURATION_S = 300.0


@pytest.fixture
def rng():
    return np.random.default_rng(8)


@pytest.fixture(scope="module")
def spikes():
    """The recording of the lesson."""
    return simulation.simulate_sorting(np.random.default_rng(8))


def count_near(first, second, reach_ms):
    """How many pairs of two trains are at most so far apart."""
    stop = np.searchsorted(second, first + reach_ms + 1e-9, side="right")
    return int(np.sum(stop - np.searchsorted(second, first - reach_ms - 1e-9)))


# ---- single trains


@pytest.mark.parametrize(("rate_hz", "refractory_ms"), [(2.0, 3.0), (30.0, 3.0), (100.0, 5.0), (10.0, 0.0)])
def test_a_neuron_fires_at_its_rate_and_is_refractory(rng, rate_hz, refractory_ms):
    """Within four standard errors of the rate, and no interval too short, rounding to samples included."""
    times_ms = simulation.simulate_neuron(rng, rate_hz, DURATION_S, refractory_ms)
    assert len(times_ms) == pytest.approx(rate_hz * DURATION_S, abs=4 * np.sqrt(rate_hz * DURATION_S))
    assert np.diff(times_ms).min() >= refractory_ms - 1 / simulation.SAMPLES_PER_MS - 1e-9
    assert times_ms[0] >= 0
    assert times_ms[-1] < 1000 * DURATION_S


def test_times_are_whole_samples(rng):
    """As a recorder at 30 kHz gives them."""
    steps = simulation.simulate_neuron(rng, 20.0, 30.0) * simulation.SAMPLES_PER_MS
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-6)


def test_a_rate_that_cannot_be_is_refused(rng):
    """A neuron with 3 ms of refractory period does not fire at 400 Hz."""
    with pytest.raises(ValueError, match="expected a rate below 333 Hz, got 400"):
        simulation.simulate_neuron(rng, 400.0, 10.0)


def test_halves_hold_every_spike_once(rng):
    """Split and merged again, a train is what it was; shares are about those asked for."""
    train = simulation.simulate_neuron(rng, 20.0, 100.0)
    first, second = simulation.split_train(rng, train, 0.3)
    np.testing.assert_array_equal(simulation.merge_trains(first, second), train)
    assert len(first) / len(train) == pytest.approx(0.3, abs=0.05)


def test_a_partner_fires_along(rng):
    """Far more pairs within 5 ms than by chance, none of its own within the refractory period."""
    train = simulation.simulate_neuron(rng, 9.0, DURATION_S)
    partner = simulation.fire_along(rng, train, 0.3, 6.0, DURATION_S)
    by_chance = len(train) * len(partner) * 10 / (1000 * DURATION_S)
    assert count_near(train, partner, 5.0) > 2 * by_chance
    assert np.diff(partner).min() >= simulation.REFRACTORY_MS - 1e-6


def test_bursts_have_the_intervals_that_are_told(rng):
    """3.5 to 6 ms within a burst, at least 15 ms between the last spike of one and the first of the next."""
    times_ms, order = simulation.simulate_bursts(rng, 5.0, DURATION_S)
    gaps_ms = np.diff(times_ms)
    within = order[1:] > 0
    assert set(order) == {0, 1, 2, 3}
    assert gaps_ms[within].min() >= 3.5 - 0.04
    assert gaps_ms[within].max() <= 6.0 + 0.04
    assert gaps_ms[~within].min() > 10.0


# ---- the detector


def test_the_lock_out_keeps_the_first_of_those_that_are_close():
    """In the order of time, measured from the last one kept; exactly so far is far enough."""
    kept = simulation.lock_out([0.0, 0.6, 1.2, 2.2, 2.3, 9.0], 1.0)
    assert kept.tolist() == [True, False, True, True, False, True]


def test_no_lock_out_keeps_all():
    """Spikes at one time included."""
    assert simulation.lock_out([1.0, 1.0, 2.0], 0.0).all()


# ---- the sorting


def test_lists_belong_together(spikes):
    """One entry a spike in each, sorted by time, eight clusters of seven neurons."""
    assert spikes.times_ms.shape == spikes.clusters.shape == spikes.neurons.shape
    assert (np.diff(spikes.times_ms) >= 0).all()
    assert spikes.n_clusters == 8
    assert set(spikes.neurons) == set(range(7))
    assert spikes.duration_ms == 600_000.0


def test_no_two_spikes_of_the_electrode_are_within_the_lock_out(spikes):
    """Whoever fired them."""
    assert np.diff(spikes.times_ms).min() >= spikes.lockout_ms - 1e-6


def test_every_neuron_is_refractory(spikes):
    """In all its clusters together."""
    for neuron in range(7):
        assert np.diff(spikes.times_ms[spikes.neurons == neuron]).min() >= simulation.REFRACTORY_MS - 0.04


def test_mistakes_are_those_that_are_told(spikes):
    """Two neurons in two clusters each, two in one, three by themselves; nothing else is mixed."""
    owners = [spikes.neurons_of(cluster) for cluster in range(8)]
    assert sorted(map(sorted, owners)) == [[0], [1], [1], [2, 3], [4], [4], [5], [6]]


def test_clusters_come_in_random_order():
    """The number of a cluster tells nothing."""
    orders = {tuple(min(simulation.simulate_sorting(np.random.default_rng(seed), 20.0).neurons_of(cluster))
                    for cluster in range(8)) for seed in range(4)}  # fmt: skip
    assert len(orders) > 1


def test_the_split_by_bursts_is_by_the_order_of_spikes(spikes):
    """First spikes of bursts in one cluster: never two of them within a burst's length."""
    own = [cluster for cluster in range(8) if spikes.neurons_of(cluster) == {4}]
    shortest_ms = sorted(np.diff(spikes.times_of(cluster)).min() for cluster in own)
    assert shortest_ms[0] < 6.1
    assert shortest_ms[1] > 20.0


def test_neurons_0_and_6_fire_together_and_others_do_not(spikes):
    """Pairs within 5 ms, relative to chance."""
    trains = [spikes.times_ms[spikes.neurons == neuron] for neuron in (0, 6, 5)]
    together, apart = (count_near(trains[0], other, 5.0) / (len(trains[0]) * len(other) * 10 / 600_000.0) for other in trains[1:])
    assert together > 1.5
    assert apart < 1.1


def test_same_seed_gives_the_same_sorting_behind_any_detector():
    """The lock-out only takes spikes away."""
    mild, strict = (simulation.simulate_sorting(np.random.default_rng(1), 30.0, lockout_ms) for lockout_ms in (0.5, 3.0))
    assert set(strict.times_ms) < set(mild.times_ms)


# ---- the twin of the ganglion cell


def test_the_twin_has_the_layout_and_about_the_numbers_of_the_recording():
    """Two rows of times in seconds; some 750 and 970 spikes; intervals from 4 and from 0.75 ms on."""
    raw = simulation.simulate_recording(np.random.default_rng(2004))
    low_ms, high_ms = (1000 * raw[name][0] for name in ("SpikesLow", "SpikesHigh"))
    assert raw["SpikesLow"].shape == (1, len(low_ms))
    assert len(low_ms) == pytest.approx(750, rel=0.15)
    assert len(high_ms) == pytest.approx(969, rel=0.15)
    assert 4.0 <= np.diff(low_ms).min() < 5.0
    assert 0.75 <= np.diff(high_ms).min() < 1.2
    assert max(low_ms[-1], high_ms[-1]) < 30_000
