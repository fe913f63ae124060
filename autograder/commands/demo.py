"""``autograder demo``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import build as builder
from autograder.commands.errors import BadInput
from autograder.commands.making import ROOT, sheet_outputs
from autograder.exercises import LABS, points_of


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=ROOT / "demo",
    show_default="demo/ in the project",
    help="The course directory to make; an earlier demonstration there is replaced.",
)
def demo(folder):
    """Take a small made-up class through nbgrader, from the lessons to the feedback pages.

    The class has a course directory of its own: submissions and grades of a real course are never touched.
    """
    # imported here: nbgrader and rich need a second that the other commands can do without
    from autograder.demo.course_folder import NotADemonstration, refuse_other_things
    from autograder.demo.run import run_demo
    from autograder.demo.steps import StepFailed

    try:
        refuse_other_things(folder)
        click.echo("Building the labs ...")
        builder.build(
            LABS,
            False,
            lambda line: click.echo(f"  {line}"),
            root=ROOT,
            points_of=points_of,
            extra_outputs=(sheet_outputs,),
        )
        run_demo(folder)
    except (NotADemonstration, StepFailed, builder.BuildError) as reason:
        raise BadInput(str(reason)) from None
