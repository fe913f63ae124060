"""Seeds of the graded inputs: staff secret + exercise + submission, so that they cannot be foreseen and can be repeated."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

N_VARIANTS = 16  # sets of graded inputs for each exercise
SECRET_FILE = Path(__file__).parents[2] / "course" / "secret.txt"


def staff_secret() -> str:
    """The secret of this installation: ``NEURAL_COURSE_SECRET``, or a file made at first use that only its owner can read."""
    if os.environ.get("NEURAL_COURSE_SECRET"):
        return os.environ["NEURAL_COURSE_SECRET"]
    if not SECRET_FILE.exists():
        _make_secret()
    return SECRET_FILE.read_text(encoding="ascii").strip()


def _make_secret() -> None:
    """Make the file as a whole, so that nobody reads it half-written; the first of several graders wins."""
    descriptor, name = tempfile.mkstemp(dir=SECRET_FILE.parent)  # readable by its owner only
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(16) + "\n")
        with contextlib.suppress(FileExistsError):
            os.link(name, SECRET_FILE)
    finally:
        os.unlink(name)


def seed_for(exercise_id: str, content: bytes) -> int:
    """The seed of one exercise for one submission: one of `N_VARIANTS` that nobody can foresee.

    They come again in a class, so that inputs that take long to draw are drawn a few times, not once a student.
    """
    variant = _digest(exercise_id, hashlib.sha256(content).hexdigest()) % N_VARIANTS
    return _digest(exercise_id, f"variant {variant}")


def _digest(*words: str) -> int:
    """A number that only who knows the secret can tell."""
    text = "\0".join((staff_secret(), *words)).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
