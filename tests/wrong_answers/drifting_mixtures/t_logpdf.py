"""Wrong answers to t_logpdf; tests/autograder/exercises/banks.py tells how they are written."""

# ruff: noqa: F821  (the functions of the lab are right ones, defined before)
import numpy as np
from scipy.special import gammaln
from scipy.stats import multivariate_normal

_right = t_logpdf


def _parts(x, m, S):
    """Deviations whitened, as floats, and half of the log determinant."""
    x, m, S = np.array(x, float), np.array(m, float), np.array(S, float)
    root = np.linalg.cholesky(S)
    return np.linalg.solve(root, (x - m).T), np.log(np.diag(root)).sum()


def _with(x, m, S, nu, d2, exponent=None, dims=None, volumes=1.0):
    D = np.shape(x)[1]
    norm = gammaln((nu + D) / 2) - gammaln(nu / 2) - (dims or D) / 2 * np.log(nu * np.pi)
    return norm - volumes * _parts(x, m, S)[1] - (exponent or (nu + D) / 2) * np.log(1 + d2)


def _d2(x, m, S):
    return np.square(_parts(x, m, S)[0]).sum(axis=0)


def _d2_of_the_root(x, m, S):
    values, vectors = np.linalg.eigh(np.array(S, float))
    away = np.array(x, float) - np.array(m, float)
    return np.einsum("ni,ij,nj->n", away, vectors @ np.diag(values**-0.5) @ vectors.T, away)


def forgets_nu_in_the_bracket(x, m, S, nu):
    """1 + d2. Loses: everything."""
    return _with(x, m, S, nu, _d2(x, m, S))


def root_of_the_scale_matrix(x, m, S, nu):
    """S to the power of -1/2. Loses: everything."""
    return _with(x, m, S, nu, _d2_of_the_root(x, m, S) / nu)


def as_printed(x, m, S, nu):
    """The note's formula, both errors in it. Loses: everything."""
    return _with(x, m, S, nu, _d2_of_the_root(x, m, S))


def gaussian(x, m, S, nu):
    """A Gaussian. Loses: everything."""
    return np.array([multivariate_normal.logpdf(np.array(row, float), m, S) for row in x])


def covariance_for_scale(x, m, S, nu):
    """S is made smaller first. Loses: everything but few-and-many."""
    return _right(x, m, np.array(S, float) * ((nu - 2) / nu if nu > 2 else 1), nu)


def exponent_of_one_dimension(x, m, S, nu):
    """(nu + 1)/2. Loses: everything but one-dimension."""
    return _with(x, m, S, nu, _d2(x, m, S) / nu, exponent=(nu + 1) / 2)


def norm_of_one_dimension(x, m, S, nu):
    """One root of nu·pi. Loses: everything but one-dimension."""
    return _with(x, m, S, nu, _d2(x, m, S) / nu, dims=1)


def forgets_the_determinant(x, m, S, nu):
    """No volume. Loses: everything."""
    return _with(x, m, S, nu, _d2(x, m, S) / nu, volumes=0.0)


def whole_determinant(x, m, S, nu):
    """log|S| in place of its half. Loses: everything."""
    return _with(x, m, S, nu, _d2(x, m, S) / nu, volumes=2.0)


def density_itself(x, m, S, nu):
    """exp of it. Loses: everything."""
    return np.exp(_right(x, m, S, nu))


def through_the_density(x, m, S, nu):
    """The logarithm of a number that is 0. Loses: far-out."""
    with np.errstate(divide="ignore"):
        return np.log(np.exp(_right(x, m, S, nu)))


def sums_over_samples(x, m, S, nu):
    """One number. Loses: something."""
    return _right(x, m, S, nu).sum()


def exponent_is_nu(x, m, S, nu):
    """nu/2. Loses: everything."""
    return _with(x, m, S, nu, _d2(x, m, S) / nu, exponent=nu / 2)


def zeros(x, m, S, nu):
    """The shape alone. Loses: everything."""
    return np.zeros(len(x))


def not_normalised(x, m, S, nu):
    """The bracket alone. Loses: everything."""
    return -(nu + len(m)) / 2 * np.log1p(_d2(x, m, S) / nu)


def variances_alone(x, m, S, nu):
    """Correlations are not used. Loses: everything but one-dimension."""
    return _right(x, m, np.diag(np.diag(S)), nu)


def moves_the_input(x, m, S, nu):
    """Centres in place. Loses: leaves-inputs-alone."""
    result = _right(x, m, S, nu)
    if x.dtype == float:
        x -= m
    return result
