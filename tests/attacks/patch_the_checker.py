"""Replacing, in the student's own process, whatever might compare or report."""

from __future__ import annotations

from tests.attacks.attack import EVERYTHING, Attack

NOTHING = {name: f"def {name}(*args, **kwargs):\n    return None" for name in EVERYTHING} | {"evidence_filters": "evidence_filters = None"}
EVERY_MODULE = """
    import sys
    from autograder.visible import calls, cells, channel, confine, describe, judges, notebook, results, sheets, values, worker
"""


def _attack(name: str, claim: str, top: str, **more) -> Attack:
    return Attack(f"patch_{name}", claim, answers=NOTHING, top=top, **more)


ATTACKS = (
    _attack("comparisons", "numpy.testing, allclose and their like find everything equal.", """
        for name in ("allclose", "isclose", "array_equal", "array_equiv", "equal", "less", "all"):
            setattr(np, name, lambda *args, **kwargs: True)
        for name in dir(np.testing):
            if name.startswith("assert"):
                setattr(np.testing, name, lambda *args, **kwargs: None)
    """),
    _attack("builtins", "abs, isinstance, all, len and AssertionError mean something else.", """
        import builtins
        builtins.abs = lambda x: 0
        builtins.isinstance = lambda x, kind: True
        builtins.all = builtins.any = lambda items: True
        builtins.AssertionError = builtins.NotImplementedError = type("Passed", (Exception,), {})
    """),
    _attack("judges", "Every judge of the visible half is content.", """
        from autograder.visible import judges
        for kind in [*judges.JUDGES.values(), judges.Judge]:
            kind.__call__ = lambda self, outcome, truth: None
            kind.judge = lambda self, answer, truth: None
        judges.to_numbers = lambda value: np.zeros(3)
    """),
    _attack("results", "A check's points are always its highest.", """
        from autograder.visible import results
        results.CheckResult.points = property(lambda self: self.max_points, lambda self, value: None)
        results.CheckResult.passed = results.ExerciseResult.passed = property(lambda self: True)
        results.ExerciseResult.points = property(lambda self: 100.0)
    """),
    _attack("modules", "The grader's modules in sys.modules are others.", """
        import sys, types
        for name in ("autograder", "autograder.grading", "autograder.grading.engine", "autograder.declare", "solutions",
                     "solutions.glm_encoding", "autograder.exercises", "nbgrader", "autograder.visible.judges"):
            fake = types.ModuleType(name)
            fake.__path__ = []
            fake.__getattr__ = lambda wanted: (lambda *args, **kwargs: 100.0)
            sys.modules[name] = fake
    """),
    _attack("import_hook", "An import hook serves modules of its own.", """
        import importlib.abc, importlib.machinery, sys
        class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
            def find_spec(self, name, path=None, target=None):
                return importlib.machinery.ModuleSpec(name, self) if name.split(".")[0] in ("solutions", "autograder") else None
            def exec_module(self, module):
                module.__getattr__ = lambda name: (lambda *args, **kwargs: 100.0)
        sys.meta_path.insert(0, Hook())
        for name in [name for name in sys.modules if name.startswith("autograder")]:
            del sys.modules[name]
    """),
    _attack("check_and_score", "check and score say what their author likes.", """
        def check(exercise):
            return "all checks passed"
        def score(exercise):
            return 100.0
        import autograder, autograder.visible.notebook as notebook
        autograder.check = autograder.score = notebook.check = notebook.score = score
    """),
    _attack("outcome", "A call's outcome is written by hand: no problem, nothing changed, and points.", """
        from autograder.visible import calls
        def outcome(*args, **kwargs):
            done = calls.Outcome(value=None)
            done.as_message = lambda: {"problem": None, "changed": [], "warned": [], "points": 100.0, "passed": True}
            return done
        calls.call_function = calls._call_quietly = outcome
    """),
    _attack("worker_replies", "The worker's replies carry points and verdicts.", """
        from autograder.visible.worker import Worker
        verdict = {"value": None, "points": 100.0, "max_points": 100.0, "passed": True, "score": 100.0, "checks": [],
                   "exercises": {"glm_encoding.fit_lg": {"points": 100.0}}}
        Worker.do_call = Worker.do_value = lambda self, message, blobs: (dict(verdict), [])
    """),
    _attack("json", "Every message that is written as JSON is a good one.", """
        import json
        dumps = json.dumps
        def lie(message, *args, **kwargs):
            if isinstance(message, dict):
                message = {**message, "points": 1e9, "passed": True, "problem": None, "message": ""}
            return dumps(message, *args, **kwargs)
        json.dumps = lie
    """),
    _attack("fork", "The process that was to be copied serves every exercise itself, and remembers.", """
        import os
        from autograder.visible.channel import Channel
        from autograder.visible.worker import Worker
        def serve_here(self, message, blobs):
            here = self.channel
            end = here.receive_socket()
            here.send({"reply": message["id"]})
            Worker(Channel(end), self.shell).serve()
            raise SystemExit
        Worker.do_fork = serve_here
    """),
    _attack("shell", "IPython reports every cell as well done.", """
        shell = get_ipython()
        shell.showtraceback = shell._showtraceback = lambda *args, **kwargs: None
        run = shell.run_cell
        def cleaned(*args, **kwargs):
            done = run(*args, **kwargs)
            done.error_in_exec = done.error_before_exec = None
            return done
        shell.run_cell = cleaned
    """),
    _attack("transformers", "Input and syntax-tree transformers drop what could fail.", """
        import ast
        class Drop(ast.NodeTransformer):
            def visit_Raise(self, node):
                return ast.copy_location(ast.Return(ast.Constant(0.0)), node)
            visit_Assert = visit_Raise
        get_ipython().ast_transformers.append(Drop())
        get_ipython().input_transformers_post.append(lambda lines: [line.replace("assert", "#") for line in lines])
    """),
    _attack("time", "No time passes, and no alarm is heard.", """
        import signal, time
        time.monotonic = time.time = time.perf_counter = lambda: 0.0
        time.sleep = lambda seconds: None
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except OSError:
                continue
    """),
    _attack("random", "Random numbers are known beforehand.", """
        np.random.default_rng = lambda *args, **kwargs: np.random.RandomState(0)
        np.random.seed = lambda *args, **kwargs: None
        import secrets
        secrets.token_hex = lambda n=8: "00" * n
    """),
    _attack("names", "Names that a checker might look up are taken.", """
        __builtins__ = {}
        np = check = score = get_ipython = __name__ = __file__ = In = Out = list = dict = print = None
    """),
    _attack("limits", "The process gives itself the limits that it likes.", """
        import resource
        for name in ("RLIMIT_AS", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU"):
            for value in (resource.RLIM_INFINITY, 2**40):
                try:
                    resource.setrlimit(getattr(resource, name), (value, value))
                except (ValueError, OSError):
                    continue
        from autograder.visible import confine
        confine.limit = confine.hide_memory = confine.drop_privileges = lambda *args: None
    """),
)
