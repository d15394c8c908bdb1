import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import make_rows

from classify.cli.options import RowFormat
from classify.cli.writers import new_form
from classify.errors import InputError, JobError, StoppedError
from classify.progress import Silent
from classify.reading import feeds, rows
from classify.reading.inputs import ReadingOptions, find_files
from classify.verbs import predict as verb
from classify.verbs.predict import Job, chosen_topics, predict
from classify.writing import parquet
from classify.writing.output import FileOutput

TEXTS = [row["text"] for row in make_rows(8, seed=5)] + ["Cafe\u0301 — “gas”", "石油 crude oil"]


class Meter(Silent):
    def __init__(self):
        self.moves = []

    def moved(self, texts, done, total):
        self.moves.append((texts, done, total))


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A file of several batches."""
    monkeypatch.setattr(feeds, "PIECE", 256)
    monkeypatch.setattr(rows, "BATCH_CHARACTERS", 256)
    monkeypatch.setattr(parquet, "_GROUP_BYTES", 2000)
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS))
    return path


def run(tagger, source, output, resume=False, meter=None, model="m", lines=False, **options):
    row_format = options.pop("row_format", RowFormat.jsonl)
    topics = options.pop("topics", tagger.topics)
    form = new_form(row_format, topics, False, output)
    reading = ReadingOptions(lines=lines, **options)
    job = Job(find_files([str(source)]), reading, topics, False, output, row_format.value, resume, model)
    predict(tagger, job, form, meter or Silent(), lambda _: None)
    return output.read_bytes()


def read(data):
    return [json.loads(line) for line in data.decode().splitlines()]


def test_many_texts_keep_their_order_and_positions(tagger, source, tmp_path):
    meter = Meter()
    found = read(run(tagger, source, tmp_path / "out", meter=meter))
    assert [row["position"] for row in found] == list(range(len(TEXTS)))
    assert [row["topics"] for row in found] == tagger.predict([row["text"] for row in found])
    assert len(meter.moves) > 5
    assert meter.moves[-1] == (len(TEXTS), source.stat().st_size, source.stat().st_size)


def test_same_text_same_answer_whatever_the_door(tagger, tmp_path):
    text = "Crude oil rose — “again”. Cafe\u0301 rebels fled."
    parts = ["Crude oil rose — “again”.", "Cafe\u0301 rebels fled."]
    jsonl = "".join(json.dumps({"text": part}) + "\n" for part in parts)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(("\ufeff" + text.replace(" ", "\r\n", 1)).encode())
    (tmp_path / "c.jsonl").write_text(jsonl)
    (tmp_path / "d.csv").write_text("text\n" + "\n".join(parts) + "\n")
    (tmp_path / "e.tsv").write_bytes(("text\tn\r\n" + "\t1\r\n".join([*parts, ""])).encode())
    pq.write_table(pa.table({"text": parts}), tmp_path / "f.parquet")
    (tmp_path / "g.jsonl.gz").write_bytes(gzip.compress(jsonl.encode()))
    with pa.CompressedOutputStream(str(tmp_path / "h.jsonl.zst"), "zstd") as packed:
        packed.write(jsonl.encode())
    (tmp_path / "i.lines").write_bytes("\r\n".join([*parts, ""]).encode())
    answers = set()
    for path in sorted(tmp_path.glob("*.*")):
        found = read(run(tagger, path, tmp_path / "out", lines=path.suffix == ".lines"))
        answers.add(json.dumps([(row["text"].split(), row["topics"], row["scores"]) for row in found]))
    assert len(answers) == 1


class Killed(BaseException):
    """Stands for SIGKILL: nothing is tidied up."""


@pytest.mark.parametrize("row_format", [RowFormat.jsonl, RowFormat.csv, RowFormat.parquet])
@pytest.mark.parametrize("writes", [0, 1, 3, 4])
def test_a_killed_run_that_is_taken_up_ends_with_the_same_bytes(
    tagger, source, tmp_path, monkeypatch, row_format, writes
):
    whole = run(tagger, source, tmp_path / "whole", row_format=row_format)
    plain_write, count = FileOutput.write, [0]

    def write(self, data):
        if count[0] == writes:
            self._file.write(bytes(data)[: len(data) // 2])
            raise Killed
        count[0] += 1
        plain_write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(FileOutput, "write", write)
        patch.setattr(FileOutput, "abandon", lambda self, keep: self._file.close())
        with pytest.raises(Killed):
            run(tagger, source, tmp_path / "out", row_format=row_format)
    assert (tmp_path / "out.partial").exists()
    tagged = []
    plain_tag = type(tagger).tag_batch
    monkeypatch.setattr(type(tagger), "tag_batch", lambda *given: tagged.append(given[2]) or plain_tag(*given))
    assert run(tagger, source, tmp_path / "out", resume=True, row_format=row_format) == whole
    texts_done_before = writes > (row_format is not RowFormat.jsonl)  # the first write may be the heading
    assert (sum(batch.count for batch in tagged) < len(TEXTS)) == texts_done_before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "texts.jsonl", "whole"]


@pytest.fixture
def half_done(tagger, source, tmp_path, monkeypatch):
    """A run that a full disk has ended."""
    plain_write, count = FileOutput.write, [0]

    def write(self, data):
        count[0] += 1
        if count[0] == 4:
            raise self._failed(OSError(28, "No space left on device"))
        plain_write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(FileOutput, "write", write)
        with pytest.raises(JobError, match="No space left on device") as caught:
            run(tagger, source, tmp_path / "out")
    assert "out.partial" in caught.value.remedy
    assert "--resume" in caught.value.remedy
    return tmp_path / "out"


def test_a_full_disk_leaves_whole_rows_and_the_run_goes_on_from_there(tagger, source, half_done, tmp_path):
    partial = half_done.with_name("out.partial").read_bytes()
    assert 0 < len(read(partial)) < len(TEXTS)
    assert partial.endswith(b"\n")
    whole = run(tagger, source, half_done, resume=True)
    assert whole.startswith(partial)
    assert whole == run(tagger, source, tmp_path / "other")


def test_without_resume_a_run_begins_anew(tagger, source, half_done, tmp_path):
    assert run(tagger, source, half_done) == run(tagger, source, tmp_path / "other")


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"model": "other"}, "the model changed"),
        ({"topics": ["energy"]}, "the options changed"),
        ({"unit": "sentence"}, "the options changed"),
        ({"row_format": RowFormat.csv}, "the options changed"),
    ],
)
def test_a_run_of_another_kind_is_not_gone_on_with(tagger, source, half_done, options, cause):
    with pytest.raises(InputError, match=cause):
        run(tagger, source, half_done, resume=True, **options)
    assert half_done.with_name("out.partial").exists()


def test_changed_input_is_not_gone_on_with(tagger, source, half_done):
    source.write_text(source.read_text().replace(TEXTS[0], TEXTS[0].swapcase()))
    with pytest.raises(InputError, match="the input changed") as caught:
        run(tagger, source, half_done, resume=True)
    assert caught.value.remedy == "Run again without --resume."


def test_input_that_broke_off_is_mended_and_gone_on_with(tagger, source, tmp_path):
    whole = source.read_text()
    source.write_text(whole + "{oops\n")
    with pytest.raises(InputError, match="not JSON") as caught:
        run(tagger, source, tmp_path / "out")
    assert f"What was written before that is in {tmp_path / 'out.partial'}: --resume goes on" in caught.value.remedy
    source.write_text(whole + '{"text": "oil"}\n')
    assert run(tagger, source, tmp_path / "out", resume=True) == run(tagger, source, tmp_path / "other")


def test_an_interrupt_leaves_whole_rows_and_says_how_to_go_on(tagger, source, tmp_path):
    class Interrupting(Meter):
        def moved(self, *move):
            super().moved(*move)
            if len(self.moves) == 3:
                raise KeyboardInterrupt

    with pytest.raises(StoppedError, match=r"out.partial") as caught:
        run(tagger, source, tmp_path / "out", meter=Interrupting())
    assert caught.value.exit_status == 130
    assert "--resume" in caught.value.remedy
    assert (tmp_path / "out.partial").read_bytes().endswith(b"\n")
    assert run(tagger, source, tmp_path / "out", resume=True) == run(tagger, source, tmp_path / "other")


def test_bulk_is_scored_compiled_and_gives_the_same(tagger, source, tmp_path, monkeypatch):
    pytest.importorskip("classify.features.bulk", exc_type=ImportError)
    plain = read(run(tagger, source, tmp_path / "plain"))
    monkeypatch.setattr(verb, "BULK_BYTES", 1)
    compiled = read(run(tagger, source, tmp_path / "compiled"))
    for left, right in zip(plain, compiled, strict=True):
        assert left.pop("scores") == pytest.approx(right.pop("scores"), abs=1.1e-6)
        assert left == right


def test_bulk_without_the_engine_is_scored_plainly(tagger, source, tmp_path, monkeypatch):
    monkeypatch.setattr(verb, "BULK_BYTES", 1)
    monkeypatch.setattr(type(tagger), "can_compile", lambda self: False)
    assert len(read(run(tagger, source, tmp_path / "out"))) == len(TEXTS)


@pytest.mark.parametrize(("bulk", "first", "said"), [(1, True, 1), (1, False, 0), (1 << 30, True, 0)])
def test_the_first_bulk_run_says_that_it_compiles(tagger, source, monkeypatch, capsys, bulk, first, said):
    monkeypatch.setattr(verb, "BULK_BYTES", bulk)
    monkeypatch.setattr(verb, "compiles_first", lambda: first)
    monkeypatch.setattr(type(tagger), "can_compile", lambda self: False)
    notes = []
    job = Job(find_files([str(source)]), ReadingOptions(), tagger.topics)
    predict(tagger, job, new_form(RowFormat.jsonl, tagger.topics, False, None), Silent(), notes.append)
    assert len(notes) == said
    assert len(capsys.readouterr().out.splitlines()) == len(TEXTS)


@pytest.mark.parametrize("resume", [False, True])
def test_work_on_all_cores_gives_the_same_bytes(tagger, source, tmp_path, monkeypatch, resume):
    whole = run(tagger, source, tmp_path / "whole")
    monkeypatch.setattr(verb, "BULK_BYTES", 1)
    monkeypatch.setattr(type(tagger), "can_compile", lambda self: True)
    assert run(tagger, source, tmp_path / "out", resume=resume) == whole


def test_topics_can_be_chosen(tagger):
    assert list(chosen_topics(tagger, None)) == tagger.topics
    assert list(chosen_topics(tagger, "energy, economy")) == ["energy", "economy"]
    with pytest.raises(InputError, match=r"no topic 'enrgy' \(did you mean 'energy'\?\)"):
        chosen_topics(tagger, "enrgy")
    with pytest.raises(InputError, match="no topic is named"):
        chosen_topics(tagger, " ,")
