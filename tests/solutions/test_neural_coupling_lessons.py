"""What lab 04 teaches is so: on simulated head-direction cells, whose couplings are known."""

from functools import cache

import numpy as np
import pytest

from course.simulate import head_direction
from solutions import neural_coupling as lab

N, BIN_S = 6, head_direction.BIN_S
FADING = np.exp(-np.arange(20) / head_direction.DECAY)[:, None]
OFF = ~np.eye(N, dtype=bool)


def log_bumps(n_bumps=4, window=20):
    phi = np.log(np.arange(window) + 2.0)
    centres = np.linspace(phi[0], phi[-1], n_bumps)
    return 0.5 * (1 + np.cos(np.clip((phi[:, None] - centres) / (centres[1] - centres[0]) * np.pi / 2, -np.pi, np.pi)))


@cache
def simulate(coupling, seed, duration_s=300.0):
    """Counts, the features of the heading, and the truth of a session."""
    rng = np.random.default_rng([4, seed])
    population = head_direction.Population(N, coupling=coupling)
    session = head_direction.simulate_session(rng, population, duration_s)
    edges = BIN_S * np.arange(len(session["time_s"]) + 1)
    counts = [np.histogram(session["spike_times_s"][session["unit_of_spike"] == cell], edges)[0] for cell in range(N)]
    return np.column_stack(counts), lab.circular_basis(session["heading_rad"], 8)[:, 2:], population.filters()


def z_of_couplings(counts, others):
    X = np.hstack([lab.history_design_matrix(counts, FADING), others])
    b, w = lab.fit_population_glm(X, counts)
    return np.array([lab.wald_z(X, counts[:, r], b[r], w[:, r])[:N] for r in range(N)])


def fit_filters(counts, others, rows, basis):
    history = lab.history_design_matrix(counts, basis)
    b, w = lab.fit_population_glm(np.hstack([history, others])[rows], counts[rows])
    return b, lab.coupling_filters(w[: history.shape[1]], basis), w[history.shape[1]:]


def nothing(counts):
    return np.zeros((len(counts), 0))


def test_without_the_heading_every_pair_seems_coupled():
    """No cell acts on another; nearly all pairs are beyond ±3: neighbours with a plus, opposite cells with a minus."""
    counts, _, _ = simulate(0.0, 1)
    z = z_of_couplings(counts, nothing(counts))
    assert np.mean(np.abs(z[OFF]) > 3) > 0.9
    for cell in range(N):
        assert z[(cell + 1) % N, cell] > 3
        assert z[(cell + 3) % N, cell] < -8


def test_with_the_heading_the_couplings_vanish():
    """Over sessions the z of what does not exist is a standard normal number."""
    z = np.concatenate([z_of_couplings(*simulate(0.0, seed)[:2])[OFF] for seed in range(1, 5)])
    assert abs(z.mean()) < 0.25
    assert 0.85 < z.std() < 1.15
    assert np.mean(np.abs(z) < 1.96) > 0.91


