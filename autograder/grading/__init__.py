"""Grading: the side that knows the answers. It never runs a line that a student wrote."""
