"""The cells for a recording that only some have run, on a stand-in for it: in ordinary tests they are skipped."""

import importlib

import numpy as np
import pytest

import data_fetch
from autograder.build.cells import find_lessons, open_lab
from autograder.build.pipeline import run_passes
from autograder.exercises import points_of
from course.simulate.clusters import simulate_neuron
from tests.project.rules import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
# What earlier cells of the lesson define, and these use.
NEEDS = {
    "spike_detection": ["import "],
    "mixture_models": ["import ", "def select_aloud("],
    "correlograms": ["import "],
    "drifting_mixtures": ["import ", "def score_spikes("],
}
SHOWN = {
    "spike_detection": "channel 3:",
    "mixture_models": "BIC above the smallest: {",
    "correlograms": "cluster 11:",
    "drifting_mixtures": "drifting t:",
}


def load_stand_in(name, simulated):
    """Twelve neurons of a quarter of an hour, five spikes a second in all, under the names of the real files."""
    rng = np.random.default_rng(8)
    trains = [simulate_neuron(rng, 0.4, 900.0) for _ in range(12)]
    order = np.argsort(np.concatenate(trains))
    times_ms = np.concatenate(trains)[order]
    of_neuron = np.repeat(np.arange(12), [len(train) for train in trains])[order]
    kept = np.append(True, np.diff(times_ms) > 1.0)
    features = rng.normal(0, 9, (12, 12))[of_neuron] + rng.normal(size=(len(times_ms), 12))
    assert not simulated
    return {"tetrode": {"features": features[kept]}, "tetrode_times": {"times_ms": times_ms[kept]}}[name]


def test_every_lab_that_loads_it_is_tested():
    """A lesson that asks for the recording is among those below."""
    asking = [lab for lab, path in find_lessons(ROOT).items() if 'load("tetrode' in path.read_text(encoding="utf-8")]
    assert set(asking) == set(NEEDS)


@pytest.mark.parametrize("lab", NEEDS)
def test_its_cells_run(lab, monkeypatch, capsys):
    """With the right answers they print a result."""
    monkeypatch.setattr(data_fetch, "load", load_stand_in)
    sources = [cell.source for cell in run_passes(open_lab(lab, ROOT, points_of)) if cell.kind == "code"]
    place = next(number for number, source in enumerate(sources) if 'load("tetrode' in source)
    names = vars(importlib.import_module(f"solutions.{lab}")).copy()
    for start in NEEDS[lab]:
        source = next(source for source in sources if start in source)
        body = source.split("\n\n\n")[0] if start.startswith("def ") else source
        exec(compile(body, lab, "exec"), names)
    for source in sources[place : place + (1 if "select_aloud" in sources[place] else 2)]:
        exec(compile(source, lab, "exec"), names)
    assert SHOWN[lab] in capsys.readouterr().out
