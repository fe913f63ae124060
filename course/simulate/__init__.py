"""Simulators with known ground truth, one module a recording; every function takes a NumPy ``Generator``."""
