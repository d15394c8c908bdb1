import pytest
from conftest import ROOT

from classify.config import parse_config
from classify.corpus.topics import configured_topics, load_topics, topics_of
from classify.errors import InputError
from classify.records import Topic


def test_the_shipped_topics_are_the_fifteen_of_the_codebook():
    topics = load_topics(ROOT / "data" / "monitor" / "topics.yaml")
    assert len(topics) == 15
    assert {"security-cooperation", "arms-trade", "rights-society"} <= {topic.id for topic in topics}
    assert all(topic.title and topic.definition for topic in topics)


def test_titles_default_to_ids(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text("- {id: oil}\n- {id: 7, title: Seven}\n")
    assert [(topic.id, topic.title) for topic in load_topics(path)] == [("oil", "oil"), ("7", "Seven")]


def test_topics_of_labels_are_sorted():
    assert [topic.id for topic in topics_of({"b", "a"})] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("- {id: a}\n- {id: a}\n", "'a' stands there twice"),
        ("- {title: a}\n", "entry 1 is not a topic"),
        ("- {id: a, colour: red}\n", "entry 1 is not a topic"),
        ("id: a\n", "expected a list"),
        ("", "expected a list"),
        ("- {id: [", "not readable as YAML"),
    ],
)
def test_wrong_topics_files_are_refused(tmp_path, text, cause):
    path = tmp_path / "t.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load_topics(path)
    assert cause in caught.value.cause


def test_a_missing_topics_file_is_named(tmp_path):
    with pytest.raises(InputError, match="no such topics file"):
        load_topics(tmp_path / "t.yaml")


def test_topics_may_be_listed_in_the_config(tmp_path):
    raw = {"name": "m", "data": {"path": "a"}, "topics": ["oil", 7, {"id": "gas", "title": "Gas", "definition": "d"}]}
    topics = configured_topics(parse_config(raw, tmp_path / "c.yaml"))
    assert topics == (Topic("oil", "oil"), Topic("7", "7"), Topic("gas", "Gas", "d"))
    assert configured_topics(parse_config({**raw, "topics": None}, tmp_path / "c.yaml")) is None
    with pytest.raises(InputError, match="topics in the config: the topic 'a' stands there twice"):
        configured_topics(parse_config({**raw, "topics": ["a", "a"]}, tmp_path / "c.yaml"))
