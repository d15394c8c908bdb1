import gzip
import json

import pytest

from classify.errors import InputError
from classify.reading import rows
from classify.reading.feeds import Feed
from classify.reading.rows import row_batches


def texts(path, column="text"):
    batches = row_batches(path, Feed(str(path)), column, lambda _: None)
    return [(row, sentence.text) for batch in batches for row, sentence in batch.sentences()]


def refusal(path, column="text"):
    with pytest.raises(InputError) as caught:
        texts(path, column)
    return caught.value.cause


def test_all_tables_give_the_same_texts(tmp_path):
    values = ["Oil, rose", 'He said "no"', "Zwei\nZeilen", ""]
    jsonl = "".join(json.dumps({"text": value}) + "\n" for value in values)
    (tmp_path / "a.jsonl").write_text(jsonl)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl.encode()))
    quoted = [value.replace('"', '""') for value in values]
    (tmp_path / "a.csv").write_text("n,text\n" + "".join(f'1,"{value}"\n' for value in quoted))
    (tmp_path / "a.tsv").write_text("n\ttext\n" + "".join(f'1\t"{value}"\n' for value in quoted))
    expected = list(enumerate(values))
    for name in ("a.jsonl", "a.jsonl.gz", "a.csv", "a.tsv"):
        assert texts(tmp_path / name) == expected, name


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.jsonl", b'{"text": "a"}\n{"text": \n', "a.jsonl:2: not JSON"),
        ("a.jsonl", b"[" * 100_000, "a.jsonl:1: not JSON"),
        ("a.json", b"[" * 100_000, "a.json: not JSON"),
        ("a.jsonl", b'{"text": "a"}\n\n[1]\n', "a.jsonl:3: expected an object, found list"),
        ("a.jsonl", b'{"txt": "a"}\n', "a.jsonl:1: no column 'text' (did you mean 'txt'?); found txt"),
        ("a.jsonl", b'{"text": null}\n', "a.jsonl:1: the text is null"),
        ("a.jsonl", b'{"text": 5}\n', "a.jsonl:1: the text is int 5"),
        ("a.jsonl", b'{"text": "\xff"}\n', "a.jsonl: broken UTF-8: byte 0xff at offset 10 (line 1)"),
        ("a.csv", b"txt,n\na,1\n", "no column 'text'"),
        ("a.csv", b"n,text\n1\n", "a.csv:2: 1 cell where the header has 2"),
        ("a.csv", b"text\n\xff\n", "broken UTF-8"),
        ("a.csv", b"PK\x03\x04", "a zip archive (or a Word or Excel file)"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 99, mtime=0)[:-9], "cannot be read to its end"),
    ],
)
def test_a_broken_table_names_the_place(tmp_path, name, content, cause):
    path = tmp_path / name
    path.write_bytes(content)
    assert cause in refusal(path)


@pytest.mark.parametrize("limit", ["BATCH_CHARACTERS", "MOST_ROWS"])
def test_rows_keep_their_numbers_from_batch_to_batch(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(rows, limit, 2)
    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "t{n}"}}\n\n' for n in range(7)))
    assert texts(tmp_path / "a.jsonl") == [(n, f"t{n}") for n in range(7)]


def test_line_numbers_count_blank_lines_and_run_on_from_block_to_block(tmp_path, monkeypatch):
    monkeypatch.setattr("classify.reading.feeds.PIECE", 16)
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n\n' * 5 + "[]\n")
    assert "a.jsonl:11: expected an object" in refusal(tmp_path / "a.jsonl")


def test_a_cell_may_hold_line_ends_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("classify.reading.feeds.PIECE", 8)
    (tmp_path / "a.csv").write_bytes(b'text,n\r\n"one\r\ntwo\nthree\rfour",1\r\nfive,2\r\n')
    assert texts(tmp_path / "a.csv") == [(0, "one\r\ntwo\nthree\rfour"), (1, "five")]


def test_a_table_from_a_spreadsheet_is_read_in_windows_1252(tmp_path):
    (tmp_path / "a.csv").write_bytes("text\nCafé à Orly\n".encode("cp1252"))
    assert texts(tmp_path / "a.csv") == [(0, "Café à Orly")]


def test_texts_are_in_nfc_and_can_be_encoded(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "cafe\\u0301 \\ud800"}\n')
    assert texts(tmp_path / "a.jsonl") == [(0, "café \ufffd")]


def test_a_huge_cell_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("text\n" + "oil " * 100_000 + "\n")
    ((_, text),) = texts(tmp_path / "a.csv")
    assert len(text) == 400_000


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "one"}, {"text": "two"}]',
        '[\n {"text": "one", "n": 1},\n {"text": "two"}\n]\n',
        '{"text": "one"}\n{"text": "two"}\n',
    ],
)
def test_json_is_read_as_rows(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    assert texts(tmp_path / "a.json") == [(0, "one"), (1, "two")]


def test_one_object_is_one_row(tmp_path):
    (tmp_path / "a.json").write_text('{\n "text": "one"\n}')
    assert texts(tmp_path / "a.json") == [(0, "one")]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ('["one"]', "a.json: entry 1: expected an object, found str"),
        ('[{"text": "one"}, {"txt": "two"}]', "a.json: entry 2: no column 'text'"),
        ('[\n{"text": "one"},\n{"text"}]', "a.json: not JSON: Expecting ':' delimiter: line 3"),
        ('{"data": []}', "a.json: entry 1: no column 'text'; found data"),
    ],
)
def test_json_of_another_form_is_refused(tmp_path, content, cause):
    (tmp_path / "a.json").write_text(content)
    assert cause in refusal(tmp_path / "a.json")
