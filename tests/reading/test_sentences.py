from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.reading.sentences import split_sentences

CASES = [
    line.split(" | ")
    for line in (Path(__file__).parent / "hard_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_there_are_enough_hard_cases():
    assert len(CASES) >= 60


@pytest.mark.parametrize("sentences", CASES, ids=lambda sentences: sentences[0][:40])
def test_hard_cases(sentences):
    assert split(" ".join(sentences)) == sentences


@given(st.text())
def test_spans_lie_in_order_and_leave_out_nothing_but_white_space(text):
    spans = split_sentences(text)
    assert spans == sorted(spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") != "" or not text.strip()
    kept = {place for start, end in spans for place in range(start, end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in kept)


def test_a_long_paragraph_is_split_in_linear_time():
    sentence = "The army moved to Grozny on Tuesday (Interfax, December 3). "
    assert len(split_sentences(sentence * 20_000)) == 20_000
