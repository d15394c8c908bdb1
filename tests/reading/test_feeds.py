import gzip
import io
import os
import sys

import pyarrow as pa
import pytest

from classify.errors import InputError
from classify.reading import feeds
from classify.reading.feeds import Feed


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(feeds, "PIECE", 10)


def zstd(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize(("name", "pack"), [("a.txt", bytes), ("a.txt.gz", gzip.compress), ("a.txt.zst", zstd)])
def test_pieces_have_one_size_however_the_file_is_packed(tmp_path, name, pack):
    (tmp_path / name).write_bytes(pack(b"0123456789abcdefghij!"))
    feed = Feed(str(tmp_path / name))
    assert list(feed.pieces()) == [b"0123456789", b"abcdefghij", b"!"]


def test_a_slow_pipe_gives_pieces_of_the_same_size(monkeypatch):
    class Slow(io.RawIOBase):
        data = io.BytesIO(b"0123456789abcdefghij!")

        def readable(self):
            return True

        def read(self, size=-1):
            return self.data.read(min(size, 3))

    class Stdin:
        buffer = Slow()

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert list(Feed("-").pieces()) == [b"0123456789", b"abcdefghij", b"!"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_a_packed_file_that_is_cut_short_is_refused(tmp_path, pack):
    name = "a.txt.gz" if pack is gzip.compress else "a.txt.zst"
    (tmp_path / name).write_bytes(pack(os.urandom(1000))[:-10])
    with pytest.raises(InputError, match="cannot be read to its end"):
        list(Feed(str(tmp_path / name)).pieces())


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_file_that_is_not_packed_as_it_says_is_refused(tmp_path, suffix):
    (tmp_path / f"a{suffix}").write_bytes(b"plain text that was never packed")
    with pytest.raises(InputError, match="cannot be read"):
        list(Feed(str(tmp_path / f"a{suffix}")).pieces())


@pytest.mark.parametrize("change", [lambda path: path.open("ab").write(b"more"), lambda path: os.truncate(path, 12)])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, change):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 35)
    pieces = Feed(str(path)).pieces()
    next(pieces)
    change(path)
    with pytest.raises(InputError, match="was changed while it was read"):
        list(pieces)


def test_a_file_that_grows_all_the_time_has_an_end(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 35)
    pieces = Feed(str(path)).pieces()
    with pytest.raises(InputError, match="changed"):
        for _ in pieces:
            with path.open("ab") as more:
                more.write(b"y" * 20)


def test_a_file_without_permission_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("x")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        Feed(str(tmp_path / "a.txt"))
