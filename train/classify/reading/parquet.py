"""Texts from a column of a Parquet file, read as a stream of batches without making strings of them."""

from __future__ import annotations

import shutil
import tempfile
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any, cast

import numpy as np

from classify.errors import InputError
from classify.reading.batch import Batch, characters_before, normalized
from classify.reading.openers import PACKED, UNREADABLE, open_bytes
from classify.reading.rows import no_column, no_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

_BATCH_BYTES = 4 << 20
_MOST_ROWS = 1 << 16
_BUFFER = 1 << 20


def parquet_batches(path: Path, column: str) -> Iterator[Batch]:
    """Yield the texts of a Parquet file, plain or packed; their position is the number of the row.

    Raises:
        InputError: the file is broken, lacks the column, holds something else than texts there, or was changed
            while it was read; the message names the row.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    before = path.stat()
    try:
        with _plain(path) as source, pq.ParquetFile(source, buffer_size=_BUFFER, pre_buffer=False) as file:
            yield from _batches(path, file, column, before.st_size)
        after = path.stat()
    except (pa.ArrowException, *UNREADABLE) as error:
        raise InputError(
            f"{path}: not readable as Parquet: {str(error).rstrip('.')}.", "Check the file, or convert it to JSONL."
        ) from None
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise InputError(
            f"{path}: the file was changed while it was read.", "Wait until nothing writes to it, and run again."
        )


def _plain(path: Path) -> AbstractContextManager[IO[bytes]]:
    """Open a file; a packed one is unpacked into a nameless file first, since Parquet is read from its end."""
    if path.suffix.lower() not in PACKED:
        return path.open("rb")
    unpacked = tempfile.TemporaryFile()  # noqa: SIM115
    with open_bytes(path) as packed:
        shutil.copyfileobj(packed, unpacked, _BUFFER)
    unpacked.seek(0)
    return cast("AbstractContextManager[IO[bytes]]", unpacked)


def _batches(path: Path, file: Any, column: str, size: int) -> Iterator[Batch]:
    import pyarrow as pa

    names = file.schema_arrow.names
    if column not in names:
        raise no_column(str(path), column, names)
    rows = file.metadata.num_rows
    position = 0
    for batch in file.iter_batches(_rows_a_batch(file, names.index(column)), columns=[column]):
        texts = _as_texts(batch.column(0))
        wrong = texts.is_null().to_numpy(zero_copy_only=False) if texts.null_count else None
        if wrong is not None:
            raise no_text(f"{path}: row {position + int(np.flatnonzero(wrong)[0]) + 1}", None)
        if not pa.types.is_large_string(texts.type):
            raise no_text(f"{path}: row {position + 1}", texts[0].as_py())
        if len(texts):
            yield _batch(path, texts, position, size * (position + len(texts)) // rows)
        position += len(texts)


def _rows_a_batch(file: Any, column: int) -> int:
    """Return how many rows hold a few megabytes of text, going by the largest row group."""
    groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
    widest = max((group.column(column).total_uncompressed_size / max(1, group.num_rows) for group in groups), default=1)
    return int(np.clip(_BATCH_BYTES / max(1.0, widest), 1, _MOST_ROWS))


def _as_texts(values: Any) -> Any:
    """Bring every kind of string column (dictionary, view, large or not) to one; others stay as they are."""
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return values.cast(pa.large_string()) if any(is_kind(values.type) for is_kind in kinds) else values


def _batch(path: Path, texts: Any, position: int, read: int) -> Batch:
    _, offset_buffer, bytes_buffer = texts.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = bytes_buffer[int(offsets[0]) : int(offsets[-1])].to_pybytes() if bytes_buffer is not None else b""
    offsets = offsets - offsets[0]
    _refuse_broken(path, data, offsets, position)
    ends: NDArray[np.int64] = np.diff(characters_before(data, offsets))
    body, offsets = normalized(data, offsets)
    numbers = position + np.arange(len(texts))
    return Batch(body, offsets, numbers, np.zeros(len(texts), np.int64), ends, read=read)


def _refuse_broken(path: Path, data: bytes, offsets: NDArray[np.int64], position: int) -> None:
    """Raise where a text is not UTF-8, which a Parquet file promises but nothing enforces."""
    if data.isascii():
        return
    bounds = offsets.tolist()
    for number, (left, right) in enumerate(pairwise(bounds)):
        try:
            data[left:right].decode()
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path}: row {position + number + 1}: broken UTF-8 at byte {error.start + 1} of the text.",
                "Write the file anew with texts in UTF-8.",
            ) from None
