import gzip
import json

import pytest
from conftest import write_jsonl

from classify.config import DataSettings
from classify.errors import InputError
from classify.verbs.merge import merge

ROW = {"article": "a", "position": 3, "text": "Oil rose.", "topics": ["energy"], "suggested": ["economy"]}


def merged(tmp_path, name, content, corrected=(ROW,), **settings):
    data = tmp_path / name
    data.write_bytes(content if isinstance(content, bytes) else content.encode())
    fixes = write_jsonl(tmp_path / "fixes.jsonl", list(corrected))
    output = tmp_path / "out.jsonl"
    outcome = merge(DataSettings(path=(str(data),), **settings), str(fixes), output)
    return outcome, output.read_bytes().decode()


def test_topics_are_replaced_and_all_else_stays_to_the_byte(tmp_path):
    other = '{"topics":[],  "text":"Cafe\\u0301", "article":"b","position":0,"date":"1996-12-17"} \r\n'
    row = '{"article": "a", "position": 3, "text": "Oil rose.", "topics": [], "date": "1996-12-18"}'
    outcome, text = merged(tmp_path, "d.jsonl", f"{other}\n{row}")
    assert (outcome.rows, outcome.named, outcome.changed) == (2, 1, 1)
    assert text == other + row.replace("[]", '["energy"]') + "\n"


def test_a_correction_that_changes_nothing_is_counted_as_such(tmp_path):
    outcome, _ = merged(tmp_path, "d.jsonl", json.dumps(ROW))
    assert (outcome.named, outcome.changed) == (1, 0)


@pytest.mark.parametrize(
    ("before", "after", "topics", "separator"),
    [
        ("x", "energy", ["energy"], None),
        ("x", "", [], None),
        ("x", '["energy", "economy"]', ["energy", "economy"], None),
        ("x;y", "energy;economy", ["energy", "economy"], ";"),
    ],
)
def test_a_column_of_strings_stays_one(tmp_path, before, after, topics, separator):
    row = json.dumps({"article": "a", "position": 3, "text": "Oil rose.", "label": before})
    _, text = merged(tmp_path, "d.jsonl", row, [{**ROW, "topics": topics}], separator=separator)
    assert json.loads(text)["label"] == after


def test_packed_lines_and_tables_are_merged_too(tmp_path):
    line = json.dumps({**ROW, "topics": []}) + "\n"
    assert json.loads(merged(tmp_path, "d.jsonl.gz", gzip.compress(line.encode()))[1])["topics"] == ["energy"]
    table = "article,position,text,topics,desk\na,3,Oil rose.,economy,east\nb,0,A truce.,,west\n"
    rows = [json.loads(row) for row in merged(tmp_path, "d.csv", table)[1].splitlines()]
    assert [row["topics"] for row in rows] == [["energy"], []]
    assert rows[1]["desk"] == "west"


def test_a_correction_of_nothing_leaves_no_output(tmp_path):
    with pytest.raises(InputError, match=r"fixes\.jsonl:1: no row"):
        merged(tmp_path, "d.jsonl", json.dumps({**ROW, "text": "Gas rose."}))
    assert not (tmp_path / "out.jsonl").exists()


def test_the_output_is_not_one_of_the_inputs(tmp_path):
    data = write_jsonl(tmp_path / "d.jsonl", [ROW])
    fixes = write_jsonl(tmp_path / "f.jsonl", [ROW])
    for output in (data, fixes):
        with pytest.raises(InputError, match="one of the inputs"):
            merge(DataSettings(path=(str(data),)), str(fixes), output)
    with pytest.raises(InputError, match="written as JSONL"):
        merge(DataSettings(path=(str(data),)), str(fixes), tmp_path / "out.csv")
