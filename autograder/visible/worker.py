"""The process that runs a student's code: it receives inputs, sends values, and knows no expected answer.

``python -m autograder.visible.worker FD`` serves the socket FD. A request may fork: the child then serves a socket of its
own from the state reached so far. So one warm process (libraries imported) gives every submission a clean start, and one
loaded submission gives every exercise a clean start; what dies or hangs there is a leaf.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import os
import signal
import socket
import sys

import numpy as np

from autograder.visible import calls, cells, confine, leftovers
from autograder.visible.channel import Channel, ChannelClosed
from autograder.visible.recipes import Predictions, realise
from autograder.visible.values import NotPlain, decode, encode

WARM_MODULES = [
    "scipy.linalg", "scipy.optimize", "scipy.signal", "scipy.special", "scipy.stats", "sklearn.cluster", "sklearn.decomposition",
    "sklearn.linear_model", "sklearn.mixture", "sklearn.model_selection", "sklearn.pipeline", "sklearn.preprocessing",
    "matplotlib.pyplot", "PIL.PngImagePlugin", "course.figures", "course.simulate.retina", "data_fetch"]


class Worker:
    """Answers one request after the other, until the channel closes."""

    def __init__(self, channel: Channel, shell):
        self.channel, self.shell = channel, shell
        self.module = cells.new_namespace()
        self.namespace = self.module.__dict__
        self.is_root = True  # no submission is loaded here, only in forks
        self.children: dict[int, tuple[int, ...]] = {}  # the grader's number of a fork -> process ids, its own last

    def serve(self) -> None:
        """Answer requests; returns when the grader has hung up."""
        while True:
            try:
                message, blobs = self.channel.receive()
                reply, answer_blobs = getattr(self, f"do_{message['do']}")(message, blobs)
                self.channel.send({"reply": message["id"], **reply}, answer_blobs)
            except ChannelClosed:
                return

    def do_load(self, message, blobs):
        """Run the cells of a notebook, or the text of a file; each one's error and outputs are told."""
        if message["how"] == "notebook":
            self.namespace = self.shell.user_ns
            return {"cells": [cells.run_cell(source, self.shell) for source in message["sources"]]}, []
        sys.modules["submission"] = self.module
        return {"cells": [cells.run_source(source, self.namespace, "file") for source in message["sources"]]}, []

    def do_call(self, message, blobs):
        """Call a function by name with the inputs sent."""
        args, kwargs = realise(decode(message["args"], blobs)), realise(decode(message["kwargs"], blobs))
        if message["name"] not in self.namespace:
            return _outcome(calls.Outcome(problem="missing", message="it is not defined"))
        with self._substituted(message["given"]):
            function = self.namespace[message["name"]]
            return _outcome(calls.call_function(function, args, kwargs, message["reseed"], message["measure"]))

    def do_value(self, message, blobs):
        """The value of a variable."""
        if message["name"] not in self.namespace:
            return _outcome(calls.Outcome(problem="missing", message="it is not defined"))
        return _outcome(calls.Outcome(value=self.namespace[message["name"]]))

    def do_fork(self, message, blobs):
        """Start a copy of this process on a socket of its own, within limits."""
        end = self.channel.receive_socket()
        try:
            pids = _fork(message)
        except OSError as reason:  # no namespaces to be had, or no more processes
            end.close()
            return {"refused": str(reason)}, []
        if pids[-1] == 0:
            self._become_child(end, message["limits"], base64.b64decode(message["filter"]))
        end.close()
        self.children[message["number"]] = pids
        return {}, []

    def do_end(self, message, blobs):
        """Kill a fork and what it left behind, and say how it had ended if it already had."""
        pids = self.children.pop(message["number"])
        done, status = os.waitpid(pids[0], os.WNOHANG)
        if done == 0:
            with contextlib.suppress(ProcessLookupError):  # it is just ending by itself: its channel has closed
                os.kill(pids[-1], signal.SIGKILL)
            os.waitpid(pids[0], 0)
        if self.is_root:
            leftovers.end_leftovers(pids[0], {pid for other in self.children.values() for pid in other})
        elif os.getpid() == 1:
            _sweep()
        return {"ended": "killed" if done == 0 else _how_it_ended(status)}, []

    def _become_child(self, end, limits, program):
        self.channel.close()
        self.channel, self.children, self.is_root = Channel(end), {}, False
        confine.limit(limits)
        confine.filter_calls(program)
        self.serve()
        os._exit(0)

    def _substituted(self, names):
        return Substitution(self.namespace, names, self._ask)

    def _ask(self, name, args, kwargs):
        """Let the grader compute an earlier function, which it knows to be right."""
        tree, blobs = encode([[_portable(item, args) for item in args], kwargs])
        self.channel.send({"ask": name, "with": tree}, blobs)
        message, blobs = self.channel.receive()
        if "refused" in message:
            raise ValueError(message["refused"])
        return decode(message["value"], blobs)


