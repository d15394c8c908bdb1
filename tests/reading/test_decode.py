import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import InputError
from classify.reading.decode import decode, without_surrogates

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(TEXT)
def test_what_was_written_as_utf8_is_read_as_written(text):
    assert decode(text.encode(), "a").text == text.removeprefix("\ufeff")


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decode("\ufeffMoscow".encode(), "a").text == "Moscow"


def test_utf16_with_a_mark_is_read():
    found = decode("Kreml’".encode("utf-16"), "a")
    assert (found.text, found.encoding) == ("Kreml’", "utf-16")


@pytest.mark.parametrize("text", ["Russia’s “partner” — for £5", "café, garçon à Paris", "Über den Dächern", "naïve…"])
def test_windows_1252_is_read_and_said(text):
    found = decode(text.encode("cp1252"), "a")
    assert (found.text, found.encoding) == (text, "cp1252")


@pytest.mark.parametrize(
    "data",
    [b"Moscow \xff\xfe broken", b"caf\xc3\x28", b"cut short \xe2\x80", "Кремль".encode()[:-1], b"\x81 undefined"],
)
def test_broken_utf8_is_refused_with_its_place(data):
    with pytest.raises(InputError, match=r"a\.txt: broken UTF-8: byte 0x.. at offset \d+ \(line 1\)"):
        decode(data, "a.txt")


def test_the_line_of_the_broken_byte_is_named():
    with pytest.raises(InputError, match=r"line 3"):
        decode(b"one\ntwo\nthr\xffee \xff", "a.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.7 ...", "a PDF"), (b"PK\x03\x04rest", "zip"), (b"\x1f\x8b\x08", "gzip"), (b"a\x00b", "binary"),
     (bytes(range(1, 9)) * 20, "binary")],
)  # fmt: skip
def test_binary_files_are_refused(data, kind):
    with pytest.raises(InputError, match=kind):
        decode(data, "a.txt")


def test_lone_surrogates_are_replaced():
    assert without_surrogates("a\ud800b") == "a\ufffdb"
