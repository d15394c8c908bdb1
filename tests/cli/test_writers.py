import csv
import io
import json

import pytest

from classify.cli.options import RowFormat
from classify.cli.writers import new_writer, open_output
from classify.errors import InputError, JobError
from classify.reading.inputs import ReadingOptions, open_sources
from classify.verbs.predict import tag_source


def write(tagger, path, row_format, topics=None, explain=False):
    file = io.StringIO()
    writer = new_writer(row_format, file, tagger, topics or tagger.topics, explain)
    for source in open_sources([str(path)], ReadingOptions(), lambda _: None):
        for position, tagged in tag_source(tagger, source):
            writer.text(source, position, tagged)
        writer.end(source)
    return file.getvalue()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text('Crude oil flowed to the "refinery".\n\nRebels fled the shelling, and gas wells burned.\n')
    return path


def test_jsonl_is_an_object_a_line(tagger, article):
    rows = [json.loads(line) for line in write(tagger, article, RowFormat.jsonl).splitlines()]
    assert [row["position"] for row in rows] == [0, 1]
    assert all(article.read_text()[row["start"] : row["end"]] == row["text"] for row in rows)
    assert rows[0]["topics"] == ["energy"]
    assert "why" not in rows[0]


def test_reasons_come_with_explain(tagger, article):
    first = json.loads(write(tagger, article, RowFormat.jsonl, explain=True).splitlines()[0])
    assert list(first["why"]) == ["energy"]
    name, value = first["why"]["energy"][0]
    assert name in {"crude", "oil", "refinery"}
    assert value > 0


def test_csv_has_a_column_a_topic(tagger, article):
    rows = list(csv.DictReader(io.StringIO(write(tagger, article, RowFormat.csv, explain=True))))
    assert rows[0]["text"] == 'Crude oil flowed to the "refinery".'
    assert rows[0]["topics"] == "energy"
    assert float(rows[0]["energy"]) > 0.5
    assert "energy" in json.loads(rows[0]["why"])


def test_a_table_ends_with_the_articles_topics(tagger, article):
    text = write(tagger, article, RowFormat.table)
    assert "Topics of" in text
    assert text.index("Crude oil") < text.index("Rebels") < text.index("Topics of")


def test_only_the_chosen_topics_are_written(tagger, article):
    rows = [json.loads(line) for line in write(tagger, article, RowFormat.jsonl, ["economy"]).splitlines()]
    assert all(list(row["scores"]) == ["economy"] for row in rows)


def test_a_file_gets_its_name_when_it_is_whole(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with open_output(path) as file:
        file.write("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_full_disk_leaves_the_old_file_and_names_the_partial_one(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(JobError, match="No space left") as caught, open_output(path) as file:
        file.write("new")
        raise OSError(28, "No space left on device")
    assert "out.jsonl.partial" in caught.value.remedy
    assert path.read_text() == "old"


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such folder"), open_output(tmp_path / "no" / "out.jsonl"):
        pass
