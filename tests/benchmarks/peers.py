"""Packages that the references are compared with: optional, and said to be missing where they are."""

import importlib
import warnings

from tests.benchmarks.race import Peer

TOLERANCES = [10.0**-k for k in range(1, 13)]


def load(name):
    """A package, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] != name.split(".")[0]:
            raise  # installed, but broken: that is another matter
        return None


def reach(name, make_fit, find_gap, at_most, tolerances=TOLERANCES, **options):
    """A peer with the loosest tolerance that brings it as close to the optimum as ours.

    Parameters
    ----------
    name : str
    make_fit : callable
        Takes a tolerance, gives a callable that fits and returns the solution.
    find_gap : callable
        Takes a solution, gives its distance from the optimum.
    at_most : float
        The distance allowed.
    """
    for tolerance in tolerances:
        fit = make_fit(tolerance)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of iterations that did not suffice: the gap tells
            if find_gap(fit()) <= at_most:
                return Peer(f"{name} (tol {tolerance:.0e})", quietly(fit), **options)
    return Peer(name, missing=f"does not come within {at_most:g}", **options)


def quietly(call):
    """The same call, without its warnings."""

    def run():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()

    return run
