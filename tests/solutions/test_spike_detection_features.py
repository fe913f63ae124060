"""The reference of lab 06: waveforms and features, against slow twins and where there are few spikes."""

import numpy as np
import pytest

from solutions import spike_detection as lab
from tests.solutions.spike_twins import loop_features


@pytest.fixture
def rng():
    return np.random.default_rng(61)


# ---- extract_waveforms


@pytest.mark.parametrize(("n_before", "n_after"), [(10, 20), (0, 5), (3, 0), (1, 1)])
def test_waveforms_equal_slices(rng, n_before, n_after):
    """Rows s - n_before to s + n_after - 1, also where they touch both ends of the recording."""
    x = rng.normal(size=(90, 4))
    samples = np.array([n_before, 40, 41, 90 - n_after], dtype=np.int64)
    expected = [x[s - n_before : s + n_after] for s in samples]
    np.testing.assert_array_equal(lab.extract_waveforms(x, samples, n_before, n_after), expected)


def test_no_spikes_have_no_waveforms(rng):
    """The shape still says how long they would be."""
    nothing = np.array([], dtype=np.int64)
    assert lab.extract_waveforms(rng.normal(size=(90, 3)), nothing).shape == (0, 30, 3)


# ---- extract_features


@pytest.mark.parametrize("n_components", [1, 3, 5])
def test_features_equal_the_eigenvectors_of_the_covariance(rng, n_components):
    """Up to the sign of each column: channel-major, largest variance first, not whitened."""
    waveforms = rng.normal(size=(40, 8, 3)) * np.geomspace(20, 1, 8)[:, None] + 7
    features = lab.extract_features(waveforms, n_components)
    expected = loop_features(waveforms, n_components)
    np.testing.assert_allclose(np.abs(features), np.abs(expected), atol=1e-8)


def test_features_hold_the_variance_of_the_waveforms(rng):
    """Columns have mean 0, are uncorrelated within a channel, and with all components nothing is lost."""
    waveforms = rng.normal(size=(60, 5, 2)) @ rng.normal(size=(2, 2))
    features = lab.extract_features(waveforms, 5)
    np.testing.assert_allclose(features.mean(axis=0), 0, atol=1e-12)
    covariance = np.cov(features[:, :5].T)
    np.testing.assert_allclose(covariance, np.diag(np.diag(covariance)), atol=1e-10)
    assert np.trace(covariance) == pytest.approx(waveforms[:, :, 0].var(axis=0, ddof=1).sum())


@pytest.mark.parametrize(
    ("n_spikes", "n_waveform", "found"), [(0, 9, 0), (1, 9, 0), (2, 9, 1), (3, 9, 2), (9, 2, 2)]
)
def test_components_that_there_are_not_are_zero(rng, n_spikes, n_waveform, found):
    """n spikes span n - 1 directions at most, and short waveforms no more than their samples."""
    features = lab.extract_features(rng.normal(size=(n_spikes, n_waveform, 2)))
    assert features.shape == (n_spikes, 6)
    by_channel = features.reshape(n_spikes, 2, 3)
    np.testing.assert_allclose(by_channel[:, :, found:], 0, atol=1e-12)
    assert (np.abs(by_channel[:, :, :found]) > 1e-6).all()
