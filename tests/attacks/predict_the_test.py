"""Right for what can be foreseen: visible cases, first calls, known random numbers."""

from __future__ import annotations

from tests.attacks.attack import Attack

FROM_THE_SHEETS = """
        from autograder.visible import sheets
        import json
        known = {}
        for exercise, sheet in sheets.read_lab("glm_encoding").items():
            for case in sheet.get("cases", []):
                key = json.dumps([case["args"], case["kwargs"]])
                known[exercise.partition(".")[2], key] = sheets.unpack(case["truth"])
        def look_up(name, args, kwargs):
            return known.get((name, json.dumps([sheets.pack(args), sheets.pack(kwargs)])))
"""
EXERCISES = ("make_design_matrix", "spike_triggered_average", "fit_lg", "predict_spike_counts_lg", "neg_log_lik_lnp", "fit_lnp",
             "predict_spike_counts_lnp", "bits_per_spike")
NEAREST = """
        def look_up(name, args, kwargs):
            near = [truth for (known_name, _), truth in known.items() if known_name == name]
            return near[0] if near else None
"""


def _verdict(name: str, claim: str, verdict: str, number: str = "2026") -> Attack:
    return Attack(f"verdict_{name}", claim, answers={"evidence_filters": f"evidence_number = {number}\nevidence_filters = {verdict}"})


ATTACKS = (
    Attack("predict_visible_cases", "Answers are looked up among the visible cases.", top=FROM_THE_SHEETS,
           answers={name: f"def {name}(*args, **kwargs):\n    return look_up('{name}', args, kwargs)" for name in EXERCISES}),
    Attack("predict_nearest_case", "The answer to some visible case, in the right format.", top=FROM_THE_SHEETS + NEAREST, points=None,
           answers={name: f"def {name}(*args, **kwargs):\n    return look_up('{name}', args, kwargs)" for name in ("bits_per_spike",)}),
    Attack("predict_first_call", "A function that is right the first time it is called.", answers={"bits_per_spike": """
        calls = []
        def bits_per_spike(y, rate, null_rate):
            calls.append(1)
            y = np.asarray(y, float)
            right = (xlogy(y, rate) - rate - xlogy(y, null_rate) + null_rate).sum() / (y.sum() * np.log(2))
            return right if len(calls) == 1 else None
    """}),
    Attack("predict_by_repetition", "The second time, the same input is answered by the judge's own report on the first.", answers={
        "bits_per_spike": """
        import gc
        seen = {}
        def bits_per_spike(y, rate, null_rate):
            key = y.tobytes()
            told = [item for item in gc.get_objects() if isinstance(item, dict) and ("truth" in item or "expected" in item)]
            seen[key] = seen.get(key, 0) + 1
            return next((item["truth"] for item in told if np.ndim(item.get("truth")) == 0 and "truth" in item), None)
    """}),
    Attack("predict_seeds", "The seed of the inputs is computed from what the process knows.", top="""
        import hashlib, os
        secret = os.environ.get("NEURAL_COURSE_SECRET", "")
        try:
            from autograder.grading.seeds import seed_for, staff_secret
            from autograder.grading.plan import draw_plan
            print(staff_secret(), seed_for("glm_encoding.fit_lg", b""))
        except ImportError as error:
            print(error, secret)
    """),
    _verdict("several", "A verdict that is all verdicts.", "'+-0' * 12"),
    _verdict("set", "A verdict as a set of letters.", "{'+', '-', '0'}"),
    _verdict("nested", "A verdict in a list of lists.", "[['+', '-', '0']] * 4"),
    _verdict("empty", "An empty verdict.", "''"),
    _verdict("pattern", "A verdict that is a pattern.", "'....'"),
    _verdict("odd_number", "A student number that is none.", "None", "float('nan')"),
    _verdict("huge_number", "A student number of a thousand digits.", "None", "10**1000"),
)
