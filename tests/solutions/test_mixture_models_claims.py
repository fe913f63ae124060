"""What the lesson of lab 07 says of BIC, neurons and artefacts is so, with the simulated spikes that it shows."""

import numpy as np
import pytest

from course.simulate.spike_features import draw_units, simulate_features
from solutions import _mixture_models_fast as fast
from solutions import mixture_models as lab

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@pytest.mark.parametrize(("duration_s", "expected"), [(10.0, 2), (20.0, 3), (30.0, 4), (90.0, 6)])
def test_six_neurons_need_time_to_pay_for_themselves(duration_s, expected):
    """The same six neurons: the longer the recording, the more components, up to six."""
    units = draw_units(np.random.default_rng(28), 6)
    units["height_uv"] *= 0.7
    spikes = simulate_features(np.random.default_rng(29), units, 90.0)
    part = spikes["features"][spikes["times_s"] < duration_s]
    assert fast.bic_model_selection(part, [2, 3, 4, 5, 6, 7], 4)[0] == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({}, [1, 1]), ({"bursts": 0.3}, [2, 2]), ({"drift_um": 20.0}, [1, 2]), ({"tail_df": 4.0}, [2, 3])],
    ids=["Gaussian", "bursts", "drift", "heavy tails"],
)
def test_one_neuron_becomes_several_components(settings, expected):
    """Bursts, drift and heavy tails, not noise: and the more, the longer the recording."""
    one = draw_units(np.random.default_rng(4), 1)
    one["rate_hz"][:] = 10.0
    for duration_s, n_components in zip((50.0, 200.0), expected, strict=True):
        spikes = simulate_features(np.random.default_rng(2), one, duration_s, **settings)
        assert fast.bic_model_selection(spikes["features"][:, ::3], [1, 2, 3, 4], 2)[0] == n_components


def test_the_most_likely_pair_spends_a_component_on_artefacts():
    """With K = 2 most starts tell the clean clusters apart, and the most likely one does not."""
    rng = np.random.default_rng(3)
    clean = rng.normal(size=(300, 2)) + np.array([10.0, 0.0]) * np.repeat([0, 1], 150)[:, None]
    x = np.vstack([clean, [[2.0, 4000.0], [8.0, 4005.0]]])
    fits = sorted(fast.fit_from_seeds(x, 2, range(10)), key=lambda fit: -fit[4])
    apart = [fit[0][0] != fit[0][200] for fit in fits]
    assert not apart[0]
    assert sum(apart) >= 5


def test_the_likelihood_has_no_bound():
    """A component on one sample gains 2 log 100 nats for each hundredth of its width."""
    x = np.random.default_rng(0).normal(size=(100, 2))
    m, gains = np.array([x.mean(axis=0), x[0]]), []
    for sd in (1e-3, 1e-5, 1e-7):
        gains.append(lab.mog_bic(x, m, np.array([np.cov(x.T), sd**2 * np.eye(2)]), [0.99, 0.01])[1])
    np.testing.assert_allclose(np.diff(gains), 2 * np.log(100), rtol=1e-3)
