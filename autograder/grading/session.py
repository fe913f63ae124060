"""Conversations with processes that run student code. Only values travel, in both directions."""

from __future__ import annotations

import itertools
import secrets
import socket
import time
from collections.abc import Callable

from autograder.grading.discretion import only_known, withhold_numbers
from autograder.grading.limits import CALL_S, CELLS_S, FORK_S, START_S
from autograder.isolation.launch import Room, Started, launch_worker
from autograder.visible.calls import Outcome
from autograder.visible.channel import Channel, ChannelClosed, ChannelTimeout
from autograder.visible.values import NotPlain, decode, encode

MAX_ASKS = 20_000  # right earlier functions that one call may use
PROBLEMS = ("missing", "raised", "refused", "timeout", "died")


class WorkerLost(RuntimeError):
    """The process that runs student code is gone or does not answer."""


class NotShutAway(WorkerLost):
    """The system refuses the namespaces that would keep a submission from the next."""


class Session:
    """The grader's end of one worker process; `fork` gives a fresh copy of it."""

    def __init__(self, channel: Channel, parent: Session | None = None, number: int = 0):
        self.channel, self.parent, self.number = channel, parent, number
        self._numbers = itertools.count(1)
        self.sources: list[str] = parent.sources if parent else []  # what was loaded here, or before the fork

    def load(self, how: str, sources: list[str], timeout_s: float = CELLS_S) -> list[dict]:
        """Run the cells of a notebook (``how="notebook"``) or files (``"file"``); one report each.

        Raises
        ------
        WorkerLost
            When they ended the process, or took longer than `timeout_s`.
        """
        self.sources = [*self.sources, *sources]
        message, _ = self._request({"do": "load", "how": how, "sources": sources}, (), timeout_s)
        return message["cells"] if isinstance(message.get("cells"), list) else []

    def call(self, name: str, args: tuple = (), kwargs: dict | None = None, *, given: dict[str, Callable] | None = None,
             reseed: int | None = None, measure: bool = False, timeout_s: float = CALL_S) -> Outcome:
        """Call a student's function; `given` holds earlier functions of the lab that replace the student's own."""
        tree, blobs = encode([tuple(args), kwargs or {}])
        request = {"do": "call", "name": name, "args": tree["list"][0], "kwargs": tree["list"][1],
                   "given": list(given or {}), "reseed": reseed, "measure": measure}
        return self._outcome(request, blobs, timeout_s, given or {})

    def value(self, name: str, timeout_s: float = CALL_S) -> Outcome:
        """The value of a student's variable."""
        return self._outcome({"do": "value", "name": name}, (), timeout_s, {})

    def fork(self, timeout_s: float = FORK_S, room: Room | None = None) -> Session:
        """A copy of the process in its present state; with `room`, shut away as that says.

        Raises
        ------
        WorkerLost
            When the process is gone, or may not make namespaces.
        """
        ours, theirs = socket.socketpair()
        number = next(self._numbers)
        try:
            with theirs:
                self._send({"do": "fork", "number": number, **(room or Room()).as_request()}, ())
                self._hand_over(theirs)
            message, _ = self._await_reply(timeout_s, {})
            if "refused" in message:
                raise NotShutAway(f"a submission cannot be shut away from the next: {str(message['refused'])[:200]}")
        except WorkerLost:
            ours.close()
            raise
        return Session(Channel(ours), self, number)

    def _hand_over(self, end: socket.socket) -> None:
        try:
            self.channel.send_socket(end)
        except OSError as error:
            raise WorkerLost("the process that ran it had ended") from error

    def end(self) -> str:
        """Kill this copy; tells how it had ended if it had ended by itself."""
        self.channel.close()
        message, _ = self.parent._request({"do": "end", "number": self.number}, (), 10.0)
        return str(message.get("ended", "killed"))[:100]

    def _outcome(self, request, blobs, timeout_s, given) -> Outcome:
        try:
            message, blobs = self._request(request, blobs, timeout_s, given)
            return _read_outcome(message, blobs, self.sources)
        except NotPlain as reason:
            return Outcome(problem="refused", message=f"it returned {withhold_numbers(str(reason))}")
        except WorkerLost as lost:
            return Outcome(problem="timeout" if isinstance(lost.__cause__, ChannelTimeout) else "died", message=str(lost))

    def _request(self, message, blobs, timeout_s, given=None):
        self._send(message, blobs)
        return self._await_reply(timeout_s, given or {})

    def _send(self, message, blobs):
        self._id = secrets.token_hex(8)
        try:
            self.channel.send({**message, "id": self._id}, blobs)
        except ChannelClosed as closed:
            raise WorkerLost("the process that ran it had ended") from closed

    def _await_reply(self, timeout_s, given):
        deadline = time.monotonic() + timeout_s
        try:
            for _ in range(MAX_ASKS):
                message, blobs = self.channel.receive(deadline - time.monotonic())
                if message.get("reply") == self._id:
                    return message, blobs
                if "ask" in message:  # anything else is no word of the worker's: it does not count
                    self.channel.send(*_answer(message, blobs, given), timeout_s=deadline - time.monotonic())
            raise ChannelClosed(f"it used earlier functions more than {MAX_ASKS} times")
        except ChannelTimeout as late:
            raise WorkerLost(f"it did not return within {timeout_s:g} s") from late
        except ChannelClosed as closed:
            raise WorkerLost("it ended the process that ran it (os._exit, a crash, or too much memory)") from closed


