from classify.cli.options import RowFormat, ScoreFormat, UnitOption


def test_the_values_are_those_of_the_contract():
    assert [*RowFormat] == ["table", "jsonl", "csv", "parquet"]
    assert [*ScoreFormat] == ["table", "json"]
    assert [*UnitOption] == ["sentence", "document"]
