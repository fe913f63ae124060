"""Getting files into the data folder and checking them by their hashes."""

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pooch
import requests
from tqdm import tqdm

from recordings.records import DataError, find_record, make_error, records

WAITS_S = (1.0, 2.0, 4.0, 8.0)  # before the second, third … attempt at a download
LONGEST_WAIT_S = 60.0  # a server may ask for more, but nobody sits in front of a notebook for longer
TIMEOUT_S = 30.0  # without a byte from the server


def data_folder():
    """Find the folder of the real files: ``NEURAL_COURSE_DATA``, else a cache of the user. It need not exist.

    Returns
    -------
    pathlib.Path
    """
    named = os.environ.get("NEURAL_COURSE_DATA")
    return Path(os.path.expanduser(named or pooch.os_cache("neural-data-course")))


def is_recording(record, path):
    """Tell whether a file has one of the accepted hashes of a record, or holds what it must where none is known."""
    if not os.path.isfile(path):
        return False
    if record.recognise:
        return record.recognise(path)
    kinds = {known.partition(":")[0] for known in record.hashes}
    return any(f"{kind}:{pooch.file_hash(str(path), alg=kind)}" in record.hashes for kind in kinds)


def _describe_file(path):
    return f"{path.stat().st_size} bytes with sha256 {pooch.file_hash(str(path))}"


@contextmanager
def write_whole(target):
    """Path to write to; the file gets its own name, in one move, only when all went well."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".arriving-", dir=target.parent) as room:
            yield Path(room) / target.name
            os.replace(Path(room) / target.name, target)
    except requests.RequestException:  # an OSError too, but not one of this folder
        raise
    except OSError as problem:
        next_step = "make room, or name another folder in the environment variable NEURAL_COURSE_DATA"
        raise DataError(f"expected to write {target}, got: {problem.strerror}; {next_step}") from problem


def _download_once(record, target, progress):
    bar = tqdm(
        total=record.n_bytes or 1,
        unit="B",
        unit_scale=True,
        desc=record.name,
        leave=False,
        disable=not progress,
    )
    with bar, write_whole(target) as part:
        get_file = pooch.HTTPDownloader(progressbar=progress and bar, chunk_size=2**16, timeout=TIMEOUT_S)
        get_file(record.url, str(part), None)
        if not is_recording(record, part):
            came = f"{_describe_file(part)} from {record.url} and threw it away"
            raise make_error(
                record, record.hashes[0], came, "try once more in case the transfer was at fault"
            )
    return target


def _may_pass(problem):
    """Whether waiting may help: a busy server or a lost connection may pass, a wrong address does not."""
    if problem.response is None:
        lost = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
        return isinstance(problem, lost)
    return problem.response.status_code in (403, 429) or problem.response.status_code >= 500


def _choose_wait_s(problem, wait_s):
    asked = "" if problem.response is None else problem.response.headers.get("Retry-After", "")
    return max(wait_s, min(float(asked), LONGEST_WAIT_S)) if asked.isdecimal() else wait_s


def _explain(record, problem, n_attempts):
    if problem.response is None:
        came = f"a connection that failed or broke off ({type(problem).__name__})"
    else:
        came = f"the answer {problem.response.status_code} {problem.response.reason}"
    expected = f"{record.file_name} from {record.url}"
    later = "try again later" if _may_pass(problem) else "tell the author of the course"
    return make_error(record, expected, f"{came} in attempt {n_attempts}", later)


def fetch(name, *, progress=False, waits_s=WAITS_S, sleep=time.sleep):
    """Download a recording into the data folder, unless it is there.

    The file arrives under a temporary name and is moved into place once its hash is right. After 429, 403,
    5xx and lost connections the download is tried again, with longer and longer waits.

    Parameters
    ----------
    name : str
        Name of the recording.
    progress : bool
        Whether to show a progress bar on the standard error.
    waits_s : sequence of float
        Seconds before the second, third … attempt; ``Retry-After`` can make them longer, up to a minute.
    sleep : callable
        Called with the seconds to wait.

    Returns
    -------
    pathlib.Path
        The verified file.

    Raises
    ------
    DataError
        If the recording is unknown or has no public address, or did not come whole.
    """
    record = find_record(name)
    target = data_folder() / record.file_name
    if is_recording(record, target):
        return target
    if record.url is None:
        raise make_error(record, "a public address", f"none ({record.terms})")
    for n_attempts, wait_s in enumerate([*waits_s, None], start=1):
        try:
            return _download_once(record, target, progress)
        except requests.RequestException as problem:
            if problem.response is not None:
                problem.response.close()
            if wait_s is None or not _may_pass(problem):
                raise _explain(record, problem, n_attempts) from problem
            sleep(_choose_wait_s(problem, wait_s))


def take(name, path):
    """Copy a file that the user has into the data folder; its hash, or what it holds, says what it is, not its name.

    Parameters
    ----------
    name : str or None
        Name of the recording that it must be; None for any.
    path : str or pathlib.Path
        The file.

    Returns
    -------
    pathlib.Path
        The copy.

    Raises
    ------
    DataError
        If there is no such file, or it is not a recording of the course, or not the one named.
    """
    wanted = tuple(records().values()) if name is None else (find_record(name),)
    source = Path(os.path.expanduser(path))
    if not os.path.isfile(source):
        came = "a folder" if os.path.isdir(source) else "nothing"
        raise DataError(f"expected a file, got {came} at {source}; give the path of the file itself")
    record = next((record for record in records().values() if is_recording(record, source)), None)
    if record not in wanted:
        expected = "a recording of the course" if name is None else f"{name} ({wanted[0].mark})"
        came = _describe_file(source) if record is None else f"the recording {record.name}"
        raise DataError(f"expected {expected}, got {came} in {source}; see python data_fetch.py")
    target = data_folder() / record.file_name
    with write_whole(target) as part:
        shutil.copyfile(source, part)
    return target


def verify(name):
    """Check the file of a recording in the data folder against its hash.

    Parameters
    ----------
    name : str
        Name of the recording.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    DataError
        If it is not there, or is not the recording.
    """
    record = find_record(name)
    path = data_folder() / record.file_name
    if is_recording(record, path):
        return path
    came = _describe_file(path) if os.path.isfile(path) else "no such file"
    ways = [f"fetch it (python data_fetch.py {name})"] if record.url else []
    raise make_error(record, f"{path} with {record.mark}", came, *ways)
