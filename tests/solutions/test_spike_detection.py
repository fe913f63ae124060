"""The reference of lab 06: filter, noise and detection, and what holds for all of its functions."""

import inspect

import numpy as np
import pytest
from scipy.signal import butter, filtfilt, freqz

from solutions import _spike_detection_fast
from solutions import spike_detection as lab
from tests.solutions.spike_twins import draw_voltage, inside, loop_detection, loop_sigma


@pytest.fixture
def rng():
    return np.random.default_rng(60)


# ---- filter_signal


@pytest.mark.parametrize("order", [1, 2, 3, 4, 5, 6])
def test_the_filter_equals_the_polynomial_form_forwards_and_backwards(rng, order):
    """Up to order 6, where that form still has its digits, both agree away from the ends."""
    x = 20 * rng.normal(size=(4_000, 2)) + 100
    b, a = butter(order, [500, 4000], btype="bandpass", fs=30_000)
    kept = inside(len(x), 30_000, 500, order)
    expected = filtfilt(b, a, x, axis=0)[kept]
    np.testing.assert_allclose(lab.filter_signal(x, 30_000.0, order=order)[kept], expected, atol=1e-5)


def test_it_passes_what_the_squared_butterworth_passes():
    """Sines keep their phase and lose what the squared gain says: half the amplitude at the band's edges."""
    fs, time_s = 30_000.0, np.arange(30_000) / 30_000
    b, a = butter(3, [500, 4000], btype="bandpass", fs=fs)
    for frequency_hz in (100, 500, 1500, 4000, 8000):
        sine = np.sin(2 * np.pi * frequency_hz * time_s)[:, None]
        gain = abs(freqz(b, a, [frequency_hz], fs=fs)[1][0]) ** 2
        kept = inside(len(sine), fs, 500, 3)
        np.testing.assert_allclose(lab.filter_signal(sine, fs)[kept], gain * sine[kept], atol=1e-3)


def test_a_pulse_stays_where_it_is():
    """The filtered pulse is symmetric about the sample of the pulse: no delay."""
    pulse = np.zeros((3_001, 1))
    pulse[1_500] = 1.0
    filtered = lab.filter_signal(pulse, 30_000.0)[:, 0]
    assert filtered.argmax() == 1_500
    np.testing.assert_allclose(filtered, filtered[::-1], atol=1e-9)


def test_channels_do_not_mix(rng):
    """Each channel is what it would be alone."""
    x = rng.normal(size=(900, 3))
    alone = [lab.filter_signal(x[:, [c]], 30_000.0) for c in range(3)]
    np.testing.assert_allclose(lab.filter_signal(x, 30_000.0), np.hstack(alone), atol=1e-12)


@pytest.mark.parametrize("n_samples", [1, 2, 5, 18, 19, 30])
def test_a_recording_shorter_than_the_padding_is_filtered(rng, n_samples):
    """It gives finite numbers in the same shape."""
    filtered = lab.filter_signal(rng.normal(size=(n_samples, 2)), 30_000.0)
    assert filtered.shape == (n_samples, 2)
    assert np.isfinite(filtered).all()


# ---- robust_sigma


def test_sigma_equals_the_median_by_sorting(rng):
    """Channel by channel, for odd and even numbers of samples."""
    for n_samples in (1, 2, 51, 52):
        x = rng.normal(size=(n_samples, 3)) * [1.0, 5.0, 0.2] + 0.5
        np.testing.assert_allclose(lab.robust_sigma(x), loop_sigma(x), rtol=1e-12)


def test_sigma_is_the_standard_deviation_of_gaussian_noise(rng):
    """Within sampling error of 200 000 samples."""
    noise = rng.normal(scale=[3, 40], size=(200_000, 2))
    np.testing.assert_allclose(lab.robust_sigma(noise), [3, 40], rtol=0.01)


def test_sigma_is_not_centred():
    """A constant channel of 0.6745 has sigma 1, though nothing varies."""
    np.testing.assert_allclose(lab.robust_sigma(np.full((9, 1), -0.6745)), [1.0])


def test_sigma_of_the_smallest_integer_does_not_wrap():
    """In 16 bits |-32768| is -32768."""
    np.testing.assert_allclose(lab.robust_sigma(np.full((3, 1), -32768, dtype=np.int16)), [32768 / 0.6745])


# ---- detect_spikes


@pytest.mark.parametrize("seed", range(40))
def test_detection_equals_the_double_loop(seed):
    """Random voltage, so crowded that the lock-out decides everywhere; silent channels, odd settings."""
    rng = np.random.default_rng(seed)
    x = draw_voltage(rng)
    fs, n_sigma = rng.choice([1000.0, 2000.0, 8000.0, 24_414.0625, 30_000.0]), rng.choice([1.0, 2.0, 3.0])
    for lockout_ms in (0.2, 0.5, 1.0, 1.1, 2.0):
        samples, times_ms = lab.detect_spikes(x, fs, n_sigma, lockout_ms)
        assert samples.tolist() == loop_detection(x, fs, n_sigma, lockout_ms)
        assert samples.dtype == np.int64
        np.testing.assert_allclose(times_ms, 1000 * samples / fs)


def pulses(n_samples, depths):
    """One channel of noise ±0.6745 (sigma 1), with troughs of these depths at these samples."""
    x = 0.6745 * (-1.0) ** np.arange(n_samples)
    for sample, depth in depths.items():
        x[sample] = -depth
    return x[:, None]


