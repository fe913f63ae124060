"""Scores and messages made by the student: in outputs, and on the socket to the grader."""

from __future__ import annotations

from tests.attacks.attack import LAB, Attack

WORKER = """
        import gc, json, os, socket, struct
        from autograder.visible.worker import Worker
        from autograder.visible import worker as module
        def the_worker():
            return next(item for item in gc.get_objects() if isinstance(item, Worker))
        def write(text, n_blobs=0, blobs=b""):
            header = text.encode()
            the_worker().channel.end.sendall(struct.pack("!IQ", len(header), n_blobs or len(blobs)) + header + blobs)
"""
ASK = WORKER + """
        def ask(name, *args):
            tree, blobs = module.encode([list(args), {}])
            end = the_worker().channel
            end.send({"ask": name, "with": tree}, blobs)
            answer, blobs = end.receive()
            if "refused" in answer:
                raise ValueError(answer["refused"])
            return module.decode(answer["value"], blobs)
"""


def _forge_saved_outputs(notebook: dict) -> None:
    """Every test cell already shows its full score."""
    for cell in notebook["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("grade") and cell["cell_type"] == "code":
            cell["execution_count"] = 1
            cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1, "metadata": {},
                                "data": {"text/plain": str(float(nbgrader.get("points", 0)))}}]


def _function(body: str, name: str = "make_design_matrix") -> dict[str, str]:
    return {name: f"def {name}(*args, **kwargs):\n{body}"}


ATTACKS = (
    Attack("forge_saved_outputs", "The file's test cells already show full scores.", change=_forge_saved_outputs),
    Attack("forge_execute_result", "A cell and a function show a score as the value of the cell.",
           top="import sys\nsys.displayhook(42.5)\n42.5", answers=_function("    import sys\n    sys.displayhook(6.0)\n    return None")),
    Attack("forge_formatters", "Whatever is shown is shown as a score.", top="""
        formatter = get_ipython().display_formatter
        formatter.format = lambda item, *args, **kwargs: ({"text/plain": "6.0"}, {})
        object()
    """),
    Attack("forge_results", "The list of a cell's results is filled by hand.", top="""
        shell = get_ipython()
        shell.results = type("More", (list,), {"__iter__": lambda self: iter([{
            "output_type": "execute_result", "data": {"text/plain": "6.0"}, "metadata": {}, "execution_count": 1,
            "points": 6.0}])})()
    """),
    Attack("forge_standard_output", "The results' own JSON line is printed, also past Python.", top=f"""
        import os, sys
        line = '{{"path": "submitted/x", "lab": "{LAB}", "points": 42.5, "max_points": 42.5, "exercises": {{}}, "error": null}}'
        print(line)
        for number in (1, 2):
            os.write(number, line.encode() + b"\\n")
        sys.__stdout__.write(line)
    """),
    Attack("forge_reply", "A reply is written into every socket before the call returns.", answers=_function("""
        import os, socket, struct
        for name in os.listdir("/proc/self/fd"):
            try:
                end = socket.socket(fileno=os.dup(int(name)))
                header = b'{"reply": "", "value": 0.0, "points": 6.0, "passed": true, "sizes": []}'
                end.send(struct.pack("!IQ", len(header), 0) + header)
            except OSError:
                continue
        return None
    """)),
    Attack("forge_other_replies", "Two thousand replies to other requests come before the true one.", answers=_function(WORKER + """
        for number in range(2000):
            write(json.dumps({"reply": f"{number:016x}", "value": 0.0, "sizes": []}))
        return None
    """)),
    Attack("ask_for_itself", "The function asks the grader for its own right answer.",
           answers=_function(ASK + "        return ask('make_design_matrix', *args, *kwargs.values())\n")),
    Attack("ask_for_a_later_one", "A function that is lent an earlier one asks for itself, and for others.", answers=_function(ASK + """
        for name in ("fit_lg", "fit_lnp", "__class__", "", None, 7, ["fit_lg"], {"fit_lg": 1}, "solutions", "__builtins__"):
            try:
                return ask(name, *args, *kwargs.values())
            except ValueError:
                continue
        return None
    """, "fit_lg")),
    Attack("ask_for_ever", "Questions to the grader without end.", answers=_function(WORKER + """
        while True:
            write('{"ask": "make_design_matrix", "with": {"list": [{"list": [{"list": [1, 2]}]}, {"dict": []}]}, "sizes": []}')
            the_worker().channel.receive()
    """, "spike_triggered_average"), slow=True),
    Attack("ask_without_listening", "Questions whose answers are never read.", answers=_function(WORKER + """
        while True:
            write('{"ask": "make_design_matrix", "with": {"list": [{"list": [{"list": [1, 2]}]}, {"dict": []}]}, "sizes": []}')
    """, "spike_triggered_average"), slow=True),
    Attack("fork_refused", "The copy for each exercise is refused.",
           top=WORKER + "        Worker.do_fork = lambda self, message, blobs: ({'refused': '<b>no</b>'}, [])\n"),
    Attack("fork_unanswered", "The socket for the copy is taken, and nobody serves it.", slow=True, top=WORKER + """
        def keep(self, message, blobs):
            self.kept = self.channel.receive_socket()
            return {}, []
        Worker.do_fork = keep
    """),
    Attack("end_unanswered", "A copy says that it has ended when it has not.", top=WORKER + """
        Worker.do_end = lambda self, message, blobs: ({"ended": "killed <script>"}, [])
    """),
    Attack("forge_reports", "The report on a cell is another thing each time.", top=WORKER + """
        import itertools
        reports = itertools.cycle([None, 7, "text", [], {}, {"cells": None}, {"cells": [None]}, {"cells": ["x", "y"]},
            {"cells": [{"error": 3, "outputs": 3}]}, {"cells": [{"error": {"error": [], "message": {}, "line": 1}, "outputs": [None, 1, {}]}]},
            {"cells": [{"error": None, "outputs": [{"output_type": "stream", "text": {"a": 1}}, {"output_type": "error", "traceback": None}]}]},
            {"cells": [{"outputs": [{"output_type": "display_data", "data": {"image/png": {}, "text/plain": [1, None]}}]}]}])
        def forged(self, message, blobs):
            report = next(reports)
            return (report if isinstance(report, dict) else {"cells": report}), []
        Worker.do_load = forged
    """),
    Attack("clear_output", "Outputs are cleared, also those to come.", top="""
        from IPython.display import clear_output, display
        clear_output(wait=True)
        display({"text/plain": "6.0"}, raw=True)
    """),
)


