"""The least that a computation costs on this machine: work of the same amount that does nothing else."""

import numpy as np


def write_memory(n_bytes):
    """Fill memory that is new, as every large result is."""
    return f"writing {n_bytes / 1e6:.3g} MB", lambda: np.empty(int(n_bytes) // 8).fill(1.0)


def read_memory(n_bytes):
    """Read so many bytes once."""
    values = np.ones(int(n_bytes) // 8)
    return f"reading {n_bytes / 1e6:.3g} MB", lambda: np.dot(values, values)


def multiply_matrices(n_flops, n_exponentials=0):
    """Floating-point operations at the rate of a product of matrices that fit the cache, and exponentials."""
    side = max(32, min(256, round((n_flops / 2) ** (1 / 3))))
    left, right, product = np.ones((side, side)), np.ones((side, side)), np.empty((side, side))
    n_products, values = max(1, round(n_flops / (2 * side**3))), np.full(10_000, -0.5)
    out = np.empty_like(values)

    def work():
        for _ in range(n_products):
            np.matmul(left, right, out=product)
        for _ in range(round(n_exponentials / len(values))):
            np.exp(values, out=out)

    n_done = n_products * 2 * side**3
    name = f"{n_done / 1e9:.3g} Gflop of products" if n_done >= 1e9 else f"{n_done / 1e6:.3g} Mflop of products"
    return name + (f", {n_exponentials / 1e6:.3g} M exp" if n_exponentials else ""), work


def count_values(n_values, n_bins):
    """Add so many ones to a histogram, in pieces that fit the cache."""
    values = np.arange(100_000) % n_bins

    def work():
        for _ in range(max(1, round(n_values / len(values)))):
            np.bincount(values, minlength=n_bins)

    return f"counting {n_values / 1e6:.3g} M values", work
