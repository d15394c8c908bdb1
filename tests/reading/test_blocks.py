import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classify.errors import InputError
from classify.reading import blocks, feeds
from classify.reading.blocks import text_blocks
from classify.reading.feeds import Feed


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(feeds, "PIECE", 16)
    monkeypatch.setattr(blocks, "HEAD", 8)


def read(path, data, **options):
    path.write_bytes(data)
    notes = []
    return [block.data for block in text_blocks(Feed(str(path)), notes.append, **options)], notes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_gives_the_same_bytes(small, tmp_path, encoding):
    text = "Нефть подорожала.\n石油涨价\nOil rose — again.\n"
    found, notes = read(tmp_path / "a", text.encode(encoding))
    assert b"".join(found) == text.encode()
    assert all(block.endswith(b"\n") for block in found)
    assert len(notes) == (encoding == "utf-16")


def test_windows_1252_is_told_from_the_beginning(small, tmp_path):
    text = "Café, garçon,\nparis\nà Orly\n"
    found, notes = read(tmp_path / "a", text.encode("cp1252"))
    assert b"".join(found) == text.encode()
    assert "cp1252" in notes[0]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"plain ascii lines\nfor a while\nthen \xff\xfe\n", r"broken UTF-8: byte 0xff at offset 35 \(line 3\)"),
        (b"plain ascii lines\nfor a while\nthen \x00\n", "null byte at offset 35"),
        ("Café, garçon,\nparis\n".encode("cp1252") + b"\x81\n", "begins as cp1252, but later"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_what_is_broken_later_is_refused_with_its_place(small, tmp_path, data, cause):
    with pytest.raises(InputError, match=cause):
        read(tmp_path / "a", data)


def test_a_long_line_is_one_block(small, tmp_path):
    assert read(tmp_path / "a", b"one\n" + b"x" * 100 + b"\ntwo\n")[0] == [b"one\n", b"x" * 100 + b"\n" + b"two\n"]


def test_carriage_returns_end_lines_where_that_is_asked_for(small, tmp_path):
    data = b"first line\rsecond line\rthird\r"
    assert len(read(tmp_path / "a", data)[0]) == 1
    found = read(tmp_path / "a", data, carriage=True)[0]
    assert len(found) > 1
    assert b"".join(found) == data


@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n", b"bcdefgh"]), max_size=40).map(b"".join))
def test_no_windows_line_end_is_cut_in_two(data):
    pieces = [data[start : start + 3] for start in range(0, len(data), 3)]
    found = list(blocks._whole_lines(pieces, b"\r"))
    assert b"".join(found) == data
    assert [line for block in found for line in block.splitlines()] == data.splitlines()


@example([b"a" * 100, b"\xe2", b"\x80", b"a" * 100, b"\x99"])
@example([b"a" * 100, b"\xe2", b"\x80"])
@given(
    st.lists(
        st.sampled_from([b"a" * 30, b"\n", "é".encode(), "’".encode(), b"\xe2", b"\x80", b"\x99", b"\xff"]), max_size=20
    )
)
def test_what_is_not_utf8_is_found_where_python_finds_it(parts):
    data = b"".join(parts)
    try:
        data.decode()
        expected = None
    except UnicodeDecodeError as error:
        expected = error.start
    found = blocks._flaw(data)
    assert (found and found.start) == expected
