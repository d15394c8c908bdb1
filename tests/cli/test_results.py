import json

import pytest

from classify.cli.options import ScoreFormat, TextsFormat
from classify.cli.results import print_result, print_rows
from classify.errors import JobError


class Found:
    def as_json(self):
        return {"name": "é"}


def show(console):
    console.print("a table")


def test_a_result_is_one_object_or_a_table(capsys):
    print_result(Found(), ScoreFormat.json, show)
    out = capsys.readouterr().out
    assert json.loads(out) == {"name": "é"}
    assert "é" in out
    print_result(Found(), ScoreFormat.table, show)
    assert capsys.readouterr().out == "a table\n"


def test_rows_are_a_line_each_or_a_table(capsys):
    print_rows([{"n": 1}, {"n": 2}], TextsFormat.jsonl, show)
    assert capsys.readouterr().out == '{"n": 1}\n{"n": 2}\n'
    print_rows([{"n": 1}], TextsFormat.table, show)
    assert capsys.readouterr().out == "a table\n"


@pytest.mark.parametrize("output_format", [TextsFormat.jsonl, TextsFormat.table])
def test_what_cannot_be_printed_is_an_error_of_the_job(monkeypatch, output_format):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("classify.cli.results.typer.echo", full)
    monkeypatch.setattr("classify.cli.console.drop_output", lambda: None)
    with pytest.raises(JobError, match="No space left"):
        print_rows([{}], output_format, full)
