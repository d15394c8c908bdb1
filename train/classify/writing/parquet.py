"""Parquet: topics as a list, a column of probabilities a topic, written so that a killed run can be taken up.

Every row group is made as a file of its own, of which the group is kept and the footer put by, with the places in it
moved. The footers are put together at the end: the same bytes, whether the run was whole or in pieces.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from classify.writing.footers import moved_footer
from classify.writing.form import REASONS, reasons_json, score_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from classify.tagging.tagged import TaggedBatch
    from classify.writing.output import Output

_MAGIC = b"PAR1"
_GROUP_BYTES = 16 << 20
_TAIL = 8  # after the footer: its length in 4 bytes, and the mark
_FEW_VALUES = ("file", "kind", "topics.list.element")
"""Columns with few different values, the only ones worth a dictionary."""


class ParquetForm:
    """Writes row groups of some tens of megabytes.

    Args:
        topics: the topics that are reported, in the order of their columns.
        explain: whether the reasons follow, as JSON (see `REASONS`).
    """

    def __init__(self, topics: Sequence[str], explain: bool) -> None:
        self._columns = score_columns(topics)
        self._explain = explain
        self._waiting: list[pa.Table] = []
        self._footers: list[bytes] = []

    def render(self, tagged: TaggedBatch) -> pa.Table:
        """Return a batch as a table."""
        batch = tagged.batch
        offsets, columns = tagged.ranked()
        kinds = _strings(batch.kinds) if batch.kinds else _repeated("text", batch.count)
        fields = {
            "file": _repeated(tagged.source, batch.count),
            "position": _numbers(batch.positions),
            "start": _numbers(batch.starts),
            "end": _numbers(batch.ends),
            "kind": kinds,
            "text": _texts(batch.data, batch.offsets),
            "topics": pa.ListArray.from_arrays(
                _numbers(offsets.astype(np.int32)), _strings(tagged.topics).take(_numbers(columns))
            ),
        }
        for column, name in enumerate(self._columns):
            fields[name] = _numbers(tagged.scores[:, column].astype(np.float32))
        if self._explain:
            reasons = reasons_json(tagged)
            for number, name in enumerate(REASONS):
                fields[name] = _strings([why[number] for why in reasons])
        return pa.table(fields)

    def begin(self, out: Output) -> None:
        """Write the mark that a Parquet file begins with."""
        out.write(_MAGIC)

    def append(self, rendered: pa.Table, out: Output) -> str | None:
        """Take a batch; write a row group when there is enough for one."""
        self._waiting.append(rendered)
        if sum(table.nbytes for table in self._waiting) < _GROUP_BYTES:
            return None
        return self._write_group(out)

    def resume(self, notes: Sequence[str]) -> None:
        """Take up the footers of the row groups that are written."""
        self._footers = [b64decode(note) for note in notes]

    def finish(self, out: Output) -> None:
        """Write the last row group and the footer of the whole."""
        if self._waiting:
            self._write_group(out)
        if not self._footers:
            return
        first, *others = [_metadata(footer) for footer in self._footers]
        for other in others:
            first.append_row_groups(other)
        whole = BytesIO()
        first.write_metadata_file(whole)
        out.write(whole.getvalue()[len(_MAGIC) :])

    def _write_group(self, out: Output) -> str:
        table = pa.concat_tables(self._waiting)
        self._waiting = []
        sink = pa.BufferOutputStream()
        pq.write_table(
            table,
            sink,
            row_group_size=max(1, table.num_rows),
            compression="zstd",
            compression_level=1,
            use_dictionary=list(_FEW_VALUES),
        )
        data = memoryview(sink.getvalue())
        footer_begin = len(data) - _TAIL - int.from_bytes(data[-_TAIL:-4], "little")
        footer = moved_footer(bytes(data[footer_begin:-_TAIL]), out.position - len(_MAGIC))
        out.write(data[len(_MAGIC) : footer_begin])
        self._footers.append(footer)
        return b64encode(footer).decode()


def _metadata(footer: bytes) -> Any:
    return pq.read_metadata(BytesIO(_MAGIC + footer + len(footer).to_bytes(4, "little") + _MAGIC))


# `pa.array` would do the same, but it looks for pandas first, and loading that takes a quarter of a second.


def _numbers(values: NDArray[Any]) -> pa.Array:
    """Take numbers as they lie in memory."""
    buffer = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, buffer])


def _texts(data: bytes, offsets: NDArray[np.int64]) -> pa.Array:
    """Take texts as they lie in memory."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(offsets, np.int64)), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.large_string(), len(offsets) - 1, buffers)


def _strings(values: Sequence[str]) -> pa.Array:
    encoded = [value.encode() for value in values]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(encoded), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    )


def _repeated(value: str, count: int) -> pa.Array:
    return _strings([value]).take(_numbers(np.zeros(count, np.int32)))
