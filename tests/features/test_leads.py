import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD

from classify.features.buffer import TextBuffer
from classify.features.characters import lower_table
from classify.features.leads import lead_ends
from classify.features.tokens import lead_of


@given(st.lists(st.text(ODD, max_size=60), max_size=5), st.integers(1, 70))
def test_leads_end_in_the_bytes_where_they_end_in_the_text(texts, lead):
    buffer = TextBuffer.from_texts(texts)
    ends = lead_ends(buffer.data, buffer.offsets, 0, len(texts), lower_table("words"), lead)
    for text, start, end in zip(texts, buffer.offsets[:-1], ends, strict=True):
        read = buffer.data[start:end].tobytes().decode("utf-8", "surrogatepass")
        assert len(read) == len(lead_of(text, lead))


def test_only_the_texts_asked_for_are_looked_at():
    buffer = TextBuffer.from_texts(["one two", "one two", "one two"])
    ends = lead_ends(buffer.data, buffer.offsets, 1, 2, lower_table("words"), 2)
    np.testing.assert_array_equal(ends, [0, 10, 0])
