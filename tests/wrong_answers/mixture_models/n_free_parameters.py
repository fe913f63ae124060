"""Wrong answers to n_free_parameters; how they are named and marked is told in tests/autograder/exercises/banks.py."""


def all_weights_free(n_clusters, n_dims):
    """K weights. Loses: everything."""
    return n_clusters * (1 + n_dims + n_dims * (n_dims + 1) // 2)


def forgets_the_weights(n_clusters, n_dims):
    """Means and covariances. Loses: everything."""
    return n_clusters * (n_dims + n_dims * (n_dims + 1) // 2)


def covariance_not_symmetric(n_clusters, n_dims):
    """Whole matrices. Loses: everything."""
    return n_clusters * (1 + n_dims + n_dims**2) - 1


def diagonal_covariances(n_clusters, n_dims):
    """The 14 of a published solution. Loses: everything."""
    return 2 * n_clusters * n_dims + n_clusters - 1


def forgets_means_or_variances(n_clusters, n_dims):
    """One triangle. Loses: everything."""
    return n_clusters - 1 + n_clusters * (n_dims + sum(range(n_dims)))


def one_covariance_for_all(n_clusters, n_dims):
    """A pooled matrix. Loses: everything."""
    return (n_clusters - 1) + n_clusters * n_dims + sum(range(n_dims + 1))


def arguments_exchanged(n_clusters, n_dims):
    """Clusters for dimensions. Loses: everything."""
    return n_dims - 1 + n_dims * n_clusters + n_dims * n_clusters * (n_clusters + 1) // 2


def forgets_means_or_variances__means(n_clusters, n_dims):
    """Weights and covariances. Loses: everything."""
    return n_clusters - 1 + n_clusters * n_dims * (n_dims + 1) // 2


def two_dimensions_only(n_clusters, n_dims):
    """The formula of the toy set. Loses: everything."""
    return n_clusters - 1 + 5 * n_clusters


def always_seventeen(n_clusters, n_dims):
    """What the lesson said. Loses: everything."""
    return 17


def always_one(n_clusters, n_dims):
    """A constant. Loses: everything."""
    return 1


def rounds_down_too_early(n_clusters, n_dims):
    """Halves before it multiplies. Loses: smallest (perhaps values)."""
    return n_clusters - 1 + n_clusters * n_dims + n_clusters * (n_dims // 2) * (n_dims + 1)


def in_a_list(n_clusters, n_dims):
    """The three parts. Loses: everything."""
    return [n_clusters - 1, n_clusters * n_dims, n_clusters * n_dims * (n_dims + 1) // 2]
