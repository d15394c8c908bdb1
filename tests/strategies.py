"""Texts that are hard on a tokenizer, for hypothesis."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

ODD = (
    "aAbZz09_ \t\n\r\x00\x1c\x1f\x85\xa0.,'-éÉßẞİıΣσςΑαÅK"
    "\u0301\u200d\u3000\u2028🙂👩‍👧日本語עבריתعربىДдǅⅣ①²\ud800\udfff\U0001f1eb𝔸𐐀\ufeff\ufffdaaabbb   "
)
TEXTS = st.lists(
    st.one_of(st.text(ODD, max_size=40), st.text(max_size=60), st.text("ab ", max_size=30)), min_size=1, max_size=8
)
SPANS = st.tuples(st.integers(1, 5), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
LENIENT = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
