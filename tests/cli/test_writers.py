from pathlib import Path

import pytest

from classify.cli.options import RowFormat
from classify.cli.writers import default_format, new_form
from classify.errors import InputError
from classify.progress import Silent
from classify.reading.inputs import ReadingOptions, find_files
from classify.verbs.predict import Job, predict


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text('Crude oil flowed to the "refinery".\n\nRebels fled the shelling, and gas wells burned.\n')
    return path


def write(tagger, path, row_format, topics=None, explain=False):
    output = path.with_suffix(".out")
    topics = topics or tagger.topics
    job = Job(find_files([str(path)]), ReadingOptions(), topics, explain, output, row_format.value)
    predict(tagger, job, new_form(row_format, topics, explain, output), Silent(), lambda _: None)
    return output.read_text()


def test_a_table_ends_with_the_articles_topics(tagger, article):
    text = write(tagger, article, RowFormat.table)
    assert text.index("Crude oil") < text.index("Rebels") < text.index("Topics of")


def test_a_table_of_rows_has_no_topics_of_an_article(tagger, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Crude oil rose."}\n')
    assert "Topics of" not in write(tagger, tmp_path / "a.jsonl", RowFormat.table)


def test_reasons_stand_under_the_topics(tagger, article):
    assert "crude" in write(tagger, article, RowFormat.table, explain=True).split("energy", 1)[1]


def test_only_the_chosen_topics_are_printed(tagger, article):
    assert "energy" not in write(tagger, article, RowFormat.table, ["economy"])


@pytest.mark.parametrize("row_format", list(RowFormat))
def test_every_format_can_be_written_to_a_file(row_format):
    assert new_form(row_format, ["a"], False, Path("out"))


def test_parquet_needs_a_file():
    with pytest.raises(InputError, match="--format parquet"):
        new_form(RowFormat.parquet, ["a"], False, None)


@pytest.mark.parametrize(
    ("name", "row_format"),
    [
        ("a.csv", "csv"),
        ("a.PARQUET", "parquet"),
        ("a.jsonl", "jsonl"),
        ("a.HTM", "html"),
        ("out", "jsonl"),
        (None, "jsonl"),
    ],
)
def test_the_suffix_of_the_output_chooses_the_format(name, row_format):
    assert default_format(name and Path(name)).value == row_format


@pytest.mark.parametrize("name", ["a.foo", "a.txt", "a.csv.gz"])
def test_a_suffix_that_names_no_format_is_refused(name):
    with pytest.raises(InputError, match="names no format") as caught:
        default_format(Path(name))
    assert ".csv, .parquet, .jsonl" in caught.value.remedy


def test_the_topics_of_a_long_article_are_summed_up_once(tagger, article, monkeypatch):
    whole = write(tagger, article, RowFormat.table)
    monkeypatch.setattr("classify.reading.inputs.MOST_ROWS", 1)
    assert write(tagger, article, RowFormat.table) == whole
