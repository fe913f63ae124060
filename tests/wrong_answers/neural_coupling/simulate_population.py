"""Wrong answers to simulate_population."""

import numpy as np


def _simulate(intercepts, filters, n_bins, rng, drive=None, draw=None, first_lag=1, past=lambda counts: counts):
    """Bin by bin, with other ways to draw, to see the past, and to begin."""
    filters = np.asarray(filters, float)
    n, _, window = filters.shape
    before = np.zeros((window + first_lag, n))
    counts = np.zeros((n_bins, n))
    for t in range(n_bins):
        seen = past(np.vstack([before, counts[:t]])[::-1][first_lag - 1:first_lag - 1 + window])
        log_rate = intercepts + np.einsum("rsl,ls->r", filters, seen) + (0 if drive is None else np.asarray(drive)[t])
        counts[t] = (draw or rng.poisson)(np.exp(np.minimum(log_rate, 40)))
    return counts


def sender_first(intercepts, filters, n_bins, rng, drive=None):
    """filters[s, r]. Loses: everything."""
    return _simulate(intercepts, np.swapaxes(filters, 0, 1), n_bins, rng, drive)


def reverses_time(intercepts, filters, n_bins, rng, drive=None):
    """The slice of the past is not turned. Loses: everything."""
    return _simulate(intercepts, np.flip(filters, axis=2), n_bins, rng, drive)


def ignores_the_drive(intercepts, filters, n_bins, rng, drive=None):
    """It is optional, after all. Loses: with-a-drive, short-recordings, leaves-inputs-alone."""
    return _simulate(intercepts, filters, n_bins, rng)


def ignores_the_past(intercepts, filters, n_bins, rng, drive=None):
    """All bins at once. Loses: everything."""
    log_rates = np.zeros((n_bins, len(intercepts))) + intercepts + (0 if drive is None else drive)
    return np.array([rng.poisson(np.exp(row)) for row in log_rates])


def one_bin_late(intercepts, filters, n_bins, rng, drive=None):
    """Starts with counts[t - 2]. Loses: everything."""
    return _simulate(intercepts, filters, n_bins, rng, drive, first_lag=2)


def brings_its_own_generator(intercepts, filters, n_bins, rng, drive=None):
    """default_rng(0), whatever is passed in. Loses: everything."""
    return _simulate(intercepts, filters, n_bins, np.random.default_rng(0), drive)


def spikes_act_once(intercepts, filters, n_bins, rng, drive=None):
    """Whether a cell fired, not how often. Loses: everything."""
    return _simulate(intercepts, filters, n_bins, rng, drive, past=lambda counts: counts > 0)


def returns_the_rates(intercepts, filters, n_bins, rng, drive=None):
    """Expected counts feed on expected counts. Loses: everything."""
    return _simulate(intercepts, filters, n_bins, rng, drive, draw=lambda rates: rates)


def draws_zeros_and_ones(intercepts, filters, n_bins, rng, drive=None):
    """Bernoulli. Loses: everything."""
    return _simulate(intercepts, filters, n_bins, rng, drive, draw=lambda rates: (rng.random(len(rates)) < rates).astype(int))


def transposed(intercepts, filters, n_bins, rng, drive=None):
    """A row for each cell. Loses: everything."""
    return np.transpose(_simulate(intercepts, filters, n_bins, rng, drive))


def forgets_the_intercepts(intercepts, filters, n_bins, rng, drive=None):
    """The drive alone. Loses: everything."""
    return _simulate(np.zeros(len(intercepts)), filters, n_bins, rng, drive)


def the_drive_in_place_of_the_intercepts(intercepts, filters, n_bins, rng, drive=None):
    """Either the one or the other. Loses: with-a-drive, short-recordings, leaves-inputs-alone."""
    return _simulate(intercepts if drive is None else np.zeros(len(intercepts)), filters, n_bins, rng, drive)


def clips_the_rates(intercepts, filters, n_bins, rng, drive=None):
    """At most 50 spikes in a bin. Loses: high-rates."""
    return _simulate(intercepts, filters, n_bins, rng, drive, draw=lambda rates: rng.poisson(np.minimum(rates, 50)))


def a_linear_rate(intercepts, filters, n_bins, rng, drive=None):
    """The log rate, cut off at zero, in the place of the rate. Loses: everything."""
    return _simulate(intercepts, filters, n_bins, rng, drive, draw=lambda rates: rng.poisson(np.maximum(np.log(rates), 0)))


def no_cell_acts_on_itself(intercepts, filters, n_bins, rng, drive=None):
    """The diagonal is left out. Loses: everything."""
    filters = np.array(filters, float)
    for cell in range(len(filters)):
        filters[cell, cell] = 0
    return _simulate(intercepts, filters, n_bins, rng, drive)


def wraps_around(intercepts, filters, n_bins, rng, drive=None):
    """Before the onset everybody fired once. Loses: everything."""
    filters = np.asarray(filters, float)
    window = filters.shape[2]
    counts = np.ones((window + n_bins, len(intercepts)))
    for t in range(window, window + n_bins):
        log_rate = intercepts + np.einsum("rsl,ls->r", filters, counts[t - window:t][::-1]) + (0 if drive is None else drive[t - window])
        counts[t] = rng.poisson(np.exp(log_rate))
    return counts[window:]


def adds_to_the_intercepts(intercepts, filters, n_bins, rng, drive=None):
    """`log_rate = intercepts` is no copy: what is added to it stays. Loses: everything."""
    filters, counts = np.asarray(filters, float), []
    for t in range(n_bins):
        log_rate = intercepts
        log_rate += 0 if drive is None else drive[t]
        for tau in range(min(t, filters.shape[2])):
            log_rate += filters[:, :, tau] @ counts[t - 1 - tau]
        counts.append(rng.poisson(np.exp(np.minimum(log_rate, 40))))
    return counts


def spoils_its_input(intercepts, filters, n_bins, rng, drive=None):
    """Centres the intercepts in place when all is done. Loses: leaves-inputs-alone."""
    counts = _simulate(intercepts, filters, n_bins, rng, drive)
    intercepts -= np.mean(intercepts)
    return counts


def zeros(intercepts, filters, n_bins, rng, drive=None):
    """Silence. Loses: everything."""
    return np.zeros((n_bins, len(intercepts)), int)
