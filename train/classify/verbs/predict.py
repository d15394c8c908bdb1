"""From sources of texts to tagged texts in a file or on standard output, in order and in bounded memory."""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import classify
from classify.errors import InputError, JobError, StoppedError, listed, nearest
from classify.features.compiled import compiles_first
from classify.reading.inputs import open_sources
from classify.tagging.bulk import BULK_BYTES
from classify.tagging.reasons import with_reasons
from classify.verbs.pipeline import in_order
from classify.writing.journal import Entry
from classify.writing.output import FileOutput, StandardOutput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from classify.progress import Meter
    from classify.reading.batch import Batch
    from classify.reading.inputs import Named, ReadingOptions, Source
    from classify.tagging.tagger import Tagger
    from classify.writing.form import Form
    from classify.writing.output import Output


@dataclass(frozen=True, slots=True)
class Job:
    """What to tag, and how.

    Attributes:
        files: what to read.
        reading: how to read it.
        topics: the topics to report.
        explain: whether to give reasons.
        output: the file to write; None for standard output.
        format: the name of the output format.
        resume: whether to go on with what a run before has left.
        model: what tells one model from another.
    """

    files: Sequence[Named]
    reading: ReadingOptions
    topics: Sequence[str]
    explain: bool = False
    output: Path | None = None
    format: str = "jsonl"
    resume: bool = False
    model: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """A batch, and how far the input is read with it: see `Entry`; `done` counts bytes of the files."""

    source: Source
    batch: Batch
    batches: int
    texts: int
    checksum: int
    done: int


def predict(tagger: Tagger, job: Job, form: Form, meter: Meter, note: Callable[[str], None]) -> None:
    """Tag all texts of a job and write them in the order of the input.

    Args:
        tagger: the tagger.
        job: what to do.
        form: the output format.
        meter: told how far the work is.
        note: told what the user should know.

    Raises:
        InputError: something of the input cannot be read, or the run to be resumed was another one.
        JobError: the output cannot be written.
        StoppedError: Ctrl-C, while writing to a file.
    """
    _refuse_own_input(job)
    items = _items(job, note)
    first = next(items)
    bulk = is_large(job.files) or len(first.batch.data) >= BULK_BYTES
    compiled = bulk and _can_compile(tagger, note)
    out = StandardOutput() if job.output is None else FileOutput(job.output, _run(job, compiled), job.resume)
    entries = out.entries if isinstance(out, FileOutput) else []
    try:
        _Writing(tagger, job, form, out, meter, compiled).run(chain([first], items), entries)
    except BaseException as error:
        out.abandon(keep=isinstance(error, KeyboardInterrupt | JobError))
        if isinstance(out, FileOutput):
            _say_what_is_left(error, out.partial)
        raise


def _say_what_is_left(error: BaseException, partial: Path) -> None:
    """Raise what ended a run anew, with how to go on."""
    if isinstance(error, KeyboardInterrupt):
        raise StoppedError(
            f"stopped; what was written so far is in {partial}.",
            "Run the same command again with --resume to go on from there.",
        ) from None
    if isinstance(error, InputError) and not isinstance(error, _OtherInputError) and partial.exists():
        going_on = f"What was written before that is in {partial}: --resume goes on from there."
        raise InputError(error.cause, f"{error.remedy} {going_on}") from None


class _OtherInputError(InputError):
    """The input is not what the run before has read, so that there is no going on."""


def _refuse_own_input(job: Job) -> None:
    """Raise where the output is one of the files to be read: it would take the place of the input."""
    if job.output is None or not job.output.exists():
        return
    for file in job.files:
        if file.size is not None and job.output.samefile(file.name):
            raise InputError(f"{job.output}: the output is one of the inputs.", "Name another file with --output.")


def is_large(files: Sequence[Named]) -> bool:
    """Say whether files are so large, as far as is known, that compiled code is worth its loading."""
    return sum(file.size or 0 for file in files) >= BULK_BYTES


def chosen_topics(tagger: Tagger, names: str | None) -> Sequence[str]:
    """Return the topics to report: those of a comma-separated list, or all.

    Raises:
        InputError: the model has no topic of that name.
    """
    if names is None:
        return tagger.topics
    wanted = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    for name in wanted:
        if name not in tagger.topics:
            raise InputError(
                f"--topics: the model has no topic '{name}'{nearest(name, tagger.topics)}.",
                f"Choose among {listed(tagger.topics, 40)}.",
            )
    if not wanted:
        raise InputError("--topics: no topic is named.", f"Choose among {listed(tagger.topics, 40)}.")
    return wanted


class _Writing:
    """One run: what is done to each batch."""

    def __init__(self, tagger: Tagger, job: Job, form: Form, out: Output, meter: Meter, compiled: bool) -> None:
        self._tagger = tagger
        self._job = job
        self._form = form
        self._out = out
        self._meter = meter
        self._compiled = compiled
        sizes = [file.size for file in job.files]
        self._total = None if None in sizes else sum(size or 0 for size in sizes)

    def run(self, items: Iterator[_Item], entries: Sequence[Entry]) -> None:
        if entries:
            _skip(items, entries[-1])
            self._form.resume([entry.note for entry in entries])
        else:
            self._form.begin(self._out)
        if self._compiled:
            in_order(items, self._render, self._take)
        else:
            for item in items:
                self._take(item, self._render(item))
        self._form.finish(self._out)
        self._out.finish()

    def _render(self, item: _Item) -> Any:
        tagged = self._tagger.tag_batch(item.source, item.batch, self._job.topics, self._compiled)
        if self._job.explain:
            tagged = with_reasons(self._tagger, tagged)
        return self._form.render(tagged)

    def _take(self, item: _Item, rendered: Any) -> None:
        noted = self._form.append(rendered, self._out)
        if noted is not None:
            self._out.commit(Entry(item.batches, item.texts, item.checksum, self._out.position, noted))
        self._meter.moved(item.texts, item.done, self._total)


def _items(job: Job, note: Callable[[str], None]) -> Iterator[_Item]:
    batches = texts = checksum = 0
    sizes = {file.name: file.size or 0 for file in job.files}
    before = 0
    for source in open_sources(job.files, job.reading, note):
        for batch in source.batches:
            batches += 1
            texts += batch.count
            checksum = zlib.crc32(batch.data, checksum)
            yield _Item(source, batch, batches, texts, checksum, before + batch.read)
        before += sizes[source.name]


def _skip(items: Iterator[_Item], last: Entry) -> None:
    """Read over what the run before has written, and see that it is still the same."""
    item = next((item for item in items if item.batches == last.batches), None)
    if item is None or (item.texts, item.checksum) != (last.texts, last.checksum):
        raise _OtherInputError("--resume: the input changed since the run began.", "Run again without --resume.")


def _can_compile(tagger: Tagger, note: Callable[[str], None]) -> bool:
    if compiles_first():
        note("compiling the code that tags in bulk, this once (about 10 s)")
    return tagger.can_compile()


def _run(job: Job, compiled: bool) -> dict[str, Any]:
    """Return what decides the bytes of a run, by the names that a user knows it by."""
    return {
        "program": classify.__version__,
        "model": job.model,
        "options": [asdict(job.reading), list(job.topics), job.explain, job.format],
        "input": [file.name for file in job.files],  # what is in them is compared text by text
        "way of scoring (with or without numba)": compiled,
    }
