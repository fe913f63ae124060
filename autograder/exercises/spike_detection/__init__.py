"""Lab 06, from a tetrode's voltage to features: its exercises in teaching order."""

from autograder.exercises.spike_detection import detection_mistakes
from autograder.exercises.spike_detection.detection import detect_spikes
from autograder.exercises.spike_detection.evidence import evidence_refractory
from autograder.exercises.spike_detection.features import extract_features
from autograder.exercises.spike_detection.filtering import filter_signal
from autograder.exercises.spike_detection.noise import robust_sigma
from autograder.exercises.spike_detection.waveforms import extract_waveforms

EXERCISES = [
    filter_signal, robust_sigma, detect_spikes, extract_waveforms, extract_features, evidence_refractory,
]

__all__ = ["EXERCISES", "detection_mistakes"]
