"""Reference solutions: one module a lab; their docstrings are the docstrings that students read."""
