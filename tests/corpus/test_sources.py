import gzip
import json

import datasets
import pytest

from classify.corpus import sources
from classify.corpus.sources import open_tables
from classify.errors import InputError
from classify.reading.inputs import ReadingOptions, find_files, open_sources


def rows(path, name=None, split="train"):
    return [
        dict(zip(table.rows.column_names, values, strict=True))
        for table in open_tables(name or str(path), str(path), split)
        for values in zip(*(table.rows[column] for column in table.rows.column_names), strict=True)
    ]


def refusal(path, name=None, split="train"):
    with pytest.raises(InputError) as caught:
        rows(path, name, split)
    return caught.value.cause


ROWS = [{"text": "a", "topics": ["x"]}, {"text": "b", "topics": []}]


def test_every_kind_of_file_gives_the_same_rows(tmp_path):
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    data = datasets.Dataset.from_list(ROWS)
    data.to_parquet(tmp_path / "c.parquet")
    data.save_to_disk(tmp_path / "saved")
    for name in ("a.jsonl", "b.jsonl.gz", "c.parquet", "saved"):
        assert rows(tmp_path / name) == ROWS, name


def test_wild_cards_and_folders_read_all_their_files(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps(ROWS[0]) + "\n")
    assert len(rows(tmp_path / "*.jsonl")) == 2
    assert len(rows(tmp_path)) == 2


def test_csv_cells_stay_text(tmp_path):
    (tmp_path / "a.csv").write_text('\ufefftext,label\nNA,007\n"x, y",1\n')
    assert rows(tmp_path / "a.csv") == [{"text": "NA", "label": "007"}, {"text": "x, y", "label": "1"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_predict_reads_it(tmp_path, encoding, delimiter, recwarn):
    text = f"text{delimiter}label\n“Cafés”{delimiter}x\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert rows(tmp_path / "a.csv") == [{"text": "“Cafés”", "label": "x"}]
    (source,) = open_sources(find_files([str(tmp_path / "a.csv")]), ReadingOptions(), lambda _: None)
    assert [text for batch in source.batches for text in batch.texts()] == ["“Cafés”"]
    assert len(recwarn) == (not encoding.startswith("utf-8"))


def test_places_are_lines_where_rows_are_lines(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n\n{"text": "b"}\n')
    (tmp_path / "b.csv").write_text('text\n"a\nb"\nc\n')
    datasets.Dataset.from_list(ROWS).to_parquet(tmp_path / "c.parquet")
    (jsonl,) = open_tables("a", str(tmp_path / "a.jsonl"), "train")
    (table,) = open_tables("b", str(tmp_path / "b.csv"), "train")
    assert jsonl.place(1).endswith("a.jsonl:3")
    (parquet,) = open_tables("c", str(tmp_path / "c.parquet"), "train")
    assert [table.place(row).rpartition("/")[2] for row in (0, 1)] == ["b.csv:2", "b.csv:4"]
    assert parquet.place(0).endswith("c.parquet: row 1")


def test_columns_of_mixed_types_are_read(tmp_path):
    many = [{"text": "a" * 50_000, "topics": []}] * 300 + [{"text": "b", "topics": ["x"]}]  # more than one block
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in many))
    assert rows(tmp_path / "a.jsonl")[-1]["topics"] == ["x"]


def test_a_split_of_a_saved_dataset_is_picked(tmp_path):
    datasets.DatasetDict({"dev": datasets.Dataset.from_list(ROWS)}).save_to_disk(tmp_path / "saved")
    assert rows(tmp_path / "saved", split="dev") == ROWS
    assert "no split 'train'; found dev" in refusal(tmp_path / "saved")


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.jsonl", b'{"text": "a"}\n{"text" "b"}\n', "a.jsonl:2: not JSON"),
        ("a.jsonl", b"", "the file is empty"),
        ("a.jsonl", b"\n\n", "the file is empty"),
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"text\n\xff\xc3\xa9\n", "a.csv: broken UTF-8: byte 0xff at offset 5 (line 2)"),
        ("a.csv", b"text\n", "the file is empty"),
        ("a.csv", b'text,label\na,x\n"b,y\nc,"z"\n', "a.csv:3: a quote in this row is not closed"),
        ("a.csv", b"text,label\na,x\nb, but c,y\n", "a.csv:3: 3 cells where the header has 2"),
        ("a.csv", b"text,label\na\n", "a.csv:2: 1 cell where the header has 2"),
        ("a.parquet", b"PAR1", "not readable as parquet"),
        ("a.docx", b"x", "cannot be read from '.docx'"),
    ],
)
def test_broken_files_are_refused(tmp_path, name, content, cause):
    (tmp_path / name).write_bytes(content)
    assert cause in refusal(tmp_path / name)


def test_nothing_there_is_said(tmp_path):
    assert refusal(tmp_path / "none.jsonl") == f"{tmp_path / 'none.jsonl'}: there is no such file."
    assert "no labelled data there" in refusal(tmp_path / "*.jsonl")
    assert "no labelled data there" in refusal(tmp_path)


@pytest.mark.parametrize(("door", "has_key"), [("config", True), ("options", False), ("path", False)])
def test_only_who_wrote_a_config_is_told_of_its_keys(tmp_path, door, has_key):
    with pytest.raises(InputError) as caught:
        list(open_tables("a.jsonl", str(tmp_path / "a.jsonl"), "train", door))
    assert ("data.path" in caught.value.remedy) == has_key


def test_a_hub_name_is_loaded_and_its_split_picked(tmp_path, monkeypatch):
    hub = datasets.DatasetDict({"train": datasets.Dataset.from_list(ROWS)})
    monkeypatch.setattr(sources, "load_from_hub", lambda name, door: {("owner/name", "config"): hub}[name, door])
    assert rows(tmp_path / "owner" / "name", "owner/name") == ROWS
