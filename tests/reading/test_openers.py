import gzip
from pathlib import Path

import pyarrow as pa
import pytest

from classify.reading.openers import open_bytes, suffix_of


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.txt", ".txt"),
        ("A.JSONL.GZ", ".jsonl"),
        ("a.csv.zst", ".csv"),
        ("a.b.csv", ".csv"),
        ("a.gz", ""),
        ("README", ""),
    ],
)
def test_the_suffix_says_what_a_file_holds(name, suffix):
    assert suffix_of(Path(name)) == suffix


def test_packed_and_plain_files_read_the_same(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"oil")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"oil"))
    with pa.CompressedOutputStream(str(tmp_path / "a.txt.zst"), "zstd") as packed:
        packed.write(b"oil")
    for name in ("a.txt", "a.txt.gz", "a.txt.zst"):
        with open_bytes(tmp_path / name) as file:
            assert file.read() == b"oil"
