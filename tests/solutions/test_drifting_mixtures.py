"""Lab 09: the density is one, and is the right one; the mixture that stays climbs, and keeps its head."""

import warnings

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import gamma
from scipy.stats import multivariate_normal, multivariate_t
from sklearn.exceptions import ConvergenceWarning

from solutions.drifting_mixtures import fit_drifting_t_mixture, fit_t_mixture, t_logpdf


def draw_scale(rng, n_dims):
    """A scale matrix with correlations."""
    root = rng.normal(size=(n_dims, n_dims))
    return root @ root.T + 0.3 * np.eye(n_dims)


@pytest.mark.parametrize(("S", "nu"), [(1.0, 1.0), (4.0, 4.0), (0.01, 2.5), (2500.0, 30.0)])
def test_density_integrates_to_one_in_one_dimension(S, nu):
    """Over the whole line, for narrow and wide scales, Cauchy's distribution included."""
    width = np.sqrt(S)
    total, _ = quad(lambda z: width * np.exp(t_logpdf([[3.0 + width * z]], [3.0], [[S]], nu)[0]), -np.inf, np.inf)
    assert total == pytest.approx(1.0, abs=1e-7)


def test_density_integrates_to_one_in_two_dimensions():
    """Over the plane, in rings around the centre, with a correlated scale matrix."""
    S, m, nu = np.array([[2.0, 1.2], [1.2, 1.5]]), np.array([1.0, -2.0]), 3.0
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    circle = np.column_stack([np.cos(angle), np.sin(angle)])

    def ring(radius):
        return 2 * np.pi * radius * np.exp(t_logpdf(m + radius * circle, m, S, nu)).mean()

    assert quad(ring, 0, np.inf)[0] == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("n_dims", [1, 2, 5, 12])
@pytest.mark.parametrize("nu", [0.7, 3.0, 7.0, 200.0])
def test_density_agrees_with_scipy(n_dims, nu):
    """`scipy.stats.multivariate_t` gives the same numbers, near the centre and far out."""
    rng = np.random.default_rng([n_dims, int(nu)])
    S, m = draw_scale(rng, n_dims), rng.normal(size=n_dims)
    x = m + rng.normal(size=(20, n_dims)) * 10.0 ** rng.integers(-2, 5, (20, 1))
    expected = np.atleast_1d(multivariate_t(m, S, nu).logpdf(x))
    np.testing.assert_allclose(t_logpdf(x, m, S, nu), expected.reshape(20), rtol=1e-9)


def test_density_tends_to_a_gaussian():
    """With ten million degrees of freedom nobody sees a difference."""
    rng = np.random.default_rng(0)
    S, x = draw_scale(rng, 3), rng.normal(size=(10, 3))
    np.testing.assert_allclose(t_logpdf(x, np.zeros(3), S, 1e7), multivariate_normal(np.zeros(3), S).logpdf(x), atol=1e-5)


def test_printed_formula_is_no_density():
    """The formula of the note integrates to 0.354 for nu = 4 and S = 4, as the lesson says; ours to 1."""
    norm = gamma(2.5) / (gamma(2.0) * np.sqrt(4 * np.pi) * 2.0)
    total, _ = quad(lambda x: norm * (1 + x**2 / 2.0) ** -2.5, -np.inf, np.inf)
    assert total == pytest.approx(0.354, abs=5e-4)


def static_spikes(seed=0, n=400):
    """Two clusters with heavy tails, and a few artefacts."""
    rng = np.random.default_rng(seed)
    label = rng.random(n) < 0.4
    x = rng.normal(size=(n, 2)) / np.sqrt(rng.chisquare(4.0, (n, 1)) / 4.0)
    x[label] += [7.0, 2.0]
    x[:6] = rng.uniform(-300, 300, (6, 2))
    return x, label.astype(int)


def log_likelihood(x, m, S, p, nu):
    """Nats, the plain way."""
    return np.log(sum(w * multivariate_t(c, cov, nu).pdf(x) for c, cov, w in zip(m, S, p, strict=True))).sum()


def test_static_likelihood_never_falls():
    """From step to step it rises, or stays."""
    x, _ = static_spikes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        path = [log_likelihood(x, *fit_t_mixture(x, 2, 4.0, n_iters)[1:], 4.0) for n_iters in range(12)]
    assert (np.diff(path) > -1e-6).all()
    assert path[-1] - path[0] > 10


def test_static_mixture_is_the_maximum():
    """Moving any parameter a little makes it worse."""
    x, _ = static_spikes()
    _, m, S, p = fit_t_mixture(x, 2, 4.0, 1000)
    best = log_likelihood(x, m, S, p, 4.0)
    for sign in (-1, 1):
        assert log_likelihood(x, m + sign * 0.1, S, p, 4.0) < best
        assert log_likelihood(x, m, S * (1 + sign * 0.1), p, 4.0) < best
        assert log_likelihood(x, m, S, p + sign * np.array([0.04, -0.04]), 4.0) < best


def test_artefacts_do_not_move_the_clusters():
    """Six spikes 300 widths away shift the centres by less than two standard errors."""
    x, label = static_spikes()
    _, m, _, _ = fit_t_mixture(x, 2, 4.0, 500)
    clean = np.array([np.median(x[6:][label[6:] == k], axis=0) for k in (0, 1)])
    order = np.argsort(m[:, 0])
    assert np.abs(m[order] - clean).max() < 0.35


def test_mean_weight_is_one_at_the_maximum():
    """Sum of shares times u and sum of shares agree in each cluster (Kent, Tyler & Vardi, 1994), as the lesson says."""
    x, _ = static_spikes()
    _, m, S, p = fit_t_mixture(x, 2, 4.0, 1000)
    joint = np.array([np.log(p[k]) + t_logpdf(x, m[k], S[k], 4.0) for k in range(2)])
    share = np.exp(joint - np.logaddexp(*joint))
    u = np.array([6 / (4 + np.einsum("nd,nd->n", (x - m[k]) @ np.linalg.inv(S[k]), x - m[k])) for k in range(2)])
    np.testing.assert_allclose((share * u).sum(axis=1), share.sum(axis=1), rtol=1e-3)


def test_more_clusters_than_groups_do_no_harm():
    """Twelve clusters in forty samples: some collapse, all numbers stay finite, the weights sum to 1."""
    x, _ = static_spikes(n=40)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        labels, m, S, p = fit_t_mixture(x, 12, random_seed=1)
    assert all(np.isfinite(part).all() for part in (labels, m, S, p))
    assert np.linalg.eigvalsh(S).min() > 0
    assert p.sum() == pytest.approx(1.0)


def test_stopping_early_is_said():
    """A fit that has not converged warns."""
    with pytest.warns(ConvergenceWarning, match="3 steps"):
        fit_t_mixture(static_spikes()[0], 2, n_iters=3)


def test_degrees_of_freedom_of_eight_bits():
    """They are a number like any other."""
    at = [[1.0, 2.0]], [0, 0], np.eye(2)
    assert t_logpdf(*at, np.uint8(255)) == t_logpdf(*at, 255.0)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("seed", [10**9, 2**32 - 1, np.int32(500_000_000)])
def test_any_seed_of_numpy_is_a_seed(seed):
    """Large ones too, and those with a type of their own."""
    x = np.random.default_rng(0).normal(size=(100, 2))
    labels, *_ = fit_drifting_t_mixture(x, np.arange(100.0), 2, n_iters=2, random_seed=seed)
    assert len(labels) == 100