def _answer(message, blobs, given) -> tuple[dict, list[bytes]]:
    """The value of a right earlier function, for a student's function that builds on it."""
    try:
        args, kwargs = decode(message["with"], blobs)
        tree, answer_blobs = encode(given[message["ask"]](*args, **kwargs))
        return {"value": tree}, answer_blobs
    except Exception as error:  # arguments of a student's making may break a reference in any way: that is told, not ours to fix
        return {"refused": f"{type(error).__name__}: {error}"[:300]}, []


def _read_outcome(message, blobs, sources) -> Outcome:
    """An outcome from a message that a hostile process may have written: every field is checked."""
    problem = message.get("problem")
    if problem is not None and problem not in PROBLEMS:
        raise NotPlain("a malformed message")
    texts = {key: withhold_numbers(str(message.get(key, ""))[:2000]) for key in ("error", "message")}
    texts["line"] = only_known(str(message.get("line", ""))[:300], sources)
    changed = message.get("changed", [])
    changed = [item for item in changed[:20] if type(item) is int and 0 <= item < 100] if type(changed) is list else []
    warned = message.get("warned", [])
    warned = [withhold_numbers(str(item)[:100]) for item in warned[:20]] if type(warned) is list else []
    peak_bytes = message.get("peak_bytes")
    return Outcome(value=decode(message.get("value"), blobs), problem=problem, changed=changed, warned=warned,
                   peak_bytes=peak_bytes if type(peak_bytes) is int and 0 <= peak_bytes < 2**50 else 0, **texts)


class WarmWorker:
    """A worker process with the libraries imported, from which every submission is forked.

    Parameters
    ----------
    isolation : str, optional
        ``require``, ``prefer`` or ``off``, see `autograder.isolation.policy`.

    Raises
    ------
    IsolationMissing
        When isolation is required and this machine has none.
    """

    def __init__(self, isolation: str | None = None):
        self.isolation = isolation
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self.session = Session(Channel(ours))
        try:
            with theirs:
                self.started = self._launch(theirs.fileno())
        except Exception:
            ours.close()
            raise

    def _launch(self, fd: int) -> Started:
        return launch_worker(fd, self.isolation)

    @property
    def is_there(self) -> bool:
        """Whether the process still runs."""
        return self.started.process.poll() is None

    def open(self) -> Session:
        """A clean process for one submission, shut away from those before and after it."""
        if not self.started.spent:
            try:
                return self._fork()
            except WorkerLost:  # whatever the last submission did to its process: start anew
                self.started.spent = True
        self.close()
        self._start()
        try:
            return self._fork()
        except WorkerLost as lost:
            raise WorkerLost(f"a process for student code does not start: {self.started.complaint() or lost}") from lost

    def _fork(self) -> Session:
        try:
            return self.session.fork(START_S, self.started.room())
        except NotShutAway:  # the system lets no namespaces be made in a sandbox: this one is for one submission
            self.started.nests = False
            return self.session.fork(START_S, self.started.room())

    def close(self) -> None:
        """End the process and all of its forks."""
        self.session.channel.close()
        self.started.end()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
