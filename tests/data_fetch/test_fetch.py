"""Fetching from a server that is slow, truncates, corrupts, refuses, falls silent and dies."""

import re
import threading
import time

import pooch
import pytest

from data_fetch import DataError, fetch

SOON = (0.0, 0.0)  # three attempts without waiting
PASSING = [429, 403, 500, 503, "truncated", "dies"]
LASTING = [*PASSING, 404, 410, "corrupted"]


def list_files(folder):
    """List everything in a folder, temporary files included."""
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def fail_to_fetch(**settings):
    """Text of the error of a download that must fail."""
    with pytest.raises(DataError) as problem:
        fetch("retina", waits_s=SOON, **settings)
    return str(problem.value)


@pytest.mark.usefixtures("served")
class TestFetching:
    """What arrives."""

    @pytest.mark.parametrize("behaviour", ["whole", "trickling"])
    def test_file_arrives_whole(self, server, folder, behaviour):
        """The file is in the data folder under its own name, and nothing else is."""
        server.plan(behaviour)
        path = fetch("retina", waits_s=SOON)
        assert path == folder / "RGCdata.mat"
        assert path.read_bytes() == server.body
        assert list_files(folder) == ["RGCdata.mat"]

    def test_file_that_is_here_is_not_fetched_again(self, server):
        """A second call asks nothing of the server."""
        fetch("retina")
        fetch("retina")
        assert server.n_requests == 1

    def test_damaged_file_is_replaced(self, server, folder):
        """A file with another hash does not count as here; it gives way in one move, not by overwriting."""
        folder.mkdir()
        (folder / "RGCdata.mat").write_bytes(b"half of it")
        with (folder / "RGCdata.mat").open("rb") as reader:
            assert fetch("retina").read_bytes() == server.body
            assert reader.read() == b"half of it"

    @pytest.mark.parametrize("behaviour", PASSING)
    def test_passing_trouble_is_tried_again(self, server, behaviour):
        """After two failures that may pass the third attempt brings the file."""
        server.plan(behaviour, behaviour, "whole")
        assert fetch("retina", waits_s=SOON).read_bytes() == server.body
        assert server.n_requests == 3

    def test_silent_server_is_tried_again(self, server, monkeypatch):
        """A server that accepts and then says nothing counts as a lost connection."""
        monkeypatch.setattr("recordings.files.TIMEOUT_S", 0.2)
        server.plan("silent", "whole")
        start_s = time.perf_counter()
        assert fetch("retina", waits_s=SOON).read_bytes() == server.body
        assert time.perf_counter() - start_s < 3.0  # the server would be silent for 5 s

    def test_two_at_once_do_not_disturb_each_other(self, server, folder):
        """Downloads of the same file side by side leave the one whole file."""
        server.plan("trickling")
        threads = [threading.Thread(target=fetch, args=("retina",)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (folder / "RGCdata.mat").read_bytes() == server.body
        assert list_files(folder) == ["RGCdata.mat"]

    def test_library_is_silent(self, capfd):
        """Nothing is printed unless a progress bar is asked for."""
        fetch("retina")
        assert capfd.readouterr() == ("", "")

    def test_progress_bar_is_shown_on_request(self, server, capfd):
        """With ``progress`` the standard error shows how much of the file has come."""
        server.plan("trickling")
        fetch("retina", progress=True)
        assert re.search(r"retina: +[1-9]\d*%.* [1-9]\d*k/\d+k", capfd.readouterr().err)


@pytest.mark.usefixtures("served")
class TestFailing:
    """What is left, and what is said, when nothing arrives."""

    @pytest.mark.parametrize("behaviour", LASTING)
    def test_nothing_half_written_is_left(self, server, folder, behaviour):
        """After any failure the data folder is empty."""
        server.plan(behaviour)
        fail_to_fetch()
        assert list_files(folder) == []

    @pytest.mark.parametrize("behaviour", LASTING)
    def test_earlier_file_is_left_alone(self, server, folder, behaviour):
        """A failed download does not take away or touch what was there, right or wrong."""
        server.plan(behaviour)
        folder.mkdir()
        (folder / "RGCdata.mat").write_bytes(b"an edited copy")
        fail_to_fetch()
        assert (folder / "RGCdata.mat").read_bytes() == b"an edited copy"

    @pytest.mark.parametrize(
        ("behaviour", "words"),
        [
            (429, ["429 Too Many Requests in attempt 3", "try again later"]),
            (403, ["403 Forbidden in attempt 3", "try again later"]),
            (500, ["500 Internal Server Error in attempt 3", "try again later"]),
            (404, ["404 Not Found in attempt 1", "tell the author of the course"]),
            ("truncated", ["broke off (ChunkedEncodingError) in attempt 3", "try again later"]),
            ("dies", ["broke off", "in attempt 3", "try again later"]),
            ("corrupted", ["expected sha256:", "bytes with sha256", "threw it away", "try once more"]),
        ],
    )
    def test_message_is_one_line_of_what_came_and_what_to_do(self, server, behaviour, words):
        """The one line names the address, what came, and what to do: among it the file and the twin."""
        server.plan(behaviour)
        message = fail_to_fetch()
        assert "\n" not in message
        for part in [*words, "retina: expected", server.url, "--from FILE", 'load("retina", simulated=True)']:
            assert part in message

    @pytest.mark.parametrize("behaviour", [404, 410, "corrupted"])
    def test_lasting_trouble_is_not_tried_again(self, server, behaviour):
        """A wrong address or a wrong file is asked for once."""
        server.plan(behaviour, "whole")
        fail_to_fetch()
        assert server.n_requests == 1

    def test_unreachable_server_is_an_error_in_one_line(self, adopt):
        """A port where nobody listens gives the same kind of error."""
        adopt("retina", b"", url="http://127.0.0.1:9/RGCdata.mat")
        assert "connection that failed or broke off (ConnectionError) in attempt 3" in fail_to_fetch()

    def test_interruption_leaves_nothing(self, folder, monkeypatch):
        """Ctrl-C in the middle of a transfer leaves no part of the file."""

        def write_half(self, url, output_file, pooch):
            with open(output_file, "wb") as part:
                part.write(b"half")
            raise KeyboardInterrupt

        monkeypatch.setattr(pooch.HTTPDownloader, "__call__", write_half)
        with pytest.raises(KeyboardInterrupt):
            fetch("retina")
        assert list_files(folder) == []

    def test_folder_that_cannot_be_written_is_named(self, folder):
        """A file where the folder should be is an error that names the variable to change."""
        folder.write_text("not a folder")
        message = fail_to_fetch()
        assert f"expected to write {folder}" in message
        assert "NEURAL_COURSE_DATA" in message


@pytest.mark.usefixtures("served")
class TestWaiting:
    """How long is waited between attempts."""

    @staticmethod
    def record_waits(server, behaviour):
        """Seconds waited between the attempts at a server that never recovers."""
        waits_s = []
        server.plan(behaviour)
        with pytest.raises(DataError):
            fetch("retina", sleep=waits_s.append)
        return waits_s

    def test_waits_grow(self, server):
        """Every wait is longer than the one before; five attempts in all."""
        assert self.record_waits(server, 500) == [1.0, 2.0, 4.0, 8.0]
        assert server.n_requests == 5

    @pytest.mark.parametrize(
        ("asked", "waits_s"),
        [
            ("3", [3.0, 3.0, 4.0, 8.0]),
            ("86400", [60.0] * 4),
            ("Fri, 31 Dec 2027 23:59:59 GMT", [1.0, 2.0, 4.0, 8.0]),
            ("-5", [1.0, 2.0, 4.0, 8.0]),
        ],
    )
    def test_retry_after_makes_waits_longer(self, server, asked, waits_s):
        """A busy server's wish in seconds is granted up to a minute; anything else changes nothing."""
        assert self.record_waits(server, (429, asked)) == waits_s


def test_recording_without_address_cannot_be_fetched():
    """For the private recording the error points to ``--from FILE``."""
    with pytest.raises(
        DataError, match=r"tetrode: expected a public address, got none .* --from FILE"
    ) as problem:
        fetch("tetrode")
    assert str(problem.value).endswith("or go on without it, for it has no simulated twin yet")


def test_unknown_name_lists_the_known_ones():
    """A typing error is answered with the names there are."""
    with pytest.raises(DataError, match="expected one of retina, .*, tetrode, tetrode_times, got 'retinas'"):
        fetch("retinas")
