"""Lab 08, correlograms: its exercises in teaching order."""

from autograder.exercises.correlograms.auto import auto_correlogram
from autograder.exercises.correlograms.cross import cross_correlogram
from autograder.exercises.correlograms.differences import cross_time_diff
from autograder.exercises.correlograms.evidence import evidence_single, evidence_split
from autograder.exercises.correlograms.mixing import contamination
from autograder.exercises.correlograms.violations import isi_violations

EXERCISES = [
    cross_time_diff, cross_correlogram, auto_correlogram, isi_violations, contamination,
    evidence_split, evidence_single,
]
