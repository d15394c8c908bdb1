from io import StringIO
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.reading.blocks import Block
from classify.reading.lines import line_batches

ENDS = ["\n", "\n\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
PIECES = [
    "oil",
    "Gas fell.",
    " ",
    "\t",
    "\xa0",
    "\u3000",
    "\x1f",
    "café",
    "cafe\u0301",
    "нефть",
    "石油",
    "\U0001f6e2",
    "¿",
]
LINES = st.lists(st.sampled_from(PIECES + ENDS + ["\n"] * 6), max_size=30).map("".join)


def line_by_line(text):
    """What the reader is to do, said slowly."""
    found, start = [], 0
    for number, line in enumerate(StringIO(text, newline="")):
        body = line.strip()
        if body:
            left = start + line.index(body)
            found.append((number, normalize("NFC", body), left, left + len(body)))
        start += len(line)
    return found


def read(*blocks):
    batches = line_batches(Block(block.encode(), block.isascii(), 0) for block in blocks)
    return [(p, s.text, s.start, s.end) for batch in batches for p, s in batch.sentences()]


@given(LINES)
def test_lines_and_their_places_are_those_of_any_text_file(text):
    assert read(text) == line_by_line(text)


@given(st.lists(LINES, max_size=4))
def test_numbers_and_offsets_run_on_from_block_to_block(blocks):
    blocks = [block + "\n" for block in blocks]
    assert read(*blocks) == line_by_line("".join(blocks))


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_every_line_end_gives_the_same_texts(end):
    text = (end or "\n").join(["oil", "gas", "coal"]) + end
    assert [row[1] for row in read(text)] == ["oil", "gas", "coal"]


def test_what_else_python_calls_a_line_end_is_part_of_a_line():
    assert [row[1] for row in read("oil\x0cgas\u2028coal\x85 tar\n")] == ["oil\x0cgas\u2028coal\x85 tar"]


def test_a_block_of_blank_lines_is_no_batch():
    assert list(line_batches([Block(b"\n \n", True, 3)])) == []
