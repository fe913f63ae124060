"""Wrong answers to contamination; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np


def _count(times, low, high):
    """Pairs with low <= gap < high."""
    times = np.asarray(times, float)
    gaps = np.concatenate([np.empty(0), *(times[k:] - times[:-k] for k in range(1, len(times)))])
    return int(np.sum((gaps >= low) & (gaps < high)))


def _root(q, none=0.5):
    return 0.5 - np.sqrt(0.25 - q) if q <= 0.25 else none


def _q(v, times, duration, seen):
    return v * duration / (2 * seen * max(len(times), 1) ** 2)


def neighbours_only(times, duration, refractory=2.0, censored=0.0):
    """Intervals, not pairs. Loses: everything but exactly, any-number-type."""
    gaps = np.diff(np.asarray(times, float))
    v = np.sum((gaps < refractory) & (gaps >= censored))
    return _root(_q(v, times, duration, refractory - censored))


def twice_too_many(times, duration, refractory=2.0, censored=0.0):
    """Each pair in both orders. Loses: everything (perhaps exactly)."""
    return _root(_q(2 * _count(times, censored, refractory), times, duration, refractory - censored))


def twice_too_many__one_sided(times, duration, refractory=2.0, censored=0.0):
    """No 2 in the equation. Loses: everything (perhaps exactly)."""
    v = _count(times, censored, refractory)
    return _root(v * duration / ((refractory - censored) * max(len(times), 1) ** 2))


def larger_root(times, duration, refractory=2.0, censored=0.0):
    """The other one. Loses: everything."""
    q = _q(_count(times, censored, refractory), times, duration, refractory - censored)
    return 0.5 + np.sqrt(max(0.25 - q, 0))


def forgets_the_square(times, duration, refractory=2.0, censored=0.0):
    """Linear in c. Loses: everything."""
    return min(_q(_count(times, censored, refractory), times, duration, refractory - censored), 0.5)


def forgets_to_shorten_the_window(times, duration, refractory=2.0, censored=0.0):
    """Divides by the whole refractory period. Loses: censored-time, exactly."""
    return _root(_q(_count(times, censored, refractory), times, duration, refractory))


def ignores_the_censored_time(times, duration, refractory=2.0, censored=0.0):
    """Never uses it. Loses: censored-time, exactly."""
    return _root(_q(_count(times, 0.0, refractory), times, duration, refractory))


def ignores_the_refractory_period(times, duration, refractory=2.0, censored=0.0):
    """A 2 in the body. Loses: another-refractory-period, censored-time, any-number-type."""
    return _root(_q(_count(times, censored, 2.0), times, duration, 2.0 - censored))


def nan_without_a_root(times, duration, refractory=2.0, censored=0.0):
    """The root of a negative number. Loses: no-real-root."""
    return _root(_q(_count(times, censored, refractory), times, duration, refractory - censored), np.nan)


def one_without_a_root(times, duration, refractory=2.0, censored=0.0):
    """All of it. Loses: no-real-root."""
    return _root(_q(_count(times, censored, refractory), times, duration, refractory - censored), 1.0)


def zero_without_a_root(times, duration, refractory=2.0, censored=0.0):
    """Nothing of it. Loses: no-real-root."""
    return _root(_q(_count(times, censored, refractory), times, duration, refractory - censored), 0.0)


def duration_in_seconds(times, duration, refractory=2.0, censored=0.0):
    """A factor of 1000. Loses: everything (perhaps exactly)."""
    return _root(_q(_count(times, censored, refractory), times, 1e3 * duration, refractory - censored))


def exactly_is_too_close(times, duration, refractory=2.0, censored=0.0):
    """<= for <. Loses: exactly."""
    v = _count(times, censored, np.nextafter(refractory, 9e9))
    return _root(_q(v, times, duration, refractory - censored))


def exactly_is_censored(times, duration, refractory=2.0, censored=0.0):
    """> for >=. Loses: exactly."""
    v = _count(times, np.nextafter(censored, 9e9) if censored else 0.0, refractory)
    return _root(_q(v, times, duration, refractory - censored))


def counts_each_spike_with_itself(times, duration, refractory=2.0, censored=0.0):
    """Zeros and all. Loses: everything but censored-time."""
    v = _count(times, censored, refractory) + (len(times) / 2 if censored <= 0 else 0)
    return _root(_q(v, times, duration, refractory - censored))


def time_of_the_spikes(times, duration, refractory=2.0, censored=0.0):
    """From first to last spike, not the recording. Loses: everything."""
    length = float(times[-1]) - float(times[0]) if len(times) else 0.0
    return _root(_q(_count(times, censored, refractory), times, length, refractory - censored))


def share_of_intervals(times, duration, refractory=2.0, censored=0.0):
    """The other measure. Loses: everything."""
    gaps = np.diff(np.asarray(times, float))
    gaps = gaps[gaps >= censored]
    return np.mean(gaps < refractory) if gaps.size else 0.0


def does_not_convert(times, duration, refractory=2.0, censored=0.0):
    """Wraps in eight bits. Loses: any-number-type."""
    times = np.asarray(times)
    times = times.astype(np.int8) * 0.5 if times.dtype.kind in "iu" else times
    return _root(_q(_count(times, censored, refractory), times, duration, refractory - censored))


def cannot_do_without_spikes(times, duration, refractory=2.0, censored=0.0):
    """Divides by zero. Loses: no-close-pair."""
    v = _count(times, censored, refractory)
    return float(_root(v * duration / (2 * (refractory - censored) * float(len(times)) ** 2)))


def in_percent(times, duration, refractory=2.0, censored=0.0):
    """Times 100. Loses: everything."""
    return 100 * _root(_q(_count(times, censored, refractory), times, duration, refractory - censored))


def shifts_the_argument(times, duration, refractory=2.0, censored=0.0):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    share = _root(_q(_count(times, censored, refractory), times, duration, refractory - censored))
    times *= 2
    return share


def always_zero(times, duration, refractory=2.0, censored=0.0):
    """Pure, whatever. Loses: everything."""
    return 0.0


def always_half(times, duration, refractory=2.0, censored=0.0):
    """Half of it, whatever. Loses: everything."""
    return 0.5
