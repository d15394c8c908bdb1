from classify.cli.options import RowFormat, ScoreFormat, TextsFormat, UnitOption


def test_the_values_are_those_of_the_contract():
    assert [*RowFormat] == ["table", "jsonl", "csv", "parquet", "html"]
    assert [*ScoreFormat] == ["table", "json"]
    assert [*TextsFormat] == ["table", "jsonl"]
    assert [*UnitOption] == ["sentence", "document"]
