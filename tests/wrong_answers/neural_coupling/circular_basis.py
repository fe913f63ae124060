"""Wrong answers to circular_basis."""

import numpy as np


def _short_way(angle, centres):
    away = np.asarray(angle, float)[:, None] - centres
    return away - 2 * np.pi * np.round(away / (2 * np.pi))


def _centres(n_basis):
    return np.linspace(0, 2 * np.pi, n_basis + 1)[:n_basis]


def _raised(phase):
    return (np.cos(np.clip(phase, -np.pi, np.pi)) + 1) / 2


def does_not_wrap(angle, n_basis):
    """Plain differences. Loses: everything."""
    return _raised((np.asarray(angle, float)[:, None] - _centres(n_basis)) * n_basis / 4)


def not_clipped(angle, n_basis):
    """The cosine goes on. Loses: everything."""
    return (np.cos(_short_way(angle, _centres(n_basis)) * n_basis / 4) + 1) / 2


def forgets_the_half(angle, n_basis):
    """Height 2. Loses: everything."""
    return 2 * _raised(_short_way(angle, _centres(n_basis)) * n_basis / 4)


def too_narrow(angle, n_basis):
    """n/2 in the place of n/4. Loses: everything."""
    return _raised(_short_way(angle, _centres(n_basis)) * n_basis / 2)


def repeats_the_first_bump(angle, n_basis):
    """np.linspace with its end. Loses: everything."""
    return _raised(_short_way(angle, np.linspace(0, 2 * np.pi, n_basis)) * n_basis / 4)


def starts_at_minus_pi(angle, n_basis):
    """Centres from -π on. Loses: everything."""
    return _raised(_short_way(angle, _centres(n_basis) - np.pi) * n_basis / 4)


def takes_degrees(angle, n_basis):
    """np.deg2rad of radians. Loses: everything."""
    return _raised(_short_way(np.deg2rad(np.asarray(angle, float)), _centres(n_basis)) * n_basis / 4)


def scaled_to_sum_one(angle, n_basis):
    """Each row is divided by its sum. Loses: everything."""
    X = _raised(_short_way(angle, _centres(n_basis)) * n_basis / 4)
    return X / X.sum(axis=1, keepdims=True)


def transposed(angle, n_basis):
    """A row for each bump. Loses: everything."""
    return _raised(_short_way(angle, _centres(n_basis)) * n_basis / 4).T


def wraps_the_angle_only(angle, n_basis):
    """Angles between 0 and 2π, differences as they come. Loses: everything."""
    return _raised((np.asarray(angle, float)[:, None] % (2 * np.pi) - _centres(n_basis)) * n_basis / 4)


def too_wide(angle, n_basis):
    """n/8 in the place of n/4. Loses: everything."""
    return _raised(_short_way(angle, _centres(n_basis)) * n_basis / 8)


def one_hot(angle, n_basis):
    """Bins. Loses: everything."""
    index = np.round(np.asarray(angle, float) * n_basis / (2 * np.pi)).astype(int) % n_basis
    return np.eye(n_basis)[index]


def drops_the_redundant_column(angle, n_basis):
    """That is the caller's business. Loses: everything."""
    return _raised(_short_way(angle, _centres(n_basis)) * n_basis / 4)[:, 1:]


def cosines_and_sines(angle, n_basis):
    """Another basis. Loses: everything."""
    k = np.arange(n_basis)
    return np.where(k % 2, np.sin((k + 1) // 2 * np.asarray(angle, float)[:, None]), np.cos(k // 2 * np.asarray(angle, float)[:, None]))


def integer_angles(angle, n_basis):
    """Computes in the angles' own type. Loses: everything."""
    return _raised(_short_way(np.asarray(angle).astype(int), _centres(n_basis)) * n_basis / 4)


def spoils_its_input(angle, n_basis):
    """Wraps in place. Loses: leaves-inputs-alone."""
    X = _raised(_short_way(angle, _centres(n_basis)) * n_basis / 4)
    angle %= 6
    return X


def zeros(angle, n_basis):
    """The right shape. Loses: everything."""
    return np.zeros((len(angle), n_basis))