@pytest.mark.slow
def test_more_data_make_the_spurious_couplings_surer():
    """z grows with the root of the duration: it is bias, not noise."""
    counts, _, _ = simulate(0.0, 1)
    whole, quarter = (np.abs(z_of_couplings(y, nothing(y))[OFF]).mean() for y in (counts, counts[: len(counts) // 4]))
    assert 1.6 < whole / quarter < 2.6


def test_a_true_coupling_is_recovered_when_it_is_switched_on():
    """Sign and place of all twelve couplings, no other; the filters are near the truth."""
    counts, compass, truth = simulate(0.5, 2, 500.0)
    z = z_of_couplings(counts, compass)
    found = np.where(np.abs(z) > 3.3, np.sign(z), 0)
    np.testing.assert_array_equal(found[OFF], np.sign(truth[:, :, 0])[OFF])
    _, filters, _ = fit_filters(counts, compass, slice(None), log_bumps())
    assert np.sqrt(np.mean((filters - truth) ** 2)) < 0.08


@pytest.mark.slow
def test_a_heading_with_errors_lets_couplings_come_back():
    """Late by 300 ms: more pairs are beyond 3 than with the heading itself."""
    counts, compass, _ = simulate(0.0, 1)
    z_late = z_of_couplings(counts, np.roll(compass, 30, axis=0))
    assert np.sum(np.abs(z_late[OFF]) > 3) > 5 + np.sum(np.abs(z_of_couplings(counts, compass)[OFF]) > 3)


@pytest.mark.slow
@pytest.mark.sample
def test_spurious_filters_are_as_stable_between_halves_as_true_ones():
    """Without the heading they come back, though there is nothing; with it, they only do where cells are coupled."""
    def stability(coupling, with_heading):
        counts, compass, _ = simulate(coupling, 3, 600.0)
        others, middle = compass if with_heading else nothing(counts), len(counts) // 2
        halves = [fit_filters(counts, others, rows, log_bumps())[1] for rows in (slice(0, middle), slice(middle, None))]
        return np.corrcoef(*(filters[OFF].ravel() for filters in halves))[0, 1]

    assert stability(0.0, False) > 0.8
    assert abs(stability(0.0, True)) < 0.35
    assert stability(0.5, True) > 0.6


@pytest.mark.slow
def test_a_basis_beats_raw_history():
    """Nearer to the truth and better held out, worse on the training data."""
    counts, compass, truth = simulate(0.5, 2, 500.0)
    train, rest, scores = slice(0, 20_000), slice(20_020, None), {}
    for name, basis in {"raw": np.eye(20), "bumps": log_bumps()}.items():
        X = np.hstack([lab.history_design_matrix(counts, basis), compass])
        b, w = lab.fit_population_glm(X[train], counts[train, :2])
        eta = b + X @ w
        nats = counts[:, :2] * eta - np.exp(eta)
        error = np.sqrt(np.mean((lab.coupling_filters(w[: N * basis.shape[1]], basis) - truth[:2]) ** 2))
        scores[name] = nats[train].sum(), nats[rest].sum(), error
    assert scores["raw"][0] > scores["bumps"][0]
    assert scores["raw"][1] < scores["bumps"][1]
    assert scores["raw"][2] > 1.3 * scores["bumps"][2]


def correlations(counts):
    wide = counts[: len(counts) // 10 * 10].reshape(-1, 10, N).sum(axis=1)
    return np.corrcoef(wide.T)[np.triu_indices(N, 1)]


def short_intervals(counts):
    """Share of a cell's intervals of at most 40 ms."""
    return np.mean(np.concatenate([np.diff(np.repeat(np.arange(len(counts)), y)) for y in counts.T]) <= 4)


@cache
def make_surrogate(name):
    counts, compass, _ = simulate(0.5, 2, 500.0)
    basis, others = log_bumps() if name != "heading" else np.zeros((1, 1)), nothing(counts) if name == "history" else compass
    b, filters, w = fit_filters(counts, others, slice(None), basis)
    return counts, lab.simulate_population(b, filters, len(counts), np.random.default_rng(1), others @ w)


def test_surrogates_of_the_full_model_match_the_data():
    """Rates within 6 %, correlations within 0.03, share of short intervals within 0.02."""
    counts, surrogate = make_surrogate("both")
    np.testing.assert_allclose(surrogate.mean(axis=0), counts.mean(axis=0), rtol=0.06)
    assert np.sqrt(np.mean((correlations(surrogate) - correlations(counts)) ** 2)) < 0.03
    assert abs(short_intervals(surrogate) - short_intervals(counts)) < 0.02


@pytest.mark.slow
def test_surrogates_without_history_have_the_wrong_intervals_and_correlations():
    """No refractoriness and no coupling: both are off by several times as much."""
    counts, surrogate = make_surrogate("heading")
    assert np.sqrt(np.mean((correlations(surrogate) - correlations(counts)) ** 2)) > 0.05
    assert short_intervals(surrogate) > short_intervals(counts) + 0.08


@pytest.mark.slow
def test_surrogates_without_heading_match_and_follow_nobody():
    """The statistics nearly fit, and the activity has nothing to do with the animal's heading."""
    counts, surrogate = make_surrogate("history")
    assert np.sqrt(np.mean((correlations(surrogate) - correlations(counts)) ** 2)) < 0.05
    wide = [y.reshape(-1, 10, N).sum(axis=1).T for y in (surrogate, counts)]
    assert abs(np.mean([np.corrcoef(*pair)[0, 1] for pair in zip(*wide, strict=True)])) < 0.05


def gain(rates, filters):
    return np.linalg.eigvals(rates[:, None] * filters.sum(axis=2)).real.max()


@pytest.mark.slow
@pytest.mark.sample
def test_the_gain_tells_the_hasty_model_from_the_sound_ones():
    """Least with the heading, larger without, largest from 40 s of raw history, which runs away."""
    counts, compass, _ = simulate(0.5, 2, 500.0)
    sound, without = (fit_filters(counts, others, slice(None), log_bumps())[1] for others in (compass, nothing(counts)))
    X = lab.history_design_matrix(counts, np.eye(20))[:4000]
    b, w = lab.fit_population_glm(X, counts[:4000], ridge=1e-3)
    hasty = lab.coupling_filters(w, np.eye(20))
    rates = counts.mean(axis=0)
    assert gain(rates, sound) < 0 < 0.5 < gain(rates, without) < gain(rates, hasty)
    with np.errstate(over="ignore"), pytest.raises(ValueError, match="lam value too large"):
        lab.simulate_population(b, hasty, 24_000, np.random.default_rng(0))
