import io

import numpy as np
import pyarrow.parquet as pq
import pytest
from tagged_samples import TEXTS, TOPICS, Sink, sample

from classify.writing import parquet
from classify.writing.parquet import ParquetForm


def write(form, out, batches):
    return [form.append(form.render(batch), out) for batch in batches]


@pytest.mark.parametrize("group", [1, 1 << 20])
def test_what_is_written_reads_back(monkeypatch, group):
    monkeypatch.setattr(parquet, "_GROUP_BYTES", group)
    batches = [sample(0, why=True), sample(1, ("headline", "text"), why=True), sample(2, why=True)]
    out, form = Sink(), ParquetForm(TOPICS, explain=True)
    form.begin(out)
    write(form, out, batches)
    form.finish(out)
    file = pq.ParquetFile(io.BytesIO(out.data))
    assert file.num_row_groups == (3 if group == 1 else 1)
    table = file.read().to_pydict()
    assert table["text"] == TEXTS * 3
    assert table["topics"] == [list(names) for batch in batches for names in batch.names()]
    assert table["position"] == [0, 1, 2, 3, 4, 5] * 3
    assert table["kind"][5:8] == ["text", "headline", "text"]
    assert set(table["file"]) == {batches[0].source}
    np.testing.assert_allclose(table["score:text"], np.concatenate([b.scores[:, 2] for b in batches]), atol=1e-7)
    assert table["why"][0] == '{"energy": [["oil \\"é\\"", 0.5]]}'
    assert table["why_words"][0] == '{"energy": [["oil", 0.5]]}'
    assert '"nearest": "energy"' in table["why_not"][0]


def test_a_run_taken_up_gives_the_same_bytes(monkeypatch):
    monkeypatch.setattr(parquet, "_GROUP_BYTES", 1500)
    batches = [sample(seed) for seed in range(7)]
    whole, form = Sink(), ParquetForm(TOPICS, explain=False)
    form.begin(whole)
    notes = write(form, whole, batches)
    form.finish(whole)
    written = [number for number, note in enumerate(notes) if note is not None]
    assert 2 <= len(written) < len(batches)

    broken, form = Sink(), ParquetForm(TOPICS, explain=False)
    form.begin(broken)
    write(form, broken, batches[: written[0] + 1])
    form = ParquetForm(TOPICS, explain=False)
    form.resume(notes[written[0] : written[0] + 1])
    write(form, broken, batches[written[0] + 1 :])
    form.finish(broken)
    assert broken.data == whole.data


def test_columns_can_be_read_alone():
    out, form = Sink(), ParquetForm(TOPICS, explain=False)
    form.begin(out)
    write(form, out, [sample()])
    form.finish(out)
    frame = pq.read_table(io.BytesIO(out.data), columns=["energy", "topics"]).to_pandas()
    assert str(frame["energy"].dtype) == "float32"
    assert list(frame["topics"][0]) == [TOPICS[1]]
