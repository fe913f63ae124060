"""Grading many submissions: what is stored is taken from there, the rest is graded side by side and stored at once."""

from __future__ import annotations

import dataclasses
import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.batch.find import Submission
from autograder.batch.graders import Grader, GraderLost
from autograder.batch.key import key_of
from autograder.batch.store import ResultStore
from autograder.grading.read_notebook import NotASubmission, read_bytes
from autograder.grading.record import SubmissionResult

MAX_LOSSES = 3
WAIT_S = 0.5  # between looks at what another grader has under way


@dataclass
class Graded:
    """A submission and its result; `stored` when it had been graded before."""

    submission: Submission
    result: SubmissionResult
    key: str = ""
    stored: bool = False


def grade_class(submissions: list[Submission], make_grader: Callable[[], Grader], n_jobs: int = 1,
                store: ResultStore | None = None, force: bool = False) -> Iterator[Graded]:
    """Results in the order in which they are ready; each is stored before it is given.

    Parameters
    ----------
    submissions : list of Submission
        Equal contents are graded once.
    make_grader : callable
        Starts what grades; again when it is lost.
    n_jobs : int
        How many graders at a time.
    store : ResultStore, optional
        Where results are kept, and found.
    force : bool
        Grade again what is stored.

    Raises
    ------
    OSError
        When a result cannot be stored: the results so far are.
    """
    by_key = defaultdict(list)
    for submission in submissions:
        try:
            key = key_of(read_bytes(submission.path), submission.path)
        except NotASubmission as reason:
            yield Graded(submission, SubmissionResult(str(submission.path), error=str(reason)))
            continue
        found = None if force or store is None or by_key[key] else store.read(key)
        if found:
            yield Graded(submission, named(found, submission), key, stored=True)
        else:
            by_key[key].append(submission)
    waiting = {key: found for key, found in by_key.items() if found}
    yield from _grade_all(waiting, make_grader, n_jobs, store, force)


def _grade_all(waiting, make_grader, n_jobs, store, force) -> Iterator[Graded]:
    """Grade one submission of each key; what another grader has under way is left to it, and looked for again."""
    crew = Crew(make_grader, min(n_jobs, len(waiting)))
    try:
        while waiting:
            for key in [key for key in waiting if key not in crew.under_way]:
                if crew.is_full:
                    break
                if store is None or store.claim(key):
                    found = None if force or store is None else store.read(key)  # another grader may just have done it
                    if found:
                        store.release(key)
                        yield from _hand_out(waiting.pop(key), found, key, stored=True)
                    else:
                        crew.begin(key, str(waiting[key][0].path))
            done = crew.next_done(WAIT_S)
            if done:
                key, result = done
                if store is not None:
                    if not result.error:
                        store.write(key, result)
                    store.release(key)
                yield from _hand_out(waiting.pop(key), result, key)
    finally:
        crew.close()


def _hand_out(submissions, result, key, stored=False) -> Iterator[Graded]:
    for number, submission in enumerate(submissions):
        yield Graded(submission, named(result, submission), key, stored or number > 0)


def named(result: SubmissionResult, submission: Submission) -> SubmissionResult:
    """A result under the path of a submission with the same content."""
    path = str(submission.path)
    error = result.error.replace(result.path, path) if result.error else result.error
    return dataclasses.replace(result, path=path, error=error)


class Crew:
    """Graders in threads of their own; one that is lost is replaced, and its submission graded by the next."""

    def __init__(self, make_grader: Callable[[], Grader], n_jobs: int):
        self._make, self._n_jobs = make_grader, n_jobs
        self.under_way: set[str] = set()
        self._orders: queue.SimpleQueue = queue.SimpleQueue()
        self._done: queue.SimpleQueue = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(n_jobs)]
        for thread in self._threads:
            thread.start()

    @property
    def is_full(self) -> bool:
        """Whether there is work for everybody, and one more each."""
        return len(self.under_way) >= 2 * self._n_jobs

    def begin(self, key: str, path: str) -> None:
        """Let somebody grade a file."""
        self.under_way.add(key)
        self._orders.put((key, path))

    def next_done(self, patience_s: float) -> tuple[str, SubmissionResult] | None:
        """A key and its result; None when there is none in time.

        Raises
        ------
        Exception
            What kept a grader from being started.
        """
        if not self.under_way:
            time.sleep(patience_s)
            return None
        try:
            key, result = self._done.get(timeout=patience_s)
        except queue.Empty:
            return None
        if isinstance(result, Exception):
            raise result
        self.under_way.remove(key)
        return key, result

    def close(self) -> None:
        """Let everybody finish what they are at, and go."""
        while not self._orders.empty():
            self._orders.get()
        for _ in self._threads:
            self._orders.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        grader = None
        try:
            for key, path in iter(self._orders.get, None):
                result, grader = self._grade(grader, key, path)
                self._done.put((key, result))
        except Exception as error:  # a grader that cannot be started: for `next_done` to raise
            self._done.put(("", error))
        finally:
            if grader is not None:
                grader.close()

    def _grade(self, grader, key, path) -> tuple[SubmissionResult, Grader]:
        start = time.monotonic()
        for _ in range(MAX_LOSSES):
            grader = grader or self._make()
            try:
                content = read_bytes(path)
                if key_of(content, path) != key:
                    raise NotASubmission(f"expected the file as it was found, got one that changed since: {path}")
                result = grader.grade(path, content)
                result.took_s = time.monotonic() - start
                return result, grader
            except NotASubmission as reason:
                return SubmissionResult(path, error=str(reason)), grader
            except GraderLost as lost:
                grader.close()
                grader, reason = None, str(lost)
            except Exception as defect:  # one of ours: it may cost a submission, and not a class
                logging.getLogger(__name__).exception("grading %s failed", path)
                return SubmissionResult(path, error=f"the grader itself failed on it ({type(defect).__name__}: {defect}); please "
                                        f"report this: {path}", lost=True), grader
        return SubmissionResult(path, error=f"it was begun {MAX_LOSSES} times, and each time {reason}: {path}", lost=True), grader
