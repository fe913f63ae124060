"""Wrong answers to isi_violations; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np


def _gaps(times):
    return np.diff(np.asarray(times, float))


def counts_all_pairs(times, refractory=2.0, censored=0.0):
    """Not only neighbours. Loses: everything."""
    times = np.asarray(times, float)
    gaps = np.concatenate([np.empty(0), *(times[k:] - times[:-k] for k in range(1, len(times)))])
    gaps = gaps[gaps >= censored]
    return (gaps < refractory).sum() / gaps.size if gaps.size else np.nan


def counts_only(times, refractory=2.0, censored=0.0):
    """How many. Loses: everything."""
    gaps = _gaps(times)
    return np.count_nonzero((gaps < refractory) & (gaps >= censored))


def divides_by_the_spikes(times, refractory=2.0, censored=0.0):
    """N instead of N - 1. Loses: everything."""
    gaps = _gaps(times)
    n = np.count_nonzero((gaps < refractory) & (gaps >= censored))
    return n / len(times) if len(times) else float("nan")


def divides_by_all_intervals(times, refractory=2.0, censored=0.0):
    """Censored ones still count below the line. Loses: censored-intervals, exactly, no-interval."""
    gaps = _gaps(times)
    return np.mean((gaps < refractory) & (gaps >= censored)) if len(gaps) else np.nan


def ignores_the_censored_time(times, refractory=2.0, censored=0.0):
    """All intervals count. Loses: censored-intervals, exactly, no-interval."""
    gaps = _gaps(times)
    return np.mean(gaps < refractory) if len(gaps) else np.nan


def ignores_the_refractory_period(times, refractory=2.0, censored=0.0):
    """A 2 in the body. Loses: another-refractory-period, censored-intervals, any-number-type."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return np.mean(gaps < 2) if len(gaps) else np.nan


def exactly_is_a_violation(times, refractory=2.0, censored=0.0):
    """<= for <. Loses: exactly (perhaps any-number-type)."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return np.mean(gaps <= refractory) if len(gaps) else np.nan


def exactly_is_censored(times, refractory=2.0, censored=0.0):
    """> for >=. Loses: exactly."""
    gaps = _gaps(times)
    gaps = gaps[gaps > censored]
    return np.mean(gaps < refractory) if len(gaps) else np.nan


def in_percent(times, refractory=2.0, censored=0.0):
    """Times 100. Loses: everything."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return 100 * np.mean(gaps < refractory) if len(gaps) else np.nan


def zero_for_nothing(times, refractory=2.0, censored=0.0):
    """Not tested is not clean. Loses: no-interval."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return np.mean(gaps < refractory) if len(gaps) else 0.0


def cannot_do_without_intervals(times, refractory=2.0, censored=0.0):
    """Divides by zero. Loses: no-interval."""
    gaps = [float(gap) for gap in _gaps(times) if gap >= censored]
    return sum(gap < refractory for gap in gaps) / len(gaps)


def share_of_the_good_ones(times, refractory=2.0, censored=0.0):
    """One minus it. Loses: everything."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return np.mean(gaps >= refractory) if len(gaps) else np.nan


def odds(times, refractory=2.0, censored=0.0):
    """Bad ones over good ones. Loses: everything."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    n_bad = np.sum(gaps < refractory)
    return n_bad / max(len(gaps) - n_bad, 1) if len(gaps) else np.nan


def subtracts_the_censored_time(times, refractory=2.0, censored=0.0):
    """Measures from the lock-out on. Loses: censored-intervals, exactly."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return np.mean(gaps < refractory - censored) if len(gaps) else np.nan


def does_not_convert(times, refractory=2.0, censored=0.0):
    """Wraps in eight bits. Loses: any-number-type."""
    times = np.asarray(times)
    gaps = np.diff(times.astype(np.int8).astype(float) * 3 if times.dtype.kind in "iu" else times)
    gaps = gaps[gaps >= censored]
    return np.mean(gaps < refractory) if len(gaps) else np.nan


def one_in_brackets(times, refractory=2.0, censored=0.0):
    """A list of one number. Loses: everything."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    return [np.mean(gaps < refractory) if len(gaps) else np.nan]


def differences_in_place(times, refractory=2.0, censored=0.0):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    gaps = _gaps(times)
    gaps = gaps[gaps >= censored]
    times *= 0
    return np.mean(gaps < refractory) if len(gaps) else np.nan


def always_zero(times, refractory=2.0, censored=0.0):
    """Clean, whatever. Loses: everything."""
    return 0.0


def always_nan(times, refractory=2.0, censored=0.0):
    """No verdict, ever. Loses: everything."""
    return np.nan