class Substitution:
    """While it lasts, earlier functions of the lab (and other names for them) are the grader's right ones."""

    def __init__(self, namespace: dict, names: list[str], ask):
        self.namespace, self.names, self.ask = namespace, names, ask
        self.saved: dict = {}

    def __enter__(self):
        for name in self.names:
            own = self.namespace.get(name)
            aliases = [key for key, item in self.namespace.items() if item is own and own is not None]
            for key in {name, *aliases}:
                self.saved[key] = self.namespace.get(key)
                self.namespace[key] = self._given(name, own)

    def __exit__(self, *error):
        for key, own in self.saved.items():
            if own is None:
                del self.namespace[key]
            else:
                self.namespace[key] = own

    def _given(self, name, own):
        def given(*args, **kwargs):
            return self.ask(name, *calls.bind_like(own, args, kwargs))

        return given


def _portable(item, args):
    """An argument in a form that can cross: of a fitted classifier, what it predicts for the first argument."""
    return Predictions(np.asarray(item.predict(args[0]))) if callable(getattr(item, "predict", None)) else item


def _fork(message) -> tuple[int, ...]:
    """Fork as asked: into namespaces, into a process group with a home, or plainly."""
    if message["tmp_bytes"]:
        return confine.fork_into_namespaces(message["tmp_bytes"])
    return (leftovers.fork_into_home(message["home"]) if message["home"] else os.fork(),)


def _outcome(outcome: calls.Outcome) -> tuple[dict, list[bytes]]:
    """An outcome as a message; a value that may not cross becomes a refusal that names its type."""
    try:
        tree, blobs = encode(outcome.value)
    except NotPlain as reason:
        return _outcome(calls.Outcome(problem="refused", message=f"it returned {reason}", changed=outcome.changed))
    return {"value": tree, **outcome.as_message()}, blobs


def _sweep() -> None:
    """As process 1 of a submission's own namespace: kill every other process there is."""
    try:
        os.kill(-1, signal.SIGKILL)
        while True:
            os.waitpid(-1, 0)
    except (ProcessLookupError, ChildProcessError):
        return  # none is left


def _how_it_ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)} ({signal.Signals(os.WTERMSIG(status)).name})"
    return f"exit {os.WEXITSTATUS(status)}"


def main() -> None:
    """Serve the socket whose number is given, with the libraries of the labs already imported."""
    end = socket.socket(fileno=int(sys.argv[1]))
    confine.hide_memory()
    leftovers.adopt_orphans()
    shell = cells.prepare_shell()
    for name in WARM_MODULES:
        __import__(name)
    gc.freeze()  # what is there now is nobody's garbage: forks need not look at it, nor copy its pages
    os.dup2(1, 2)  # what was said up to here is the grader's to read; students' output goes nowhere
    Worker(Channel(end), shell).serve()


if __name__ == "__main__":
    main()
