"""The records of the recordings."""

import dataclasses
import re

import pytest

import data_fetch

RECORDS = list(data_fetch.records().values())


def test_every_recording_of_the_course_has_a_record():
    """The names that labs and users type."""
    assert list(data_fetch.records()) == [
        "retina",
        "steinmetz",
        "subthalamic",
        "place_cell_1",
        "place_cell_2",
        "current_injection",
        "head_direction",
        "light_levels",
        "tetrode",
        "tetrode_times",
    ]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
class TestEachRecord:
    """What every record says."""

    def test_words_are_there(self, record):
        """Content, terms and citation are told to the user before a download, so none is empty."""
        assert all([record.content, record.terms, record.citation])

    def test_labs_are_numbered(self, record):
        """Labs are named by the two digits of their files."""
        assert record.labs
        assert all(re.fullmatch(r"0[1-9]", lab) for lab in record.labs)

    def test_hashes_are_well_formed(self, record):
        """Each accepted hash is a whole sha256 or md5; only a private file may be recognised otherwise."""
        assert bool(record.hashes) != bool(record.recognise)
        assert record.hashes or record.url is None
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}|md5:[0-9a-f]{32}", known) for known in record.hashes)

    def test_address_is_safe(self, record):
        """A public address uses https."""
        assert record.url is None or record.url.startswith("https://")

    def test_address_does_not_move(self, record):
        """A file of a public repository is named by its commit, not by a branch."""
        if record.url and "githubusercontent" in record.url:
            assert re.search(r"/[0-9a-f]{40}/", record.url)
            assert record.url.endswith("/" + record.file_name)

    def test_record_cannot_be_changed(self, record):
        """A record is the same for everybody."""
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.url = "https://example.org"


def test_files_have_names_and_hashes_of_their_own():
    """No two records share a file name or a hash, so a file is recognised by its hash alone."""
    hashes = [known for record in RECORDS for known in record.hashes]
    assert len(set(hashes)) == len(hashes)
    assert len({record.file_name for record in RECORDS}) == len(RECORDS)


def test_three_files_of_the_retinal_recording_are_accepted():
    """The same arrays are in circulation in three files."""
    kinds = [known.partition(":")[0] for known in data_fetch.records()["retina"].hashes]
    assert kinds == ["md5", "sha256", "sha256"]


def test_private_recording_has_no_address():
    """The tetrode recording comes from files of the user's only."""
    assert [record.name for record in RECORDS if record.url is None] == ["tetrode", "tetrode_times"]


def test_folder_is_named_by_the_environment(folder):
    """``NEURAL_COURSE_DATA`` wins."""
    assert data_fetch.data_folder() == folder


def test_home_is_understood_in_the_name_of_the_folder(monkeypatch):
    """A tilde in the variable means the user's home, as in a shell."""
    monkeypatch.setenv("NEURAL_COURSE_DATA", "~/recordings")
    monkeypatch.setenv("HOME", "/somewhere")
    assert str(data_fetch.data_folder()) == "/somewhere/recordings"


@pytest.mark.parametrize("value", [None, ""])
def test_folder_is_a_cache_of_the_user_by_default(monkeypatch, value):
    """Without the variable, or with an empty one, files go to a cache named after the course."""
    monkeypatch.delenv("NEURAL_COURSE_DATA")
    if value is not None:
        monkeypatch.setenv("NEURAL_COURSE_DATA", value)
    assert data_fetch.data_folder().name == "neural-data-course"
    assert data_fetch.data_folder().is_absolute()


def test_error_is_one_line():
    """Whatever is put into the error, such as the name of a file, it stays one line."""
    assert str(data_fetch.DataError("expected this,\n  got that")) == "expected this, got that"
