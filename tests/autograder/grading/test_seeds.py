"""Graded inputs depend on a secret, the exercise and the submission, and on nothing else."""

import multiprocessing.pool
import stat

import pytest

from autograder.grading import seeds


@pytest.fixture
def secret_file(tmp_path, monkeypatch):
    """An installation whose secret is not made yet."""
    monkeypatch.delenv("NEURAL_COURSE_SECRET", raising=False)
    monkeypatch.setattr(seeds, "SECRET_FILE", tmp_path / "secret.txt")
    return tmp_path / "secret.txt"


def test_a_secret_is_made_at_first_use(secret_file):
    """The first use makes a file with a secret; later ones read it."""
    secret = seeds.staff_secret()
    assert len(secret) == 32
    assert secret_file.read_text() == f"{secret}\n"
    assert seeds.staff_secret() == secret


def test_the_secret_is_its_owners(secret_file):
    """Nobody but its owner can read the file."""
    seeds.staff_secret()
    assert stat.S_IMODE(secret_file.stat().st_mode) == 0o600


def test_nothing_is_left_beside_the_secret(secret_file):
    """Making the secret leaves no temporary file."""
    seeds.staff_secret()
    assert list(secret_file.parent.iterdir()) == [secret_file]


def test_secrets_differ(secret_file):
    """Another installation has another secret."""
    first = seeds.staff_secret()
    secret_file.unlink()
    assert seeds.staff_secret() != first


def test_a_secret_that_is_there_is_kept(secret_file):
    """A secret that the staff wrote is not overwritten."""
    secret_file.write_text("ours\n")
    assert seeds.staff_secret() == "ours"
    seeds._make_secret()
    assert secret_file.read_text() == "ours\n"


def test_graders_that_start_together_share_a_secret(secret_file):
    """However many ask at once for a secret that is not there yet, they get the same."""
    with multiprocessing.pool.ThreadPool(8) as pool:
        found = pool.map(lambda _: seeds.staff_secret(), range(32))
    assert set(found) == {secret_file.read_text().strip()}


def test_the_environment_comes_first(secret_file, monkeypatch):
    """A secret in the environment is used, and no file is made."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "from outside")
    assert seeds.staff_secret() == "from outside"
    assert not secret_file.exists()


def test_an_empty_variable_is_none(secret_file, monkeypatch):
    """An empty variable does not make the secret empty."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "")
    assert len(seeds.staff_secret()) == 32


def test_seeds_can_be_repeated(monkeypatch):
    """The same secret, exercise and content give the same seed, on every machine."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    assert seeds.seed_for("lab.f", b"content") == seeds.seed_for("lab.f", b"content") == 4007784392757197780


@pytest.mark.parametrize(
    ("secret", "exercise"), [("t", "lab.f"), ("s", "lab.g")],
)
def test_seeds_depend_on_secret_and_exercise(monkeypatch, secret, exercise):
    """Another secret or another exercise has no seed in common with this one."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    known = {seeds.seed_for("lab.f", bytes([n])) for n in range(100)}
    monkeypatch.setenv("NEURAL_COURSE_SECRET", secret)
    assert not known & {seeds.seed_for(exercise, bytes([n])) for n in range(100)}


def test_seeds_depend_on_the_submission(monkeypatch):
    """Submissions have different seeds; in a large class each of a few comes often, so inputs are drawn a few times."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    drawn = [seeds.seed_for("lab.f", b"content %d" % n) for n in range(1000)]
    assert len(set(drawn)) == seeds.N_VARIANTS
    assert max(drawn.count(seed) for seed in set(drawn)) < 100


def test_seeds_are_whole_numbers_of_64_bits(monkeypatch):
    """A seed is not negative and has at most 64 bits."""
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "s")
    assert all(0 <= seeds.seed_for("lab.f", bytes([n])) < 2**64 for n in range(50))
