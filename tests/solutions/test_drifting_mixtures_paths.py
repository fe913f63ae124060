"""Lab 09: the smoother against one system of equations, and the drifting mixture against what it should maximise."""

import numpy as np
import pytest
from scipy.linalg import solveh_banded
from scipy.special import logsumexp
from scipy.stats import multivariate_t

from autograder.exercises.drifting_mixtures.inputs import climb, drifting_spikes
from course.clusters import misclassified
from course.simulate.drifting_clusters import simulate_drifting_clusters
from solutions.drifting_mixtures import fit_drifting_t_mixture, fit_t_mixture, kalman_smoother, t_logpdf

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def draw_cov(rng, D, size=1.0):
    """A covariance matrix."""
    root = rng.normal(size=(D, D))
    return size * (root @ root.T + 0.2 * np.eye(D))


def solve_directly(frame_of, y, R, Q, m0, P0, n_frames):
    """Posterior means of a walk from spikes, each with its own noise: one block-tridiagonal system, in bands."""
    D = y.shape[1]
    main, side = np.zeros((n_frames, D, D)), -np.linalg.inv(Q)
    pull = np.zeros((n_frames, D))
    for f, spike, noise in zip(frame_of, y, R, strict=True):
        main[f] += np.linalg.inv(noise)
        pull[f] += np.linalg.solve(noise, spike)
    main[0] += np.linalg.inv(P0)
    pull[0] += np.linalg.solve(P0, m0)
    main[:-1] -= side
    main[1:] -= side
    bands = np.zeros((2 * D, n_frames * D))
    for f in range(n_frames):
        for i in range(D):
            for j in range(D):
                if j >= i:
                    bands[j - i, f * D + i] = main[f, j, i]
                if f + 1 < n_frames:
                    bands[D + j - i, f * D + i] = side[j, i]
    return solveh_banded(bands, pull.ravel(), lower=True).reshape(n_frames, D)


@pytest.mark.parametrize("seed", range(12))
def test_smoother_agrees_with_a_block_tridiagonal_solve(seed):
    """To 1e-8, with missing rows (first, last and between) and several spikes a frame, combined as the lesson does."""
    rng = np.random.default_rng(seed)
    D, n_frames = int(rng.integers(1, 5)), 25
    Q, m0, P0 = draw_cov(rng, D, 0.3), rng.normal(size=D), draw_cov(rng, D, 10.0 ** rng.integers(-1, 7))
    frame_of = np.sort(rng.choice(np.setdiff1d(np.arange(n_frames), [0, 7, 8, 24][seed % 3:]), 60))
    y, R = 3 * rng.normal(size=(60, D)), np.array([draw_cov(rng, D) for _ in range(60)])
    rows, noise = np.full((n_frames, D), np.nan), np.full((n_frames, D, D), np.nan)
    for f in np.unique(frame_of):
        information = np.linalg.inv(R[frame_of == f])
        noise[f] = np.linalg.inv(information.sum(axis=0))
        rows[f] = noise[f] @ np.einsum("nij,nj->i", information, y[frame_of == f])
    means, covs = kalman_smoother(rows, noise, Q, m0, P0)
    expected = solve_directly(frame_of, y, R, Q, m0, P0, n_frames)
    np.testing.assert_allclose(means, expected, atol=1e-8 * (1 + np.abs(expected).max()))
    assert np.linalg.eigvalsh(covs).min() > 0


def test_covariances_are_those_of_the_joint_gaussian():
    """Blocks on the diagonal of the inverse of the precision matrix."""
    rng = np.random.default_rng(3)
    R, Q, P0 = draw_cov(rng, 2), draw_cov(rng, 2, 0.1), draw_cov(rng, 2)
    walk = np.diff(np.eye(8), axis=0)
    precision = np.kron(np.eye(8), np.linalg.inv(R)) + np.kron(walk.T @ walk, np.linalg.inv(Q))
    precision[:2, :2] += np.linalg.inv(P0)
    joint = np.linalg.inv(precision)
    _, covs = kalman_smoother(rng.normal(size=(8, 2)), R, Q, np.zeros(2), P0)
    np.testing.assert_allclose(covs, [joint[i : i + 2, i : i + 2] for i in range(0, 16, 2)], atol=1e-12)


def test_without_steps_the_state_is_one_mean():
    """With Q = 0 and a flat prior all rows are the mean of the observations."""
    y = np.random.default_rng(1).normal(size=(9, 2))
    means, covs = kalman_smoother(y, np.eye(2), np.zeros((2, 2)), np.zeros(2), 1e8 * np.eye(2))
    np.testing.assert_allclose(means, np.tile(y.mean(axis=0), (9, 1)), atol=1e-7)
    np.testing.assert_allclose(covs, np.tile(np.eye(2) / 9, (9, 1, 1)), atol=1e-7)


def small(drift=8.0, n=500, seed=2):
    """Scaled features, times and the recording."""
    recording = simulate_drifting_clusters(np.random.default_rng(seed), n, 3, 2, drift=drift, apart=8.0)
    return recording.features / recording.features.std(axis=0), recording.times_s, recording


