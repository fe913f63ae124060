"""The density of the multivariate t distribution."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln
from scipy.stats import multivariate_normal, multivariate_t

from autograder.declare import Exercise, case
from autograder.exercises.drifting_mixtures.inputs import LAB, draw_scales
from autograder.visible.drifts import LogDensityOnGrid
from autograder.visible.judges import Agrees

t_logpdf = Exercise(f"{LAB}.t_logpdf", read="Section 2, 'The density'")


def _draw(rng, n_samples, n_dims, nu, size=3.0, dtype=float, judge=None):
    m, S = np.round(rng.uniform(-2, 2, n_dims), 2), np.round(draw_scales(rng, 1, n_dims)[0] * rng.uniform(1.5, 3), 2)
    x = np.round(m + size * rng.standard_normal((n_samples, n_dims)), 2).astype(dtype)
    return case(x, m, S, nu, judge=judge)


@t_logpdf.check(2, "It is the t density, with correlations, in two and more dimensions.")
def values(rng):
    yield _draw(rng, 6, 2, round(rng.uniform(2.5, 9), 1))
    yield _draw(rng, 5, 4, round(rng.uniform(2.5, 9), 1))


@t_logpdf.check(1, "In one dimension it is Student's t, moved and stretched.")
def one_dimension(rng):
    yield _draw(rng, 6, 1, round(rng.uniform(2.5, 6), 1))


@t_logpdf.check(2, "It integrates to 1, in one and in two dimensions.")
def integrates_to_one(rng):
    m, S = np.round(rng.uniform(-1, 1, 1), 2), np.array([[round(rng.uniform(3.0, 6.0), 2)]])
    yield case(np.linspace(-60, 60, 81)[:, None], m, S, 4.0, judge=LogDensityOnGrid(cell=1.5))
    axis = np.linspace(-15.2, 15.2, 17)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    S = draw_scales(rng, 1, 2)[0]
    S = np.round(5.0 * S / np.sqrt(np.linalg.det(S)), 2)
    yield case(grid, np.zeros(2), S, 12.0, judge=LogDensityOnGrid(cell=1.9**2))


@t_logpdf.check(1, "For few and for many degrees of freedom: from Cauchy's distribution to a Gaussian.")
def few_and_many(rng):
    yield _draw(rng, 4, 2, 1.0)
    yield _draw(rng, 4, 3, 0.5)
    yield _draw(rng, 4, 2, 1e6, judge=Agrees(rtol=1e-4, atol=1e-4))


@t_logpdf.check(1, "It stays finite where the density is too small for a computer.")
def far_out(rng):
    yield _draw(rng, 4, 8, 100.0, size=3e5)


@t_logpdf.check(0.5, "Whole numbers in 8 bits and single precision give the same; one sample is enough.")
def any_number_type(rng):
    x = rng.integers(0, 200, (5, 2)).astype(np.uint8)
    yield case(x, np.array([90.0, 120.0]), np.round(900 * draw_scales(rng, 1, 2)[0], 1), 5.0)
    yield _draw(rng, 5, 2, 7.0, dtype=np.float32, judge=Agrees(rtol=1e-4, atol=1e-4))
    yield _draw(rng, 1, 3, 7.0)


t_logpdf.leaves_inputs_alone(0.5, lambda rng: _draw(rng, 5, 2, 7.0, judge=Agrees()))


def _distance(x, m, S):
    """Squared distance in units of the scale matrix, and its dimension."""
    away = np.asarray(x, float) - np.asarray(m, float)
    return np.einsum("nd,nd->n", away, np.linalg.solve(S, away.T).T), away.shape[1]


def _assemble(d2, D, S, nu, exponent=None, norm=None, log_det=0.5):
    """The formula with one part of it changed."""
    norm = D / 2 * np.log(nu * np.pi) if norm is None else norm
    exponent = (nu + D) / 2 if exponent is None else exponent
    return gammaln((nu + D) / 2) - gammaln(nu / 2) - norm - log_det * np.linalg.slogdet(S)[1] - exponent * np.log1p(d2)


def _root_distance(x, m, S):
    values, vectors = np.linalg.eigh(S)
    away = (np.asarray(x, float) - m) @ vectors
    return (away**2 / np.sqrt(values)).sum(axis=1)


@t_logpdf.misconception(
    "In the bracket the squared distance is not divided by nu.",
    "It is 1 + d2/nu: with many degrees of freedom the bracket tends to 1.")
def forgets_nu_in_the_bracket(x, m, S, nu):
    d2, D = _distance(x, m, S)
    return _assemble(d2, D, S, nu)


@t_logpdf.misconception(
    "The distance is measured with the root of the scale matrix's inverse.",
    "In one dimension S is a square (a variance, but for the tails): (x - m)²/S has no unit, (x - m)²/√S has one.")
def root_of_the_scale_matrix(x, m, S, nu):
    return _assemble(_root_distance(x, m, S) / nu, len(m), S, nu)


@t_logpdf.misconception(
    "This is the formula as it is printed in a widely used note: two things are missing in its bracket.",
    "Integrate it in one dimension; then look at the units of the distance, and at what becomes of it for large nu.",
    read="Section 2, 'A formula that is printed wrong'")
def as_printed(x, m, S, nu):
    return _assemble(_root_distance(x, m, S), len(m), S, nu)


@t_logpdf.misconception(
    "This is a Gaussian.", "The t density falls like a power of the distance, not like an exponential of its square.")
def gaussian(x, m, S, nu):
    return multivariate_normal(m, S).logpdf(np.asarray(x, float).reshape(len(x), -1)).reshape(len(x))


@t_logpdf.misconception(
    "S was taken for the covariance: the density is too narrow.",
    "S is the scale matrix; the covariance is nu/(nu - 2) times as large, and does not appear in the formula.")
def covariance_for_scale(x, m, S, nu):
    shape = np.asarray(S) * ((nu - 2) / nu if nu > 2 else 1.0)
    return multivariate_t(m, shape, nu).logpdf(np.asarray(x, float).reshape(len(x), -1)).reshape(len(x))


@t_logpdf.misconception(
    "The exponent of the bracket is that of one dimension.", "It grows with the dimension: (nu + D)/2.")
def exponent_of_one_dimension(x, m, S, nu):
    d2, D = _distance(x, m, S)
    return _assemble(d2 / nu, D, S, nu, exponent=(nu + 1) / 2)


@t_logpdf.misconception(
    "The root of nu times pi stands there once, whatever the dimension.", "It is there for every dimension: (nu·π)^(D/2).")
def norm_of_one_dimension(x, m, S, nu):
    d2, D = _distance(x, m, S)
    return _assemble(d2 / nu, D, S, nu, norm=np.log(nu * np.pi) / 2)


@t_logpdf.misconception(
    "The determinant of S is missing: a wide cluster is as high as a narrow one.",
    "If S is four times as large, the density is wider, and has to be lower.")
def forgets_the_determinant(x, m, S, nu):
    d2, D = _distance(x, m, S)
    return _assemble(d2 / nu, D, S, nu, log_det=0.0)


@t_logpdf.misconception(
    "The determinant of S is not under a root.", "The root of the determinant is the volume of the cluster: -½·log|S|.")
def whole_determinant(x, m, S, nu):
    d2, D = _distance(x, m, S)
    return _assemble(d2 / nu, D, S, nu, log_det=1.0)


@t_logpdf.misconception("This is the density, not its logarithm.", "Mixtures are computed with logarithms throughout.")
def density_itself(x, m, S, nu):
    d2, D = _distance(x, m, S)
    return np.exp(_assemble(d2 / nu, D, S, nu))


@t_logpdf.misconception(
    "Far out the density is 0 for the computer, and its logarithm -inf.",
    "Never compute the density: add the logarithms of its factors.")
def through_the_density(x, m, S, nu):
    with np.errstate(divide="ignore", under="ignore"):
        return np.log(density_itself(x, m, S, nu))
