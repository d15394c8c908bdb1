import gzip
import json

import pytest

from classify.errors import InputError
from classify.reading.rows import read_rows


def texts(path, column="text"):
    return [(row, sentence.text) for row, sentence in read_rows(path, column)]


def refusal(path, column="text"):
    with pytest.raises(InputError) as caught:
        texts(path, column)
    return caught.value.cause


def test_all_tables_give_the_same_texts(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    values = ["Oil, rose", 'He said "no"', "Zwei\nZeilen", ""]
    jsonl = "".join(json.dumps({"text": value}) + "\n" for value in values)
    (tmp_path / "a.jsonl").write_text(jsonl)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl.encode()))
    quoted = [value.replace('"', '""') for value in values]
    (tmp_path / "a.csv").write_text("n,text\n" + "".join(f'1,"{value}"\n' for value in quoted))
    (tmp_path / "a.tsv").write_text("n\ttext\n" + "".join(f'1\t"{value}"\n' for value in quoted))
    pq.write_table(pa.table({"text": values}), tmp_path / "a.parquet")
    expected = list(enumerate(values))
    for name in ("a.jsonl", "a.jsonl.gz", "a.csv", "a.tsv", "a.parquet"):
        assert texts(tmp_path / name) == expected, name


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.jsonl", b'{"text": "a"}\n{"text": \n', "a.jsonl:2: not JSON"),
        ("a.jsonl", b'{"text": "a"}\n\n[1]\n', "a.jsonl:3: expected an object, found list"),
        ("a.jsonl", b'{"txt": "a"}\n', "a.jsonl:1: no column 'text' (did you mean 'txt'?); found txt"),
        ("a.jsonl", b'{"text": null}\n', "a.jsonl:1: the text is null"),
        ("a.jsonl", b'{"text": 5}\n', "a.jsonl:1: the text is int 5"),
        ("a.jsonl", b'{"text": "\xff"}\n', "a.jsonl:1: broken UTF-8 at byte 11"),
        ("a.jsonl", b"", "the file is empty"),
        ("a.csv", b"txt,n\na,1\n", "no column 'text'"),
        ("a.csv", b"n,text\n1\n", "a.csv:2: 1 cells where the header has 2"),
        ("a.csv", b"text\n\xff\n", "broken UTF-8"),
        ("a.csv", b"", "the file is empty"),
        ("a.parquet", b"PAR1nonsense", "not readable as Parquet"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 99)[:-9], "cannot be read to its end"),
    ],
)
def test_a_broken_table_names_the_place(tmp_path, name, content, cause):
    path = tmp_path / name
    path.write_bytes(content)
    assert cause in refusal(path)


def test_a_parquet_file_with_a_null_names_the_row(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["a", None]}), tmp_path / "a.parquet")
    assert "a.parquet: row 2: the text is null" in refusal(tmp_path / "a.parquet")


def test_a_huge_cell_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("text\n" + "oil " * 100_000 + "\n")
    ((_, text),) = texts(tmp_path / "a.csv")
    assert len(text) == 400_000
