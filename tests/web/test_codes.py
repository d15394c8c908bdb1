from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from classify.corpus.topics import load_topics
from classify.web.codes import topic_codes, topic_keys


def test_the_shipped_topics_have_telling_codes():
    topics = [topic.id for topic in load_topics(ROOT / "data" / "monitor" / "topics.yaml")]
    codes = topic_codes(topics)
    assert (codes["security-cooperation"], codes["arms-trade"], codes["diplomacy"]) == ("SC", "AT", "DI")
    assert topic_keys(topics)["security-cooperation"] == "1"
    assert len(topic_keys(topics)) == 15


@given(st.lists(st.text(min_size=1), unique=True, max_size=200))
def test_no_two_topics_share_a_code_or_a_key(topics):
    codes, keys = topic_codes(topics), topic_keys(topics)
    assert len(set(codes.values())) == len(topics)
    assert len(set(keys.values())) == len(keys)
    assert not set(keys.values()) & set("jknux")
