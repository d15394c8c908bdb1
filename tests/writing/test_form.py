import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.writing.form import digits, score_columns, score_strings

SCORE = st.floats(0, 1)


@given(st.lists(SCORE, min_size=1, max_size=5))
def test_probabilities_have_seven_decimals(scores):
    written = digits(np.array([scores]))
    found = [row.tobytes().decode() for row in written[0]]
    assert all(len(text) == 9 and text[1] == "." for text in found)
    np.testing.assert_allclose([float(text) for text in found], scores, rtol=0, atol=5.1e-8)


def test_each_number_stands_after_its_name():
    found = score_strings(np.array([[0.5, 1.0], [0.0, 0.1234567]]), ["é ".encode(), b", b "], b";")
    assert found == ["é 0.5000000, b 1.0000000;".encode(), "é 0.0000000, b 0.1234567;".encode()]


def test_a_topic_with_the_name_of_a_column_is_marked():
    assert score_columns(["energy", "text", "why"]) == ["energy", "score:text", "score:why"]