def penalised(x, times, m, S, p, nu, drift, frame, prior):
    """What the fit maximises: likelihood of the samples, of the walk, of the first place, and of imagined samples."""
    frame_of = np.floor(times / frame).astype(int)
    joint = [np.log(p[k]) + multivariate_t(np.zeros(x.shape[1]), S[k], nu).logpdf(x - m[frame_of, k]) for k in range(len(p))]
    walked = (np.diff(m, axis=0) ** 2).sum() / (drift * frame)
    first = sum((c - prior[0]) @ np.linalg.solve(prior[1], c - prior[0]) for c in m[0])
    imagined = sum(np.linalg.slogdet(cov)[1] + np.trace(np.linalg.solve(cov, prior[1] / 1e4)) for cov in S)
    return logsumexp(joint, axis=0).sum() - (walked + first + 1e-6 * imagined) / 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", [pytest.param(0, marks=pytest.mark.sample), 5])
def test_penalised_likelihood_never_falls(seed):
    """Once all samples have been taken in, each step of ECM raises it, or leaves it as it is."""
    x, times, _ = small()
    wide = np.diag(np.ptp(np.percentile(x, [5, 95], axis=0), axis=0) ** 2 / 9 + 1e-12)
    prior = np.median(x, axis=0), 1e4 * wide
    fits = [fit_drifting_t_mixture(x, times, 3, n_iters=n_iters, random_seed=seed)[1:] for n_iters in range(31, 46)]
    path = [penalised(x, times, *fit, 7.0, 1e-4, 60.0, prior) for fit in fits]
    assert (np.diff(path) > -1e-7).all()


def test_paths_are_those_of_an_independent_fit():
    """ECM with dense equations, begun at the truth, ends in the same place: paths, scales, weights."""
    spikes = drifting_spikes(np.random.default_rng(4), 400, 2, 2, 8, 60.0)
    best, sd = climb(spikes.x, spikes.frame_of, spikes.model, 0.06)
    _, m, S, p = fit_drifting_t_mixture(spikes.x, spikes.times, 2, drift=0.001, n_iters=500)
    order = np.argsort(m[0, :, 0])[np.argsort(np.argsort(best.m[0, :, 0]))]
    assert np.abs((m[:, order] - best.m) / sd).max() < 0.05
    np.testing.assert_allclose(S[order], best.S, rtol=0.01, atol=0.005)
    np.testing.assert_allclose(p[order], best.p, atol=1e-3)


def test_without_drift_it_is_the_mixture_that_stays():
    """With drift = 0 all frames agree with the static fit."""
    x, times, _ = small(drift=0.0)
    _, m, S, _ = fit_drifting_t_mixture(x, times, 3, drift=0.0, n_iters=500)
    _, m_static, S_static, _ = max((fit_t_mixture(x, 3, n_iters=500, random_seed=s) for s in range(4)),
                                   key=lambda fit: fit[2].shape and -np.linalg.slogdet(fit[2])[1] @ fit[3])  # fmt: skip
    assert np.abs(m - m[0]).max() < 1e-9
    order = [np.linalg.norm(m[0] - centre, axis=1).argmin() for centre in m_static]
    np.testing.assert_allclose(m[0, order], m_static, atol=0.01)
    np.testing.assert_allclose(S[order], S_static, atol=0.01)


def test_order_of_the_spikes_does_not_matter():
    """The same spikes in another order have the same paths, up to the order of the clusters."""
    x, times, recording = small()
    shuffled = np.random.default_rng(0).permutation(len(x))
    labels = fit_drifting_t_mixture(x[shuffled], times[shuffled], 3, random_seed=3)[0]
    assert misclassified(recording.units[shuffled], labels) < 0.05


def test_a_lone_spike_in_a_late_frame():
    """Fifty empty frames and one spike at the end: a path of the right length, finite throughout."""
    x, times, _ = small(n=200)
    times = np.append(times[:-1] / 4, 3600.0)
    _, m, _, _ = fit_drifting_t_mixture(x, times, 3)
    assert m.shape == (61, 3, 2)
    assert np.isfinite(m).all()


def test_label_and_density_agree():
    """Each label is the most probable cluster under the parameters returned."""
    x, times, _ = small()
    labels, m, S, p = fit_drifting_t_mixture(x, times, 3)
    f = np.floor(times / 60).astype(int)
    joint = [np.log(p[k]) + t_logpdf(x - m[f, k], np.zeros(2), S[k], 7.0) for k in range(3)]
    np.testing.assert_array_equal(labels, np.argmax(joint, axis=0))


@pytest.mark.parametrize("known", [np.zeros((2, 2)), np.diag([1.0, 0.0]), np.ones((2, 2))])
def test_a_start_that_is_known_and_does_not_walk(known):
    """Where neither the start nor a step leaves any doubt, observations change nothing; elsewhere they do as ever."""
    y = np.random.default_rng(2).normal(size=(5, 2))
    means, covs = kalman_smoother(y, np.eye(2), 0 * known, [1.0, 1.0], known)
    nearly, nearly_covs = kalman_smoother(y, np.eye(2), 1e-12 * np.eye(2), [1.0, 1.0], known + 1e-12 * np.eye(2))
    np.testing.assert_allclose(means, nearly, atol=1e-9)
    np.testing.assert_allclose(covs, nearly_covs, atol=1e-9)
