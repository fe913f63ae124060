"""Running a student's cells, as Jupyter would, and keeping what they show."""

from __future__ import annotations

import base64
import contextlib
import linecache
import os
import types

from autograder.visible.calls import Sink, describe_error

MAX_OUTPUT_BYTES = 4 * 2**20
MAX_STREAM = 100_000  # characters of each of the two standard streams


def prepare_shell():
    """Make the IPython shell before the first fork: it takes a tenth of a second."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    from traitlets.config import Config

    from autograder.visible.shell import QuietShell

    shell = QuietShell.instance(config=Config(HistoryManager={"enabled": False}))
    shell.display_formatter.active_types = shell.display_formatter.format_types  # pictures and HTML, not text alone
    return shell


def run_source(source: str, namespace: dict, name: str) -> dict:
    """Execute plain Python as a module's text; tell whether it raised, and where."""
    filename = f"<student {name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    with contextlib.redirect_stdout(Sink()), contextlib.redirect_stderr(Sink()):
        try:
            exec(compile(source, filename, "exec"), namespace)
        except BaseException as error:  # whatever it raised, the functions above that line are still there
            return {"error": describe_error(error).as_message(), "outputs": []}
    return {"error": None, "outputs": []}


def run_cell(source: str, shell) -> dict:
    """Execute a notebook's cell, magics included; its outputs are in the notebook format."""
    from IPython.utils.capture import capture_output

    shell.results, shell.source = [], source
    stdout, stderr = Sink(MAX_STREAM), Sink(MAX_STREAM)
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr), capture_output(False, False) as captured:
        result = shell.run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    outputs = [*_streams(stdout=stdout, stderr=stderr), *map(_display, captured.outputs), *shell.results]
    if error is not None:
        outputs.append(_error_output(error))
    return {"error": None if error is None else describe_error(error).as_message(), "outputs": _bounded(outputs)}


def _streams(**sinks: Sink) -> list[dict]:
    """Text on the standard streams."""
    texts = {name: sink.getvalue() for name, sink in sinks.items()}
    return [{"output_type": "stream", "name": name, "text": text} for name, text in texts.items() if text]


def _display(rich) -> dict:
    return {"output_type": "display_data", "data": as_notebook_data(rich.data), "metadata": {}}


def as_notebook_data(data: dict) -> dict:
    """A mime bundle as notebooks store it: text, and pictures in base 64."""
    return {kind: base64.b64encode(item).decode() if isinstance(item, bytes) else str(item) for kind, item in data.items()}


def _error_output(error) -> dict:
    told = describe_error(error)
    lines = [f"{told.error}: {told.message}", told.line]
    return {"output_type": "error", "ename": told.error, "evalue": told.message, "traceback": [line for line in lines if line]}


def _bounded(outputs: list[dict]) -> list[dict]:
    """The first outputs, as long as they fit."""
    kept, size = [], 0
    for output in outputs:
        size += len(str(output))
        if size > MAX_OUTPUT_BYTES:
            note = "[more output than is kept; the rest was left out]\n"
            return [*kept, {"output_type": "stream", "name": "stderr", "text": note}]
        kept.append(output)
    return kept


def new_namespace() -> types.ModuleType:
    """An empty module for a submission that is a plain file."""
    module = types.ModuleType("submission")
    module.__dict__["__builtins__"] = __builtins__
    return module
