import json

import numpy as np
import pytest
from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.errors import InputError
from classify.verbs.suspects import suspects


def run(tmp_path, rows, most=50):
    write_jsonl(tmp_path / "a.jsonl", rows)
    return suspects(parse_config({"name": "m", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml"), most)


def spoilt(rows, share=0.04):
    """Return rows with the topic of some of them exchanged, and which those are."""
    generator = np.random.default_rng(2)
    wrong = {}
    for number, row in enumerate(rows):
        if row["topics"] == ["energy"] and generator.random() < share * 4:
            wrong[number + 1] = row["topics"]
            row["topics"] = ["economy"]
    return rows, wrong


def test_exchanged_labels_come_first_with_what_they_should_be(tmp_path):
    rows, wrong = spoilt(make_rows(60))
    found = run(tmp_path, rows, most=len(wrong))
    lines = {int(suspect.example.place.rpartition(":")[2]): suspect for suspect in found.most}
    assert len(set(lines) & set(wrong)) >= 0.8 * len(wrong)
    assert found.texts == 300
    assert found.total >= len(found.most)
    suspect = next(suspect for suspect in found.most if suspect.suggested == ("energy",))
    changes = {row.topic: row for row in suspect.contradictions}
    assert suspect.example.topics == ("economy",)
    assert changes["economy"].change == "remove"
    assert changes["economy"].probability < 0.3
    assert changes["energy"].change == "add"
    assert changes["energy"].probability > 0.7
    words = suspect.example.text.lower()
    assert changes["energy"].reasons
    assert all(ngram.strip() in words for ngram, _ in changes["energy"].reasons)


def test_the_most_strongly_contradicted_come_first(tmp_path):
    def strength(suspect):
        return max(row.probability if row.change == "add" else 1 - row.probability for row in suspect.contradictions)

    found = run(tmp_path, spoilt(make_rows(60))[0])
    strengths = [strength(suspect) for suspect in found.most]
    assert strengths == sorted(strengths, reverse=True)


def test_rows_are_plain_json(tmp_path):
    found = run(tmp_path, spoilt(make_rows(60))[0], most=1)
    (row,) = [json.loads(json.dumps(suspect.as_json())) for suspect in found.most]
    assert {"article", "position", "text", "topics", "suggested", "contradictions", "place"} == set(row)
    assert isinstance(row["position"], int)


def test_where_a_text_has_one_topic_another_single_one_is_suggested(tmp_path):
    rows = [row for row in spoilt(make_rows(60))[0] if len(row["topics"]) == 1]
    found = run(tmp_path, [{**row, "topics": row["topics"][0]} for row in rows])
    assert found.most
    for suspect in found.most:
        assert len(suspect.suggested) == 1
        assert suspect.suggested != suspect.example.topics


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        (None, "data.path"),
        ([{"words": "a", "topics": ["x"]}], "data.text"),
        ([{"text": "a", "topics": ["x"]}, {"text": "a", "topics": ["y"]}], "data.text"),
        ([{"text": f"w{number}", "topics": ["xy"[number % 2]]} for number in range(9)], "features.min_df"),
    ],
)
def test_remedies_name_keys_to_those_alone_who_wrote_a_config(tmp_path, rows, keys):
    path = tmp_path / "a.jsonl"
    if rows is not None:
        write_jsonl(path, rows)
    config = parse_config({"name": "m", "data": {"path": str(path)}}, tmp_path / "c.yaml")
    with pytest.raises(InputError) as of_config:
        suspects(config, 5)
    with pytest.raises(InputError) as of_path:
        suspects(config, 5, door="path")
    assert keys in of_config.value.remedy
    assert keys not in of_path.value.remedy or "--config FILE" in of_path.value.remedy
