import gzip
import io
import os
import random
import sys
import threading

import pytest

from classify.errors import InputError
from classify.reading.inputs import ReadingOptions, find_files, open_sources

TEXT = "Oil rose. Gas fell."


def read(names, **options):
    notes = []
    sources = [
        (
            source.name,
            source.article,
            [(position, sentence.text) for batch in source.batches for position, sentence in batch.sentences()],
        )
        for source in open_sources(find_files(map(str, names)), ReadingOptions(**options), notes.append)
    ]
    return sources, notes


def test_a_text_file_is_an_article_of_sentences(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert read([path])[0] == [(str(path), True, [(0, "Oil rose."), (1, "Gas fell.")])]


def test_a_document_is_tagged_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert read([path], unit="document")[0][0][2] == [(0, TEXT)]


def test_lines_keep_their_numbers_and_offsets(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Oil rose.\n\n  Gas fell. Coal too.\n")
    assert read([path], lines=True)[0][0][2] == [(0, "Oil rose."), (2, "Gas fell. Coal too.")]
    (source,) = open_sources(find_files([str(path)]), ReadingOptions(lines=True), lambda _: None)
    (batch,) = source.batches
    last = batch.sentences()[-1][1]
    assert path.read_text()[last.start : last.end] == last.text


def test_rows_are_whole_unless_sentences_are_asked_for(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Oil rose. Gas fell."}\n')
    assert read([path])[0][0][2] == [(0, TEXT)]
    assert read([path], unit="sentence")[0][0][2] == [(0, "Oil rose."), (1, "Gas fell.")]


def test_sentences_of_rows_are_numbered_from_batch_to_batch(tmp_path, monkeypatch):
    monkeypatch.setattr("classify.reading.rows.MOST_ROWS", 1)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Oil rose. Gas fell."}\n{"text": " "}\n{"text": "Coal too."}\n')
    assert read([path], unit="sentence")[0][0][2] == [(0, "Oil rose."), (1, "Gas fell."), (2, "Coal too.")]


def test_files_are_looked_up_before_any_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    found = find_files([str(tmp_path), "-", str(tmp_path / "a.txt")])
    assert [(file.name, file.size, file.in_folder) for file in found] == [
        (str(tmp_path / "a.txt"), 19, True),
        ("-", None, False),
        (str(tmp_path / "a.txt"), 19, False),
    ]


def test_standard_input_is_an_article(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read(["-"])[0] == [("-", True, [(0, "Oil rose."), (1, "Gas fell.")])]


def test_a_folder_is_read_in_order_and_what_cannot_be_read_is_said(tmp_path):
    (tmp_path / "b.txt").write_text("Two.")
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01")
    (tmp_path / "d.png").write_bytes(b"\x00\x01")
    sources, notes = read([tmp_path])
    assert [texts for _, _, texts in sources] == [[(0, "One.")], [(0, "Two.")]]
    assert len(notes) == 1
    assert "c.txt" in notes[0]


def test_another_encoding_is_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Russia’s oil rose.".encode("cp1252"))
    sources, notes = read([path])
    assert sources[0][2] == [(0, "Russia’s oil rose.")]
    assert "cp1252" in notes[0]


def test_a_windows_file_with_a_mark_reads_as_any_other(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffOil rose.\r\n\r\nGas fell.\r\n".encode())
    assert read([path])[0][0][2] == [(0, "Oil rose."), (1, "Gas fell.")]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("none.txt", None, "there is no such file"),
        ("none.jsonl", None, "there is no such file"),
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\n", "the file is empty"),
        ("a.jsonl", b"\n\n", "the file is empty"),
        ("a.csv", b"text\n", "the file is empty"),
        ("a.json", b"[]", "the file is empty"),
        ("a.txt", b"a\x00b", "binary"),
        ("a.txt.gz", b"not gzip", "cannot be read"),
    ],
)
def test_what_cannot_be_tagged_is_refused(tmp_path, name, content, cause):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read([path])
    assert cause in caught.value.cause
    assert name in caught.value.cause


def test_blank_lines_are_no_texts(tmp_path):
    (tmp_path / "a.txt").write_bytes(b" \n\n")
    with pytest.raises(InputError, match="the file is empty"):
        read([tmp_path / "a.txt"], lines=True)


def test_a_folder_of_nothing_but_binary_files_is_refused(tmp_path):
    (tmp_path / "c.txt").write_bytes(b"\x00\x01")
    with pytest.raises(InputError, match="no texts in this folder"):
        read([tmp_path])


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(InputError, match="no texts in this folder"):
        read([tmp_path])


@pytest.mark.parametrize(("lines", "what"), [(False, "one article"), (True, "a text a line")])
def test_what_an_unknown_suffix_is_read_as_is_said(tmp_path, lines, what):
    (tmp_path / "a.md").write_text(TEXT)
    sources, notes = read([tmp_path / "a.md"], lines=lines)
    assert len(sources[0][2]) == (1 if lines else 2)
    assert len(notes) == 1
    assert (
        f"'.md' is none of .csv, .json, .jsonl, .ndjson, .parquet, .text, .tsv, .txt: read as plain text, {what}"
        in notes[0]
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a", TEXT.encode()),
        ("a.jsonl", b'{"text": "Oil rose."}\n{"text": "Gas fell."}\n'),
        ("a.gz", gzip.compress(TEXT.encode(), mtime=0)),
    ],
)
def test_a_named_pipe_is_read_to_its_end(tmp_path, name, content):
    os.mkfifo(tmp_path / name)
    writer = threading.Thread(target=(tmp_path / name).write_bytes, args=[content])
    writer.start()
    (source,) = read([tmp_path / name])[0]
    writer.join()
    assert [text for _, text in source[2]] == ["Oil rose.", "Gas fell."]


@pytest.mark.parametrize(("limit", "count"), [("BATCH_CHARACTERS", 25), ("MOST_ROWS", 2)])
def test_a_long_article_comes_in_pieces(tmp_path, monkeypatch, limit, count):
    monkeypatch.setattr(f"classify.reading.inputs.{limit}", count)
    path = tmp_path / "a.txt"
    path.write_text("Oil rose again. Gas fell a bit. Coal too is up. Then wind came in. So it ends.")
    (source,) = open_sources(find_files([str(path)]), ReadingOptions(), lambda _: None)
    batches = list(source.batches)
    assert source.article
    assert [batch.count for batch in batches] == [2, 2, 1]
    assert [batch.more for batch in batches] == [True, True, False]
    assert [position for batch in batches for position, _ in batch.sentences()] == [0, 1, 2, 3, 4]
    assert [batch.read for batch in batches] == sorted(batch.read for batch in batches)
    assert batches[-1].read == path.stat().st_size


@pytest.mark.parametrize(("names", "cause"), [(["-", "-"], "named twice"), ([""], "name of a file is empty")])
def test_names_that_cannot_be_meant_are_refused(names, cause):
    with pytest.raises(InputError, match=cause):
        find_files(names)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
def test_damaged_packing_is_told_and_no_bug(tmp_path, name):
    draw = random.Random(0)
    packed = bytearray(gzip.compress("".join(draw.choices("abcdefgh .\n", k=5000)).encode()))
    packed[100] ^= 0xFF
    packed[500:520] = bytes(20)
    (tmp_path / name).write_bytes(bytes(packed))
    with pytest.raises(InputError, match="cannot be read to its end"):
        read([tmp_path / name])
