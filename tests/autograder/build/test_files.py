"""Files are written whole or not at all."""

import pytest

from autograder.build.files import write_atomically


@pytest.mark.parametrize(("content", "expected"), [("ω\r\n", "ω\r\n".encode()), (b"\x00", b"\x00")])
def test_content_arrives_to_the_byte(tmp_path, content, expected):
    """Text is UTF-8 and keeps its line ends; folders are made."""
    write_atomically(tmp_path / "a" / "b.txt", content)
    assert (tmp_path / "a" / "b.txt").read_bytes() == expected


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    """If the new content cannot be put in place, the old one is still there."""
    path = tmp_path / "b.txt"
    path.write_text("old")

    def fail(self, target):
        raise OSError("no space")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, "new")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]
