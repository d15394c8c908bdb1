import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.reading import sentences
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


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:40])
def test_hard_cases(expected):
    assert split(" ".join(expected)) == expected


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


def test_a_paragraph_is_split_alike_in_windows_of_any_size(monkeypatch):
    # whether a quotation is closed hangs on the window
    plain = [text for case in CASES if not set(text := " ".join(case)) & set("\"“”‘’'()[]«»")]
    paragraph = " ".join(plain * 3)
    whole = split_sentences(paragraph)
    for window in (2000, 5000):
        monkeypatch.setattr(sentences, "_WINDOW", window)
        assert split_sentences(paragraph) == whole


def test_a_sentence_longer_than_a_window_stays_whole(monkeypatch):
    monkeypatch.setattr(sentences, "_WINDOW", 10)
    assert split("One word and another and another. Two.") == ["One word and another and another.", "Two."]
    assert split("x" * 95) == ["x" * 95]


def test_splitting_takes_little_more_memory_than_the_paragraph():
    paragraph = ("The army moved to Grozny and " * 40 + "on\nTuesday. ") * 7000
    tracemalloc.start()
    split_sentences(paragraph)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * len(paragraph)
