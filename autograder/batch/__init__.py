"""Grading a class: found, graded side by side or on a cluster, stored one by one, and handed on."""
