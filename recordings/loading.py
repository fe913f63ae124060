"""Loading a recording, or its simulated twin, into plain arrays."""

import importlib
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import scipy.io

from recordings.files import data_folder, is_recording, verify, write_whole
from recordings.records import DataError, find_record, make_error

SIMULATION_SEED = 2004  # of every simulated twin, so that figures can be repeated


@dataclass(frozen=True, eq=False)
class Recording:
    """Plain arrays, as in ``recording["stim"]``, and where they come from: ``source`` is for captions."""

    name: str
    arrays: dict
    is_simulated: bool
    source: str

    def __getitem__(self, name):
        return self.arrays[name]


@contextmanager
def _open_file(path):
    """What a file holds, as a mapping from names to arrays."""
    if path.suffix == ".mat":
        yield scipy.io.loadmat(path)
    elif path.suffix == ".npy":
        yield {path.stem: np.load(path, allow_pickle=False)}
    elif path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as arrays:
            yield arrays
    else:
        import h5py  # here, because only two recordings need it

        with h5py.File(path, "r") as arrays:
            yield arrays


def _load_twin(record):
    """What the arrays of the simulated twin are; nothing is written."""
    raw = _simulate_raw(record)
    if not record.file_name.endswith(".nwb"):
        return record.arrange(raw)
    with _create_nwb(record, record.file_name, raw, driver="core", backing_store=False) as arrays:
        return record.arrange(arrays)


@contextmanager
def _create_nwb(record, path, raw, **options):
    """A new file with arrays in their places, texts as texts of any length; open until the end."""
    try:
        import h5py
    except ImportError as problem:
        raise make_error(record, "the package h5py", "none", "pip install h5py") from problem
    with h5py.File(path, "w", **options) as arrays:
        for place, values in raw.items():
            if values.dtype.kind == "U":
                arrays.create_dataset(place, data=values.tolist(), dtype=h5py.string_dtype())
            else:
                arrays[place] = values
        yield arrays


def _load_file(record, path):
    try:
        with _open_file(path) as raw:
            return record.arrange(raw)
    except ImportError as problem:
        raise make_error(
            record, f"the package {problem.name}", "none", f"pip install {problem.name}"
        ) from problem
    except (KeyError, ValueError, OSError) as problem:
        came = f"{type(problem).__name__}: {problem}"
        raise make_error(record, f"the layout of {record.file_name}", came) from problem


def _simulate_raw(record):
    """What the file of the simulated twin would hold."""
    if record.twin is None:
        ways = [f"fetch the recording (python data_fetch.py {record.name})"] if record.url else []
        raise make_error(record, "a simulated twin", "none", *ways)
    module, function = record.twin.split(":")
    try:
        simulate_recording = getattr(importlib.import_module(module), function)
    except ImportError as problem:
        raise DataError(f"{record.name}: expected {module}, got: {problem}; install the course") from problem
    return simulate_recording(np.random.default_rng(SIMULATION_SEED))


def simulate(name):
    """Write the simulated twin of a recording, in the real layout, to ``simulated`` in the data folder.

    Parameters
    ----------
    name : str
        Name of the recording.

    Returns
    -------
    pathlib.Path
        The file, for other programs; :func:`load` does not need it.

    Raises
    ------
    DataError
        If the recording is unknown or has no simulated twin.
    """
    record = find_record(name)
    raw = _simulate_raw(record)
    target = data_folder() / "simulated" / record.file_name
    with write_whole(target) as part:
        if target.suffix == ".npz":
            np.savez_compressed(part, **raw)
        elif target.suffix == ".npy":
            with open(part, "wb") as file:  # given a name, `save` would choose its ending
                np.save(file, raw[target.stem])
        elif target.suffix == ".nwb":
            with _create_nwb(record, part, raw):
                pass
        else:
            scipy.io.savemat(part, raw, do_compression=True)
    return target


def load(name, simulated=None):
    """Load a recording, or its simulated twin, as plain arrays.

    Parameters
    ----------
    name : str
        Name of the recording.
    simulated : bool, optional
        True for the twin, False for the real file; by default the real file if it is here and whole.

    Returns
    -------
    Recording
        Arrays with units in their names, ``is_simulated`` and ``source``. ``"retina"`` has ``stim`` (n_bins,)
        float64, ±0.48; ``spike_counts`` (n_bins, 4 cells) int64, spikes/bin; ``dt_s`` float.

    Raises
    ------
    DataError
        If what is asked for cannot be had.

    Warns
    -----
    UserWarning
        If the twin stands in for a file that is there but is not the recording.
    """
    record = find_record(name)
    path = data_folder() / record.file_name
    if simulated is None:
        simulated = not is_recording(record, path)
        if simulated and path.exists():
            warnings.warn(f"{path} is not the recording {name}: its simulated twin is used", stacklevel=2)
    if simulated:
        return Recording(name, _load_twin(record), True, "simulated")
    return Recording(name, _load_file(record, verify(name)), False, f"recorded: {record.citation}")