@pytest.mark.parametrize(
    ("depths", "kept"),
    [
        ({100: 8, 130: 7}, [100, 130]),  # exactly 1 ms at 30 kHz: both
        ({100: 8, 128: 7}, [100]),
        ({100: 8, 120: 9, 140: 7}, [120]),
        ({100: 9, 120: 8, 140: 7}, [100, 140]),  # who has gone hides nobody
        ({28: 9, 50: 7, 200: 6}, [200]),  # too early to stay, and deep enough to hide
        ({30: 9, 369: 7}, [30, 369]),  # exactly 1 ms from the ends
        ({28: 9, 370: 7}, []),
        ({}, []),
    ],
)
def test_the_lock_out_by_hand(depths, kept):
    """From the deepest on, exactly the lock-out is far enough, and the edges go last."""
    samples, times_ms = lab.detect_spikes(pulses(400, depths), 30_000.0)
    assert samples.tolist() == kept
    assert times_ms.shape == samples.shape


def test_a_lock_out_that_rounds_up_still_lets_both_stay():
    """1.12 ms at 25 kHz is 28 samples, though 1.12 · 25000 / 1000 is a little more in a computer."""
    for lockout_ms, gap in ((1.0, 25), (1.12, 28), (2.2, 55)):
        x = pulses(400, {100: 8, 100 + gap: 7, 300: 8, 300 + gap - 1: 7})
        assert lab.detect_spikes(x, 25_000.0, lockout_ms=lockout_ms)[0].tolist() == [100, 100 + gap, 300]


def test_each_channel_counts_in_its_own_noise():
    """-30 µV are many sigma on a quiet channel and few on a noisy one; positive peaks are none."""
    quiet, noisy = pulses(400, {100: 30}), 10 * pulses(400, {250: 3, 320: -90})
    assert lab.detect_spikes(np.hstack([quiet, noisy]), 30_000.0)[0].tolist() == [100]


@pytest.mark.parametrize("silent", [np.zeros(400), np.where(np.arange(400) == 200, -500.0, 0.0)])
def test_a_silent_channel_is_left_out(silent):
    """Sigma 0 is no yardstick, not even for a channel with one large value."""
    x = np.column_stack([pulses(400, {100: 8}), silent])
    assert lab.detect_spikes(x, 30_000.0)[0].tolist() == [100]
    assert lab.detect_spikes(silent[:, None], 30_000.0)[0].tolist() == []


# ---- what holds for all of them


def calls(x):
    """Every function with its arguments."""
    samples = np.array([20, 35, 60], dtype=np.int64)
    return {
        "filter_signal": (x, 30_000.0),
        "robust_sigma": (x,),
        "detect_spikes": (x, 3_000.0, 2.0),
        "extract_waveforms": (x, samples),
        "extract_features": (x.reshape(-1, 10, 2),),
    }


@pytest.mark.parametrize("name", calls(np.zeros((100, 2))))
@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.int64, np.float32])
def test_the_number_type_does_not_matter(rng, name, dtype):
    """Whole numbers and single precision give what double precision gives, to its digits."""
    x = np.round(1000 * rng.gamma(2.0, size=(100, 2))).astype(dtype)
    given, exact = (np.hstack([np.ravel(part) for part in np.atleast_1d(
        getattr(lab, name)(*calls(kind)[name]))]) for kind in (x, x.astype(float)))  # fmt: skip
    np.testing.assert_allclose(given, exact, rtol=1e-4, atol=1e-2)


@pytest.mark.parametrize("name", calls(np.zeros((100, 2))))
def test_inputs_are_as_they_were_after_the_call(rng, name):
    """No function writes into its arguments: they may be read-only."""
    arguments = calls(rng.normal(size=(100, 2)))[name]
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            argument.flags.writeable = False
    getattr(lab, name)(*arguments)


def test_optional_arguments_are_named_as_the_contract_names_them():
    """Names and values of everything that has a default."""
    optional = {}
    for name in calls(np.zeros((100, 2))):
        parameters = inspect.signature(getattr(lab, name)).parameters.values()
        optional[name] = {p.name: p.default for p in parameters if p.default is not p.empty}
    assert optional == {
        "filter_signal": {"low": 500.0, "high": 4000.0, "order": 3},
        "robust_sigma": {},
        "detect_spikes": {"n_sigma": 5.0, "lockout_ms": 1.0},
        "extract_waveforms": {"n_before": 10, "n_after": 20},
        "extract_features": {"n_components": 3},
    }


def test_the_verdict_has_one_sign_a_panel():
    """Four characters, each of them +, - or 0."""
    assert len(lab.evidence_refractory) == 4
    assert set(lab.evidence_refractory) <= set("+-0")


@pytest.mark.parametrize("detect", [lab.detect_spikes, _spike_detection_fast.detect_spikes])
def test_a_trough_at_the_threshold_is_none(detect):
    """A spike lies below the threshold: a trough of exactly that depth does not count."""
    x = 0.6745 * (-1.0) ** np.arange(600)[:, None]  # noise of exactly 1 standard deviation
    x[300], x[400] = -5.0, -5.0000001
    assert detect(x, 30_000)[0].tolist() == [400]


def test_lengths_may_be_of_any_whole_kind():
    """Unsigned ones, too."""
    waveforms = lab.extract_waveforms(np.zeros((100, 2)), [50], np.uint8(10), np.uint64(20))
    assert waveforms.shape == (1, 30, 2)
