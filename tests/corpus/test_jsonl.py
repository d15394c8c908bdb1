import gzip

import pytest

from classify.corpus.jsonl import read_json_lines
from classify.errors import InputError


def ignore(_):
    """Take no notes."""


def test_rows_become_columns_with_their_lines(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '\ufeff{"text": "a", "topics": ["x"]}\n\n{"text": "b", "page": 7}\n{"page": null}\n'
    )
    rows, numbers = read_json_lines(tmp_path / "a.jsonl", ignore)
    assert rows.column_names == ["text", "topics", "page"]
    assert rows["text"] == ["a", "b", None]
    assert rows["topics"] == [["x"], None, None]
    assert rows["page"] == [None, 7, None]
    assert numbers == [1, 3, 4]
    assert len(rows) == 3


def test_packed_files_and_empty_ones(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n'))
    (tmp_path / "b.jsonl").write_bytes(b"\n")
    assert read_json_lines(tmp_path / "a.jsonl.gz", ignore)[0]["text"] == ["a"]
    assert len(read_json_lines(tmp_path / "b.jsonl", ignore)[0]) == 0


def test_a_wrong_line_is_named(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n\n[1]\n')
    with pytest.raises(InputError, match=r"a\.jsonl:3: expected an object, found list"):
        read_json_lines(tmp_path / "a.jsonl", ignore)


def test_a_packed_file_that_is_cut_short_is_refused(tmp_path):
    whole = gzip.compress("".join(f'{{"text": "{number}"}}\n' for number in range(5000)).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[:-9])
    with pytest.raises(InputError, match=r"a\.jsonl\.gz: cannot be read to its end"):
        read_json_lines(tmp_path / "a.jsonl.gz", ignore)


def test_other_encodings_are_read_as_predict_reads_them(tmp_path):
    notes = []
    (tmp_path / "a.jsonl").write_bytes('{"text": "café naïve"}\n{"text": "“ok”"}\n'.encode("cp1252"))
    (tmp_path / "b.jsonl").write_bytes('{"text": "café"}\r\n'.encode("utf-16"))
    assert read_json_lines(tmp_path / "a.jsonl", notes.append)[0]["text"] == ["café naïve", "“ok”"]
    assert read_json_lines(tmp_path / "b.jsonl", notes.append)[0]["text"] == ["café"]
    assert [note.split(":")[1] for note in notes] == [
        " read as cp1252, since it is not UTF-8",
        " read as utf-16, since it is not UTF-8",
    ]


def test_what_is_no_text_is_told_by_its_kind(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"PK\x03\x04 and more")
    with pytest.raises(InputError, match="zip archive"):
        read_json_lines(tmp_path / "a.jsonl", ignore)
