"""The self-test's attempts from a Jupyter kernel that the provisioner started."""

from __future__ import annotations

import ast
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from jupyter_client import KernelManager
from jupyter_client.blocking import BlockingKernelClient

from autograder.isolation import attempts
from autograder.isolation.attempts import bombs, processes
from autograder.isolation.provisioner import BubblewrapProvisioner
from autograder.isolation.rows import NOT_LIMITED, Row, is_unbounded, judge, make_row, source_of
from autograder.isolation.scene import Scene

PLACE = "kernel"
GROUP_BYTES = 2**30


def try_kernel(scene: Scene, isolation: str | None = None) -> Iterator[Row]:
    """Try everything that a kernel could from one; one row each.

    Raises
    ------
    IsolationMissing, KernelNotStarted
    """
    with started_kernel(isolation) as (provisioner, client):
        contained, group = provisioner.sandboxed, provisioner.group
        for attempt in (*attempts.EVERYWHERE, bombs.fill_the_disk, bombs.make_many_files, bombs.fill_memory_together):
            given = scene.given(worker=provisioner.process.pid, memory_bytes=GROUP_BYTES, contained=contained)
            if attempt is processes.kill_the_grader and not contained:
                continue  # without a sandbox that process is the kernel itself
            if is_unbounded(attempt, group, contained, nests=False):
                yield make_row(PLACE, attempt, [], NOT_LIMITED)
            else:
                yield judge(scene, PLACE, attempt, _run(client, attempt, given), group)
        yield _try_interrupt(provisioner, client)
        _run(client, processes.stay_alive, given)
    yield make_row(PLACE, processes.stay_alive, scene.survivors(given["survivor"]))


@contextmanager
def started_kernel(isolation: str | None = None) -> Iterator[tuple[BubblewrapProvisioner, BlockingKernelClient]]:
    """A kernel of this interpreter, ended with all it started."""
    manager = KernelManager(kernel_name="python3")
    manager.provisioner = BubblewrapProvisioner(
        parent=manager, kernel_spec=manager.kernel_spec, kernel_id="selftest", isolation=isolation or "",
        memory_bytes=GROUP_BYTES)
    manager.start_kernel()
    try:
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        yield manager.provisioner, client
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


def _run(client: BlockingKernelClient, attempt: Callable, given: dict) -> list | None:
    """Make an attempt; None when it could not be made."""
    try:
        reply = client.execute_interactive(source_of(attempt, given), user_expressions={"found": "found"}, timeout=20,
                                           store_history=False, output_hook=lambda message: None)
        return ast.literal_eval(reply["content"]["user_expressions"]["found"]["data"]["text/plain"])
    except (TimeoutError, KeyError, ValueError, SyntaxError):
        return None


def _try_interrupt(provisioner: BubblewrapProvisioner, client: BlockingKernelClient) -> Row:
    """Goes on when its manager interrupts it."""
    request = client.execute("print('begun', flush=True)\nwhile True: pass", store_history=False)
    _await_start(client, request)
    provisioner.parent.interrupt_kernel()
    try:
        reply = client.get_shell_msg(timeout=20)
    except queue.Empty:
        return make_row(PLACE, _try_interrupt, ["it did not answer"])
    expected = reply["parent_header"]["msg_id"] == request and reply["content"].get("ename") == "KeyboardInterrupt"
    return make_row(PLACE, _try_interrupt, [] if expected else [f"it answered {reply['content'].get('status')}"])


def _await_start(client: BlockingKernelClient, request: str) -> None:
    """Wait until a cell says that it runs: before, an interrupt would end the kernel's preparations without an answer."""
    while True:
        message = client.get_iopub_msg(timeout=20)
        if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == request:
            return
