import pytest

from classify.errors import InputError, JobError
from classify.writing.whole import check_target, write_json_lines, write_lines


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


def test_targets_that_must_not_be_written(tmp_path):
    data = tmp_path / "data.jsonl"
    data.write_text("{}")
    check_target(tmp_path / "new.jsonl", [data], "--output")
    for path, message in [
        (tmp_path / "none" / "a.jsonl", "no such folder"),
        (tmp_path, "this is a folder"),
        (data, "one of the inputs"),
    ]:
        with pytest.raises(InputError, match=message):
            check_target(path, [data], "--output")
