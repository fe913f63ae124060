"""What is known of every recording, and the error when one cannot be had."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from recordings.layouts import (
    arrange_current_injection,
    arrange_head_direction,
    counts,
    flat,
    holds_train,
    labels,
    number,
    pick,
    table,
)


class DataError(Exception):
    """A recording cannot be had; one line says what was expected, what came and what to do next."""

    def __init__(self, message):
        super().__init__(" ".join(str(message).split()))


@dataclass(frozen=True)
class Record:
    """What is known of a recording before it is on this machine."""

    name: str
    labs: tuple[str, ...]
    file_name: str
    url: str | None  # None: no public address, only a file that the user has
    hashes: tuple[str, ...]  # "sha256:…" or "md5:…"; a file with any of them is the recording
    content: str
    terms: str
    citation: str
    arrange: Callable  # what the file holds, a mapping -> dict of plain arrays in the units of the course
    n_bytes: int | None = None  # of one of the accepted files; None: not known
    twin: str | None = None  # "module:function"; function(rng) returns what the file would hold
    recognise: Callable | None = None  # path -> bool, in place of a hash where nobody has published one

    @property
    def mark(self):
        """By what the file is recognised, in words."""
        return self.hashes[0] if self.hashes else self.content


_KRAMER_URL = (
    "https://raw.githubusercontent.com/Mark-Kramer/Case-Studies-Python/"
    "060e67e81096b900773e2166910c5f3aca6365f8/matfiles/"
)
_KRAMER = {
    "terms": "MIT licence (Mark Kramer 2023)",
    "citation": "Kramer & Eden (2016) Case Studies in Neural Data Analysis, MIT Press",
}
_PLACE_CELL = {
    "labs": ("03", "05"),
    "arrange": pick(time_s=("t", flat), position_cm=("X", flat), spike_times_s=("spiketimes", flat)),
}

RECORDS = (
    Record(
        name="retina", labs=("01",), file_name="RGCdata.mat", url="https://osf.io/mzujs/download",
        hashes=("md5:1b2977453020bce5319f2608c94d38d0",  # as fetched; the other two hold the same arrays
                "sha256:f1f907f67079bf1cc93e5f1618ec7996a877d3b72d38ecdfb1184916eb9c2289",
                "sha256:c4ab2242c3919630921aefb8715d272188999064a327e94c7bfb64ecf6870224"), n_bytes=137108,
        content="4 retinal ganglion cells (OFF, OFF, ON, ON), full-field flicker, 144051 frames at 120 Hz",
        terms="tutorial use only, no redistribution; for other use ask E.J. Chichilnisky",
        citation="Uzzell & Chichilnisky (2004) Journal of Neurophysiology 92:780-789",
        arrange=pick(stim=("Stim", flat), spike_counts=("SpCounts", counts), dt_s=("dtStim", number)),
        twin="course.simulate.retina:simulate_recording",
    ),
    Record(
        name="steinmetz", labs=("02",), file_name="W1D4_steinmetz_data.npz", url="https://osf.io/r9gh8/download",
        hashes=("md5:d19716354fed0981267456b80db07ea8",),
        content="left or right choices of a mouse, normalised spike rates of 691 neurons in 276 trials",
        terms="cite the paper", citation="Steinmetz et al. (2019) Nature 576:266-273",
        arrange=pick(spike_rates=("spikes", table), choices=("choices", labels)),
        twin="course.simulate.choices:simulate_recording",
    ),
    Record(
        name="subthalamic", labs=("02",), file_name="10_spikes-1.mat", url=_KRAMER_URL + "10_spikes-1.mat",
        hashes=("sha256:785262e6607596c375f515f100ea290527f68432cf187ff92ba51a593b2057d4",), n_bytes=9982,
        content="left or right movements, a cell of the human subthalamic nucleus, 50 trials of 2000 ms",
        arrange=pick(directions=("direction", labels), spike_counts=("train", counts),
                      time_ms=("t", flat)),
        twin="course.simulate.movements:simulate_recording",
        **_KRAMER,
    ),
    Record(
        name="place_cell_1", file_name="spikes-1.mat", url=_KRAMER_URL + "spikes-1.mat",
        hashes=("sha256:8a04d601fce12603fac23a92cc4651c31e134a29c626344efc26b42ba4658e1d",), n_bytes=1761663,
        content="a place cell on a linear track, 178 s, 220 spikes",
        twin="course.simulate.track:simulate_recording_1", **_PLACE_CELL, **_KRAMER,
    ),
    Record(
        name="place_cell_2", file_name="spikes-2.mat", url=_KRAMER_URL + "spikes-2.mat",
        hashes=("sha256:72711d33ee2b9d185ddf9ede629874395b08039d99893cb7962ad453a62f27b1",), n_bytes=1761576,
        content="a second place cell on the same run, 268 spikes",
        twin="course.simulate.track:simulate_recording_2", **_PLACE_CELL, **_KRAMER,
    ),
    Record(
        name="current_injection", labs=("03",), file_name="allen_478498617.nwb",
        url="https://osf.io/download/vf2nj",
        hashes=("sha256:262393d7485a5b39cc80fb55011dcf21f86133f13d088e35439c2559fd4b49fa",),
        content='a cell of mouse V1 driven by current, first sweep "Noise 1", 460.768-488.788 s, 40 spikes',
        terms="Allen Institute terms of use", citation="Allen Cell Types Database, cell 478498617",
        arrange=arrange_current_injection,
    ),
    Record(
        name="head_direction", labs=("04",), file_name="Mouse32-140822.nwb", url="https://osf.io/download/jb2gd",
        hashes=("sha256:1a919a033305b8f58b5c3e217577256183b14ed5b436d9c70989dee6dafe0f35",),
        content="head-direction cells of a mouse awake, 8812.3-10771.3 s, heading and spike times",
        terms="see the record (osf.io/jb2gd)",
        citation="Peyrache et al. (2015) Nature Neuroscience 18:569-575", arrange=arrange_head_direction,
        twin="course.simulate.head_direction:simulate_recording",
    ),
    Record(
        name="light_levels", labs=("08",), file_name="08_spikes-1.mat", url=_KRAMER_URL + "08_spikes-1.mat",
        hashes=("sha256:e473c797eeede9fa967d87f1a4dc8e0df001dacf3d1caebaad5c32a6e0605017",), n_bytes=13277,
        content="spike times of a retinal ganglion cell in low (750) and high (969) light, 30 s each",
        arrange=pick(low_light_times_s=("SpikesLow", flat), high_light_times_s=("SpikesHigh", flat)),
        twin="course.simulate.clusters:simulate_recording",
        **_KRAMER,
    ),
    Record(
        name="tetrode", labs=("06", "07", "08", "09"), file_name="nds_cl_1_features.npy", url=None,
        hashes=("sha256:87ea14f41079c92b987c88f3ce0188729439e7117381d58da7006b47dba912ae",), n_bytes=3262496,
        content="12 features of 33983 spikes on a tetrode, 30 kHz, about 640 s",
        terms="course material, not public", citation="recording of a university course",
        arrange=pick(features=("nds_cl_1_features", np.asarray)),
        twin="course.simulate.spike_features:simulate_recording",
    ),
    Record(
        name="tetrode_times", labs=("08", "09"), file_name="nds_cl_1_spiketimes_t.npy", url=None, hashes=(),
        content="33983 sorted times in ms, of the same spikes on the tetrode",
        terms="course material, not public", citation="recording of a university course",
        arrange=pick(times_ms=("nds_cl_1_spiketimes_t", flat)), recognise=holds_train(33_983, longest=700_000),
    ),
)  # fmt: skip


def records():
    """Describe every recording of the course.

    Returns
    -------
    dict of str to Record
        By name, in the order of the labs.
    """
    return {record.name: record for record in RECORDS}


def find_record(name):
    """Find a record; a typing error is answered with the names there are."""
    if name not in records():
        raise DataError(f"expected one of {', '.join(records())}, got {name!r}; see python data_fetch.py")
    return records()[name]


def make_error(record, expected, came, *ways):
    """Make the error; its last words are what the user can do, and one thing can always be done."""
    twin = f'go on with the simulated twin, load("{record.name}", simulated=True)'
    own = f"take a file that you have (python data_fetch.py {record.name} --from FILE)"
    last = twin if record.twin else "go on without it, for it has no simulated twin yet"
    return DataError(f"{record.name}: expected {expected}, got {came}; {', '.join([*ways, own])}, or {last}")
