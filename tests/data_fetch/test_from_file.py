"""Taking a file that the user has, and verifying what is in the data folder."""

import hashlib

import numpy as np
import pytest

import data_fetch
from data_fetch import DataError, take, verify

CONTENT = b"a recording, as far as its hash goes"


@pytest.fixture
def own_file(tmp_path, adopt):
    """File of the user's, under a name of the user's, that is the recording ``light_levels``."""
    adopt("light_levels", CONTENT)
    path = tmp_path / "my download (1).mat"
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("name", [None, "light_levels"])
def test_file_is_recognised_by_its_hash(own_file, folder, name):
    """Whatever the file is called, it becomes the recording in the data folder."""
    assert take(name, own_file) == folder / "08_spikes-1.mat"
    assert (folder / "08_spikes-1.mat").read_bytes() == CONTENT
    assert [path.name for path in folder.iterdir()] == ["08_spikes-1.mat"]


def test_file_of_the_user_stays(own_file):
    """The file is copied, not moved."""
    take(None, own_file)
    assert own_file.read_bytes() == CONTENT


def test_any_accepted_hash_will_do(tmp_path, adopt, monkeypatch):
    """A recording that circulates in several files is taken in each of them, by md5 or sha256."""
    hashes = ("md5:" + hashlib.md5(b"one").hexdigest(), "sha256:" + hashlib.sha256(b"another").hexdigest())
    record = adopt("retina", b"")
    object.__setattr__(record, "hashes", hashes)
    for content in (b"one", b"another"):
        (tmp_path / "file").write_bytes(content)
        assert take(None, tmp_path / "file").read_bytes() == content


def test_file_already_in_place_may_be_taken(own_file):
    """Taking the copy once more does no harm."""
    copy = take(None, own_file)
    assert take("light_levels", copy) == copy
    assert copy.read_bytes() == CONTENT


def test_damaged_file_is_replaced(own_file, folder):
    """A wrong file of that name gives way to the right one."""
    folder.mkdir()
    (folder / "08_spikes-1.mat").write_bytes(b"wrong")
    assert take(None, own_file).read_bytes() == CONTENT


def test_unknown_file_is_refused(own_file, folder):
    """One changed byte is enough; the error says size and hash of what came, and nothing is copied."""
    own_file.write_bytes(CONTENT + b"!")
    digest = hashlib.sha256(CONTENT + b"!").hexdigest()
    with pytest.raises(DataError, match=f"a recording of the course, got 37 bytes with sha256 {digest}"):
        take(None, own_file)
    assert not folder.exists()


def test_another_recording_is_refused_by_its_name(own_file):
    """A file that is not the recording named is called what it is."""
    with pytest.raises(DataError, match=r"expected place_cell_1 \(sha256:8a.*got the recording light_"):
        take("place_cell_1", own_file)


def test_unknown_file_for_a_name_is_refused(own_file):
    """With a name the error says the hash expected and the one that came."""
    own_file.write_bytes(b"")
    with pytest.raises(DataError, match=r"expected light_levels \(sha256:\w{64}\), got 0 bytes with sha256"):
        take("light_levels", own_file)


@pytest.mark.parametrize(
    ("make_path", "came"),
    [
        (lambda folder: folder / "no such file", "nothing"),
        (lambda folder: folder, "a folder"),
        (lambda folder: folder / ("long" * 100), "nothing"),
        (lambda folder: "two\nlines", "nothing"),
    ],
    ids=["missing", "folder", "long name", "line break"],
)
def test_what_is_no_file_is_refused(tmp_path, make_path, came):
    """A missing file or a folder gives one line that says so."""
    with pytest.raises(DataError, match=f"expected a file, got {came} at") as problem:
        take(None, make_path(tmp_path))
    assert "\n" not in str(problem.value)


def test_file_in_place_verifies(own_file):
    """A file with an accepted hash is given back."""
    copy = take(None, own_file)
    assert verify("light_levels") == copy


def test_missing_file_does_not_verify(own_file, folder):
    """The error says where the file was expected and how to get it."""
    with pytest.raises(DataError, match=r"08_spikes-1.mat .* no such file; fetch it .* --from") as problem:
        verify("light_levels")
    assert str(folder) in str(problem.value)


def test_damaged_file_does_not_verify(own_file):
    """A file that lost its end is told from the whole one."""
    copy = take(None, own_file)
    copy.write_bytes(CONTENT[:-1])
    with pytest.raises(DataError, match=r"expected .* with sha256:\w{64}, got 35 bytes with sha256 \w{64};"):
        verify("light_levels")


def test_private_file_is_not_to_be_fetched():
    """Where there is no address, the error does not send the user to it."""
    with pytest.raises(DataError, match="tetrode") as problem:
        verify("tetrode")
    assert "fetch it" not in str(problem.value)


@pytest.mark.parametrize("call", [lambda: take("retinas", "file"), lambda: verify("retinas")])
def test_unknown_name_is_refused(call):
    """A typing error in the name is answered with the names there are."""
    with pytest.raises(DataError, match="expected one of retina, "):
        call()


def test_folder_is_untouched_when_copying_fails(own_file, folder, monkeypatch):
    """A disk that fills up during the copy leaves nothing behind and is reported in one line."""

    def fill_disk(source, target):
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("recordings.files.shutil.copyfile", fill_disk)
    with pytest.raises(DataError, match="expected to write .* got: No space left on device; make room"):
        take(None, own_file)
    assert list(folder.iterdir()) == []


# ---- files that are recognised by what they hold


def save_train(path, times):
    """Times in a file of the user's, under a name of the user's."""
    np.save(path, times)
    return path


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int32])
@pytest.mark.parametrize("shape", [(33_983,), (33_983, 1)])
def test_times_of_the_tetrode_are_recognised(tmp_path, folder, dtype, shape):
    """So many sorted times within 700 s; in ms, for whoever loads them."""
    times_ms = np.linspace(3, 640_000, 33_983).astype(dtype).reshape(shape)
    assert take(None, save_train(tmp_path / "mine.npy", times_ms)) == folder / "nds_cl_1_spiketimes_t.npy"
    np.testing.assert_array_equal(data_fetch.load("tetrode_times")["times_ms"], times_ms.ravel())


@pytest.mark.parametrize("times", [
    np.linspace(3, 640_000, 33_982), np.linspace(640_000, 3, 33_983), 30 * np.linspace(3, 640_000, 33_983),
    np.linspace(-3, 640_000, 33_983), np.full(33_983, np.nan), np.full(33_983, "3")])  # fmt: skip
def test_other_times_are_refused(tmp_path, times):
    """One spike too few, falling, in samples instead of ms, negative, nan, text."""
    with pytest.raises(DataError, match=r"expected tetrode_times \(33983 sorted times in ms"):
        take("tetrode_times", save_train(tmp_path / "mine.npy", times))


def test_a_file_of_objects_is_not_opened(tmp_path):
    """A pickle inside a file is never run."""
    np.save(tmp_path / "mine.npy", np.array([{}] * 33_983, dtype=object), allow_pickle=True)
    with pytest.raises(DataError, match="tetrode_times"):
        take("tetrode_times", tmp_path / "mine.npy")