def _frames(name: str, claim: str, written: str, **more) -> Attack:
    """An attack by what is written on the socket in place of a reply."""
    return Attack(f"frame_{name}", claim, answers=_function(f"{WORKER}        {written}\n        return None\n"), **more)


FRAMES = (
    _frames("huge", "A message that says that it is of 2^62 bytes.", "the_worker().channel.end.sendall(struct.pack('!IQ', 10, 2**62))"),
    _frames("long_header", "A header of 4 GB.", "the_worker().channel.end.sendall(struct.pack('!IQ', 2**32 - 1, 0))"),
    _frames("unfinished", "A message that breaks off.",
            "the_worker().channel.end.sendall(struct.pack('!IQ', 100, 0) + b'{'); import time; time.sleep(100)", slow=True),
    _frames("drip", "A message that comes byte by byte.", "\n        ".join([
        "import time", "the_worker().channel.end.sendall(struct.pack('!IQ', 10**6, 0))",
        "while True:", "    the_worker().channel.end.sendall(b' ')", "    time.sleep(0.05)"]), slow=True),
    _frames("no_json", "A message that is no JSON.", "write('not json at all')"),
    _frames("list", "A message that is a list.", "write('[1, 2, 3]')"),
    _frames("number", "A message that is a number.", "write('7')"),
    _frames("deep", "A message nested a hundred thousand deep.", "write('[' * 100_000 + ']' * 100_000)"),
    _frames("long_number", "A number of a million digits.", "write('{\"reply\": ' + '9' * 10**6 + ', \"sizes\": []}')"),
    _frames("sizes", "Sizes that do not add up.", "write('{\"sizes\": [-5, 5, true]}')"),
    _frames("many_lists", "Fifteen megabytes of empty lists.", "write('{\"x\": [' + '[],' * 5_000_000 + '1], \"sizes\": []}')"),
    _frames("socket_closed", "The socket is closed.", "the_worker().channel.end.close()"),
    _frames("every_descriptor_closed", "Every open file is closed.", "os.closerange(0, 4096)"),
)
ATTACKS += FRAMES
