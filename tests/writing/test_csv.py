import csv
import io
import json

import pytest
from tagged_samples import TEXTS, TOPICS, Sink, sample

from classify.writing.csv import CsvForm


@pytest.mark.parametrize("why", [False, True])
def test_rows_read_back_as_they_were(why):
    tagged, out, form = sample(kinds=("headline", "text"), why=why), Sink(), CsvForm(TOPICS, why)
    form.begin(out)
    assert form.append(form.render(tagged), out) == ""
    form.finish(out)
    rows = list(csv.DictReader(io.StringIO(out.data.decode(), newline="")))
    assert [row["text"] for row in rows] == TEXTS
    assert [row["topics"] for row in rows] == [";".join(names) for names in tagged.names()]
    assert [row["kind"] for row in rows][:2] == ["headline", "text"]
    assert {row["file"] for row in rows} == {tagged.source}
    assert [int(row["start"]) for row in rows] == tagged.batch.starts.tolist()
    for column, name in enumerate(["energy", 'odd "topic", é', "score:text"]):
        assert [float(row[name]) for row in rows] == pytest.approx(tagged.scores[:, column].tolist(), abs=1e-7)
    assert [json.loads(row["why"]) for row in rows] == [{"energy": [['oil "é"', 0.5]]}] * 6 if why else True
    if why:
        assert json.loads(rows[0]["why_words"]) == {"energy": [["oil", 0.5]]}
        assert json.loads(rows[0]["why_not"])["below"] == 0.25
