import gzip
import os
import threading

import pytest

from classify.errors import InputError
from classify.reading.decode import decode
from classify.reading.utf8 import HEAD, open_utf8

TEXT = "café, “naïve”\r\nother é\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_every_encoding_is_read_as_for_tagging(tmp_path, name, encoding):
    data, notes = TEXT.encode(encoding), []
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    with open_utf8(tmp_path / name, notes.append) as file:
        found = file.read()
    assert found.decode("utf-8-sig") == decode(data, name).text
    assert bool(notes) == (not encoding.startswith("utf-8"))


def test_utf8_stays_as_it_is_to_the_byte_and_may_break_where_the_beginning_ends(tmp_path):
    data = b"\xef\xbb\xbf" + b"x" * (HEAD - 4) + "é\r\n".encode()
    (tmp_path / "a.jsonl").write_bytes(data)
    with open_utf8(tmp_path / "a.jsonl", pytest.fail) as file:
        assert file.read() == data


@pytest.mark.parametrize("data", [b"a\x00b", b"caf\xc3\xa9 \xe9"])
def test_what_is_no_text_is_refused(tmp_path, data):
    (tmp_path / "a.jsonl").write_bytes(data)
    with pytest.raises(InputError, match=r"a\.jsonl: "):
        open_utf8(tmp_path / "a.jsonl", print)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_pipe_is_read_once(tmp_path, encoding):
    os.mkfifo(tmp_path / "a.jsonl")
    writer = threading.Thread(target=(tmp_path / "a.jsonl").write_bytes, args=(TEXT.encode(encoding),))
    writer.start()
    with open_utf8(tmp_path / "a.jsonl", lambda _: None) as file:
        assert file.read().decode() == TEXT
    writer.join()
