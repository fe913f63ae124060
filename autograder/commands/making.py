"""``autograder build``, ``take`` and ``kit``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder import build as builder
from autograder.commands.errors import BadInput
from autograder.exercises import LABS, points_of
from autograder.grading.sheets import SHEETS, is_fresh, sheet_text

ROOT = Path(__file__).parents[2]


def sheet_outputs(lab: str) -> dict[Path, str | bytes]:
    """The answer sheet of a lab; one that differs by other machines' rounding alone is left as it is."""
    file, text = SHEETS / f"{lab}.json", sheet_text(lab)
    return {file.relative_to(ROOT): file.read_bytes() if is_fresh(text, file) else text}


@click.command()
@click.argument("labs", nargs=-1)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail when a committed release is out of date."
)
def build(labs, only_check):
    """Build LABS (all, if none is named): lessons -> course/source and course/release."""
    unknown = sorted(set(labs) - set(LABS))
    if unknown:
        raise BadInput(f"expected labs out of {', '.join(LABS)}, got {', '.join(unknown)}")
    try:
        stale = builder.build(
            labs, only_check, click.echo, root=ROOT, points_of=points_of, extra_outputs=(sheet_outputs,)
        )
    except builder.BuildError as error:
        raise BadInput(str(error)) from None
    for file in stale:
        click.echo(f"{'out of date' if only_check else 'written'}: {file}")
    if only_check and stale:
        click.echo("run: python -m autograder build", err=True)
        sys.exit(1)
    click.echo("all up to date" if not stale else "done")


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def take(notebook):
    """Take edits made in Jupyter in a built NOTEBOOK back into the lesson and the reference."""
    try:
        changed = builder.take_back(notebook, ROOT, points_of)
    except builder.BuildError as error:
        raise BadInput(str(error)) from None
    for path in changed:
        click.echo(f"written: {path}")
    click.echo("nothing had been edited" if not changed else "build again: python -m autograder build")


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder for the wheel.",
)
def kit(output):
    """Make the student kit: a wheel with the simulators, figures, data and checks, and without any answer."""
    try:
        click.echo(builder.build_kit(output, ROOT))
    except builder.BuildError as error:
        raise BadInput(str(error)) from None
