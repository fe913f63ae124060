"""``autograder selftest``."""

from __future__ import annotations

import json
import sys
from collections import Counter

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of text.")
def selftest(as_json):
    """Try every way out of the sandbox on this machine, and say which are shut.

    Each line is one attempt, from a submission's worker and from a Jupyter kernel: it holds, DOES NOT HOLD, or is
    not limited here. What is attacked is made for the test. The exit code is 1 when anything does not hold.
    """
    # Brings Jupyter along, which no other command needs.
    from autograder.isolation.rows import FAILS, SUMMARY
    from autograder.isolation.scene import Scene
    from autograder.isolation.selftest import describe_machine, try_worker
    from autograder.isolation.selftest_kernel import try_kernel

    rows = []
    for sentence in describe_machine():
        click.echo(sentence, err=as_json)
    with Scene() as scene:
        for attempts in (try_worker, try_kernel):
            for row in attempts(scene):
                rows.append(row)
                click.echo(json.dumps(row.as_json()) if as_json else str(row))
                sys.stdout.flush()
    counts = Counter(row.status for row in rows)
    summary = "; ".join(f"{counts[status]} {told}" for status, told in SUMMARY.items() if counts[status])
    click.echo(summary, err=as_json)
    sys.exit(1 if counts[FAILS] else 0)
