import pytest

from classify.errors import JobError
from classify.writing.whole import write_json_lines, write_lines


def test_rows_become_lines(tmp_path):
    write_json_lines(tmp_path / "a.jsonl", [{"text": "é"}, {"n": (1, 2)}])
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == '{"text": "é"}\n{"n": [1, 2]}\n'


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("old")

    def lines():
        yield b"new\n"
        raise OSError(28, "No space left on device")

    with pytest.raises(JobError, match="No space left"):
        write_lines(path, lines())
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]
    assert path.read_text() == "old"


def test_what_is_stopped_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("old")

    def lines():
        yield b"new\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(path, lines())
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]
    assert path.read_text() == "old"


def test_a_link_stays_and_its_target_is_written(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "there" / "a.jsonl")
    for line in (b"one\n", b"two\n"):
        write_lines(tmp_path / "link.jsonl", [line])
        assert (tmp_path / "link.jsonl").is_symlink()
        assert (tmp_path / "there" / "a.jsonl").read_bytes() == line
