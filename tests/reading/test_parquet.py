import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classify.errors import InputError
from classify.reading import parquet
from classify.reading.parquet import parquet_batches

VALUES = ["Oil rose", "", "Cafe\u0301 “à Orly”", "石油", "gas"]


def texts(path, column="text"):
    return [(p, s.text, s.start, s.end) for batch in parquet_batches(path, column) for p, s in batch.sentences()]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
@pytest.mark.parametrize("batch_bytes", [1, 4 << 20])
def test_every_kind_of_string_column_gives_the_same_texts(tmp_path, monkeypatch, kind, batch_bytes):
    monkeypatch.setattr(parquet, "_BATCH_BYTES", batch_bytes)
    pq.write_table(pa.table({"n": range(5), "text": pa.array(VALUES).cast(kind)}), tmp_path / "a.parquet")
    assert texts(tmp_path / "a.parquet") == [
        (0, "Oil rose", 0, 8), (1, "", 0, 0), (2, "Café “à Orly”", 0, 14), (3, "石油", 0, 2), (4, "gas", 0, 3),
    ]  # fmt: skip


def test_a_packed_file_is_read(tmp_path):
    pq.write_table(pa.table({"text": VALUES}), tmp_path / "a.parquet")
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    assert texts(tmp_path / "a.parquet.gz") == texts(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("column", "cause"),
    [
        (pa.array(["a", "b", None]), r"a.parquet: row 3: the text is null"),
        (pa.array([5, 6]), r"a.parquet: row 1: the text is int 5"),
        (pa.array([["a"]]), r"a.parquet: row 1: the text is list"),
        (pa.array([b"ok", b"\xff"]).view(pa.string()), r"a.parquet: row 2: broken UTF-8 at byte 1"),
    ],
)
def test_what_is_no_text_is_named_with_its_row(tmp_path, column, cause):
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match=cause):
        texts(tmp_path / "a.parquet")


def test_a_missing_column_is_named(tmp_path):
    pq.write_table(pa.table({"txt": ["a"]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match=r"no column 'text' \(did you mean 'txt'\?\); found txt"):
        texts(tmp_path / "a.parquet")


@pytest.mark.parametrize("name", ["a.parquet", "a.parquet.gz"])
def test_what_is_no_parquet_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"PAR1nonsense")
    with pytest.raises(InputError, match="not readable as Parquet"):
        texts(tmp_path / name)


def test_a_file_that_changes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_BATCH_BYTES", 1)
    pq.write_table(pa.table({"text": VALUES}), tmp_path / "a.parquet")
    batches = parquet_batches(tmp_path / "a.parquet", "text")
    next(batches)
    with (tmp_path / "a.parquet").open("ab") as more:
        more.write(b"more")
    with pytest.raises(InputError, match="was changed while it was read"):
        list(batches)
