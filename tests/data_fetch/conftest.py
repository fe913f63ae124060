"""What the tests of data_fetch share: an empty data folder, and a recording on a server that misbehaves."""

import dataclasses
import hashlib
import io

import numpy as np
import pytest
import scipy.io

import data_fetch
from course.simulate import retina
from tests.data_fetch.bad_server import BadServer


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Data folder of this test alone; it does not exist yet."""
    monkeypatch.setenv("NEURAL_COURSE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "data"


@pytest.fixture
def server():
    """Server of a small file with the layout of the retinal recording, not compressed, some 300 kB."""
    body = io.BytesIO()
    scipy.io.savemat(body, retina.simulate_recording(np.random.default_rng(1), n_bins=25_000))
    server = BadServer(body.getvalue())
    yield server
    server.close()


@pytest.fixture
def adopt(monkeypatch):
    """Make a file the accepted one of a record: ``adopt(name, content, **changes)`` gives the new record."""

    def adopt(name, content, **changes):
        known = data_fetch.records()
        hashes = (f"sha256:{hashlib.sha256(content).hexdigest()}",)
        known[name] = dataclasses.replace(known[name], hashes=hashes, n_bytes=len(content), **changes)
        monkeypatch.setattr("recordings.records.RECORDS", tuple(known.values()))
        return known[name]

    return adopt


@pytest.fixture
def served(server, adopt):
    """Record of the file that the server has; its name is ``retina``."""
    return adopt("retina", server.body, url=server.url)
