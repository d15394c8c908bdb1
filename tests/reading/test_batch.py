from itertools import pairwise
from unicodedata import normalize

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.reading.batch import Batch, characters_before, joined, normalized
from classify.records import Sentence

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_sentences_come_out_as_they_went_in():
    numbered = [(3, Sentence("Öl", 5, 7, "headline")), (9, Sentence("", 8, 8)), (10, Sentence("gas", 9, 12))]
    batch = Batch.of_sentences(numbered)
    assert batch.sentences() == numbered
    assert batch.count == 3


def test_kinds_are_left_out_where_all_are_texts():
    batch = Batch.of_sentences([(0, Sentence("a", 0, 1, "text"))])
    assert batch.kinds is None
    assert batch.sentences()[0][1].kind == "text"


@given(
    st.lists(TEXT | st.sampled_from(["e\u0301", "가", "\u1100\u1161", "\u0344", "\u2126", "a\u0327\u0301"]), max_size=8)
)
def test_texts_are_brought_into_nfc_each_by_itself(texts):
    data, offsets = normalized(*joined([text.encode() for text in texts]))
    found = [data[a:b].decode() for a, b in pairwise(offsets)]
    assert found == [normalize("NFC", text) for text in texts]


def test_what_is_in_nfc_is_not_copied():
    data, offsets = joined(["naïve — “oil”".encode()])
    assert normalized(data, offsets)[0] is data


@given(TEXT)
def test_characters_are_counted(text):
    places = np.array([len(text[:index].encode()) for index in range(len(text) + 1)])
    assert characters_before(text.encode(), places).tolist() == list(range(len(text) + 1))
